"""The `konkret` command as a person runs it: a process of its own, in an environment that holds only what is given."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

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
    """A server that is up; `said` grows with what it says."""

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
def serving(*arguments: str, program: Sequence[str] = (str(KONKRET),), **environment: str) -> Generator[Served]:
    """Run a command that serves, from the line that tells its address until the end of the block.

    `program` stands in for the `konkret` command: a control that does one thing wrong.
    """
    process = subprocess.Popen(
        [*program, *arguments], env=_clean(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        served = _up(process)
        # A pipe that nobody reads is full after 64 kB, and the server would wait there for ever.
        hearing = Thread(target=served.said.extend, args=[process.stdout])
        hearing.start()
        try:
            yield served
        finally:
            _end(process)
            hearing.join(SECONDS)
    finally:
        _end(process)
        if process.stdout:
            process.stdout.close()


@contextmanager
def started(*arguments: str, program: Sequence[str], **environment: str) -> Generator["subprocess.Popen[bytes]"]:
    """Run a command that serves nobody by itself, until the end of the block."""
    process = subprocess.Popen([*program, *arguments], env=_clean(environment))
    try:
        yield process
    finally:
        _end(process)


def _up(process: "subprocess.Popen[str]") -> Served:
    said: list[str] = []
    assert process.stdout
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("Konkret: http"):
            return Served(process, line.split(" ", 1)[1].strip(), said)
    raise AssertionError("the server ended before it was up: " + " / ".join(said))


def _end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
    process.wait(SECONDS)


def _clean(environment: dict[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("KONKRET_") and name != "PORT"}
    return kept | environment
