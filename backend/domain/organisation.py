"""Organisations: the municipality's jobcentre and the a-kasse."""

from typing import Literal

from msgspec import Struct

Kind = Literal["jobcentre", "a-kasse"]


class Organisation(Struct, frozen=True, kw_only=True):
    """One authority; `name` is the label people read."""

    id: str
    kind: Kind
    name: str
