"""Phones, a network that loses and repeats, and a server that breaks off: everything sync must survive."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Generic, Literal

import msgspec

from sync.server import Limits
from tests.shopping.commands import WritingT
from tests.shopping.door import Door
from tests.support.sync_fault import CrashError, Fault
from tests.support.sync_harness import Harness
from tests.support.sync_phone import Kept, Phone, Sent
from tests.support.sync_town import Town
from tests.support.sync_witness import Watched

Fate = Literal["arrives", "request lost", "answer lost", "answer cut", "twice", "later", "signed out"]
SMALL = Limits(bytes=1200, mutations=4, rows=3)
OWNERS = ("anne", "anne", "bo")
NEWEST = 2
SIGNED_OUT = 401, b'{"code":"signed_out"}'


class Late(msgspec.Struct):
    """A request that is still on its way."""

    phone: Phone
    sent: Sent


class World(Generic[WritingT]):
    """Anne has two phones, Bo one, and Karen writes in both records without a phone."""

    def __init__(self, harness: Harness[WritingT]) -> None:
        self.town = Town(harness)
        self.fault = Fault(harness.conflict)
        self.schemas = (1, 1)
        self.door = self._door()
        self.phones: list[Phone] = []
        self.bygone: list[Phone] = []
        self.saved: list[tuple[Phone, Kept]] = []
        self.late: list[Late] = []
        self._devices = count(1)
        harness.listen(self.fault.at_statement)
        self.town.witness.fault = self.fault.at_end

    async def open(self) -> None:
        """Everybody takes out a phone."""
        await self.town.open()
        self.phones = [self._phone(name) for name in OWNERS]

    def save(self, phone: Phone, name: str, args: Mapping[str, Any]) -> Kept:
        """The person changes something on the phone."""
        self.town.now += 1
        kept = phone.save(name, dict(args), at=self.town.now)
        self.saved.append((phone, kept))
        return kept

    def token(self, phone: Phone, *, prefix: str = "t") -> str:
        """A word that is put into the phone's person's basket once."""
        word = f"{prefix}{len(self.saved)}"
        self.save(phone, "item.append", {"id": self.basket(phone), "text": word})
        return word

    def basket(self, phone: Phone) -> str:
        """The id of the basket of the phone's person."""
        return self.town.item_id(phone.person, "basket")

    def upgrade(self) -> None:
        """The server learns the next schema, or forgets the one before."""
        self.schemas = (1, NEWEST) if self.schemas == (1, 1) else (NEWEST, NEWEST)
        self.door = self._door()

    async def erase(self, name: str) -> None:
        """A person is erased; whoever has the name now has phones of their own."""
        await self.town.erase(name)
        for index, owner in enumerate(OWNERS):
            if owner == name:
                self.bygone.append(self.phones[index])
                self.phones[index] = self._phone(name)

    async def restore(self) -> None:
        """The server is lost and set up again from the latest backup, which takes longer than any request lives."""
        self.late.clear()
        await self.town.restore()

    async def answer(self, sent: Sent, *, person: str) -> tuple[int, bytes] | None:
        """What the server says, as its web layer would; None when the process died."""
        self.town.now += 1
        try:
            return await self.door.post(sent.body, person=person, now=self.town.now)
        except CrashError:
            self.door = self._door()
            return None
        except Exception:
            return 500, b'{"code":"failed","number":1}'

    async def talk(self, phone: Phone, fate: Fate = "arrives", *, session: str | None = None) -> bool:
        """One request; `session` = who is signed in, when that is another person. True: the phone wants to go on."""
        if phone.outdated:
            phone.update(NEWEST)
        sent = phone.send()
        person = session or phone.person
        if fate == "later":
            self.late.append(Late(phone, sent))
        if fate in ("later", "request lost"):
            return False
        if fate == "signed out":
            return phone.take(sent, *SIGNED_OUT)
        answer = await self.answer(sent, person=person)
        if fate == "twice":
            answer = await self.answer(sent, person=person)
        if fate == "answer lost" or answer is None:
            return False
        status, body = answer
        return phone.take(sent, status, body[: len(body) // 2] if fate == "answer cut" else body)

    async def talk_against_a_rival(self, phone: Phone) -> None:
        """Somebody else locks the same rows the other way round."""
        await self.town.harness.against_a_rival(phone.person, phone.device, lambda: self.talk(phone))

    async def deliver(self, late: Late) -> None:
        """A late request arrives after all."""
        answer = await self.answer(late.sent, person=late.phone.person)
        if answer is not None:
            late.phone.take(late.sent, *answer)

    async def together(self, phones: Sequence[Phone], late: Sequence[Late]) -> None:
        """Requests that run side by side."""
        await asyncio.gather(*map(self.talk, phones), *map(self.deliver, late))

    async def quiet(self) -> None:
        """What is late arrives, programs are updated, and everybody talks until there is nothing to say."""
        for late in self.late:
            await self.deliver(late)
        for _ in range(2):
            for phone in self.phones:
                await self._until_done(phone)
        for phone in self.bygone:
            await self._until_told(phone)

    async def _until_done(self, phone: Phone) -> None:
        for _ in range(20 + 5 * phone.made):
            if not await self.talk(phone) and phone.acknowledged == phone.made and not phone.outdated:
                return
        raise AssertionError("a phone never comes to rest")

    async def _until_told(self, phone: Phone) -> None:
        for _ in range(20):
            await self.talk(phone)
            if phone.erased:
                return
        raise AssertionError("a phone is never told that its record is erased")

    def _phone(self, name: str) -> Phone:
        return Phone(self.town.ids[name], devices=lambda: f"device{next(self._devices):016d}")

    def _door(self) -> Door[Watched[WritingT]]:
        limits = msgspec.structs.replace(SMALL, schemas=self.schemas)
        return Door(self.town.witness, self.town.shop, limits)
