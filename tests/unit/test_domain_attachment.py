"""Files are known by what is in them, whatever they are called; hostile ones do no harm."""

import io
import struct
import time
import zipfile

import pytest

from backend.domain.attachment import (
    DOCX,
    MOST_BYTES,
    ODT,
    Attachment,
    Media,
    Role,
    check,
    media_of,
    tidy_name,
    with_application,
)
from backend.domain.errors import Invalid

PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
EXE = b"MZ\x90\x00\x03" + bytes(200)
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, behind: bytes = b"") -> bytes:
    """An archive of these members, in their order, `behind` something else."""
    file = io.BytesIO(behind)
    with zipfile.ZipFile(file, "a", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def odt(kind: str, *, method: int = zipfile.ZIP_STORED, first: str = "mimetype") -> bytes:
    """An OpenDocument file of that kind."""
    return zipped({first: kind.encode(), "content.xml": b"<office:document-content/>"}, method=method)


def lying(size: int, at: int) -> bytes:
    """An archive whose end says that its directory is of that size and place."""
    return b"PK\x03\x04" + bytes(60) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, size, at, 0)


BOMB = zipped({**WORD, "word/media/image1.png": bytes(50_000_000)})

KINDS: dict[str, tuple[bytes, Media | None]] = {
    "a PDF": (PDF, "application/pdf"),
    "a photo": (JPEG, "image/jpeg"),
    "a picture": (PNG, "image/png"),
    "a Word file": (zipped(WORD), DOCX),
    "a Word file with a bomb in it, which stays closed": (BOMB, DOCX),
    "an ODT": (odt(ODT), ODT),
    "a program": (EXE, None),
    "a program with a Word file behind it": (zipped(WORD, behind=EXE), None),
    "a PDF behind a program": (EXE + PDF, None),
    "a page with a script": (b"<html><script>alert(1)</script>", None),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    "a Word file with macros": (zipped({**WORD, "word/vbaProject.bin": b"x"}), None),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), None),
    "a spreadsheet": (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), None),
    "an archive that only mentions a Word file": (zipped({"x.txt": b"[Content_Types].xml word/document.xml"}), None),
    "a Word file behind very many others": (zipped({**dict.fromkeys(map(str, range(10_000)), b""), **WORD}), None),
    "an archive of nothing": (zipped({}), None),
    "an ODF spreadsheet": (odt("application/vnd.oasis.opendocument.spreadsheet"), None),
    "an ODF template": (odt(f"{ODT}-template"), None),
    "an ODT whose kind is packed": (odt(ODT, method=zipfile.ZIP_DEFLATED), None),
    "an ODT whose kind does not come first": (odt(ODT, first="a.txt"), None),
    "four letters": (b"PK\x03\x04", None),
    "a directory beyond the end": (lying(0xFFFFFFFF, 0xFFFFFFFF), None),
    "a directory that begins with itself": (lying(0xFFFFFFFF, 0), None),
    "an end cut off": (zipped(WORD)[:-10], None),
    "half a photo's header": (JPEG[:2], None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("content", "media"), KINDS.values(), ids=KINDS.keys())
def test_the_kind_of_a_file_is_what_is_in_it(content: bytes, media: Media | None) -> None:
    assert media_of(content) == media


def test_a_directory_of_very_many_names_holds_nobody_up() -> None:
    line = b"PK\x01\x02" + bytes(42)
    count = (MOST_BYTES - 200) // len(line)
    directory = line * count
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0, 0, len(directory), 30, 0)
    before = time.process_time()
    assert media_of(b"PK\x03\x04" + bytes(26) + directory + end) is None
    assert time.process_time() - before < 0.5


def test_an_application_is_attached_where_one_says_it_is() -> None:
    roles: tuple[tuple[str, Role], ...] = (("e-1", "application"), ("e-1", "cv"), ("e-2", "cv"), ("e-3", "other"))
    attachments = [
        Attachment(
            id=str(at),
            version=at,
            entry=entry,
            name="cv.pdf",
            media="application/pdf",
            bytes=1,
            digest="",
            role=role,
            made_at=0,
            received_at=0,
        )
        for at, (entry, role) in enumerate(roles)
    ]
    assert with_application(attachments) == {"e-1"}


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Ansøgning.pdf", "Ansøgning.pdf"),
        ("CV.PDF", "CV.PDF"),
        (r"C:\Users\anne\Mit CV.pdf", "Mit CV.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..", "bilag.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "bilag.pdf"),
        ("cv.exe", "cv.exe.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe.pdf"),
        ("a\r\nSet-Cookie: x\0.pdf", "aSet-Cookie: x.pdf"),
        ("Æ" * 500, "Æ" * 116 + ".pdf"),
    ],
)
def test_a_name_is_one_that_can_be_read_and_fits(name: str, tidy: str) -> None:
    assert tidy_name(name, "application/pdf") == tidy


@pytest.mark.parametrize(
    ("name", "content", "role", "problem"),
    [
        ("", b"", "cv", {"file": "Vælg en fil."}),
        ("cv.pdf", b"", "cv", {"file": "Filen er tom. Vælg en anden."}),
        (
            "cv.pdf",
            PDF + bytes(MOST_BYTES - len(PDF) + 1),
            "cv",
            {"file": "Filen er for stor: den må højst fylde 10 MB."},
        ),
        ("cv.pdf", PDF, "passport", {"role": "Vælg, hvad det er."}),
        (
            "cv.pdf",
            EXE,
            "cv",
            {
                "file": "Det er ikke en PDF, Word-fil (docx), ODT-fil eller et billede (JPEG eller PNG). "
                "Gem den som PDF, og prøv igen."
            },
        ),
    ],
    ids=["none chosen", "empty", "a byte too much", "no such role", "a program called cv.pdf"],
)
def test_what_cannot_be_kept_is_told_in_a_sentence(
    name: str, content: bytes, role: str, problem: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        check(name, content, role)
    assert refused.value.fields == problem


def test_exactly_ten_megabytes_are_taken() -> None:
    kept = check("cv.pdf", PDF + bytes(MOST_BYTES - len(PDF)), "cv")
    assert (kept.bytes, kept.media, kept.role) == (MOST_BYTES, "application/pdf", "cv")
