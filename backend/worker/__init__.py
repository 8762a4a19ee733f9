"""What is done outside of any request: reminders delivered on time, what is old thrown away."""
