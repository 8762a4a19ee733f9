"""Many phones that write and sync at once, through whatever faults, until everything is acknowledged."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from backend.demo.words import CITIZENS
from tests.support.killable import Killable, Session
from tests.support.sync_diary import Diary
from tests.support.sync_line import Line, drawn
from tests.support.sync_phone import Phone

MOST_AT_ONCE = 12
BATCH = 20

Blow = Callable[[], Awaitable[None]]


@dataclass
class Storm:
    """`each` = how many changes every phone's person writes; `of_ten` = how many requests in ten meet a fault."""

    server: Killable
    each: int
    of_ten: int
    model: type[Phone] = Phone
    faults: Counter[str] = field(default_factory=Counter[str])
    diaries: list[Diary] = field(default_factory=list[Diary])
    lines: list[Line] = field(default_factory=list[Line])
    _progress: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def sign_in(self, phones: int, *, to_each: int = 2) -> None:
        """So many phones, `to_each` person; somebody has two, for one, who changes to a new one."""
        for name in CITIZENS[: phones // to_each]:
            session = await self.server.sign_in(name)
            for _ in range(to_each):
                self.lines.append(self._line(session, self.server))
                self.diaries.append(Diary(self.lines[-1].phone))

    def newcomer(self, line: Line) -> Line:
        """Another phone of the same person, at the same server; nothing is written on it."""
        return self._line(line.session, line.server)

    def _line(self, session: Session, server: Killable) -> Line:
        phone = self.model(session.person, devices=lambda: secrets.token_urlsafe(16))
        phone.batch = BATCH
        return Line(phone, session, server=server, faults=self.faults)

    @property
    def acknowledged(self) -> int:
        """Of all phones."""
        return sum(line.phone.acknowledged for line in self.lines)

    async def rage(self, *blows: Blow) -> None:
        """Everybody writes and syncs at once until everything is acknowledged; the blows fall spread over that."""
        async with asyncio.TaskGroup() as tasks:
            for seed, (diary, line) in enumerate(zip(self.diaries, self.lines, strict=True)):
                tasks.create_task(self._live(diary, line, random=Random(seed)))  # noqa: S311 -- the same storm each time
            tasks.create_task(self._strike(blows))

    async def _strike(self, blows: Sequence[Blow]) -> None:
        everything = self.each * len(self.lines)
        for number, blow in enumerate(blows, 1):
            share = everything * number // (len(blows) + 1)
            async with self._progress:
                await self._progress.wait_for(lambda share=share: self.acknowledged >= share)
            await blow()

    async def _live(self, diary: Diary, line: Line, *, random: Random) -> None:
        again = True
        while again or line.late or line.phone.made < self.each or line.phone.acknowledged < line.phone.made:
            for _ in range(min(random.randrange(MOST_AT_ONCE + 1), self.each - line.phone.made)):
                diary.write()
            await self.server.up.wait()
            again = await line.talk(drawn(random, of_ten=self.of_ten))
            async with self._progress:
                self._progress.notify_all()
