"""Reminders delivered on time, outside of any request."""
