"""Tracks: laid over a programme, each with its own actions."""

from msgspec import Struct

from backend.domain.errors import Invalid
from backend.domain.programme import Date, Fact, Ref, Words
from backend.domain.text import NOTE, Problems, written


class Track(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One track; `plain` says what it means for the citizen, `leads_to` which tracks are chosen from when it ends."""

    plain: Words
    leads_to: tuple[Ref, ...] = ()
    actions: tuple[Fact, ...]


class Tracks(Fact, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All tracks. `version` is the date of the wording, YYYY-MM-DD."""

    version: Date
    tracks: tuple[Track, ...]

    def track(self, ref: str) -> Track | None:
        """The track of that reference, or None."""
        return next((track for track in self.tracks if track.ref == ref), None)

    def facts(self) -> list[Fact]:
        """Every fact carried, the set itself among them."""
        return [self, *(fact for track in self.tracks for fact in [track, *track.actions])]


class Action(Struct, frozen=True, kw_only=True):
    """One action of a track that a citizen follows; `done_on` is a date or "", `done_by` a name."""

    ref: str
    da: str
    done_on: str = ""
    done_by: str = ""


class Followed(Struct, frozen=True, kw_only=True):
    """That a citizen follows a track, or did: from one date until another ("" = still), by whose choice, and why."""

    id: str
    version: int
    track: str
    title: str
    plain: str
    since: str
    until: str
    chosen_by: str
    reason: str
    actions: tuple[Action, ...]


def check_reason(reason: str) -> str:
    """Why a track is chosen, tidied. Raises Invalid: the citizen is owed a reason (E.S.9)."""
    problems = Problems()
    tidy = problems.of("reason", written(reason, most=NOTE, required="Skriv, hvorfor du vælger det spor."))
    if problems:
        raise Invalid(problems.fields)
    return tidy
