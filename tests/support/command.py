"""The `konkret` command as a person runs it: a process of its own, in an environment that holds only what is given."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
KONKRET = Path(sys.executable).with_name("konkret")


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str


def konkret(*arguments: str, **environment: str) -> Said:
    """Run a command that ends by itself."""
    done = subprocess.run(
        [KONKRET, *arguments], env=_clean(environment), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return Said(done.returncode, done.stdout, done.stderr)


@dataclass
class Served:
    """A server that is up."""

    process: "subprocess.Popen[str]"
    address: str
    said: list[str]

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(SECONDS)

    def stop(self) -> int:
        """As an operator does; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(SECONDS)


@contextmanager
def serving(*arguments: str, **environment: str) -> Generator[Served]:
    """Run a command that serves, from the line that tells its address until the end of the block."""
    process = subprocess.Popen(
        [KONKRET, *arguments], env=_clean(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _up(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(SECONDS)
        if process.stdout:
            process.stdout.close()


def _up(process: "subprocess.Popen[str]") -> Served:
    said: list[str] = []
    assert process.stdout
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("Konkret: http"):
            return Served(process, line.split(" ", 1)[1].strip(), said)
    raise AssertionError("the server ended before it was up: " + " / ".join(said))


def _clean(environment: dict[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("KONKRET_") and name != "PORT"}
    return kept | environment
