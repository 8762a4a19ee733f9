"""Papers: whatever was typed is printed as it stands, in a file that screen readers can read, or in time not at all."""

import asyncio
import io
import os
from pathlib import Path
from typing import Any

import psutil
import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from backend.paper.letters import characters
from backend.paper.parts import Facts, Items, Paper, Part, Section, Table, Text
from backend.paper.press import Press, TooSlow
from backend.paper.setting import UNKNOWN, Setter

FONTS = Path(__file__).parents[2] / "frontend/dist/fonts"
AS_TYPED = (
    '#set page(width: 1cm) #read("/etc/passwd") *fed* _skrå_ = $x$ @note <mærke> // \\ [] {} `kode`',
    "Blåbærgrød på Ærø, Łódź, Київ, Αθήνα, İzmir",
    "Godt gået 👍🏽 👩‍💻 🇩🇰 1️⃣",
    "Æ" * 200,
)


def paper(*parts: Part, title: str = "Min Plan") -> Paper:
    return Paper(title=title, lead=parts, sections=(), foot="Anne Holm", made_on="2026-11-25")


def read(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


def text_of(file: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(file).pages)


@pytest.mark.parametrize("typed", AS_TYPED, ids=["markup", "letters", "pictures", "a word that fills a line"])
async def test_what_was_typed_comes_out_as_typed(typed: str) -> None:
    whole = Paper(
        title=typed,
        lead=(Facts((("Navn", typed),)), Items((typed,)), Table(("Hvad",), (1,), ((typed,),))),
        sections=(Section(typed, (Text(typed),), level=1),),
        foot=typed,
        made_on="2026-11-25",
    )
    file = await Press(FONTS).pdf(whole)
    # Where a line ends, a reader may see a space more or less.
    assert "".join(text_of(file).split()).count("".join(typed.split())) == 7
    assert (read(file).metadata or {})["/Title"] == typed


async def test_right_to_left_is_set_right_to_left() -> None:
    shown = text_of(await Press(FONTS).pdf(paper(Text("שלום עולם"), Text("مرحبا"))))
    assert {"שלום", "עולם", "مرحبا"} <= set(shown.split())


async def test_a_screen_reader_is_told_title_language_headings_and_table_heads() -> None:
    rows = tuple((f"Aftale {number}", "1. dec.") for number in range(80))
    table = Table(("Hvad", "Hvornår"), (3, 1), rows)
    file = await Press(FONTS).pdf(
        Paper(
            title="Min Plan",
            lead=(),
            sections=(Section("Aftaler", (table,)), Section("Mål A", (Text("Butik\nog lager"),), level=2)),
            foot="Anne Holm",
            made_on="2026-11-25",
        )
    )
    read_back = read(file)
    root: Any = read_back.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("da", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    tags = set(_tags(root["/StructTreeRoot"].get_object()))
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/P"} <= tags
    pages = [page.extract_text() for page in read_back.pages]
    assert len(pages) > 1
    assert all("Hvad Hvornår" in page for page in pages[:-1])
    assert pages[0].endswith(f"Anne Holm Side 1 af {len(pages)}")
    assert "Butik\nog lager" in pages[-1]


async def test_what_cannot_be_printed_is_shown_to_be_missing() -> None:
    shown = text_of(await Press(FONTS).pdf(paper(Text("Kok på 日本\x07i byen"))))
    assert f"Kok på {UNKNOWN}{UNKNOWN} i byen" in shown
    assert "som ikke kan trykkes" in shown
    assert "kan trykkes" not in text_of(await Press(FONTS).pdf(paper(Text("Kok"))))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
@example("日\u0301 \u0591 \U000e0069 \u20e3 \ufe0f \u202e")
@example("\u0301\u0302\u0303")
def test_every_text_can_be_set(text: str) -> None:
    assert text_of(SETTER.pdf(paper(Text(text), Items((text,)))))


def test_the_fonts_tell_which_letters_they_hold() -> None:
    held = characters((FONTS / "IBMPlexSans_400Regular.ttf").read_bytes())
    assert set(map(ord, "AZaz09 æøåÆØÅéłЖψ€„“–")) <= held
    assert not {0, *map(ord, "日😀ש")} & held
    assert set(map(ord, "😀👍☃")) <= characters((FONTS / "NotoEmoji_400Regular.ttf").read_bytes())


async def test_who_waits_too_long_is_told_and_the_process_is_gone() -> None:
    with pytest.raises(TooSlow):
        await Press(FONTS, seconds=0.001).pdf(paper(Text("Kok")))
    assert not psutil.Process().children()


async def test_a_process_that_hangs_is_ended(tmp_path: Path) -> None:
    # Reading it waits for somebody to write.
    os.mkfifo(tmp_path / "never.ttf")
    async with asyncio.timeout(30):
        with pytest.raises(TooSlow):
            await Press(tmp_path, seconds=2).pdf(paper(Text("Kok")))
    assert not psutil.Process().children()


async def test_only_so_many_are_set_at_once_and_the_others_wait_their_turn() -> None:
    press = Press(FONTS)
    setting = [asyncio.create_task(press.pdf(paper(Text(f"Nummer {number}")))) for number in range(5)]
    most = 0
    while not all(task.done() for task in setting):
        most = max(most, len(psutil.Process().children()))
        await asyncio.sleep(0)
    assert [f"Nummer {number}" in text_of(task.result()) for number, task in enumerate(setting)] == [True] * 5
    assert most == 2


SETTER = Setter(FONTS)


def _tags(element: DictionaryObject) -> list[str]:
    """The kinds of this element and of everything in it."""
    inner = element.get("/K")
    found = [str(element["/S"])] if "/S" in element else []
    for each in inner if isinstance(inner, ArrayObject) else [inner]:
        one = each.get_object() if isinstance(each, IndirectObject) else each
        found += _tags(one) if isinstance(one, DictionaryObject) else []
    return found
