"""Organisations: the municipality's jobcentre, the a-kasse, and whoever runs the deployment, who follows nobody."""

from typing import Literal

from msgspec import Struct

Kind = Literal["jobcentre", "a-kasse", "operator"]


class Organisation(Struct, frozen=True, kw_only=True):
    """One of them; `name` is the label people read."""

    id: str
    kind: Kind
    name: str
