"""Says in Danish, field by field, why arguments do not fit their command."""

import re
from collections.abc import Iterator
from typing import Any, cast

import msgspec

MISSING = "Feltet skal udfyldes."
TOO_LONG = "Teksten er for lang."
WRONG = "Feltet er ikke udfyldt rigtigt."
UNSTORABLE = "Teksten indeholder tegn, der ikke kan gemmes."

_ABSENT = re.compile(r"missing required field `([^`]+)`")
_PATH = re.compile(r"at `\$\.([^`.\[]+)")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def misfit(error: msgspec.ValidationError) -> dict[str, str]:
    """{field: sentence} for the first thing that did not fit; the field is "" when it is the arguments as a whole."""
    text = str(error)
    path = _PATH.search(text)
    absent = _ABSENT.search(text)
    if path is None and absent is not None:
        return {absent[1]: MISSING}
    return {path[1] if path else "": _sentence(text)}


def unstorable(args: object) -> dict[str, str]:
    """{field: sentence} for each field with text that no data base takes: NUL, or half of a surrogate pair."""
    if not isinstance(args, dict):
        return {}
    fields = cast("dict[str, Any]", args)
    if _surely_storable(fields):
        return {}
    return {
        _printable(field): UNSTORABLE
        for field, value in fields.items()
        if any(map(_UNSTORABLE.search, _texts([field, value])))
    }


def _surely_storable(args: dict[str, Any]) -> bool:
    """Whether neither is in any text, told in one go; text that only speaks of NUL's escape is looked at closely."""
    try:
        return b"\\u0000" not in msgspec.json.encode(args)
    except (UnicodeEncodeError, RecursionError):
        return False


def _sentence(text: str) -> str:
    if "of length <=" in text:
        return TOO_LONG
    if "of length >=" in text or "missing required field" in text:
        return MISSING
    return WRONG


def _texts(value: object) -> Iterator[str]:
    """Every text in it, keys too; without recursion, which somebody could drive too deep."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            mapping = cast("dict[str, Any]", one)
            left += [*mapping, *mapping.values()]
        elif isinstance(one, list):
            left += cast("list[Any]", one)


def _printable(field: str) -> str:
    return field.encode(errors="replace").decode()
