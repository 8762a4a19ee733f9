"""Fetches one page of the public web for a person: where to is checked at every step, how much and how long is bounded.

What may go wrong is not told apart: that a page cannot be fetched must say nothing about the network this runs in.
"""

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from typing import NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from backend.advert.body import ENCODINGS, body_of
from backend.advert.reach import PORTS, Address, is_public
from backend.domain.text import ADDRESS

HEADERS = {
    "user-agent": "Konkret (opens one job advert for the person who pasted its address)",
    "accept": "text/html, application/xhtml+xml",
    "accept-encoding": ENCODINGS,
    "accept-language": "da, en;q=0.5",
}
PAGES = frozenset({"text/html", "application/xhtml+xml"})
MOVED = frozenset({301, 302, 303, 307, 308})

FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}

LookUp = Callable[[str, int], Awaitable[list[Address]]]
"""The addresses of a name. Raises OSError when there is none."""


class NotFetched(Exception):
    """The page cannot be had. Why is not said."""


class Fetched(NamedTuple):
    """A page: where it was found in the end, the character set that was named ("" = none), its bytes."""

    url: str
    charset: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long, how much and how far; `at_once` is of this process."""

    seconds: float = 8
    most_bytes: int = 2 * 1024 * 1024
    redirects: int = 5
    at_once: int = 8


class Fetcher:
    """Fetches pages. Tests name other hosts and ports that it may call; no setting does."""

    def __init__(
        self,
        *,
        may_reach: Callable[[Address], bool] = is_public,
        ports: frozenset[int] = PORTS,
        look_up: LookUp | None = None,
        limits: Limits = Limits(),
    ) -> None:
        self._may_reach = may_reach
        self._ports = ports
        self._limits = limits
        self._look_up = look_up or look_up_in_threads(limits.at_once)
        self._turns = asyncio.Semaphore(limits.at_once)

    async def fetched(self, url: str) -> Fetched:
        """The page at an http or https address. Raises NotFetched."""
        try:
            async with asyncio.timeout(self._limits.seconds), self._turns, self._session() as session:
                return await self._followed(session, URL(url))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, zlib.error):
            raise NotFetched from None

    async def _followed(self, session: aiohttp.ClientSession, url: URL) -> Fetched:
        for _ in range(self._limits.redirects + 1):
            self._must_be_fetchable(url)
            async with session.get(url, allow_redirects=False) as answer:
                if answer.status not in MOVED:
                    return await self._page(answer)
                url = url.join(URL(answer.headers.get("location", "")))
        raise NotFetched

    async def _page(self, answer: aiohttp.ClientResponse) -> Fetched:
        if answer.status != 200 or answer.content_type not in PAGES:
            raise NotFetched
        body = await body_of(answer, most=self._limits.most_bytes)
        return Fetched(str(answer.url), answer.charset or "", body)

    def _must_be_fetchable(self, url: URL) -> None:
        named = url.scheme in {"http", "https"} and url.host and url.port in self._ports
        if not named or url.user is not None or url.password is not None or len(str(url)) > ADDRESS:
            raise NotFetched

    def _session(self) -> aiohttp.ClientSession:
        """One for each page: no cookies, nothing kept open, no proxy of the environment that would look names up."""
        connector = aiohttp.TCPConnector(
            resolver=_Checked(self._look_up, self._may_reach),
            socket_factory=self._socket,
            use_dns_cache=False,
            force_close=True,
        )
        return aiohttp.ClientSession(
            connector=connector, headers=HEADERS, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
        )

    def _socket(self, to: tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]) -> socket.socket:
        # The last word, on the very address that is called: whatever spelling or look-up led to it.
        family, kind, protocol, _, address = to
        if not self._may_reach(ip_address(address[0])):
            raise PermissionError
        return socket.socket(family, kind, protocol)


class _Checked(AbstractResolver):
    """Looks names up, and answers only for those that have no address but such as may be called."""

    def __init__(self, look_up: LookUp, may_reach: Callable[[Address], bool]) -> None:
        self._look_up = look_up
        self._may_reach = may_reach

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Where the name leads. Raises OSError."""
        found = await self._look_up(host, port)
        if not found or not all(map(self._may_reach, found)):
            raise PermissionError
        wanted = [address for address in found if family in {socket.AF_UNSPEC, FAMILIES[address.version]}]
        return [_answered(host, address, port) for address in wanted]

    async def close(self) -> None:
        """Nothing is held."""


def _answered(host: str, address: Address, port: int) -> ResolveResult:
    family, flags = FAMILIES[address.version], socket.AI_NUMERICHOST
    return ResolveResult(hostname=host, host=str(address), port=port, family=family, proto=0, flags=flags)


def look_up_in_threads(most: int) -> LookUp:
    """Asks the system. In threads of its own: names that never answer must not hold up what others do in threads."""
    threads = ThreadPoolExecutor(most, thread_name_prefix="look-up")

    async def look_up(host: str, port: int) -> list[Address]:
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        found = await asyncio.get_running_loop().run_in_executor(threads, ask)
        return [ip_address(address[0]) for *_, address in found]

    return look_up
