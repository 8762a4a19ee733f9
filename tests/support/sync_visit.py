"""Raw requests to a shop in memory, for tests that look at every field of an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from sync.server import Limits, Mutation
from tests.shopping.commands import Shop
from tests.shopping.door import Door
from tests.support.sync_harness import MemoryShelf
from tests.support.sync_memory import MemoryStore
from tests.support.sync_rows import rows_in

PHONE = "annes-phone-annes-phon"
BREAD, MILK, BEER = (f"{name:_<22}" for name in ("bread", "milk", "beer"))


def add(item_id: str, text: str = "vare", *, at: int = 1) -> Mutation:
    """Put something on the list."""
    return Mutation("item.add", {"id": item_id, "text": text}, at)


def append(item_id: str, text: str, *, at: int = 2) -> Mutation:
    """Write more behind something on the list."""
    return Mutation("item.append", {"id": item_id, "text": text}, at)


class Visit:
    """Anne at the shop."""

    def __init__(self, **limits: Any) -> None:
        self.store = MemoryStore(epoch="e1")
        self.shop = Shop(MemoryShelf())
        self.door = Door(self.store, self.shop, Limits(**limits))

    async def ask(
        self, *mutations: Mutation, first: int = 1, now: int = 0, signed_in: str = "anne", **fields: Any
    ) -> tuple[int, dict[str, Any]]:
        """Status and answer; `fields` override those of a request from a phone that has nothing yet."""
        self.store.statements.clear()
        request = {
            "protocol": 2,
            "schema": 1,
            "person": "anne",
            "device": PHONE,
            "epoch": None,
            "cursor": 0,
            "from": first,
            "mutations": mutations,
            **fields,
        }
        return await self.door.ask(request, person=signed_in, now=now)

    async def told(self, *mutations: Mutation, first: int = 1, **fields: Any) -> dict[str, Any]:
        """The answer to a request that must go well."""
        status, answer = await self.ask(*mutations, first=first, **fields)
        assert status == 200, answer
        return answer

    async def texts(self, person: str = "anne") -> dict[str, str]:
        """{id: text} on the server."""
        async with self.store.reading(person) as reading:
            rows = (await rows_in(reading)).get("item", [])
        return {row["id"]: row["text"] for row in rows}


def states(answer: Mapping[str, Any]) -> Sequence[tuple[int, str]]:
    """(number, state) of each verdict."""
    return [(verdict["number"], verdict["state"]) for verdict in answer["verdicts"]]


def ids(answer: Mapping[str, Any]) -> set[str]:
    """Ids of the rows in an answer."""
    return set(answer["rows"]["item"]["v"][0]) if "item" in answer["rows"] else set()
