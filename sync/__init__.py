"""Keeps phones and server in step; knows nothing of what the records are about."""
