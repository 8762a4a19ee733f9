"""What somebody in the town has enclosed with an application: a letter and a CV, a page of PDF each."""

from collections.abc import Iterable, Sequence
from random import Random

from backend.domain.attachment import Attachment, Role, check
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.joblog import Entry, recency
from backend.domain.people import Person

WHO = "Rikke Dahl"
_SIZE, _LEFT, _TOP, _LEADING = 12, 72, 760, 18


def enclosed(citizen: Person, rows: Iterable[object], *, random: Random) -> list[tuple[Attachment, bytes]]:
    """The files that a citizen has with the newest application of their own among the rows: most have none."""
    own = [row for row in rows if isinstance(row, Entry) and row.applied_on and not row.job]
    if citizen.name != WHO or not own:
        return []
    name, newest = citizen.name, max(own, key=recency)
    letter = f"Jeg søger stillingen som {newest.title.lower()} hos {newest.employer}."
    texts: tuple[tuple[str, Role, tuple[str, ...]], ...] = (
        ("Ansøgning.pdf", "application", (name, "", letter, "Jeg kan begynde med det samme.")),
        ("CV.pdf", "cv", (name, "", "2019-2026 Havnens Kantine", "2016-2019 Køkkenskolen, Storå")),
    )
    return [_of(newest, file, role, page(lines), random=random) for file, role, lines in texts]


def page(lines: Sequence[str]) -> bytes:
    """One page of A4 in Helvetica (ISO 32000-1, 7.5: a header, numbered objects, where they stand, the trailer)."""
    shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    text = f"BT /F {_SIZE} Tf {_LEADING} TL {_LEFT} {_TOP} Td {shown} ET".encode("cp1252")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F 5 0 R >> >>",
    )
    told, stands = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        stands.append(len(told))
        told += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    places = b"".join(b"%010d 00000 n \n" % place for place in stands)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(told))
    return told + head + places + tail


def _of(entry: Entry, file: str, role: Role, content: bytes, *, random: Random) -> tuple[Attachment, bytes]:
    told, made_at = check(file, content, role), entry.made_at
    attachment = Attachment(
        id=new_id(made_at, random.randbytes(RANDOM_BYTES)),
        version=0,
        entry=entry.id,
        name=told.name,
        media=told.media,
        bytes=told.bytes,
        digest=told.digest,
        role=told.role,
        made_at=made_at,
        received_at=made_at,
    )
    return attachment, content


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
