"""What a web layer does around the engine: bytes and a signed-in person in, status and bytes out."""

from typing import Generic

import msgspec

from sync.server import Engine, Failure, Limits, Store, SyncError, read, write
from tests.shopping.commands import Shop, WritingT


class Door(Generic[WritingT]):
    """A server without sockets. `failures` = what operators were told; `pauses` = tries before each wait."""

    def __init__(self, store: Store[WritingT], shop: Shop[WritingT], limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.failures: list[Failure] = []
        self.pauses: list[int] = []
        self.engine = Engine(
            store=store, commands=shop.commands, limits=self.limits, on_failure=self.failures.append, pause=self._pause
        )

    async def post(self, body: bytes, *, person: str, now: int) -> tuple[int, bytes]:
        """Answer one request."""
        try:
            request = read(body, limit=self.limits.bytes)
            return 200, write(await self.engine.exchange(request, person=person, now=now))
        except SyncError as error:
            return error.status, error.body()

    async def ask(self, request: object, *, person: str, now: int = 0) -> tuple[int, dict[str, object]]:
        """The same with JSON as Python values."""
        status, body = await self.post(msgspec.json.encode(request), person=person, now=now)
        return status, msgspec.json.decode(body, type=dict[str, object])

    async def _pause(self, tries: int) -> None:
        self.pauses.append(tries)
