"""A joblog with all that is enclosed in it as one ZIP file, sent while it is made: one file at a time in memory."""

import asyncio
import datetime as dt
from collections.abc import AsyncGenerator, Iterable
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from backend.domain.attachment import Attachment
from backend.domain.bundle import places
from backend.domain.joblog import Entry
from backend.domain.time import local
from backend.store.files import Files

LOST = "mangler.txt"


class Sheet(NamedTuple):
    """A file that is made of the joblog, by its name in the archive."""

    name: str
    content: bytes


class _Passage:
    """What a ZIP file is written to: nothing can be changed in it afterwards, and it keeps only what was not taken."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, some: bytes, /) -> int:
        """As of a file that can only grow."""
        self._written += some
        return len(some)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """The last of it is still to be taken."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        some = bytes(self._written)
        self._written.clear()
        return some


async def archive(
    sheets: Iterable[Sheet], entries: Iterable[Entry], attachments: tuple[Attachment, ...], *, files: Files, now: int
) -> AsyncGenerator[bytes]:
    """The archive, piece by piece. A file that was lost is named in one that says so. `now` is an instant."""
    passage, lost = _Passage(), list[str]()
    with ZipFile(passage, "w") as made:
        for sheet in sheets:
            await asyncio.to_thread(made.writestr, _info(sheet.name, now), sheet.content, ZIP_DEFLATED)
            yield passage.taken()
        by_id = {each.id: each for each in attachments}
        for file_id, place in places(entries, attachments).items():
            content = await files.read(file_id)
            if content is None:
                lost.append(place)
                continue
            # Papers and pictures are compressed already.
            await asyncio.to_thread(made.writestr, _info(place, by_id[file_id].made_at), content, ZIP_STORED)
            yield passage.taken()
        if lost:
            made.writestr(_info(LOST, now), "\n".join(["De her bilag findes ikke længere hos Konkret:", *lost, ""]))
    yield passage.taken()


def _info(name: str, instant: int) -> ZipInfo:
    made = dt.datetime.fromisoformat(local(instant))
    return ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
