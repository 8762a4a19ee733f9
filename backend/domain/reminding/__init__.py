"""Which reminders there should be: a file for each part of a record that calls for some. Nothing here sends any."""
