"""A trial: one push message to each browser of a person, to see whether it arrives."""

import asyncio

from backend.domain.meeting import MINUTE
from backend.notify.push import Push
from backend.notify.way import Answer, Notice
from backend.store import subscriptions
from backend.store.engine import Database

TOPIC = "trial"


async def try_out(db: Database, push: Push, person: str, *, now: int) -> list[Answer]:
    """Send it, and forget the browsers that are gone. No phone is asked to say that it has shown it."""
    notice = Notice(
        reminder="",
        delivery="",
        receipt="",
        kind="answered",
        title="Konkret",
        body="Det virker: dine påmindelser når frem.",
        details=False,
        url="/mere",
        topic=TOPIC,
        urgency="high",
        until=now + 60 * MINUTE,
        meeting=None,
    )
    browsers = (await subscriptions.of_people(db, [person])).get(person, [])
    answers = await asyncio.gather(*(push.send(each, notice, now=now) for each in browsers))
    gone = [each.endpoint for each, answer in zip(browsers, answers, strict=True) if answer.outcome == "gone"]
    await subscriptions.forget(db, gone)
    return answers
