"""Has papers set, each by a process of its own: it can be stopped, and what it has taken of memory goes with it."""

import asyncio
import sys
from pathlib import Path

import msgspec

from backend.paper.parts import Paper

SECONDS = 10
AT_ONCE = 2


class TooSlow(Exception):
    """The paper was not done in time: it is long, or many are being set."""


class Spoilt(Exception):
    """A paper that could not be set. The text names the fault and nothing of what was typed: it ends in a log."""


class Press:
    """Sets papers with the TrueType fonts in a folder. `seconds` is how long anybody waits for one."""

    def __init__(self, fonts: Path, *, seconds: float = SECONDS) -> None:
        self.fonts = fonts
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def pdf(self, paper: Paper) -> bytes:
        """The file. Raises TooSlow, Spoilt."""
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                return await self._set(msgspec.json.encode(paper))
        except TimeoutError as error:
            raise TooSlow from error

    async def _set(self, told: bytes) -> bytes:
        setting = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", "backend.paper", str(self.fonts)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            # Nothing of what this process has been told, its secrets least of all.
            env={},
        )
        try:
            made, said = await setting.communicate(told)
        finally:
            if setting.returncode is None:
                setting.kill()
                await setting.wait()
        if setting.returncode:
            fault = said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
            raise Spoilt(f"the process ended with {setting.returncode}: {fault}")
        return made
