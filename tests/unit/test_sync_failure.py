"""A change that fails for a reason of ours is tried again, then set aside; it never blocks those behind it."""

import asyncio

import msgspec
import pytest

from sync.server import DeadLetter, Device, Mutation, Retry
from sync.server.errors import BusyError
from tests.support.sync_visit import BEER, BREAD, MILK, PHONE, Visit, add, append, states

GLASS = append(BREAD, "glas", at=77)


@pytest.fixture
async def visit() -> Visit:
    """Anne has bread on the list, and whatever says «glas» breaks the shelf."""
    visit = Visit()
    await visit.told(add(BREAD, "brød"))
    visit.shop.broken["glas"] = 99
    return visit


class TestPoison:
    async def test_the_first_two_times_the_request_fails_and_nothing_is_used(self, visit: Visit) -> None:
        for attempts in (1, 2):
            assert await visit.ask(GLASS, add(MILK), first=2) == (500, {"code": "failed", "number": 2})
            device = visit.store.contents.devices[PHONE]
            assert (device.last, device.attempts) == (1, attempts)
            assert device.error == "RuntimeError: the shelf fell down over glas"
        assert await visit.texts() == {BREAD: "brød"}

    async def test_the_third_time_it_is_parked_and_those_behind_go_on(self, visit: Visit) -> None:
        await visit.ask(GLASS, add(MILK), first=2)
        await visit.ask(GLASS, add(MILK), first=2)
        answer = await visit.told(GLASS, add(MILK), first=2, now=9)
        assert states(answer) == [(2, "parked"), (3, "accepted")]
        assert answer["verdicts"][0]["code"] == "parked"
        assert answer["verdicts"][0]["reason"]
        assert await visit.texts() == {BREAD: "brød", MILK: "vare"}
        assert visit.store.contents.devices[PHONE] == Device(person="anne", last=3)
        letter = DeadLetter(
            number=2, mutation=GLASS, received_at=9, error="RuntimeError: the shelf fell down over glas"
        )
        assert list(visit.store.contents.letters) == [(PHONE, letter)]

    async def test_a_parked_one_stays_parked_when_it_comes_again(self, visit: Visit) -> None:
        answers = [await visit.ask(GLASS, first=2) for _ in range(4)]
        assert answers[3] == answers[2]
        assert len(visit.store.contents.letters) == 1

    async def test_operators_are_told_of_each_attempt(self, visit: Visit) -> None:
        for _ in range(3):
            await visit.ask(GLASS, first=2)
        told = [(failure.number, failure.attempts, failure.parked) for failure in visit.door.failures]
        assert told == [(2, 1, False), (2, 2, False), (2, 3, True)]
        failure = visit.door.failures[0]
        assert (failure.person, failure.device, failure.name) == ("anne", PHONE, "item.append")
        assert isinstance(failure.error, RuntimeError)

    async def test_those_ahead_of_it_get_through_with_an_answer(self, visit: Visit) -> None:
        answer = await visit.told(add(MILK), GLASS, add(BEER), first=2)
        assert (answer["acknowledged"], states(answer)) == (2, [(2, "accepted")])
        assert await visit.texts() == {BREAD: "brød", MILK: "vare"}
        assert visit.store.contents.devices[PHONE].attempts == 1

    async def test_repeats_ahead_of_it_are_answered_too(self, visit: Visit) -> None:
        answer = await visit.told(add(BREAD, "brød"), GLASS)
        assert (answer["acknowledged"], states(answer)) == (1, [(1, "accepted")])

    async def test_two_bad_ones_are_counted_one_after_the_other(self, visit: Visit) -> None:
        worse = append(BREAD, "glas", at=78)
        rounds = [await visit.ask(GLASS, worse, add(MILK), first=2) for _ in range(3)]
        assert [status for status, _ in rounds] == [500, 500, 200]
        assert states(rounds[2][1]) == [(2, "parked")]
        rounds = [await visit.ask(worse, add(MILK), first=3) for _ in range(2)]
        assert [status for status, _ in rounds] == [500, 200]
        assert states(rounds[1][1]) == [(3, "parked"), (4, "accepted")]

    async def test_a_passing_fault_is_forgotten_once_it_has_gone_well(self, visit: Visit) -> None:
        await visit.ask(GLASS, first=2)
        await visit.ask(GLASS, first=2)
        visit.shop.broken.clear()
        assert states(await visit.told(GLASS, first=2)) == [(2, "accepted")]
        visit.shop.broken["glas"] = 99
        assert (await visit.ask(append(BREAD, "glas", at=79), first=3))[0] == 500

    async def test_one_that_breaks_the_whole_transaction_is_still_only_one(self, visit: Visit) -> None:
        broken = False

        def lose_the_connection(statement: str) -> None:
            nonlocal broken
            broken = statement != "device" and (broken or visit.store.statements[-2:] == ["get", "put"])
            if broken:
                raise OSError("no connection")

        visit.store.fault = lose_the_connection
        tick = Mutation("item.tick", {"id": BREAD, "done": True}, 3)
        log = [Mutation("item.fly", {}, 4), tick, add(BREAD)]
        assert states(await visit.told(*log, first=2)) == [(2, "refused")]
        assert (await visit.ask(*log[1:], first=3))[0] == 500
        assert states(await visit.told(*log[1:], first=3)) == [(3, "parked"), (4, "accepted")]

    async def test_a_failure_that_a_repeat_has_overtaken_is_not_counted(self, visit: Visit) -> None:
        def let_a_repeat_overtake(statement: str) -> None:
            if statement == "device" and visit.store.statements.count("device") == 2:
                used = {PHONE: Device(person="anne", last=2)}
                visit.store.contents = msgspec.structs.replace(visit.store.contents, devices=used)

        visit.store.fault = let_a_repeat_overtake
        assert (await visit.ask(GLASS, first=2))[0] == 500
        assert visit.store.contents.devices[PHONE] == Device(person="anne", last=2)
        assert [failure.attempts for failure in visit.door.failures] == [0]

    async def test_a_cancelled_request_is_no_attempt(self, visit: Visit) -> None:
        def hang_up(statement: str) -> None:
            if statement == "put":
                raise asyncio.CancelledError

        visit.store.fault = hang_up
        with pytest.raises(asyncio.CancelledError):
            await visit.ask(add(MILK), first=2)
        assert visit.store.contents.devices[PHONE] == Device(person="anne", last=1)


class TestRetry:
    def fail_at(self, visit: Visit, statement: str, *, times: int) -> None:
        left = [times]

        def fault(name: str) -> None:
            if name == statement and left[0]:
                left[0] -= 1
                raise Retry

        visit.store.fault = fault

    @pytest.mark.parametrize("statement", ["device", "savepoint", "put", "release", "advance", "changes", "commit"])
    async def test_a_conflict_anywhere_is_tried_again_and_nothing_is_done_twice(
        self, visit: Visit, statement: str
    ) -> None:
        self.fail_at(visit, statement, times=4)
        assert states(await visit.told(append(BREAD, "nu"), first=2)) == [(2, "accepted")]
        assert await visit.texts() == {BREAD: "brød nu"}
        assert visit.door.pauses == [1, 2, 3, 4]
        assert visit.door.failures == []

    async def test_a_conflict_after_the_commit_is_answered_from_the_log(self, visit: Visit) -> None:
        self.fail_at(visit, "committed", times=1)
        assert states(await visit.told(append(BREAD, "nu"), first=2)) == [(2, "accepted")]
        assert await visit.texts() == {BREAD: "brød nu"}

    async def test_after_five_tries_the_phone_is_told_to_come_again(self, visit: Visit) -> None:
        self.fail_at(visit, "advance", times=5)
        assert await visit.ask(add(MILK), first=2) == (503, {"code": "busy"})
        assert visit.door.pauses == [1, 2, 3, 4]
        assert BusyError.status == 503

    async def test_reading_is_tried_again_too(self, visit: Visit) -> None:
        self.fail_at(visit, "head", times=1)
        assert (await visit.told(first=2))["cursor"] == 1
