"""What is read aloud of a page: its headings are an outline, and its buttons are told apart by their words."""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

import pytest
from jinja2 import Environment

from tests.support.engines import as_given
from tests.support.examples import TEMPLATES, Example, examples
from tests.support.probes import with_templates

PAGES: Final = tuple(one for one in examples() if one.template.startswith("pages/") and one.text is None)
EMPTY: Final = frozenset({"meta", "link", "input", "br", "img", "use", "path"})
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


class Heard(HTMLParser):
    """A page as it is heard: the `levels` of its headings in order, and for each button what it says and what it does.

    Links are not among them: two may well lead to things of one name.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels = list[int]()
        self.buttons = list[tuple[str, str]]()
        self._action = ""
        self._open = list[tuple[str, bool]]()
        self._does = ""
        self._words = list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in HEADINGS:
            self.levels.append(HEADINGS.index(tag) + 1)
        if tag == "form":
            self._action = given.get("action", "")
        if tag == "button":
            self._does = f"{self._action} {given.get('name', '')} {given.get('value', '')}"
            self._words = []
        if tag not in EMPTY:
            self._open.append((tag, "hidden" in given or given.get("aria-hidden") == "true"))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "button":
            self.buttons.append((" ".join("".join(self._words).split()), self._does))

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self._open):
            self._words.append(data)


@pytest.fixture(scope="module")
def rules() -> Environment:
    return with_templates({}, folder=TEMPLATES)


def heard(example: Example, rules: Environment) -> Heard:
    given = {name: as_given(value) for name, value in example.context.items()}
    return Heard(rules.get_template(example.name).render(given))


@pytest.mark.parametrize("example", PAGES, ids=lambda one: f"{one.template}: {one.title}")
def test_headings_begin_with_the_page_s_own_and_leave_no_level_out(example: Example, rules: Environment) -> None:
    levels = heard(example, rules).levels
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("example", PAGES, ids=lambda one: f"{one.template}: {one.title}")
def test_buttons_that_do_different_things_say_so(example: Example, rules: Environment) -> None:
    assert list(alike(heard(example, rules))) == []


def alike(page: Heard) -> Iterator[str]:
    """The words of two buttons that do not do the same."""
    first = dict[str, str]()
    for words, does in page.buttons:
        if first.setdefault(words, does) != does:
            yield f"«{words}»: {first[words]} and {does}"
