"""E-mail: one letter to one address by the deployment's own mail server, encrypted on the way or not at all."""

import asyncio
import re
import ssl
from contextlib import suppress
from email.message import EmailMessage
from typing import Literal

import aiosmtplib
import structlog
from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from msgspec import Struct

from backend.domain.delivery import Outcome
from backend.notify import letter
from backend.notify.letter import Sender
from backend.notify.way import Answer, Notice

Security = Literal["starttls", "tls", "none"]

SECONDS = 20
LEAVE_SECONDS = 2
# Mail servers turn away who comes with more at once.
MOST_AT_ONCE = 10
# No such mailbox, no such domain, mailbox closed (RFC 3463, RFC 7505); other refusals may be about this letter alone.
_GONE = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)\b")

log = structlog.get_logger()


class Relay(Struct, frozen=True, kw_only=True):
    """The mail server that takes letters. `user` "" = it asks for none. `security` "none" is for loopback alone."""

    host: str
    port: int
    security: Security
    user: str
    password: str


class Mail:
    """Sends by one relay, a few letters at a time."""

    def __init__(self, relay: Relay, sender: Sender, *, tls: ssl.SSLContext | None = None) -> None:
        """`tls` says whose certificates are believed; without it, those that the machine believes."""
        self._relay = relay
        self._sender = sender
        self._tls = tls or ssl.create_default_context()
        self._lines = asyncio.Semaphore(MOST_AT_ONCE)

    async def send(self, address: str, notice: Notice, *, now: int) -> Answer:
        """Send a reminder. Whoever waits for its turn too long is told to come later."""
        return await self._post(letter.reminder(notice, to=address, sender=self._sender, now=now))

    async def confirm(self, address: str, link: str, *, now: int) -> Answer:
        """Ask whether the address is that of whoever wrote it down; `link` is where to say so."""
        return await self._post(letter.confirmation(link, to=address, sender=self._sender, now=now))

    async def _post(self, message: EmailMessage) -> Answer:
        smtp = self._connection()
        try:
            async with asyncio.timeout(SECONDS), self._lines:
                await smtp.connect()
                await smtp.send_message(message, sender=self._sender.address)
        except (SMTPException, OSError) as error:
            return Answer(outcome=self._told(error), host=self._relay.host)
        else:
            # It is taken, whatever the server still says.
            await _take_leave(smtp)
            return Answer(outcome="taken", host=self._relay.host)
        finally:
            smtp.close()

    def _connection(self) -> SMTP:
        relay = self._relay
        return SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user or None,
            password=relay.password or None,
            use_tls=relay.security == "tls",
            start_tls=relay.security == "starttls",
            tls_context=self._tls if relay.security != "none" else None,
            timeout=SECONDS,
            local_hostname=self._sender.domain,
        )

    def _told(self, error: SMTPException | OSError) -> Outcome:
        """What it means. Of a fault that is ours, and not the letter's, operators are told, and it is tried again."""
        outcome = _outcome(error)
        if outcome == "later":
            log.warning("mail server did not take a letter", host=self._relay.host, fault=_fault(error))
        return outcome


async def _take_leave(smtp: SMTP) -> None:
    with suppress(SMTPException, OSError):
        async with asyncio.timeout(LEAVE_SECONDS):
            await smtp.quit()


def _outcome(error: SMTPException | OSError) -> Outcome:
    match error:
        case SMTPRecipientsRefused(recipients=[refused, *_]):
            return _outcome(refused)
        # Who we are is not accepted: that is for operators to mend, and says nothing of the letter.
        case SMTPAuthenticationError() | SMTPHeloError() | SMTPSenderRefused() | aiosmtplib.SMTPConnectResponseError():
            return "later"
        case SMTPRecipientRefused() if error.code >= 500 and _GONE.match(error.message):
            return "gone"
        case SMTPResponseException() if error.code >= 500:
            return "refused"
        case _:
            return "later"


def _fault(error: SMTPException | OSError) -> str:
    # What a server says may name the address.
    code = f" {error.code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"
