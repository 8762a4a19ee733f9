"""Sets one paper: texts become a PDF file by PDF/UA-1 (ISO 14289-1), with the fonts of one folder and no others."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import msgspec
import typst

from backend.paper.letters import characters
from backend.paper.parts import Paper, Text

TEMPLATE = Path(__file__).with_name("paper.typ").read_bytes()
UNKNOWN = "\ufffd"
EXPLAINED = Text(f"{UNKNOWN} står, hvor der er skrevet et tegn, som ikke kan trykkes her.", small=True)
# What only says how its neighbours are joined, marked or turned leaves nothing to see.
INVISIBLE = {"Cc": " ", "Cf": "", "Mn": "", "Me": ""}


class Setter:
    """Sets papers. Opens nothing but the TrueType files of the folder, and no connection."""

    def __init__(self, fonts: Path) -> None:
        self._folder = fonts

    def pdf(self, paper: Paper) -> bytes:
        """The file."""
        try:
            return self._compiled(paper, self._printable)
        except typst.TypstError:
            # A mark that no font can put on that letter: rather the letter without it than no paper.
            return self._compiled(paper, self._bare)

    def _compiled(self, paper: Paper, shown: Callable[[str], str]) -> bytes:
        told = _with_texts(msgspec.to_builtins(paper), shown)
        if UNKNOWN in str(told):
            told["lead"].append(msgspec.to_builtins(EXPLAINED))
        # Data, not markup: whatever was typed is shown as it stands.
        inputs = {"paper": msgspec.json.encode(told).decode()}
        return typst.compile(TEMPLATE, format="pdf", font_paths=self._fonts, sys_inputs=inputs, pdf_standards="ua-1")

    def _printable(self, text: str) -> str:
        """The text without what the fonts have no picture of: PDF/UA-1 allows no empty boxes."""
        return "".join(map(self._letter, unicodedata.normalize("NFC", text)))

    def _bare(self, text: str) -> str:
        """The same, and no marks but those that are one with their letter."""
        return "".join(
            letter if letter == "\n" or ord(letter) in self._letters else UNKNOWN
            for letter in self._printable(text)
            if letter == "\n" or unicodedata.category(letter) not in INVISIBLE
        )

    def _letter(self, letter: str) -> str:
        # A letter with marks may be set of its parts.
        if letter == "\n" or all(ord(part) in self._letters for part in unicodedata.normalize("NFD", letter)):
            return letter
        return INVISIBLE.get(unicodedata.category(letter), UNKNOWN)

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._folder])

    @cached_property
    def _letters(self) -> frozenset[int]:
        return frozenset[int]().union(*(characters(file.read_bytes()) for file in self._folder.glob("*.ttf")))


def _with_texts(told: object, shown: Callable[[str], str]) -> Any:
    """The same data with each text as it is shown."""
    match told:
        case str():
            return shown(told)
        case dict():
            return {name: _with_texts(each, shown) for name, each in cast(dict[str, object], told).items()}
        case list() | tuple():
            return [_with_texts(each, shown) for each in cast(Sequence[object], told)]
        case _:
            return told
