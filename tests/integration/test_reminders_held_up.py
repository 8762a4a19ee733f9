"""What holds a worker up: a push service that hangs, a reminder that cannot be made out, another worker, its end."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg
import pytest

from backend.domain.meeting import DAY
from backend.domain.subscription import Subscription
from backend.notify.push import Push
from backend.notify.vapid import Keyring, Signer, new_key
from backend.notify.way import Answer, Notice
from backend.store import reminder_queue, subscriptions
from backend.store.engine import Database
from backend.store.reminder_queue import Claimed
from backend.worker import checking
from backend.worker import reminders as delivering
from backend.worker.reminders import LEASE, MOST
from tests.support.push_service import Receiver
from tests.support.reminder_days import HOUR, Town, town

__all__ = ["town"]


async def test_a_worker_that_died_before_it_could_note_what_it_sent_is_told_from_one_that_did(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = town.konkret.clock
    clock.now = town.meeting_at - DAY

    async def killed(*_what: object) -> None:
        raise SystemExit

    monkeypatch.setattr(reminder_queue, "settle", killed)
    with pytest.raises(SystemExit):
        await town.worker.deliver_due()
    monkeypatch.undo()
    clock.now += LEASE
    await town.worker.deliver_due()
    # The push service replaces the first by the second, for they have the same topic; and the first can be counted.
    assert len({each.headers["topic"] for each in town.service.taken}) == 1
    assert await town.outcomes() == ["", "taken"]
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_what_was_sent_is_noted_though_others_were_in_the_way(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, tried = reminder_queue.settle, list[int]()

    async def disturbed(db: Database, settled: Any) -> None:
        tried.append(len(settled))
        if len(tried) == 1:
            raise asyncpg.DeadlockDetectedError("made by a test")
        await settle(db, settled)

    monkeypatch.setattr(reminder_queue, "settle", disturbed)
    town.konkret.clock.now = town.meeting_at - 7 * DAY
    await town.worker.deliver_due()
    town.konkret.clock.now += LEASE
    await town.worker.deliver_due()
    assert (len(town.service.taken), tried) == (1, [1, 1])


class _Staged(Push):
    """Answers as the test says."""

    def __init__(self, answer: Callable[[], Awaitable[Answer]]) -> None:
        super().__init__(Keyring(Signer(new_key(), subject="mailto:drift@konkret.example")))
        self._answer = answer

    async def send(self, address: Subscription, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002
        return await self._answer()


async def test_a_push_service_that_hangs_is_waited_for_beside_the_others(town: Town) -> None:
    await _tablet(town)
    both = asyncio.Barrier(2)

    async def when_both_are_under_way() -> Answer:
        await both.wait()
        return Answer(outcome="taken", host="push.example")

    town.konkret.clock.now = town.meeting_at - DAY
    async with asyncio.timeout(5):
        await town.with_push(_Staged(when_both_are_under_way)).deliver_due()
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_a_reminder_that_cannot_be_delivered_holds_up_no_other(town: Town) -> None:
    outcomes: list[Answer | Exception] = [RuntimeError("thought of by nobody"), Answer(outcome="taken", host="")]

    async def one_of_them() -> Answer:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    await _tablet(town)
    town.konkret.clock.now = town.meeting_at - DAY
    await town.with_push(_Staged(one_of_them)).deliver_due()
    assert sorted(await town.outcomes()) == ["later", "taken"]
    assert (await town.fates())["meeting-tomorrow"] == "sent"


async def test_a_reminder_that_cannot_be_made_sense_of_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = checking.checked

    async def puzzled(db: Database, claimed: Sequence[Claimed], *, now: int) -> Any:
        if any(each.id == "to/bo" for each in claimed):
            raise RuntimeError("thought of by nobody")
        return await checked(db, claimed, now=now)

    monkeypatch.setattr(delivering, "checked", puzzled)
    await _to_bo_too(town, kind="meeting-tomorrow")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert len(town.service.taken) == 1
    states = await town.db.run("SELECT state FROM reminder WHERE kind = 'meeting-tomorrow' ORDER BY state")
    assert [row["state"] for row in states] == ["planned", "sent"]


async def test_a_kind_that_only_a_newer_version_knows_is_left_to_it(town: Town) -> None:
    await _to_bo_too(town, kind="hologram")
    town.konkret.clock.now = town.meeting_at - DAY
    await town.worker.deliver_due()
    assert len(town.service.taken) == 1
    assert await town.db.run("SELECT state FROM reminder WHERE kind = 'hologram'") == [{"state": "planned"}]
    async with town.konkret.signed_in("Karen Lund") as karen:
        anne = await town.konkret.id_of("Anne Holm")
        await karen.goes_to(f"/borgere/{anne}")
        await karen.sends(f"/borgere/{anne}/opgave", title="Lav en elevatortale", due="")
        assert karen.status == 200


async def _tablet(town: Town) -> None:
    """Anne has another browser."""
    tablet = Receiver(town.service.address, "tablet").subscription
    anne = await town.konkret.id_of("Anne Holm")
    await subscriptions.keep(town.db, tablet, person=anne, now=town.konkret.clock())


async def _to_bo_too(town: Town, *, kind: str) -> None:
    """Bo's phone is told of Anne's meeting by a row that no plan would make."""
    bo = await town.konkret.id_of("Bo Krogh")
    await town.db.run(
        "INSERT INTO reminder (id, person, citizen, kind, about, due_at, pointless_at, state, leased_until, attempts, "
        "settled_at) SELECT {}, {}, citizen, {}, about, due_at, pointless_at, state, 0, 0, 0 "
        "FROM reminder WHERE kind = 'meeting-tomorrow'",
        "to/bo",
        bo,
        kind,
    )
    phone = Receiver(town.service.address, "bo").subscription
    await subscriptions.keep(town.db, phone, person=bo, now=town.konkret.clock())


async def test_two_workers_share_the_work_and_none_is_sent_twice(town: Town) -> None:
    rival = town.with_push(town.push)
    town.konkret.clock.now = town.meeting_at - 2 * HOUR
    claimed = await asyncio.gather(*(each.deliver_due() for each in (town.worker, rival, town.worker, rival)))
    assert sum(claimed) == 3
    assert len(town.service.taken) == 1
    assert MOST > 3
