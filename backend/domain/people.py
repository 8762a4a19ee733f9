"""People: citizens and the caseworkers who follow them."""

from typing import Literal

from msgspec import Struct

Role = Literal["citizen", "caseworker"]


class Person(Struct, frozen=True, kw_only=True):
    """One person who may sign in. A citizen's `id` is also the id of their record."""

    id: str
    name: str
    role: Role
    organisation: str

    @property
    def first_name(self) -> str:
        """What the app calls them."""
        return self.name.split(" ", 1)[0]
