"""Contexts that nobody thought of: the written ones with some of their values changed."""

from collections.abc import Callable
from typing import Final, cast

from hypothesis import strategies as st

from tests.support.engines import Context

TEXTS: Final = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            '<b>"it\'s" & more</b>',
            "Åse Ærø Ø",
            "👩🏽‍🚒😀",
            "שלום \u200fשלום",
            "0",
            "%(a)s %",
            "{{ x }}",
            "\u2028\\n`${1}`",
        ]
    ),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
NUMBERS: Final = st.one_of(st.sampled_from([0, 1, -1, 10**15, -(10**15)]), st.integers(-100, 100))


@st.composite
def mutated(draw: st.DrawFn, context: Context) -> Context:
    """`context` with up to four changes; kinds stay as they are, but anything may be none or missing."""
    changed = dict(context)
    for _ in range(draw(st.integers(1, 4))):
        _change(draw, changed)
    return changed


def _change(draw: st.DrawFn, fields: dict[str, object]) -> None:
    if not fields:
        return
    name = draw(st.sampled_from(sorted(fields)))
    if draw(st.integers(0, 14)) == 0:
        del fields[name]
    else:
        fields[name] = _other(draw, fields[name])


def _other(draw: st.DrawFn, value: object) -> object:
    match value:
        case dict():
            inside = dict(cast(dict[str, object], value))
            _change(draw, inside)
            return inside
        case list():
            return _list(draw, cast(list[object], value))
        case bool():
            return not value
        case int():
            return draw(NUMBERS)
        case str():
            return draw(TEXTS)
        case _:
            return value


def _list(draw: st.DrawFn, items: list[object]) -> list[object]:
    def one_changed() -> list[object]:
        at = draw(st.integers(0, len(items) - 1))
        return [*items[:at], _other(draw, items[at]), *items[at + 1 :]]

    ways: list[Callable[[], list[object]]] = [lambda: [], lambda: items[::-1], lambda: items * 2, lambda: items[:1]]
    return draw(st.sampled_from([*ways, one_changed, one_changed] if items else ways[:1]))()
