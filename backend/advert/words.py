"""A line of text from a stranger's page, fit to stand in a field."""

import html
import unicodedata

from backend.domain.text import TITLE

_RAW = 2_000
# Joins the parts of one sign, as in the picture of a family.
_JOINER = "\u200d"


def line(text: str) -> str:
    """`text` without signs that show nothing, control or turn what stands around them, in one line of at most TITLE."""
    seen = (sign if _shows(sign) else " " for sign in html.unescape(text[:_RAW]))
    words = " ".join("".join(seen).split())
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or sign == _JOINER
