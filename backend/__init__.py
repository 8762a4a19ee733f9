"""Konkret: what was agreed at the last meeting, in your pocket."""
