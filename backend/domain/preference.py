"""What a person wants to be reminded of, when they are to be left in peace, and how much a lock screen may say."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from backend.domain.errors import Invalid
from backend.domain.reminder import KINDS, Kind

Choice = Literal["on", "off"]

OFF_AT_FIRST: Final[frozenset[Kind]] = frozenset({"not-relevant", "missing-search"})
"""What the digest tells a caseworker anyway; everything else is told until somebody has had enough of it."""

MOST_QUIET_HOURS = 14
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Preferences(Struct, frozen=True, kw_only=True):
    """One person's. `chosen` holds the kinds that the person has decided on; quiet hours are wall-clock times HH:MM.

    The same time twice means no quiet hours. `details`: a lock screen may say with whom, where and about what.
    """

    chosen: Mapping[Kind, Choice] = {}
    quiet_from: str = "21:00"
    quiet_to: str = "08:00"
    details: bool = False

    def wants(self, kind: Kind) -> bool:
        """Whether reminders of that kind are to be sent."""
        choice = self.chosen.get(kind)
        return choice == "on" or (choice is None and kind not in OFF_AT_FIRST)


USUAL: Final = Preferences()
"""Those of whoever has chosen nothing."""


def check(preferences: Preferences) -> Preferences:
    """The preferences as they are. Raises Invalid: what is left of the day must be long enough to say something in."""
    for name in ("quiet_from", "quiet_to"):
        if _CLOCK.fullmatch(getattr(preferences, name)) is None:
            raise Invalid({name: "Skriv et klokkeslæt, for eksempel 21:00."})
    if _minutes(preferences.quiet_from, preferences.quiet_to) > MOST_QUIET_HOURS * 60:
        raise Invalid({"quiet_to": f"Der kan højst være ro i {MOST_QUIET_HOURS} timer ad gangen."})
    if unknown := preferences.chosen.keys() - set(KINDS):
        raise Invalid({"chosen": f"Konkret kender ikke {', '.join(sorted(unknown))}."})
    return preferences


def _minutes(begins: str, ends: str) -> int:
    first, last = (60 * int(each[:2]) + int(each[3:]) for each in (begins, ends))
    return (last - first) % (24 * 60)
