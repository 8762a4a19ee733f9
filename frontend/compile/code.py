"""A piece of script and what is known about its value, so that nothing is asked at run time that is known now."""

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from markupsafe import escape


class Kind(Enum):
    """What a piece of script yields. `HTML` is a plain string that is already safe, `ANY` may be everything."""

    ANY = auto()
    TRUTH = auto()
    NUMBER = auto()
    TEXT = auto()
    HTML = auto()


@dataclass(frozen=True)
class Code:
    """Script of one expression, safe to stand beside any operator.

    `literal` tells that it is a constant, `text` which one, if it is a text.
    """

    js: str
    kind: Kind = Kind.ANY
    literal: bool = False
    text: str | None = None


def quoted(text: str) -> str:
    """A string literal. JSON is script, but for the two line separators, which script allows since 2019."""
    return json.dumps(text, ensure_ascii=False)


def string(text: str) -> Code:
    """A constant string."""
    return Code(quoted(text), Kind.TEXT, literal=True, text=text)


def truth(code: Code) -> str:
    """Script that asks Python's question: empty strings, empty lists, zero and none are false, undefined throws."""
    match code.kind:
        case Kind.TRUTH:
            return code.js
        case Kind.NUMBER:
            return f"({code.js}!==0)"
        case Kind.TEXT | Kind.HTML:
            return f'({code.js}!=="")'
        case Kind.ANY:
            return f"yes({code.js})"


def printed(code: Code) -> Code:
    """The value as safe text, or as the number it is."""
    if code.kind in {Kind.HTML, Kind.NUMBER}:
        return code
    if code.text is None:
        return Code(f"out({code.js})", Kind.HTML)
    safe = str(escape(code.text))
    return Code(quoted(safe), Kind.HTML, text=safe)


def value(code: Code) -> str:
    """Script of the value as it travels through variables and arguments, where safe text needs its wrapping."""
    return f"safe({code.js})" if code.kind is Kind.HTML else code.js


UNDEFINED: Final = Code("void 0")
NONE: Final = Code("null", literal=True)
