"""Files that people enclose, kept beside the data base: one for each id, there or not there, never half."""

import asyncio
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from backend.domain.ids import is_id


class Files:
    """One folder of files, each called by the id of its row. Only the process's own user can read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, file_id: str, content: bytes) -> None:
        """Write a file, and see it on the disk. Raises OSError."""
        await asyncio.to_thread(self._keep, self._of(file_id), content)

    async def read(self, file_id: str) -> bytes | None:
        """The file of that id; None when there is none."""
        return await asyncio.to_thread(_read, self._of(file_id))

    async def stands(self, file_id: str) -> bool:
        """Whether there is a file of that id."""
        return await asyncio.to_thread(self._of(file_id).exists)

    async def remove(self, file_ids: Iterable[str]) -> None:
        """Take files away; one that is gone already is left at that."""
        await asyncio.to_thread(_unlink, [self._of(each) for each in file_ids])

    async def older_than(self, instant: int) -> list[str]:
        """Names of all that was written before that instant, with what a write that was cut off left behind."""
        return await asyncio.to_thread(self._older_than, instant / 1000)

    async def sweep(self, names: Iterable[str]) -> None:
        """Take away what `older_than` named."""
        await asyncio.to_thread(_unlink, [self._folder / name for name in names])

    def _of(self, file_id: str) -> Path:
        # An id has no character that could lead out of the folder; anything else is nobody's file.
        if not is_id(file_id):
            raise ValueError("a file is called by an id")
        return self._folder / file_id

    def _keep(self, file: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=f"{file.name}.")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(content)
                temporary.flush()
                os.fsync(temporary.fileno())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _settle(self._folder)

    def _older_than(self, seconds: float) -> list[str]:
        if not self._folder.is_dir():
            return []
        with os.scandir(self._folder) as found:
            return [each.name for each in found if each.is_file() and each.stat().st_mtime < seconds]


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _unlink(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """A new name is safe once its folder is; Windows neither needs nor allows this."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
