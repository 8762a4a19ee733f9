"""Tracks: laid over a programme, each with its own actions."""

from collections.abc import Iterable

from msgspec import Struct, structs

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


def check_choice(ref: str, reason: str, *, tracks: Tracks, followed: Followed | None) -> tuple[Track, str]:
    """The track of that reference, and why it is chosen, tidied.

    Raises Invalid: the citizen is owed a reason (E.S.9), and the track followed already cannot be chosen again.
    """
    problems = Problems()
    tidy = problems.of("reason", written(reason, most=NOTE, required="Skriv, hvorfor du vælger det spor."))
    track = tracks.track(ref)
    if track is None:
        problems.add("track", "Vælg et spor.")
    elif followed and followed.track == ref:
        problems.add("track", "Borgeren følger allerede det spor.")
    if problems or track is None:
        raise Invalid(problems.fields)
    return track, tidy


def current(followed: Iterable[Followed]) -> Followed | None:
    """The track that is followed now, or None."""
    return max((each for each in followed if not each.until), key=recency, default=None)


def recency(followed: Followed) -> tuple[str, str]:
    """Sorts tracks by when they were chosen."""
    return (followed.since, followed.id)


def actions_of(track: Track, earlier: Iterable[Followed]) -> tuple[Action, ...]:
    """The track's actions for a citizen; what was done when it was followed before stays done."""
    before = max((each for each in earlier if each.track == track.ref), key=recency, default=None)
    done = {action.ref: action for action in before.actions} if before else {}
    return tuple(
        structs.replace(done[each.ref], da=each.da) if each.ref in done else Action(ref=each.ref, da=each.da)
        for each in track.actions
    )


def ticked(followed: Followed, ref: str, *, on: str, by: str) -> Followed | None:
    """The track with that action done on the date `on` by `by`, both "" to take it back. None without that action."""
    action = next((each for each in followed.actions if each.ref == ref), None)
    if action is None:
        return None
    if bool(action.done_on) == bool(on):
        return followed
    after = structs.replace(action, done_on=on, done_by=by)
    return structs.replace(followed, actions=tuple(after if each is action else each for each in followed.actions))
