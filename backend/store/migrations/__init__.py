"""Numbered, forward-only; the same files for SQLite and PostgreSQL."""
