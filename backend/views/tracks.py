"""Tracks as they are drawn: for the citizen, and with ticks and a choice for the caseworker."""

from collections.abc import Mapping

from msgspec import Struct

from backend.domain.people import Person
from backend.domain.record import Record
from backend.domain.track import Action, Followed, Tracks, current, recency
from backend.views.form import Field, Filled
from backend.views.shell import Shell


class TrackCard(Struct, frozen=True, kw_only=True):
    """One track. `since` and `until` are dates ("" = still followed); `done` of the actions are."""

    id: str
    title: str
    plain: str
    since: str
    until: str
    chosen_by: str
    reason: str
    done: int
    actions: tuple[Action, ...]


class TrackPage(Struct, frozen=True, kw_only=True):
    """«Dit spor»: the one followed now (None before one was chosen), and those before it, latest first."""

    shell: Shell
    track: TrackCard | None
    earlier: tuple[TrackCard, ...]


class TracksPage(Struct, frozen=True, kw_only=True):
    """The same for the caseworker, who ticks and chooses. `is_open`: something in the form was wrong."""

    shell: Shell
    id: str
    name: str
    track: TrackCard | None
    earlier: tuple[TrackCard, ...]
    form: tuple[Field, ...]
    fresh: str
    is_open: bool


def track_page(shell: Shell, record: Record) -> TrackPage:
    """The citizen's own page."""
    followed = current(record.tracks)
    return TrackPage(shell=shell, track=_card(followed) if followed else None, earlier=_earlier(record))


def tracks_page(
    shell: Shell,
    person: Person,
    record: Record,
    *,
    tracks: Tracks,
    fresh: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> TracksPage:
    """The caseworker's page; `typed` and `problems` are those of the choice."""
    filled = Filled(typed, problems)
    followed = current(record.tracks)
    choices = {each.ref: each.da for each in tracks.tracks if followed is None or each.ref != followed.track}
    form = (
        filled.field("track", "Spor", kind="select", required=True, choices={"": "Vælg"} | choices),
        filled.field("reason", "Hvorfor?", kind="textarea", hint="Borgeren kan læse det.", required=True),
    )
    return TracksPage(
        shell=filled.shell(shell, form),
        id=person.id,
        name=person.name,
        track=_card(followed) if followed else None,
        earlier=_earlier(record),
        form=form,
        fresh=fresh,
        is_open=any(field.error for field in form),
    )


def _earlier(record: Record) -> tuple[TrackCard, ...]:
    ended = [each for each in record.tracks if each.until]
    return tuple(_card(each) for each in sorted(ended, key=recency, reverse=True))


def _card(followed: Followed) -> TrackCard:
    return TrackCard(
        id=followed.id,
        title=followed.title,
        plain=followed.plain,
        since=followed.since,
        until=followed.until,
        chosen_by=followed.chosen_by,
        reason=followed.reason,
        done=sum(bool(action.done_on) for action in followed.actions),
        actions=followed.actions,
    )
