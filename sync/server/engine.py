"""One exchange between a phone and its person's record: push and pull in one transaction."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from traceback import format_exception_only
from typing import Generic

import msgspec

from sync.server.commands import Commands, WritingT
from sync.server.errors import BusyError, FailedError, ForeignDeviceError, TooManyError, TooNewError, TooOldError
from sync.server.messages import PROTOCOL, Answer, Request, Verdict
from sync.server.pull import Page, has_everything, lacking, pull, unchanged
from sync.server.push import Caller, PoisonError, push
from sync.server.store import Head, Reading, Retry, Store


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request may hold and how long the engine keeps trying; `schemas` = (oldest, newest) it understands."""

    bytes: int = 65_536
    mutations: int = 100
    rows: int = 6_000
    attempts: int = 3
    tries: int = 5
    schemas: tuple[int, int] = (1, 1)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A mutation that failed for a reason of ours, for operators. `parked`: it will not be tried again."""

    person: str
    device: str
    number: int
    name: str
    attempts: int
    parked: bool
    error: Exception


async def jittered_pause(tries: int) -> None:
    """Wait a random time that may double with each try: at most 20 ms after the first."""
    await asyncio.sleep(random.uniform(0, 0.01 * 2**tries))  # noqa: S311 - spreads load, guards nothing


class Engine(Generic[WritingT]):
    """Knows neither what the records hold nor where they are kept: is told its commands and its store."""

    def __init__(
        self,
        *,
        store: Store[WritingT],
        commands: Commands[WritingT],
        limits: Limits,
        on_failure: Callable[[Failure], None],
        pause: Callable[[int], Awaitable[None]] = jittered_pause,
    ) -> None:
        """`on_failure` is told of each failed attempt once it is counted; `pause(tries)` waits before trying again."""
        self._store = store
        self._commands = commands
        self._limits = limits
        self._on_failure = on_failure
        self._pause = pause

    async def exchange(self, request: Request, *, person: str, now: int, head: Head | None = None) -> Answer:
        """Carry out the mutations of `request` as `person` at `now` (Unix ms) and tell what the phone lacks.

        Fewer mutations than sent may be acknowledged: the next one failed. `head` is where the record stood
        just now, from a caller that knows it already: an exchange that brings nothing needs not look again. Raises the
        errors of `sync.server.errors`.
        """
        self._check(request, person)
        caller = Caller(person, now)
        for tries in range(1, self._limits.tries):
            try:
                return await self._once(request, caller, head)
            except Retry:
                await self._pause(tries)
                head = None
        try:
            return await self._once(request, caller, head)
        except Retry as retry:
            raise BusyError from retry

    def _check(self, request: Request, person: str) -> None:
        oldest, newest = self._limits.schemas
        if request.protocol < PROTOCOL or request.schema < oldest:
            raise TooOldError
        if request.protocol > PROTOCOL or request.schema > newest:
            raise TooNewError
        if len(request.mutations) > self._limits.mutations:
            raise TooManyError
        if request.person != person:
            raise ForeignDeviceError

    async def _once(self, request: Request, caller: Caller, head: Head | None) -> Answer:
        if request.mutations:
            return await self._write(request, caller)
        if head and has_everything(request, head):
            return _answer(request, head, unchanged(head), caller=caller, verdicts=[])
        async with self._store.reading(caller.person) as reading:
            return await self._page(reading, request, caller=caller, verdicts=[], head=head)

    async def _write(self, request: Request, caller: Caller) -> Answer:
        try:
            async with self._store.writing(caller.person) as writing:
                verdicts = await push(
                    writing, request, caller=caller, commands=self._commands, attempts=self._limits.attempts
                )
                return await self._page(writing, request, caller=caller, verdicts=verdicts)
        except PoisonError as poison:
            return await self._without(poison, request, caller)

    async def _without(self, poison: PoisonError, request: Request, caller: Caller) -> Answer:
        """Let those ahead of the failed one through, in a new transaction, since the old one may be beyond use.

        After the last attempt the whole request runs once more: the failed one is parked, those behind it go on.
        """
        ahead = request.mutations[: poison.index]
        answer = await self._write(msgspec.structs.replace(request, mutations=ahead), caller) if ahead else None
        if await self._is_last_attempt(poison, request, caller):
            return await self._write(request, caller)
        if answer is None:
            raise FailedError(number=request.first) from poison.error
        return answer

    async def _is_last_attempt(self, poison: PoisonError, request: Request, caller: Caller) -> bool:
        number = request.first + poison.index
        attempts = 0
        async with self._store.writing(caller.person) as writing:
            device = await writing.device(request.device)
            if number == device.last + 1:
                attempts = device.attempts + 1
                error = "".join(format_exception_only(poison.error)).strip()
                await writing.attempted(request.device, attempts=attempts, error=error)
        parked = attempts >= self._limits.attempts
        self._on_failure(
            Failure(
                person=caller.person,
                device=request.device,
                number=number,
                name=request.mutations[poison.index].name,
                attempts=attempts,
                parked=parked,
                error=poison.error,
            )
        )
        return parked

    async def _page(
        self, reading: Reading, request: Request, *, caller: Caller, verdicts: list[Verdict], head: Head | None = None
    ) -> Answer:
        head = head or await reading.head(request.device)
        page = await pull(reading, lacking(request, head), head=head, limit=self._limits.rows)
        return _answer(request, head, page, caller=caller, verdicts=verdicts)


def _answer(request: Request, head: Head, page: Page, *, caller: Caller, verdicts: list[Verdict]) -> Answer:
    device = head.device
    if device is not None and device.person != caller.person:
        raise ForeignDeviceError
    return Answer(
        epoch=head.epoch,
        person=caller.person,
        cursor=page.upto,
        acknowledged=min(device.last, request.first + len(request.mutations) - 1) if device else 0,
        horizon=device.horizon if device else 0,
        verdicts=verdicts,
        rows=page.changes.rows,
        deleted=page.changes.deleted,
        checksum=page.changes.checksum,
        more=page.upto < page.changes.version,
        reset=page.reset,
        snapshot=page.snapshot,
    )
