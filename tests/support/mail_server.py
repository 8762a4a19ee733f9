"""A mail server on loopback: a real one that takes letters, and one that says whatever a test wants."""

import asyncio
import email
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from backend.notify.letter import Sender
from backend.notify.mail import Mail, Relay, Security
from tests.support.certificates import Certified

USER = "konkret"
PASSWORD = "of the tests alone"
SENDER = Sender(address="konkret@fjordby.example", origin="https://konkret.example")
Says = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Letter:
    """A letter as the server took it: whom the envelope named, and whether the line was encrypted."""

    sender: str
    to: list[str]
    encrypted: bool
    message: EmailMessage

    @property
    def text(self) -> str:
        """What a person reads."""
        return text_of(self.message.get_body())


def text_of(part: Any) -> str:
    """The text of a part, with the line ends of this machine."""
    return part.get_content().replace("\r\n", "\n")


@dataclass
class MailServer:
    """`letters` are those it took; `answers` what it says to the next recipients instead of taking them."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list[Letter])
    answers: list[str] = field(default_factory=list[str])

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """One recipient."""
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 likewise
        """The letter."""
        assert isinstance(envelope.content, bytes)
        message: Any = email.message_from_bytes(envelope.content, policy=POLICY)
        encrypted = server.transport is not None and server.transport.get_extra_info("ssl_object") is not None
        self.letters.append(Letter(envelope.mail_from or "", list(envelope.rcpt_tos), encrypted, message))
        return "250 OK"


def authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: Any) -> AuthResult:
    """One user is known."""
    known = isinstance(told, LoginPassword) and (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@asynccontextmanager
async def mail_server(certified: Certified | None = None, *, security: Security = "none") -> AsyncGenerator[MailServer]:
    """The real one, listening."""
    server = MailServer()
    encrypts = security == "starttls" and certified is not None

    def talking() -> SMTP:
        return SMTP(
            server,
            hostname="localhost",
            tls_context=certified.server if encrypts and certified else None,
            require_starttls=encrypts,
            authenticator=authenticate if encrypts else None,
            auth_required=encrypts,
            loop=asyncio.get_running_loop(),
        )

    listening = await asyncio.get_running_loop().create_server(
        talking, "127.0.0.1", 0, ssl=certified.server if security == "tls" and certified else None
    )
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@asynccontextmanager
async def hostile_server(says: Says) -> AsyncGenerator[int]:
    """Its port; each connection is handed to `says`."""
    open_lines: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_lines.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await says(reader, writer)
        writer.close()

    listening = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        for writer in open_lines:
            writer.close()


def mail_to(port: int, *, security: Security = "none", password: str = "", tls: Certified | None = None) -> Mail:
    """The adapter, pointed at a server on loopback."""
    relay = Relay(host="127.0.0.1", port=port, security=security, user=USER if password else "", password=password)
    return Mail(relay, SENDER, tls=tls.client if tls else None)
