"""What every store must do for the engine to keep its promises: devices, log, backups, and the two together."""

import asyncio
from typing import Any

import pytest

from sync.server import DeadLetter, Device, Logged, Mutation, Verdict
from tests.shopping.commands import Item, Shop
from tests.shopping.door import Door
from tests.support.sync_contract import Contract, head_of, items_of, new_id
from tests.support.sync_harness import Harness
from tests.support.sync_phone import Phone

FULL = Verdict(
    number=2,
    state="refused",
    received_at=1_795_000_000_001,
    code="sold_out",
    reason="Varen er udsolgt.",
    fields={"text": "Vælg en anden."},
    other={"text": "øl"},
)


def entry(number: int, *, made_at: int = 5) -> Logged:
    return Logged(name="item.add", made_at=made_at, verdict=Verdict(number=number, state="accepted", received_at=7))


class TestDevices(Contract):
    async def test_a_device_is_made_for_the_first_person_who_writes(self, harness: Harness[Any]) -> None:
        anne, device = await harness.person(), new_id()
        assert (await head_of(harness, anne, device=device)).device is None
        for _ in range(2):
            async with harness.store.writing(anne) as writing:
                assert await writing.device(device) == Device(person=anne)
        assert (await head_of(harness, anne, device=device)).device == Device(person=anne)

    async def test_another_person_sees_whose_device_it_is(self, harness: Harness[Any]) -> None:
        anne, bo, device = await harness.person(), await harness.person(), new_id()
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await writing.advance(device, [entry(1)])
        async with harness.store.writing(bo) as writing:
            assert (await writing.device(device)).person == anne
        assert (await head_of(harness, bo, device=device)).device == Device(person=anne, last=1)

    async def test_two_people_cannot_both_get_one_device(self, harness: Harness[Any]) -> None:
        people, device = [await harness.person() for _ in range(4)], new_id()

        async def take(person: str) -> str:
            async with harness.store.writing(person) as writing:
                return (await writing.device(device)).person

        owners = await asyncio.gather(*map(take, people))
        assert len(set(owners)) == 1

    async def test_the_log_gives_back_what_was_said(self, harness: Harness[Any]) -> None:
        anne, device, other = await harness.person(), new_id(), new_id()
        refused = Logged(name="item.fly@2", made_at=-3, verdict=FULL)
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await writing.device(other)
            await writing.advance(device, [entry(1), refused])
            await writing.advance(other, [entry(1, made_at=99)])
            assert (await writing.device(device)).last == 2
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await writing.advance(device, [entry(3)])
            assert list(await writing.log(device, first=1, last=3)) == [entry(1), refused, entry(3)]
            assert list(await writing.log(device, first=2, last=2)) == [refused]
            assert list(await writing.log(other, first=1, last=9)) == [entry(1, made_at=99)]
        assert (await head_of(harness, anne, device=device)).device == Device(person=anne, last=3)

    async def test_a_failed_attempt_is_remembered_until_the_number_is_used(self, harness: Harness[Any]) -> None:
        anne, device = await harness.person(), new_id()
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await writing.attempted(device, attempts=2, error="OSError: hylden væltede")
        async with harness.store.writing(anne) as writing:
            tried = Device(person=anne, attempts=2, error="OSError: hylden væltede")
            assert await writing.device(device) == tried
            await writing.advance(device, [entry(1)])
            assert await writing.device(device) == Device(person=anne, last=1)

    async def test_a_dead_letter_is_kept_whole(self, harness: Harness[Any]) -> None:
        anne, device = await harness.person(), new_id()
        args = {"id": new_id(), "text": "smørrebrød", "deep": [1, {"a": None}]}
        letter = DeadLetter(number=1, mutation=Mutation("item.add", args, 5), received_at=9, error="OSError: hylden")
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await writing.park(device, letter)
        assert list(await harness.letters()) == [(device, letter)]

    async def test_a_restored_backup_is_a_new_life_with_the_old_numbers(self, harness: Harness[Any]) -> None:
        anne, device = await harness.person(), new_id()
        milk, beer = Item(new_id(), "mælk", done=False), Item(new_id(), "øl", done=False)
        async with harness.store.writing(anne) as writing:
            await writing.device(device)
            await harness.shelf.put(writing, milk)
            await writing.advance(device, [entry(1), entry(2)])
        backup = await harness.keep()
        marked = await head_of(harness, anne, device=device)
        assert marked.device == Device(person=anne, last=2, horizon=2)
        async with harness.store.writing(anne) as writing:
            await harness.shelf.put(writing, beer)
            await writing.device(device)
            await writing.advance(device, [entry(3)])
        await harness.restore(backup)
        restored = await head_of(harness, anne, device=device)
        assert restored.device is not None
        assert restored.device.last == 2
        assert (restored.version, restored.checksum) == (marked.version, marked.checksum)
        assert restored.epoch != marked.epoch
        assert set(await items_of(harness, anne)) == {milk.id}


class TestWithTheEngine(Contract):
    """The store and the engine together, as Anne's phone meets them."""

    @pytest.fixture
    async def anne(self, harness: Harness[Any]) -> str:
        return await harness.person()

    @pytest.fixture
    def shop(self, harness: Harness[Any]) -> Shop[Any]:
        return Shop(harness.shelf)

    @pytest.fixture
    def door(self, harness: Harness[Any], shop: Shop[Any]) -> Door[Any]:
        return Door(harness.store, shop)

    async def talk(self, phone: Phone, door: Door[Any], *, now: int = 1_795_000_000_000) -> int:
        """Ask until there is no reason to; the last status."""
        while True:
            sent = phone.send()
            status, body = await door.post(sent.body, person=phone.person, now=now)
            if not phone.take(sent, status, body):
                return status

    async def test_a_lost_answer_is_given_again_and_nothing_is_done_twice(
        self, harness: Harness[Any], door: Door[Any], anne: str
    ) -> None:
        phone, milk = Phone(anne, devices=new_id), new_id()
        added = phone.save("item.add", {"id": milk, "text": "mælk"}, at=1)
        appended = phone.save("item.append", {"id": milk, "text": "fra i går"}, at=2)
        refused = phone.save("item.append", {"id": milk, "text": "nogen sild"}, at=3)
        last = phone.save("item.tick", {"id": milk, "done": True}, at=4)
        await asyncio.gather(*(door.post(phone.send().body, person=anne, now=10) for _ in range(3)))
        await self.talk(phone, door, now=99)
        assert await items_of(harness, anne) == {milk: Item(milk, "mælk fra i går", done=True)}
        assert refused.verdict == {
            "number": 3, "state": "refused", "received_at": 10, "code": "sold_out", "reason": "Varen er udsolgt."
        }  # fmt: skip
        assert [kept.verdict and kept.verdict["received_at"] for kept in (added, appended, last)] == [10, 10, 10]
        assert phone.mismatches == 0
        assert {row_id: harness.item(row) for row_id, row in phone.rows[harness.kind].items()} == await items_of(
            harness, anne
        )

    async def test_what_always_fails_is_parked_at_the_third_attempt(
        self, harness: Harness[Any], shop: Shop[Any], door: Door[Any], anne: str
    ) -> None:
        phone, milk = Phone(anne, devices=new_id), new_id()
        phone.save("item.add", {"id": milk, "text": "mælk"}, at=1)
        poison = phone.save("item.append", {"id": milk, "text": "glas"}, at=2)
        behind = phone.save("item.append", {"id": milk, "text": "letmælk"}, at=3)
        shop.broken["glas"] = 9
        assert [await self.talk(phone, door) for _ in range(3)] == [200, 500, 200]
        assert poison.verdict is not None
        assert behind.verdict is not None
        assert (poison.verdict["state"], behind.verdict["state"]) == ("parked", "accepted")
        assert (await items_of(harness, anne))[milk].text == "mælk letmælk"
        ((device, letter),) = await harness.letters()
        assert (device, letter.number, letter.mutation.args["text"]) == (phone.device, 2, "glas")
        assert "the shelf fell down" in letter.error
