"""What handlers are given: settings, the ground that commands stand on, files, pages, sync, programmes, live …"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from litestar.di import NamedDependency
from litestar.types import Scope

from backend.advert.adverts import Adverts
from backend.commands.write import Ground, Write, retried, writing
from backend.config import Settings
from backend.domain.people import Person
from backend.domain.programmes import Shelf
from backend.notify.way import Posts
from backend.paper.press import Press
from backend.store import attachments
from backend.store.files import Files
from backend.store.sync import SyncStore
from backend.store.sync_writing import SyncWriting
from backend.web.live import Live
from backend.web.pages import Pages
from backend.web.throttle import Throttle
from sync.server.engine import Engine

ArgsT = TypeVar("ArgsT")
SaidT = TypeVar("SaidT")


@dataclass(frozen=True, kw_only=True)
class Services:
    """One deployment's parts, made by the composition root.

    `secret` is what tokens are made of, `vapid_key` the public key that browsers subscribe to push with, base64url.
    """

    settings: Settings
    secret: str = field(repr=False)
    vapid_key: str
    ground: Ground
    pages: Pages
    sync: Engine[SyncWriting]
    records: SyncStore
    shelf: Shelf
    live: Live
    press: Press
    throttle: Throttle
    adverts: Adverts
    files: Files
    posts: Posts

    async def carry_out(
        self,
        name: str,
        command: Callable[[Write, ArgsT], Awaitable[SaidT]],
        args: ArgsT,
        *,
        actor: Person,
        citizen: str,
    ) -> SaidT:
        """Run one command that came by form in its transaction, then tell open pages. Returns what it returns.

        Raises what it raises, and what the data base raises when it was asked too often in vain.
        """

        async def once() -> SaidT:
            async with writing(self.ground, actor=actor, citizen=citizen, command=name) as write:
                return await command(write, args)

        said = await retried(once)
        await self.live.changed(citizen)
        return said

    async def let_files_go(self, citizen: str) -> None:
        """Take away the files of what was removed from that record; what this misses, the housekeeping finds."""
        await self.files.remove(await attachments.removed(citizen))


Given = NamedDependency[Services]
"""How a handler asks for them."""


def services_at(scope: Scope) -> Services:
    """Those of the deployment that a request came to. They lie in the application's state and nowhere else in it."""
    return scope["litestar_app"].state.services
