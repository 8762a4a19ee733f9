"""A deployment to be measured: the demo town in a process of its own, its citizens signed in."""

import re
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, cast

import httpx
import psutil

from backend.config import Settings
from backend.demo.words import CITIZENS
from backend.store.driver import Dialect
from backend.web.session import COOKIE
from tests.support.command import Served, serving
from tests.support.databases import SECRET, Databases

PEOPLE = re.compile(r'name="person" value="([^"]+)"')


class _Memory(Protocol):
    @property
    def rss(self) -> int: ...


class _Measured(Protocol):
    """The part of psutil's process that is used here; psutil has no types of its own."""

    def cpu_times(self) -> tuple[float, ...]: ...
    def memory_info(self) -> _Memory: ...


@dataclass(frozen=True)
class Process:
    """What a process has used so far."""

    measured: _Measured

    @classmethod
    def of(cls, process: "subprocess.Popen[str]") -> "Process":
        """One that runs."""
        return cls(cast(_Measured, psutil.Process(process.pid)))

    @property
    def cpu_seconds(self) -> float:
        """Its own time and the system's for it."""
        return sum(self.measured.cpu_times()[:2])

    @property
    def megabytes(self) -> float:
        """Resident, in 10⁶ bytes."""
        return self.measured.memory_info().rss / 1e6


@dataclass(frozen=True)
class WithDatabase:
    """A web process, and what PostgreSQL spends meanwhile."""

    web: Process
    postgres: int

    @property
    def cpu_seconds(self) -> float:
        """Of all of them."""
        serving = psutil.Process(self.postgres).children()
        return self.web.cpu_seconds + sum(Process(cast(_Measured, each)).cpu_seconds for each in serving)


@dataclass(frozen=True)
class Deployment:
    """One that is up. `cookies` holds the session cookie of each citizen, Anne Holm's first."""

    served: Served
    settings: Settings
    cookies: tuple[str, ...]

    @property
    def process(self) -> Process:
        """The web process."""
        return Process.of(self.served.process)

    def page(self, path: str = "/", **headers: str) -> httpx.Response:
        """What the first citizen is answered there."""
        return httpx.get(self.served.address + path, headers={"cookie": self.cookies[0], **headers})


@contextmanager
def deployed(dialect: Dialect, databases: Databases) -> Generator[Deployment]:
    """The demo town on a new data base."""
    settings = databases.fresh(dialect, stage="empty")
    url = settings.database_url.get_secret_value()
    chosen = {"KONKRET_DATABASE_URL": url, "KONKRET_SECRET": SECRET} if url else {}
    with serving("demo", "--port", "0", "--data", str(settings.folder), **chosen) as served:
        yield Deployment(served, settings, cookies_of_citizens(served.address))
        served.stop()


def cookies_of_citizens(address: str) -> tuple[str, ...]:
    """Sign everybody in by pressing their name; the session cookies of those who come to a citizen's start page."""
    found: list[str] = []
    with httpx.Client(base_url=address, headers={"accept": "text/html"}) as http:
        for person in PEOPLE.findall(http.get("/log-ind").text):
            http.cookies.clear()
            answer = http.post("/log-ind", data={"person": person})
            if answer.headers["location"] == f"{address}/":
                found.append(f"{COOKIE}={answer.cookies[COOKIE]}")
    assert len(found) == len(CITIZENS), "not every citizen could sign in"
    return tuple(found)
