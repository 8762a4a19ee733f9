"""People: citizens, the caseworkers who follow them, and the operators who see neither."""

import unicodedata
from typing import Literal

from msgspec import Struct

Role = Literal["citizen", "caseworker", "operator"]

# The three signs after z, and the neighbours' letters that Danish lists count as one of them.
_LATE = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})


class Person(Struct, frozen=True, kw_only=True):
    """One person who may sign in. A citizen's `id` is also the id of their record; `born_on` a date or ""."""

    id: str
    name: str
    role: Role
    organisation: str
    born_on: str = ""

    @property
    def first_name(self) -> str:
        """What the app calls them."""
        return self.name.split(" ", 1)[0]


def alphabetical(name: str) -> str:
    """What Danish lists sort the name by: æ, ø and å come last, aa counts as å, and other accents count for nothing."""
    letters = unicodedata.normalize("NFC", name).casefold().replace("aa", "å").translate(_LATE)
    return "".join(each for each in unicodedata.normalize("NFD", letters) if not unicodedata.combining(each))
