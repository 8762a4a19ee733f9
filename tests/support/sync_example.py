"""Plays an example of `sync/protocol/examples/` to a server that keeps a shopping list in memory."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from sync.server import Limits, Made, Mutation
from tests.shopping.commands import Shop
from tests.shopping.door import Door
from tests.support.sync_harness import MemoryShelf
from tests.support.sync_memory import MemoryStore

EXAMPLES = sorted(Path("sync/protocol/examples").glob("*.json"))


class Example:
    """A conversation: steps are requests with what is answered, and what happens on the server in between."""

    def __init__(self, path: Path) -> None:
        self.script: dict[str, Any] = msgspec.json.decode(path.read_bytes())
        self.store = MemoryStore(epoch="e1")
        self.shop = Shop(MemoryShelf())
        limits = msgspec.structs.replace(Limits(), **self.script.get("limits", {}))
        self.door = Door(self.store, self.shop, limits)
        self.backup = self.store.contents

    async def play(self, step: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The step with what this server says to it; None when it is no request."""
        match step:
            case {"request": request, "now": int(now)}:
                person = step.get("signed_in", self.script["person"])
                status, said = await self.door.ask(request, person=person, now=now)
                return {**step, "status": status, ("answer" if status == 200 else "error"): said}
            case {"elsewhere": mutation, "now": int(now)}:
                await self._elsewhere(Mutation(**mutation, made_at=now), now)
            case {"breaks": breaks}:
                self.shop.broken.update(breaks)
            case {"prune": int(upto)}:
                self.store.prune(self.script["person"], upto=upto)
            case {"erase": True}:
                self.store.erase(self.script["person"])
            case {"backup": True}:
                self.backup = self.store.keep()
            case {"restore": str(epoch)}:
                self.store.restore(self.backup, epoch=epoch)
            case _:
                raise AssertionError(f"unknown step {step}")
        return None

    async def _elsewhere(self, mutation: Mutation, now: int) -> None:
        person = self.script["person"]
        async with self.store.writing(person) as writing:
            await self.shop.commands.run(writing, mutation, Made(person=person, at=now, now=now))
