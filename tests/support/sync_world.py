"""Phones, a network that loses and repeats, and a server that breaks off: everything sync must survive."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Literal

import msgspec

from sync.server import Limits, Made, Mutation, Refusal, Retry
from tests.support.sync_door import Door
from tests.support.sync_harness import MemoryHarness
from tests.support.sync_memory import MemoryWriting, undisturbed
from tests.support.sync_phone import Kept, Phone, Sent
from tests.support.sync_shop import Item, Shop

Fate = Literal["arrives", "request lost", "answer lost", "answer cut", "twice", "later"]
Break = Literal["retry", "crash", "error"]
SMALL = Limits(bytes=1200, mutations=4, rows=3)


class CrashError(BaseException):
    """The server process is gone, between two statements."""


class Late(msgspec.Struct):
    """A request that is still on its way."""

    phone: Phone
    sent: Sent


class World:
    """Anne has two phones, Bo one, and Karen writes in both records without a phone."""

    def __init__(self) -> None:
        self.harness = MemoryHarness()
        self.store = self.harness.store
        self.shop: Shop[MemoryWriting] = Shop(self.harness.shelf)
        self.door = Door(self.store, self.shop, SMALL)
        self.now = 1_795_000_000_000
        self._devices = count(1)
        self.phones = [Phone(person, devices=self._device) for person in ("anne", "anne", "bo")]
        self.saved: list[tuple[Phone, Kept]] = []
        self.late: list[Late] = []
        self.backup: Any = None
        self.errors = 0

    def _device(self) -> str:
        return f"device{next(self._devices):016d}"

    async def open(self) -> None:
        """Each person has a basket that nobody takes away, and there is a first backup."""
        for person in ("anne", "bo"):
            async with self.store.writing(person) as writing:
                await self.harness.shelf.put(writing, Item(basket(person), "", done=False))
        await self.keep()

    def save(self, phone: Phone, name: str, args: Mapping[str, Any]) -> Kept:
        """The person changes something on the phone."""
        self.now += 1
        kept = phone.save(name, dict(args), at=self.now)
        self.saved.append((phone, kept))
        return kept

    def token(self, phone: Phone, *, prefix: str = "t") -> str:
        """A word that is put into the phone's person's basket once."""
        word = f"{prefix}{len(self.saved)}"
        self.save(phone, "item.append", {"id": basket(phone.person), "text": word})
        return word

    async def karen(self, person: str, name: str, args: Mapping[str, Any]) -> None:
        """A caseworker changes something, online."""
        self.now += 1
        try:
            async with self.store.writing(person) as writing:
                made = Made(person=person, at=self.now, now=self.now)
                await self.shop.commands.run(writing, Mutation(name, dict(args), self.now), made)
        except Refusal:
            return

    async def karen_tidies(self, person: str, slots: Iterable[int], *, name: str) -> None:
        """She adds, or removes, several things one after the other."""
        for slot in slots:
            await self.karen(person, *change(name, slot_id(person, slot), "sild"))

    async def keep(self) -> None:
        """A backup is taken."""
        self.backup = await self.harness.keep()

    async def restore(self) -> None:
        """The server is lost and set up again from the latest backup, which takes longer than any request lives."""
        self.late.clear()
        await self.harness.restore(self.backup)

    def break_at(self, statement: int, how: Break) -> None:
        """Something happens at the n-th statement from now, once."""
        left = statement

        def fault(_name: str) -> None:
            nonlocal left
            left -= 1
            if left == -1:
                self.errors += how == "error"
                raise {"retry": Retry, "crash": CrashError, "error": OSError}[how]("planted")

        self.store.fault = fault

    def mend(self) -> None:
        """What was to break, and did not, holds."""
        self.store.fault = undisturbed

    async def answer(self, sent: Sent, *, person: str) -> tuple[int, bytes] | None:
        """What the server says, as its web layer would; None when the process died."""
        self.now += 1
        try:
            return await self.door.post(sent.body, person=person, now=self.now)
        except CrashError:
            self.door = Door(self.store, self.shop, SMALL)
            return None
        except Exception:
            return 500, b'{"code":"failed","number":1}'

    async def talk(self, phone: Phone, fate: Fate = "arrives", *, session: str | None = None) -> bool:
        """One request; `session` = who is signed in, when that is another person. True: the phone wants to go on."""
        sent = phone.send()
        person = session or phone.person
        if fate == "later":
            self.late.append(Late(phone, sent))
        if fate in ("later", "request lost"):
            return False
        answer = await self.answer(sent, person=person)
        if fate == "twice":
            answer = await self.answer(sent, person=person)
        if fate == "answer lost" or answer is None:
            return False
        status, body = answer
        return phone.take(sent, status, body[: len(body) // 2] if fate == "answer cut" else body)

    async def deliver(self, late: Late) -> None:
        """A late request arrives after all."""
        answer = await self.answer(late.sent, person=late.phone.person)
        if answer is not None:
            late.phone.take(late.sent, *answer)

    async def together(self, phones: Sequence[Phone], late: Sequence[Late]) -> None:
        """Requests that run side by side."""
        await asyncio.gather(*map(self.talk, phones), *map(self.deliver, late))

    async def quiet(self) -> None:
        """What is late arrives, and everybody talks until there is nothing to say."""
        for late in self.late:
            await self.deliver(late)
        for _ in range(2):
            for phone in self.phones:
                await self._until_done(phone)

    async def _until_done(self, phone: Phone) -> None:
        for _ in range(20 + 5 * phone.made):
            if not await self.talk(phone) and phone.acknowledged == phone.made:
                return
        raise AssertionError("a phone never comes to rest")

    async def held(self, person: str) -> dict[str, dict[str, Any]]:
        """The rows of the server, as a phone keeps them."""
        async with self.store.reading(person) as reading:
            tables = await reading.rows(after=0, upto=2**53)
        return {row[0]: dict(zip(table.k, row, strict=True)) for table in tables.values() for row in table.v}

    async def order(self, person: str) -> list[str]:
        """What is in the basket, first in first."""
        return (await self.held(person))[basket(person)]["text"].split()


def basket(person: str) -> str:
    """The id of a person's basket."""
    return f"{person}-basket".ljust(22, "_")


def slot_id(person: str, slot: int) -> str:
    """The id of one of the few things that everybody adds and takes away."""
    return f"{person}-{slot}".ljust(22, "_")


def change(name: str, item_id: str, word: str) -> tuple[str, dict[str, Any]]:
    """A command of the shop with all the arguments it needs."""
    args = {"add": {"text": word}, "tick": {"done": True}, "edit": {"text": word, "was": "mælk"}, "remove": {}}
    return f"item.{name}", {"id": item_id, **args[name]}
