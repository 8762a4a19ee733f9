"""A server under load again and again: answers a second as they came, and a second of its own processor time."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol

import msgspec

from tests.bench.load import PATIENCE, Load, Result, Visitor
from tests.bench.report import Row

CONNECTIONS = 8
ROUNDS = 3


class Spending(Protocol):
    """Whose processor time is counted."""

    @property
    def cpu_seconds(self) -> float: ...


@dataclass
class Runner:
    """Who asks which server for what, and what came of it, round by round."""

    address: str
    process: Spending
    visitors: tuple[Visitor, ...]
    seconds: float
    results: list[Result] = field(default_factory=list[Result])
    per_cpu_second: list[float] = field(default_factory=list[float])

    def warm(self) -> Result:
        """A short round that does not count."""
        return self._loaded(1)

    def run(self) -> None:
        """One more round."""
        before = self.process.cpu_seconds
        result = self._loaded(self.seconds)
        self.results.append(result)
        self.per_cpu_second.append(result.requests / (self.process.cpu_seconds - before))

    @property
    def per_second(self) -> tuple[float, ...]:
        """Of each round."""
        return tuple(result.per_second for result in self.results)

    def rows(self, name: str, *, peer: "Runner", least: float | None) -> list[Row]:
        """Both rates; the second beside the bare framework's in the same rounds."""
        waits = f"p50 {self._middle('p50_ms')} ms, p95 {self._middle('p95_ms')} ms"
        return [
            Row(
                name=name,
                value=median(self.per_second),
                unit="/s",
                limit=least,
                at_least=True,
                runs=self.per_second,
                note=waits,
            ),
            Row(
                name=f"{name}, per second of CPU",
                value=median(self.per_cpu_second),
                unit="/s",
                runs=tuple(self.per_cpu_second),
                note=f"{self._beside(peer):.0%} of the bare framework",
            ),
        ]

    def _beside(self, peer: "Runner") -> float:
        return median(mine / theirs for mine, theirs in zip(self.per_cpu_second, peer.per_cpu_second, strict=True))

    def _middle(self, name: str) -> str:
        return f"{median(getattr(result, name) for result in self.results):.0f}"

    def _loaded(self, seconds: float) -> Result:
        result = load(self.address, self.visitors, seconds=seconds)
        self.visitors = result.visitors
        return result


def take_turns(runners: Sequence[Runner]) -> None:
    """Warm up, then all rounds; what else the machine does meets all alike."""
    for runner in runners:
        runner.warm()
    for _ in range(ROUNDS):
        for runner in runners:
            runner.run()


def load(address: str, visitors: Sequence[Visitor], *, seconds: float) -> Result:
    """Load a server from another process. Raises CalledProcessError when an answer is not what was asked for."""
    wanted = Load(address=address, visitors=tuple(visitors), connections=CONNECTIONS, seconds=seconds)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=msgspec.json.encode(wanted),
        stdout=subprocess.PIPE,
        timeout=seconds + 3 * PATIENCE,
        check=True,
    )
    return msgspec.json.decode(done.stdout, type=Result)
