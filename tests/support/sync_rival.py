"""Somebody on another connection who locks a device, then its record, while a sync locks them the other way round."""

import asyncio
from contextlib import suppress

import asyncpg

from backend.store.engine import Database
from tests.support.sync_harness import Talk


class Rival:
    """Of the two, PostgreSQL lets one go on and tells the other of a deadlock."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._wanted = asyncio.Event()

    def hear(self, statement: str) -> None:
        """A statement is about to be run: when it is for the device, the record is locked already."""
        if "UPDATE device" in statement:
            self._wanted.set()

    async def against(self, person: str, device: str, talk: Talk) -> bool:
        """Talk in the way of the rival."""
        inside = asyncio.Event()
        rival = asyncio.create_task(self._locks(person, device, inside))
        await inside.wait()
        try:
            return await talk()
        finally:
            self._wanted.set()
            await rival

    async def _locks(self, person: str, device: str, inside: asyncio.Event) -> None:
        with suppress(asyncpg.DeadlockDetectedError):
            async with self._db.transaction():
                await self._db.run("SELECT id FROM device WHERE id = {} FOR UPDATE", device)
                self._wanted = asyncio.Event()
                inside.set()
                await self._wanted.wait()
                await self._db.run("SELECT id FROM record WHERE id = {} FOR UPDATE", person)
