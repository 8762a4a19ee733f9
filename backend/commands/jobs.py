"""Concrete jobs: handed out and taken back by a caseworker; applied for or declined by the citizen."""

from msgspec import Struct, structs

from backend.commands.write import Write
from backend.domain import access
from backend.domain import job as rules
from backend.domain import joblog as joblog_rules
from backend.domain.errors import AlreadyApplied
from backend.domain.ids import must_be_id
from backend.domain.job import Job, Offer
from backend.domain.joblog import Application, Entry


class Apply(Struct, frozen=True, kw_only=True):
    """«Jeg har søgt»: `id` is the joblog entry's, `applied_on` a date."""

    id: str
    job: str
    applied_on: str
    channel: str
    note: str


class Decline(Struct, frozen=True, kw_only=True):
    """«Ikke relevant», and why."""

    job: str
    reason: str


class Reopen(Struct, frozen=True, kw_only=True):
    """Takes «Ikke relevant» back."""

    job: str


class HandOut(Struct, frozen=True, kw_only=True):
    """A caseworker's job for a citizen; `id` makes a repeat harmless."""

    id: str
    offer: Offer


class Withdraw(Struct, frozen=True, kw_only=True):
    """A caseworker takes a job back."""

    job: str


async def apply(write: Write, args: Apply) -> None:
    """Make the joblog entry of a job. Raises Withdrawn, AlreadyApplied, Invalid, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    must_be_id(args.id)
    if await write.record.knows(Entry, args.id):
        return
    job = await write.record.get(Job, args.job)
    rules.must_stand(job)
    if await write.record.entry_of(job.id):
        raise AlreadyApplied
    wish = Application(
        title=job.title,
        employer=job.employer,
        place=job.place,
        link=job.link,
        applied_on=args.applied_on,
        channel=args.channel,
        note=args.note,
    )
    tidy = joblog_rules.check(wish, today=write.today)
    entry = joblog_rules.entry(tidy, id=args.id, job=job.id, made_at=write.made_at, received_at=write.now)
    await write.put(entry, before=None)
    if job.state != "open":
        await write.put(structs.replace(job, state="open", reason="", received_at=write.now), before=job)


async def decline(write: Write, args: Decline) -> None:
    """Set a job aside with a reason. Raises Withdrawn, AlreadyApplied, Invalid, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    job = await write.record.get(Job, args.job)
    rules.must_stand(job)
    if await write.record.entry_of(job.id):
        raise AlreadyApplied
    reason = rules.check_reason(args.reason)
    await write.put(structs.replace(job, state="not-relevant", reason=reason, received_at=write.now), before=job)


async def reopen(write: Write, args: Reopen) -> None:
    """Take a set-aside job up again. Raises Withdrawn, NotFound, Forbidden."""
    access.must_own(write.actor, record=write.record.citizen)
    job = await write.record.get(Job, args.job)
    rules.must_stand(job)
    await write.put(structs.replace(job, state="open", reason="", received_at=write.now), before=job)


async def hand_out(write: Write, args: HandOut) -> None:
    """Hand a job out. Raises Invalid, Forbidden; a repeat of the same id changes nothing."""
    await write.must_follow()
    must_be_id(args.id)
    if await write.record.find(Job, args.id):
        return
    offer = rules.check(args.offer, today=write.today)
    job = Job(
        id=args.id,
        version=0,
        **structs.asdict(offer),
        handed_out_by=write.actor.name,
        handed_out_at=write.now,
        state="open",
        reason="",
        withdrawn_by="",
        withdrawn_at=0,
        received_at=0,
    )
    await write.put(job, before=None)


async def withdraw(write: Write, args: Withdraw) -> None:
    """Take a job back; what was applied for stays in the joblog. Raises NotFound, Forbidden."""
    await write.must_follow()
    job = await write.record.get(Job, args.job)
    if job.state == "withdrawn":
        return
    after = structs.replace(job, state="withdrawn", withdrawn_by=write.actor.name, withdrawn_at=write.now)
    await write.put(after, before=job)
