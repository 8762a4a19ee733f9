"""States that reminders are planned from, written as a person would tell them, and plans as they are read."""

from typing import Any

from msgspec import structs

from backend.domain.meeting import Meeting
from backend.domain.preference import Choice, Preferences
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.plan import plan
from backend.domain.reminding.state import (
    Decided,
    FollowedUp,
    GivenHomework,
    GivenJob,
    Hands,
    LeftOpen,
    Promised,
    State,
    Wished,
)
from backend.domain.time import instant, local
from tests.support.meetings import held

ANNE = "anne"
KAREN = "karen"
SOFIE = "sofie"
HANDS = Hands(started_on="2026-09-01", caseworker="Karen Lund", caseworker_id=KAREN, akasse_caseworker_id=SOFIE)
LONG_AGO = "2026-10-01T09:00"


def booked(starts: str, *, on: str = LONG_AGO, **changed: Any) -> Meeting:
    """A meeting booked at the local time `on` that starts at the local time `starts`."""
    made = held("A.2", on=starts[:10])
    return structs.replace(
        made,
        state="booked",
        starts_at=instant(starts),
        booked_at=instant(on),
        title="Realitetstjek",
        place="Lokale 3",
        **changed,
    )


def job(deadline: str = "", *, apply_by: str = "", on: str = LONG_AGO, **changed: Any) -> GivenJob:
    """A job handed out at the local time `on`."""
    made = GivenJob(
        id=f"j-{deadline}-{apply_by}",
        title="Kranfører",
        employer="Kajens Folk",
        deadline=deadline,
        apply_by=apply_by,
        handed_out_by="Karen Lund",
        handed_out_at=instant(on),
        state="open",
        received_at=0,
    )
    return structs.replace(made, **changed)


def homework(due: str = "", *, on: str = LONG_AGO) -> GivenHomework:
    """Homework given at the local time `on`."""
    return GivenHomework(id=f"a-{due}", title="Lav en elevatortale", due=due, given_at=instant(on))


def promised(by: str, *, who: Any = "citizen", on: str = LONG_AGO) -> Promised:
    """An agreement made at the local time `on`."""
    return Promised(id=f"p-{who}-{by}", who=who, what="Ring til smeden", by=by, made_at=instant(on))


def followed_up(on: str, *, by: str = "Karen Lund") -> FollowedUp:
    """A placement, planned long ago, to be followed up on that date."""
    return FollowedUp(id=f"f-{on}", place="Smedjen", follow_up_on=on, planned_by=by, planned_at=instant(LONG_AGO))


def wish(kind: Any, *, at: str, meeting: str = "", answer: Any = "", answered: str = "", moved: str = "") -> Wished:
    """A wish made at the local time `at` and, with an answer, answered at another; its meeting was moved at a third."""
    return Wished(
        id=f"w-{kind}",
        kind=kind,
        meeting=meeting,
        text="Jeg skal til tandlægen",
        received_at=instant(at),
        answer=answer,
        answered_by="Karen Lund" if answer else "",
        answered_at=instant(answered) if answered else 0,
        moved_at=instant(moved) if moved else 0,
    )


def decided(at: str, *, answered: str = "", follow_up: str = "", by: str = "Karen Lund") -> Decided:
    """A decision, followed up on the date `follow_up`."""
    return Decided(
        id="d-1",
        decided_by=by,
        decided_at=instant(at),
        follow_up_on=follow_up,
        received_at=instant(answered) if answered else 0,
    )


def left_open(meeting: str, *, saved: str) -> LeftOpen:
    """Karen's draft of that meeting."""
    return LeftOpen(meeting=meeting, saved_by=KAREN, saved_at=instant(saved))


def state(*, hands: Hands | None = HANDS, last_search: str = "2026-11-24", **parts: Any) -> State:
    """Anne's record, who has searched lately."""
    return State(citizen=ANNE, name="Anne Holm", hands=hands, last_search=last_search, **parts)


def wants(**chosen: Any) -> Preferences:
    """Preferences: kinds are spelled with _ for -, and said to be "on" or "off"; or a field of theirs."""
    fields = {name: chosen.pop(name) for name in ("quiet_from", "quiet_to", "details") if name in chosen}
    kinds: dict[Any, Choice] = {name.replace("_", "-"): choice for name, choice in chosen.items()}
    return Preferences(chosen=kinds, **fields)


def planned(
    of: State, *, now: str, anne: Preferences | None = None, karen: Preferences | None = None
) -> list[Reminder]:
    """The plan at the local time `now`."""
    preferences = {person: each for person, each in ((ANNE, anne), (KAREN, karen)) if each}
    return list(plan(of, preferences, now=instant(now)))


def told(reminders: list[Reminder], *kinds: Kind, to: str = ANNE) -> list[tuple[str, str]]:
    """(kind, local time) of those to one person, in their order; only of some kinds if any are named."""
    return [
        (each.kind, local(each.due_at)) for each in reminders if each.person == to and (not kinds or each.kind in kinds)
    ]
