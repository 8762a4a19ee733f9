"""A reminder: something that one person is to be told at a time of its own, unless it is pointless by then."""

from typing import Final, Literal, get_args

from msgspec import Struct

ForCitizens = Literal[
    "meeting-week",
    "meeting-tomorrow",
    "meeting-soon",
    "meeting-booked",
    "meeting-moved",
    "meeting-cancelled",
    "prepare",
    "given",
    "job-deadline",
    "jobs-open",
    "homework-due",
    "joblog-quiet",
    "joblog-long",
    "requirement",
    "refused",
    "answered",
]
ForCaseworkers = Literal["cant-come", "not-relevant", "question", "missing-search", "draft-open", "digest"]
Kind = ForCitizens | ForCaseworkers

FOR_CITIZENS: Final[tuple[ForCitizens, ...]] = get_args(ForCitizens)
FOR_CASEWORKERS: Final[tuple[ForCaseworkers, ...]] = get_args(ForCaseworkers)
KINDS: Final[tuple[Kind, ...]] = (*FOR_CITIZENS, *FOR_CASEWORKERS)

OF_MANY: Final[frozenset[Kind]] = frozenset({"missing-search", "digest"})
"""Those that are about all the citizens of a caseworker at once; each record asks for the same one."""

AGAIN: Final[frozenset[Kind]] = frozenset({"joblog-quiet", "joblog-long", "requirement"})
"""Those that make room for the next of their kind: when one is over, its record's reminders are planned anew."""

Urgency = Literal["low", "normal", "high"]

URGENT: Final[frozenset[Kind]] = frozenset(
    {"meeting-soon", "meeting-booked", "meeting-moved", "meeting-cancelled", "cant-come"}
)
NEEDED: Final[frozenset[Kind]] = frozenset({"meeting-booked", "meeting-moved", "meeting-cancelled", "cant-come"})
"""Those that somebody has to hear in any case, in quiet hours if there is no other time."""
OF_A_MEETING: Final[frozenset[Kind]] = frozenset(
    {"meeting-week", "meeting-tomorrow", "meeting-soon", "meeting-booked", "meeting-moved", "meeting-cancelled"}
)
"""Those that are taken up again, as long as they hold, when a person whom nothing could reach can be reached."""
IDLE: Final[frozenset[Kind]] = frozenset({"joblog-quiet", "joblog-long", "missing-search", "digest"})


class Reminder(Struct, frozen=True, kw_only=True):
    """One reminder to `person`, about the record of `citizen` ("" = about many).

    `id` names what it is about and all that must be as it is: what changes gets another reminder. `about` is the row's
    id, or a date, or "". `due_at` and `pointless_at` are instants: from the second on it must not be sent. `at` is the
    instant it speaks of (0 = none), `path` the page of ours it leads to. `detail` is what is said besides to a person
    who chose that a lock screen may say it.
    """

    id: str
    person: str
    citizen: str
    kind: Kind
    about: str
    due_at: int
    pointless_at: int
    at: int = 0
    path: str = "/"
    detail: str = ""


def urgency(kind: Kind) -> Urgency:
    """How much a phone that saves power should be woken for it (RFC 8030 §5.3)."""
    if kind in URGENT:
        return "high"
    return "low" if kind in IDLE else "normal"


def subject(reminder: Reminder) -> str:
    """What it is about, as one word: a newer one with the same subject takes an older one's place on the phone."""
    kind = reminder.kind
    if kind.startswith("meeting-") or kind == "prepare":
        return f"meeting/{reminder.about}"
    return f"{'joblog' if kind in AGAIN else kind}/{reminder.about}"
