"""`konkret reminders`: what somebody will be told and why, and how the queue is doing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import click

from backend import clock, config, serving
from backend.cli.told import told
from backend.domain.meeting import DAY
from backend.domain.time import local
from backend.store import operation, people, reminder_standing
from backend.store.engine import Database

SECOND = 1000

WHY: Final[dict[str, str]] = {
    "meeting-week": "a meeting is booked: seven days before it",
    "meeting-tomorrow": "a meeting is booked: the day before it",
    "meeting-soon": "a meeting is booked: two hours before it",
    "meeting-booked": "a meeting was booked",
    "meeting-moved": "a meeting was moved",
    "meeting-cancelled": "a meeting was called off",
    "prepare": "a meeting is near, and the citizen has not said that they are prepared",
    "given": "a job or homework was handed out",
    "job-deadline": "a job's deadline is in two days",
    "jobs-open": "jobs are open three days before the meeting",
    "homework-due": "homework, an agreement or a follow-up is due tomorrow",
    "joblog-quiet": "nothing was written into the joblog this week",
    "joblog-long": "nothing was written into the joblog for 30 days",
    "requirement": "the requirement is not met two days before its period ends",
    "refused": "a change was not accepted",
    "answered": "a wish was answered, or an assessment was made",
    "cant-come": "a citizen cannot come to a meeting",
    "not-relevant": "a citizen says that a job is not relevant",
    "question": "a citizen asks or answers",
    "missing-search": "citizens have missing job search",
    "draft-open": "a meeting's draft was left open",
    "digest": "the morning's summary: what waits, and what is due",
}


@click.group()
def reminders() -> None:
    """Reminders: what is planned, and how it goes."""


@reminders.command()
@click.argument("person")
@told
def explain(person: str) -> None:
    """Print what is planned for PERSON (a name or an id), when, and why."""
    for line in asyncio.run(_with_store(lambda db: _explained(db, person))):
        click.echo(line)


@reminders.command("queue")
@told
def show_queue() -> None:
    """Print what waits and for how long, what became of the rest in the last day, and how the ways out answered."""
    for line in asyncio.run(_with_store(_queued)):
        click.echo(line)


async def _with_store(work: Callable[[Database], Awaitable[list[str]]]) -> list[str]:
    async with serving.ready(config.load(), say=click.echo) as db:
        with db.bound():
            return await work(db)


async def _explained(db: Database, name: str) -> list[str]:
    person = await people.named(name)
    lines = await reminder_standing.of_person(db, person.id, now=clock.now())
    return [
        f"{local(each.due_at)}  {each.state:<9}  {each.kind:<17}  {WHY.get(each.kind, 'another version planned it')}"
        f" ({each.about}; pointless from {local(each.pointless_at)}; attempts: {each.attempts})"
        for each in lines
    ] or ["Nothing is planned."]


async def _queued(db: Database) -> list[str]:
    now = clock.now()
    found, day = await operation.standing(db, now=now), await operation.lately(db, since=now - DAY)
    late = (now - found.first_due) // SECOND if found.first_due else 0
    return [
        f"due and waiting: {found.waiting}, the first for {late} s; held: {found.held}; workers: {found.workers}",
        *(f"{each.kind:<17}  {each.state:<9}  {each.many}" for each in day.fates),
        *(f"{each.way:<12}  {each.host}  {each.outcome or 'unknown':<8}  {each.many}" for each in day.attempts),
    ]
