"""Reminders of what came back: an answer to a wish, a decision, a change that was not accepted."""

from collections.abc import Iterable

from backend.domain.reminder import Kind, Reminder
from backend.domain.reminding.placed import placed
from backend.domain.reminding.state import NEWS_LASTS, Asked, Wished


def of_answers(asked: Asked) -> Iterable[Reminder]:
    """Everything that somebody has answered the citizen."""
    state = asked.state
    for wish in state.wishes:
        if wish.answer and asked.is_news(wish.answered_at) and not _came_true(wish, asked):
            path = "/forloeb"
            detail = f"{wish.answered_by} har svaret {'ja' if wish.answer == 'yes' else 'nej'}: {wish.text}"
            yield from _news(asked, "answered", about=wish.id, at=wish.answered_at, path=path, detail=detail)
    for decision in state.decisions:
        if asked.is_news(decision.decided_at):
            path, detail = f"/vurderinger/{decision.id}", f"{decision.decided_by} har skrevet en vurdering"
            yield from _news(asked, "answered", about=decision.id, at=decision.decided_at, path=path, detail=detail)
    if state.refused_at and asked.is_news(state.refused_at):
        yield from _news(
            asked, "refused", about="", at=state.refused_at, path="/synkronisering", detail="Se hvad og hvorfor"
        )


def _came_true(wish: Wished, asked: Asked) -> bool:
    """Whether the answer gave something, of which there is a reminder already."""
    wants = asked.of(asked.state.citizen).wants
    if wish.answer == "no":
        return False
    if wish.kind == "move":
        # Moved with the answer or after it. The notice of that says the new time.
        return wish.moved_at >= wish.answered_at and wants("meeting-moved")
    return wish.kind != "topic" and wants("given")


def _news(asked: Asked, kind: Kind, *, about: str, at: int, path: str, detail: str) -> list[Reminder]:
    citizen = asked.state.citizen
    reminder = Reminder(
        id=f"{about or citizen}/{kind}/{at}",
        person=citizen,
        citizen=citizen,
        kind=kind,
        about=about,
        due_at=at,
        pointless_at=at + NEWS_LASTS,
        path=path,
        detail=detail,
    )
    return placed(reminder, asked, known=at)
