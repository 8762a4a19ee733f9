"""A draft: what a caseworker has filled in of a meeting that is being held, so that a crash takes nothing."""

from msgspec import Struct


class Draft(Struct, frozen=True, kw_only=True):
    """The form as it stood: its fields, and who saved it when (an instant). Only caseworkers see it."""

    meeting: str
    fields: dict[str, str]
    saved_by: str
    saved_at: int
