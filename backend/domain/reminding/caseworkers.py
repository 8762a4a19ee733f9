"""Reminders to caseworkers: what a citizen says and asks, a meeting left open, in the morning what waits or is due."""

from collections.abc import Iterable

from backend.domain.meeting import DAY, MINUTE, Meeting
from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.placed import placed
from backend.domain.reminding.shared import LEFT_OPEN_AFTER, next_morning, shared
from backend.domain.reminding.state import NEWS_LASTS, Asked, Hands, Wished
from backend.domain.time import local_date
from backend.domain.working_day import working_day_from


def of_caseworkers(asked: Asked) -> Iterable[Reminder]:
    """Everything that those who follow the citizen are to hear of."""
    hands = asked.state.hands
    if hands is None:
        return
    waiting: set[str] = set()
    for reminder in (*_wishes(asked, hands), *_answers(asked, hands), *_declined(asked, hands), *_left_open(asked)):
        # Who held the course may be known by name alone.
        if reminder.person:
            waiting.add(reminder.person)
            yield from placed(reminder, asked, known=reminder.due_at)
    mornings = {(caseworker, next_morning(asked.now)) for caseworker in waiting} | set(_dated(asked, hands))
    for caseworker, day in sorted(mornings):
        yield from placed(shared("digest", caseworker, day), asked, known=0)


def _dated(asked: Asked, hands: Hands) -> Iterable[tuple[str, str]]:
    """Who is to hear of what on which morning, a date: what they promised, placements and decisions to follow up."""
    parties = {"jobcentre": hands.caseworker_id, "a-kasse": hands.akasse_caseworker_id}
    promised = [(parties.get(each.who, ""), each.by) for each in asked.state.agreements]
    followed = [(hands.of(each.planned_by), each.follow_up_on) for each in asked.state.placements]
    judged = [(hands.of(each.decided_by), each.follow_up_on) for each in asked.state.decisions]
    for person, day in (*promised, *followed, *judged):
        if person and day:
            yield person, working_day_from(day)


def _wishes(asked: Asked, hands: Hands) -> Iterable[Reminder]:
    meetings = {each.id: each for each in asked.ahead()}
    for wish in asked.state.wishes:
        if wish.answer:
            continue
        meeting = meetings.get(wish.meeting)
        if wish.kind == "move":
            yield from _cant_come(asked, wish, meeting, hands) if meeting else ()
        else:
            person = hands.of(meeting.held_by) if meeting else hands.caseworker_id
            yield _said(asked, "question", about=wish.id, at=wish.received_at, person=person, detail=wish.text)


def _cant_come(asked: Asked, wish: Wished, meeting: Meeting, hands: Hands) -> Iterable[Reminder]:
    """To everybody who would sit there in vain: whoever holds it, and the other authority when both come."""
    both = {hands.caseworker_id, hands.akasse_caseworker_id} if meeting.together_with else set[str]()
    for person in sorted(both | {hands.of(meeting.held_by)}):
        yield Reminder(
            id=f"{wish.id}/cant-come/{person}",
            person=person,
            citizen=asked.state.citizen,
            kind="cant-come",
            about=wish.id,
            due_at=wish.received_at,
            pointless_at=meeting.starts_at,
            at=meeting.starts_at,
            path=f"/borgere/{asked.state.citizen}",
            detail=f"{asked.state.name}: {wish.text}",
        )


def _answers(asked: Asked, hands: Hands) -> Iterable[Reminder]:
    for each in asked.state.decisions:
        if each.received_at and asked.is_news(each.received_at):
            person, said = hands.of(each.decided_by), "har svaret på vurderingen"
            yield _said(asked, "question", about=each.id, at=each.received_at, person=person, detail=said)


def _declined(asked: Asked, hands: Hands) -> Iterable[Reminder]:
    for each in asked.state.jobs:
        if each.state == "not-relevant" and asked.is_news(each.received_at):
            person, said = hands.of(each.handed_out_by), f"ikke relevant: {each.title}"
            yield _said(asked, "not-relevant", about=each.id, at=each.received_at, person=person, detail=said)


def _left_open(asked: Asked) -> Iterable[Reminder]:
    """A meeting that has been held as far as anybody can see, and whose form was not sent."""
    meetings = {each.id: each for each in asked.state.meetings if each.state == "booked"}
    for draft in asked.state.drafts:
        if meeting := meetings.get(draft.meeting):
            over = meeting.starts_at + meeting.minutes * MINUTE
            due_at = max(over, draft.saved_at) + LEFT_OPEN_AFTER
            yield Reminder(
                id=f"{meeting.id}/draft-open/{local_date(due_at)}",
                person=draft.saved_by,
                citizen=asked.state.citizen,
                kind="draft-open",
                about=meeting.id,
                due_at=due_at,
                pointless_at=due_at + 7 * DAY,
                at=meeting.starts_at,
                path=f"/borgere/{asked.state.citizen}/moede/{meeting.id}",
                detail=asked.state.name,
            )


def _said(asked: Asked, kind: Kind, *, about: str, at: int, person: str, detail: str) -> Reminder:
    return Reminder(
        id=f"{about}/{kind}/{at}",
        person=person,
        citizen=asked.state.citizen,
        kind=kind,
        about=about,
        due_at=at,
        pointless_at=at + NEWS_LASTS,
        path=f"/borgere/{asked.state.citizen}",
        detail=f"{asked.state.name}: {detail}",
    )
