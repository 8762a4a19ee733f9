"""Letters by e-mail: plain text that says no more than a lock screen may, and for a meeting its calendar file."""

import hashlib
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct

from backend.domain.calendar import for_citizen
from backend.domain.meeting import Meeting
from backend.notify.calendar import Method, calendar_file
from backend.notify.way import Notice

LONGEST_SUBJECT = 120


class Sender(Struct, frozen=True, kw_only=True):
    """Whom letters come from (`address`, nobody reads it), and where their links lead (`origin`)."""

    address: str
    origin: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def reminder(notice: Notice, *, to: str, sender: Sender, now: int) -> EmailMessage:
    """A reminder. The same one has the same Message-ID however often it is sent, so that a repeat can be told."""
    text = f"""Hej

{notice.body}

Se mere i Konkret: {sender.origin}{notice.url}

Vil du ikke have den slags beskeder, eller vil du have dem på en anden måde, så vælg det her:
{sender.origin}/paamindelser

Du kan ikke svare på denne e-mail.
"""
    letter = _letter(to, notice.body, text, key=notice.reminder, sender=sender, now=now)
    letter["List-Unsubscribe"] = f"<{sender.origin}/paamindelser>"
    if notice.meeting is not None and notice.kind.startswith("meeting-"):
        _attach(letter, notice.meeting, detailed=notice.details, sender=sender, now=now)
    return letter


def confirmation(link: str, *, to: str, sender: Sender, now: int) -> EmailMessage:
    """What asks whether an address is that of whoever wrote it down."""
    text = f"""Hej

Nogen har skrevet denne e-mailadresse i Konkret for at få påmindelser her. Er det dig, så bekræft det inden et døgn:
{link}

Er det ikke dig, så gør ingenting. Så sender Konkret ikke mere hertil.

Du kan ikke svare på denne e-mail.
"""
    return _letter(to, "Bekræft din e-mailadresse", text, key=link, sender=sender, now=now)


def _letter(to: str, subject: str, text: str, *, key: str, sender: Sender, now: int) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address("Konkret", addr_spec=sender.address)
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = " ".join(subject.split())[:LONGEST_SUBJECT]
    letter["Date"] = format_datetime(datetime.fromtimestamp(now // 1000, tz=UTC))
    letter["Message-ID"] = f"<{hashlib.sha256(f'{key} {to}'.encode()).hexdigest()[:40]}@{sender.domain}>"
    # No machine is to answer a machine.
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter.set_content(text, cte="quoted-printable")
    return letter


def _attach(letter: EmailMessage, meeting: Meeting, *, detailed: bool, sender: Sender, now: int) -> None:
    method: Method = "CANCEL" if meeting.state == "cancelled" else "PUBLISH"
    entry = for_citizen(meeting, changed_at=now, detailed=detailed, origin=sender.origin)
    letter.add_attachment(
        calendar_file([entry], method=method, organizer=sender.address),
        maintype="text",
        subtype="calendar",
        cte="base64",
        filename="aftale.ics",
        params={"method": method, "charset": "utf-8"},
    )
