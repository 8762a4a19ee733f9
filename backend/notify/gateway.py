"""SMS and Digital Post: a short text to one address, handed to a gateway of the deployment's own as JSON over https."""

import hashlib
import json
import re
import ssl
from typing import cast
from urllib.parse import urlsplit

import aiohttp
import structlog
from msgspec import Struct

from backend.domain.delivery import Outcome
from backend.notify.way import Answer, Notice

SECONDS = 15
MOST_AT_ONCE = 10
LONGEST_WAIT = 24 * 60 * 60 * 1000
# Not the text's fault: who we are is not known, the address above is wrong, or the gateway has too much to do.
_OURS = frozenset({401, 403, 404, 405, 407, 408, 425, 429})
_GONE = 410
_PIECES = re.compile(r"(\{to\}|\{text\}|\{id\})")

log = structlog.get_logger()


class Outlet(Struct, frozen=True, kw_only=True):
    """A gateway: its address, what it wants in the Authorization header ("" = nothing), and the JSON it takes.

    In the texts of `template`, which is JSON, {to}, {text} and {id} are filled in.
    """

    url: str
    authorization: str
    template: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


class Gateway:
    """Sends through one shared connection pool, from `open` to `close`."""

    def __init__(self, outlet: Outlet, *, origin: str, tls: ssl.SSLContext | None = None) -> None:
        """`origin` is where links lead; `tls` says whose certificates are believed."""
        self._outlet = outlet
        self._origin = origin
        self._tls = tls
        self._http: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the pool."""
        connector = aiohttp.TCPConnector(limit=MOST_AT_ONCE, ssl=self._tls or True)
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        self._http = aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False)

    async def close(self) -> None:
        """Close the pool."""
        if self._http is not None:
            await self._http.close()

    async def send(self, address: str, notice: Notice, *, now: int) -> Answer:  # noqa: ARG002 -- a way is told the time
        """Send a reminder. A repeat carries the same id, so that a gateway that can tell need not send it twice."""
        return await self._post(address, f"{notice.body}. {self._origin}{notice.url}", key=notice.reminder)

    async def confirm(self, address: str, link: str, *, now: int) -> Answer:  # noqa: ARG002 -- likewise
        """Ask whether the address is that of whoever wrote it down; `link` is where to say so."""
        text = f"Vil du have påmindelser fra Konkret her? Så tryk inden et døgn: {link}"
        return await self._post(address, text, key=link)

    async def _post(self, to: str, text: str, *, key: str) -> Answer:
        if self._http is None:
            raise RuntimeError("open() comes first")
        outlet = self._outlet
        reference = hashlib.sha256(f"{key} {to}".encode()).hexdigest()[:32]
        body = _filled(json.loads(outlet.template), {"{to}": to, "{text}": text, "{id}": reference})
        headers = {"Authorization": outlet.authorization} if outlet.authorization else {}
        headers["Idempotency-Key"] = reference
        try:
            async with self._http.post(outlet.url, json=body, headers=headers, allow_redirects=False) as answer:
                return self._told(answer.status, retry_after=answer.headers.get("retry-after", ""))
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return self._told(0, fault=type(error).__name__)

    def _told(self, status: int, *, retry_after: str = "", fault: str = "") -> Answer:
        outcome = _outcome(status)
        if outcome != "taken":
            log.warning("gateway did not take a text", host=self._outlet.host, status=status, fault=fault)
        return Answer(outcome=outcome, host=self._outlet.host, retry_after=_wait(retry_after))


def _filled(part: object, values: dict[str, str]) -> object:
    """The template with every text in it filled in; as data, so that no text becomes a field."""
    if isinstance(part, str):
        # Each piece is put in once: what it brings is not looked through again.
        return "".join(values.get(piece, piece) for piece in _PIECES.split(part))
    if isinstance(part, list):
        return [_filled(each, values) for each in cast(list[object], part)]
    if isinstance(part, dict):
        return {name: _filled(each, values) for name, each in cast(dict[str, object], part).items()}
    return part


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return "taken"
    if status == _GONE:
        return "gone"
    return "refused" if 400 <= status < 500 and status not in _OURS else "later"


def _wait(seconds: str) -> int:
    """Milliseconds of a Retry-After in seconds; 0 for a date or nonsense, and a day at most."""
    return min(int(seconds) * 1000, LONGEST_WAIT) if seconds.isascii() and seconds.isdigit() and len(seconds) < 9 else 0
