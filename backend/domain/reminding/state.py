"""What reminders are planned from: of one record, only what somebody can still be reminded of."""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from backend.domain.agreement import Party
from backend.domain.job import State as JobState
from backend.domain.joblog import Entry
from backend.domain.meeting import DAY, Meeting
from backend.domain.preference import USUAL, Preferences
from backend.domain.requirement import Requirement
from backend.domain.time import local_date
from backend.domain.wish import Answer
from backend.domain.wish import Kind as WishKind

Part = Literal["meetings", "given", "joblog", "answers", "caseworkers"]
PARTS: Final[frozenset[Part]] = frozenset({"meetings", "given", "joblog", "answers", "caseworkers"})

NEWS_LASTS = 3 * DAY
"""What was given, answered or refused longer ago is no news any more."""


class Hands(Struct, frozen=True, kw_only=True):
    """By whose hands the course is held: the caseworker's name, and the ids of both ("" = none)."""

    started_on: str
    caseworker: str
    caseworker_id: str
    akasse_caseworker_id: str

    def of(self, name: str) -> str:
        """The id of the caseworker of that name, as far as the course knows: anybody else is the a-kasse's."""
        return self.caseworker_id if name == self.caseworker else self.akasse_caseworker_id or self.caseworker_id


class GivenJob(Struct, frozen=True, kw_only=True):
    """A job as far as reminders go; one that was applied for is none."""

    id: str
    title: str
    employer: str
    deadline: str
    apply_by: str
    handed_out_by: str
    handed_out_at: int
    state: JobState
    received_at: int


class GivenHomework(Struct, frozen=True, kw_only=True):
    """Homework that is still to do."""

    id: str
    title: str
    due: str
    given_at: int


class Promised(Struct, frozen=True, kw_only=True):
    """What was agreed and is still to do, on a date to come."""

    id: str
    who: Party
    what: str
    by: str
    made_at: int


class FollowedUp(Struct, frozen=True, kw_only=True):
    """A placement that is not over, with the date to come on which it is followed up."""

    id: str
    place: str
    follow_up_on: str
    planned_by: str
    planned_at: int


class Wished(Struct, frozen=True, kw_only=True):
    """A wish without an answer, or with a new one; `moved_at` is when its meeting was last moved (0 = never)."""

    id: str
    kind: WishKind
    meeting: str
    text: str
    received_at: int
    answer: Answer
    answered_by: str
    answered_at: int
    moved_at: int


class Decided(Struct, frozen=True, kw_only=True):
    """A decision that is new, that the citizen has just answered (`received_at`; 0 = not), or to be followed up."""

    id: str
    decided_by: str
    decided_at: int
    follow_up_on: str
    received_at: int


class LeftOpen(Struct, frozen=True, kw_only=True):
    """A draft of a meeting."""

    meeting: str
    saved_by: str
    saved_at: int


class State(Struct, frozen=True, kw_only=True):
    """One record. What belongs to a part that was not asked for is empty.

    `entries` are applications of late, where there are requirements to count them for. `refused_at` is the instant at
    which a change from the citizen's phone was last refused (0 = not lately), `last_search` the date of the last
    application ("" = none).
    """

    citizen: str
    name: str
    hands: Hands | None
    meetings: tuple[Meeting, ...] = ()
    jobs: tuple[GivenJob, ...] = ()
    assignments: tuple[GivenHomework, ...] = ()
    agreements: tuple[Promised, ...] = ()
    placements: tuple[FollowedUp, ...] = ()
    wishes: tuple[Wished, ...] = ()
    decisions: tuple[Decided, ...] = ()
    drafts: tuple[LeftOpen, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    entries: tuple[Entry, ...] = ()
    refused_at: int = 0
    last_search: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """A record whose reminders are planned, what the people concerned want, and the instant it is."""

    state: State
    preferences: Mapping[str, Preferences]
    now: int

    @property
    def today(self) -> str:
        """The Danish day it is."""
        return local_date(self.now)

    def of(self, person: str) -> Preferences:
        """What that person wants."""
        return self.preferences.get(person, USUAL)

    def ahead(self) -> list[Meeting]:
        """Booked meetings that have not begun, the next one first."""
        standing = [each for each in self.state.meetings if each.state == "booked" and each.starts_at > self.now]
        return sorted(standing, key=lambda each: (each.starts_at, each.id))

    def is_news(self, at: int) -> bool:
        """Whether what happened at that instant is news still."""
        return at > self.now - NEWS_LASTS
