"""Collects the output of one function: text and expressions side by side become one addition."""

from enum import Enum, auto
from itertools import count
from typing import NamedTuple

from frontend.compile.code import quoted


class _Is(Enum):
    CONSTANT = auto()
    TEXT = auto()
    NUMBER = auto()


class _Piece(NamedTuple):
    js: str
    kind: _Is


class Writer:
    """Statements of one function or one branch. Everything written between two statements is added in one go."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[_Piece] = []

    def text(self, data: str) -> None:
        """Adds constant text, as it stands."""
        if self._pieces and self._pieces[-1].kind is _Is.CONSTANT:
            data = self._pieces.pop().js + data
        if data:
            self._pieces.append(_Piece(data, _Is.CONSTANT))

    def html(self, js: str) -> None:
        """Adds an expression that yields safe text."""
        self._pieces.append(_Piece(js, _Is.TEXT))

    def number(self, js: str) -> None:
        """Adds an expression that yields a number."""
        self._pieces.append(_Piece(js, _Is.NUMBER))

    def line(self, js: str) -> None:
        """Adds a statement that writes nothing by itself, or only to `o`."""
        self._flush()
        self._lines.append(js)

    def expression(self) -> str | None:
        """All of it as one expression, or None when statements are needed."""
        return None if self._lines else self._sum()

    def lines(self) -> list[str]:
        """All of it as statements that add to `o`."""
        self._flush()
        return self._lines

    def block(self) -> str:
        """All of it as one statement in braces."""
        return "{" + "".join(self.lines()) + "}"

    def _flush(self) -> None:
        if self._pieces:
            self._lines.append(f"o+={self._sum()};")
            self._pieces = []

    def _sum(self) -> str:
        parts = [quoted(piece.js) if piece.kind is _Is.CONSTANT else piece.js for piece in self._pieces]
        if not parts or self._pieces[0].kind is _Is.NUMBER:
            parts.insert(0, '""')
        return "+".join(parts)


class Function:
    """One function of the script: hands out names for intermediate values and declares them.

    `sets_context`: it gives names to the page's context, and so works on a copy of it.
    """

    def __init__(self, numbers: "count[int]") -> None:
        self._numbers = numbers
        self._temporaries: list[str] = []
        self.sets_context = False

    def within(self) -> "Function":
        """A function inside this one."""
        return Function(self._numbers)

    def name(self, prefix: str) -> str:
        """A name nothing else in the script has."""
        return f"{prefix}{next(self._numbers)}"

    def temporary(self) -> str:
        """A variable of this function."""
        self._temporaries.append(self.name("t"))
        return self._temporaries[-1]

    def body(self, before: list[str], writer: Writer) -> str:
        """The statements of this function, with its variables declared and its text returned."""
        declared = f"let {','.join(self._temporaries)};" if self._temporaries else ""
        if self.sets_context:
            before = ["c={...c};", *before]
        whole = writer.expression()
        if whole is not None:
            return "".join([declared, *before, f"return {whole}"])
        return "".join([declared, *before, 'let o="";', *writer.lines(), "return o"])
