"""What a citizen encloses with an application: files of a few kinds, known by what is in them, never by their name.

Nothing in a file is unpacked or run here: headers are looked at, and of an archive the list of what it holds.
"""

import hashlib
import re
import struct
import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from backend.domain.errors import AlreadyEnclosed, Invalid

Role = Literal["application", "cv", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
Media = Literal[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
]

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
NAME = 120

DOCX: Media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Media = "application/vnd.oasis.opendocument.text"
# What a name of that kind ends in; the first is added to a name that ends otherwise.
ENDINGS: dict[Media, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    DOCX: (".docx",),
    ODT: (".odt",),
}
_HEADERS: dict[bytes, Media] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
_NOT_IT = (
    "Det er ikke en PDF, Word-fil (docx), ODT-fil eller et billede (JPEG eller PNG). Gem den som PDF, og prøv igen."
)

# APPNOTE.TXT of ZIP, 4.3.7, 4.3.12 and 4.3.16: a member's own header, its line in the directory, the directory's end.
_MEMBER, _LINE, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LINE_BYTES, _END_BYTES, _COMMENT = 46, 22, 0xFFFF
_MOST_MEMBERS = 10_000
_DOCX_HOLDS = frozenset({b"[Content_Types].xml", b"word/document.xml"})
_MACROS = b"word/vbaProject.bin"

# Letters that show nothing or turn the others around: controls, formats, halves of letters, separators of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PATH = re.compile(r"[/\\]")


class Attachment(Struct, frozen=True, kw_only=True):
    """What is known of one file; the file itself is kept elsewhere under the same `id`. `bytes` is its size.

    `entry` is the id of the joblog entry it belongs to, `media` its kind as found in it, `digest` what it is known by
    ("" = it came before files were, until the housekeeping has read it).
    """

    id: str
    version: int
    entry: str
    name: str
    media: Media
    bytes: int
    digest: str
    role: Role
    made_at: int
    received_at: int


class Checked(Struct, frozen=True, kw_only=True):
    """What can be said of a file that may be kept."""

    name: str
    media: Media
    bytes: int
    digest: str
    role: Role


def check(name: str, content: bytes, role: str) -> Checked:
    """A file as it was sent, judged. Raises Invalid with a sentence for `file` or `role`."""
    if role not in ROLES:
        raise Invalid({"role": "Vælg, hvad det er."})
    if not content:
        raise Invalid({"file": "Filen er tom. Vælg en anden." if name else "Vælg en fil."})
    if len(content) > MOST_BYTES:
        raise Invalid({"file": "Filen er for stor: den må højst fylde 10 MB."})
    media = media_of(content)
    if media is None:
        raise Invalid({"file": _NOT_IT})
    return Checked(name=tidy_name(name, media), media=media, bytes=len(content), digest=digest_of(content), role=role)


def digest_of(content: bytes) -> str:
    """SHA-256 as 43 characters of base64url: two files that share it are the same."""
    return urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def must_be_new(standing: Iterable[Attachment], digest: str) -> None:
    """Raises AlreadyEnclosed when that very file is among those of its entry, whatever it is called there."""
    for each in standing:
        if each.digest == digest:
            raise AlreadyEnclosed({"file": f"Filen er allerede lagt ved. Den hedder «{each.name}» her."})


def must_have_room(standing: Iterable[Attachment], entry: str) -> None:
    """Raises Invalid when the entry has as many attachments as it may."""
    if not has_room(standing, entry):
        raise Invalid({"file": f"Der er allerede {MOST_FILES} bilag. Slet et af dem først."})


def has_room(standing: Iterable[Attachment], entry: str) -> bool:
    """Whether the entry may get one more."""
    return sum(each.entry == entry for each in standing) < MOST_FILES


def with_application(attachments: Iterable[Attachment]) -> frozenset[str]:
    """Ids of the entries whose application is attached."""
    return frozenset(each.entry for each in attachments if each.role == "application")


def tidy_name(name: str, media: Media) -> str:
    """The last part of a path, of letters that can be seen, at most `NAME` of them, with an ending that fits."""
    last = _PATH.split(visible(name))[-1].strip(" .") or "bilag"
    found = next((ending for ending in ENDINGS[media] if last.lower().endswith(ending)), "")
    ending = last[-len(found) :] if found else ENDINGS[media][0]
    stem = last.removesuffix(ending).rstrip(" .") or "bilag"
    return stem[: NAME - len(ending)] + ending


def visible(text: str) -> str:
    """The text without letters that show nothing or turn the others around."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in _UNSEEN)


def media_of(content: bytes) -> Media | None:
    """The kind of a file by what is in it; None for everything that is not taken."""
    for header, media in _HEADERS.items():
        if content.startswith(header):
            return media
    if not content.startswith(_MEMBER):
        return None
    if _is_odt(content):
        return ODT
    members = frozenset(_members(content))
    return DOCX if members >= _DOCX_HOLDS and _MACROS not in members else None


def _is_odt(content: bytes) -> bool:
    """OpenDocument 1.3, part 2, 3.3: the first member is called mimetype, is stored as it is, and names the kind."""
    if len(content) < 30:
        return False
    method, *_, size, name, extra = struct.unpack_from("<HHHIIIHH", content, 8)
    if method or content[30 : 30 + name] != b"mimetype":
        return False
    start = 30 + name + extra
    return content[start : start + size] == ODT.encode()


def _members(content: bytes) -> Iterator[bytes]:
    """The names in an archive's directory, as far as it makes sense; nothing is unpacked."""
    end = content.rfind(_END, max(0, len(content) - _END_BYTES - _COMMENT))
    if end < 0 or end + _END_BYTES > len(content):
        return
    size, at = struct.unpack_from("<II", content, end + 12)
    last = min(at + size, end)
    for _ in range(_MOST_MEMBERS):
        if at + _LINE_BYTES > last or content[at : at + 4] != _LINE:
            return
        name, extra, comment = struct.unpack_from("<HHH", content, at + 28)
        yield content[at + _LINE_BYTES : at + _LINE_BYTES + name]
        at += _LINE_BYTES + name + extra + comment
