"""What a faulty line does to a sync that is on its way."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.faultyline import Call

PATIENCE = 20  # seconds


async def plainly(call: Call) -> None:
    """No trick at all."""
    await call.tell(await call.ask())


async def request_cut(call: Call) -> None:
    """The line breaks in the middle of the request's body."""
    await call.ask_in_part()


async def answer_cut(call: Call) -> None:
    """The line breaks in the middle of the answer's body."""
    await call.tell_in_part(await call.ask())


async def answer_lost(call: Call) -> None:
    """The server has done it, and nobody hears of it."""
    await call.ask()


async def asked_twice(call: Call) -> None:
    """The request comes to the server twice, at the same time; both answers are the browser's."""
    one, other = await asyncio.gather(call.ask(), call.ask())
    await call.tell(one + other)


async def asked_again(call: Call) -> None:
    """The request comes to the server once more after it was answered; the later answer is the browser's."""
    await call.ask()
    await call.tell(await call.ask())


class Held:
    """Keeps a request from the server (`request=True`), or its answer from the browser, until it is let go."""

    def __init__(self, *, request: bool) -> None:
        self._request = request
        self._reached, self._free, self._over = threading.Event(), asyncio.Event(), threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, call: Call) -> None:
        self._loop = asyncio.get_running_loop()
        answer = b"" if self._request else await call.ask()
        self._reached.set()
        await self._free.wait()
        await call.tell(answer or await call.ask())
        self._over.set()

    def wait(self) -> None:
        """Until there is something that is held."""
        assert self._reached.wait(PATIENCE), "nothing came that could be held"

    def let_go(self) -> None:
        """Until what was held has come to where it was going."""
        self.free()
        assert self._over.wait(PATIENCE), "what was held did not arrive"

    def free(self) -> None:
        """Hold nothing any more."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._free.set)


class Answered:
    """Gives the answer that an earlier request was given, as something in between that keeps answers would."""

    def __init__(self) -> None:
        self._kept = b""

    async def keep(self, call: Call) -> None:
        """Play this one first."""
        self._kept = await call.ask()
        await call.tell(self._kept)

    async def again(self, call: Call) -> None:
        """The server hears nothing."""
        await call.tell(self._kept)
