"""A shopping list: the smallest set of commands that can merge, overwrite, refuse and fail."""

from collections import Counter
from typing import Annotated, Generic, Protocol, TypeVar

import msgspec

from sync.server import Commands, Made, Overwritten, Refusal, Writing

WritingT = TypeVar("WritingT", bound=Writing)
WritingT_contra = TypeVar("WritingT_contra", bound=Writing, contravariant=True)

Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class Item(msgspec.Struct, frozen=True):
    """Something to buy."""

    id: str
    text: str
    done: bool


def not_theirs() -> Refusal:
    """It is on another list: this person may neither see nor change it (any more)."""
    return Refusal("forbidden", "Varen er ikke på din liste.")


class Shelf(Protocol[WritingT_contra]):
    """Where items are kept: any kind of row with an id, a text and a yes or no."""

    async def get(self, writing: WritingT_contra, item_id: str) -> Item | None:
        """None when it is not there. Raises `not_theirs()` when it is on somebody else's list."""
        ...

    async def put(self, writing: WritingT_contra, item: Item) -> None: ...

    async def remove(self, writing: WritingT_contra, item_id: str) -> None: ...


class Add(msgspec.Struct, frozen=True):
    id: Id
    text: Text


class Tick(msgspec.Struct, frozen=True):
    id: Id
    done: bool


class Edit(msgspec.Struct, frozen=True):
    """`was` = the text the person saw when changing it."""

    id: Id
    text: Text
    was: str


class EditSeen(msgspec.Struct, frozen=True):
    """The second version of `Edit`: the same, more plainly named."""

    id: Id
    text: Text
    seen: str


class Remove(msgspec.Struct, frozen=True):
    id: Id


class Append(msgspec.Struct, frozen=True):
    """More text behind what is there: shows at once when a mutation is run twice or out of order."""

    id: Id
    text: Text


class Shop(Generic[WritingT]):
    """The commands over one shelf. `broken[text]` = how many more times a command with this text fails."""

    def __init__(self, shelf: Shelf[WritingT]) -> None:
        self.shelf = shelf
        self.broken: Counter[str] = Counter()
        self.commands: Commands[WritingT] = Commands()
        self.commands.add("item.add", Add, self.add)
        self.commands.add("item.tick", Tick, self.tick)
        self.commands.add("item.edit", Edit, self.edit)
        self.commands.add("item.edit", EditSeen, self.edit_seen, version=2)
        self.commands.add("item.remove", Remove, self.remove)
        self.commands.add("item.append", Append, self.append)

    async def add(self, writing: WritingT, args: Add, _made: Made) -> Overwritten:
        if await self.shelf.get(writing, args.id) is None:
            await self.shelf.put(writing, Item(args.id, args.text, done=False))
        self._break(args.text)
        return None

    async def tick(self, writing: WritingT, args: Tick, _made: Made) -> Overwritten:
        item = await self._found(writing, args.id)
        await self.shelf.put(writing, msgspec.structs.replace(item, done=args.done))
        return None

    async def edit(self, writing: WritingT, args: Edit, _made: Made) -> Overwritten:
        item = await self._found(writing, args.id)
        await self.shelf.put(writing, msgspec.structs.replace(item, text=args.text))
        return {"text": item.text} if item.text not in (args.was, args.text) else None

    async def edit_seen(self, writing: WritingT, args: EditSeen, made: Made) -> Overwritten:
        return await self.edit(writing, Edit(args.id, args.text, args.seen), made)

    async def remove(self, writing: WritingT, args: Remove, _made: Made) -> Overwritten:
        await self._found(writing, args.id)
        await self.shelf.remove(writing, args.id)
        return None

    async def append(self, writing: WritingT, args: Append, _made: Made) -> Overwritten:
        item = await self._found(writing, args.id)
        await self.shelf.put(writing, msgspec.structs.replace(item, text=f"{item.text} {args.text}"))
        if args.text.startswith("no"):
            raise Refusal("sold_out", "Varen er udsolgt.")
        self._break(args.text)
        return None

    async def _found(self, writing: WritingT, item_id: str) -> Item:
        item = await self.shelf.get(writing, item_id)
        if item is None:
            raise Refusal("gone", "Varen er ikke på listen mere.")
        return item

    def _break(self, text: str) -> None:
        if self.broken[text]:
            self.broken[text] -= 1
            raise RuntimeError(f"the shelf fell down over {text}")
