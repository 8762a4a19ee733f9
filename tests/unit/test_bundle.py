"""Where files stand in an archive: names that every system takes, none twice, none that leads out."""

import pytest
from msgspec import structs

from backend.domain.attachment import Attachment
from backend.domain.bundle import places
from tests.support.applications import entry

MADE = 1_764_000_000_000


def file(number: int, name: str, *, of: str = "e-1") -> Attachment:
    return Attachment(
        id=f"f-{number}",
        version=1,
        entry=of,
        name=name,
        media="application/pdf",
        bytes=5,
        digest="",
        role="other",
        made_at=MADE + number,
        received_at=MADE,
    )


KOK = entry(id="e-1", title="Kok", employer="Kroen ved Søen", applied_on="2026-11-24")


def test_each_entry_has_a_folder_that_says_what_it_is() -> None:
    planned = structs.replace(KOK, id="e-2", title="Tjener", employer="", applied_on="", status="planned", steps=())
    assert places((KOK, planned), (file(1, "Ansøgning.pdf"), file(2, "CV.pdf", of="e-2"), file(3, "CV.pdf"))) == {
        "f-1": "bilag/2026-11-24 Kok, Kroen ved Søen/Ansøgning.pdf",
        "f-2": "bilag/Vil søge Tjener/CV.pdf",
        "f-3": "bilag/2026-11-24 Kok, Kroen ved Søen/CV.pdf",
    }


def test_no_two_are_alike_where_case_is_not_told_apart() -> None:
    twin = structs.replace(KOK, id="e-2", title="KOK")
    files = (file(1, "cv.pdf"), file(2, "CV.pdf"), file(3, "cv.pdf"), file(4, "cv.pdf", of="e-2"))
    assert list(places((KOK, twin), files).values()) == [
        "bilag/2026-11-24 Kok, Kroen ved Søen/cv.pdf",
        "bilag/2026-11-24 Kok, Kroen ved Søen/CV (2).pdf",
        "bilag/2026-11-24 Kok, Kroen ved Søen/cv (3).pdf",
        "bilag/2026-11-24 KOK, Kroen ved Søen (2)/cv.pdf",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../../etc", "..\\..\\passwd.pdf"),
        ("C:\\Windows\\", "a/b/c.pdf"),
        ('<>:"|?*', '<>:"|?*.pdf'),
        ("\u202eRTL\u200b\x00\n", "\u202efdp.exe.pdf"),
        ("Kok . . ", " .pdf"),
        ("Æ" * 200, "😀" * 115 + ".pdf"),
        ("Kok", "CON.pdf"),
    ],
)
def test_no_name_leads_out_or_is_one_that_some_system_does_not_take(title: str, name: str) -> None:
    found = places((structs.replace(KOK, title=title),), (file(1, name),))["f-1"]
    folder, kept, last = found.split("/")
    assert folder == "bilag"
    assert last.endswith(".pdf")
    for part in (kept, last):
        assert not set(part) & set('<>:"\\|?*\u202e\u200b\x00\n')
        assert part == part.strip(" .")
        assert len(part.encode()) <= 100
    assert last.partition(".")[0].upper() not in {"CON", ""}
