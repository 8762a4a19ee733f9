"""The server's side of the world: who has a record, what happens to it without a phone, and its backups."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic

from backend.clock import fresh_id
from sync.server import Made, Mutation, Refusal
from tests.shopping.commands import Item, Shop, WritingT
from tests.support.sync_harness import Harness
from tests.support.sync_rows import rows_in
from tests.support.sync_witness import Watched, Witness

NAMES = ("anne", "bo")


class Town(Generic[WritingT]):
    """Anne and Bo, each with a basket that nobody takes away, and a back room for what they may no longer see."""

    def __init__(self, harness: Harness[WritingT]) -> None:
        self.harness = harness
        self.witness = Witness(harness)
        self.shop: Shop[Watched[WritingT]] = Shop(self.witness.shelf)
        self.now = 1_795_000_000_000
        self.ids: dict[str, str] = {}
        self.erased: list[str] = []
        self._items: dict[tuple[str, int | str], str] = {}
        self._back_room = ""
        self._backup: Any = None

    async def open(self) -> None:
        """Nobody was here before, and there is a first backup."""
        await self.harness.clear()
        self._back_room = await self.harness.person()
        for name in NAMES:
            await self._move_in(name)
        await self.keep()

    def item_id(self, person: str, place: int | str) -> str:
        """The id of one of the few things that everybody adds and takes away, or of the basket."""
        return self._items.setdefault((person, place), fresh_id())

    def may_see(self, person: str, item_id: str) -> bool:
        """Whether it was ever on that person's list."""
        return any(owner == person and known == item_id for (owner, _), known in self._items.items())

    async def karen(self, person: str, name: str, args: Mapping[str, Any]) -> None:
        """A caseworker changes something, online."""
        self.now += 1
        try:
            async with self.witness.writing(person) as writing:
                made = Made(person=person, at=self.now, now=self.now)
                await self.shop.commands.run(writing, Mutation(name, dict(args), self.now), made)
        except Refusal:
            return

    async def karen_tidies(self, person: str, slots: Iterable[int], *, name: str) -> None:
        """She adds, or removes, several things one after the other."""
        for slot in slots:
            await self.karen(person, *change(name, self.item_id(person, slot), "sild"))

    async def put_away(self, person: str, slot: int) -> None:
        """Something is no longer this person's to see."""
        item_id = self.item_id(person, slot)
        async with self.witness.reading(person) as reading:
            rows = (await rows_in(reading)).get(self.harness.kind, [])
        for row in rows:
            if row["id"] == item_id:
                await self.karen(person, "item.remove", {"id": item_id})
                async with self.witness.writing(self._back_room) as writing:
                    await self.shop.shelf.put(writing, self.harness.item(row))

    async def prune(self, person: str, *, upto: int) -> None:
        """Tombstones that are old enough are thrown away."""
        await self.harness.prune(person, upto=upto)

    async def erase(self, name: str) -> str:
        """Everything of a person is taken away, and somebody else of that name moves in; who was erased."""
        person = self.ids[name]
        await self.witness.agree()
        await self._take_away(person)
        self.erased.append(person)
        await self._move_in(name)
        return person

    async def keep(self) -> None:
        """A backup is taken."""
        await self.witness.agree()
        self._backup = await self.harness.keep(), await self.witness.model.keep(), set(self.ids.values())

    async def restore(self) -> None:
        """The latest backup is put back, who was erased since is erased again, and who came since is let in again."""
        await self.witness.agree()
        backup, model, people = self._backup
        await self.harness.restore(backup)
        await self.witness.model.restore(model)
        for person in self.erased:
            await self._take_away(person)
        for person in set(self.ids.values()) - people:
            await self.harness.admit(person)
            await self._furnish(person)

    async def held(self, person: str) -> dict[str, dict[str, Any]]:
        """The rows of the server, as a phone keeps them."""
        async with self.harness.store.reading(person) as reading:
            kinds = await rows_in(reading)
        return {row["id"]: row for rows in kinds.values() for row in rows}

    async def agree(self) -> None:
        """The store holds what the store in memory holds after the same transactions one after the other."""
        await self.witness.agree()
        model = self.witness.model
        for person in [self._back_room, *self.ids.values()]:
            here = {row_id: self.harness.item(row) for row_id, row in (await self.held(person)).items()}
            async with model.store.reading(person) as reading:
                kinds = await rows_in(reading)
            there = [model.item(row) for rows in kinds.values() for row in rows]
            assert here == {item.id: item for item in there}
        assert sorted(map(repr, await self.harness.letters())) == sorted(map(repr, await model.letters()))

    async def _move_in(self, name: str) -> None:
        self.ids[name] = await self.harness.person()
        await self._furnish(self.ids[name])

    async def _furnish(self, person: str) -> None:
        async with self.witness.writing(person) as writing:
            await self.shop.shelf.put(writing, Item(self.item_id(person, "basket"), "", done=False))

    async def _take_away(self, person: str) -> None:
        await self.harness.erase(person)
        await self.witness.model.erase(person)


def change(name: str, item_id: str, word: str, *, schema: int = 1) -> tuple[str, dict[str, Any]]:
    """A command of the shop with all the arguments it needs, as a program that knows `schema` sends it."""
    if name == "edit" and schema > 1:
        return "item.edit@2", {"id": item_id, "text": word, "seen": "mælk"}
    args = {"add": {"text": word}, "tick": {"done": True}, "edit": {"text": word, "was": "mælk"}, "remove": {}}
    return f"item.{name}", {"id": item_id, **args[name]}
