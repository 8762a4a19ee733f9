"""Whatever is typed, and whenever: server and phone come to the same."""

from collections.abc import Callable, Generator
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import Struct, structs

from backend.domain import goal, joblog, wish
from backend.domain.dates import days_between, is_date, iso_week, plus
from backend.domain.errors import DomainError, Invalid
from backend.domain.goal import LETTERS, TERMS, Aim
from backend.domain.joblog import CHANNELS, FIELDS, Application, check
from backend.domain.repeat import look_alike
from backend.domain.search import matches, search_of
from backend.domain.step import LABELS, Step, follow, take_back
from backend.domain.text import WHITE, Refused, clean, web_address
from backend.domain.time import local
from backend.domain.wish import KINDS, Wished
from tests.support.phone_rules import PhoneRules

TODAY = "2026-11-23"
ODD = WHITE + "\0\r\n\u200f\u202e\u0301😀🚒\u200d.:/@?#[]\\%-_ſİß"
ALMOST_EVERY = [chr(point) for point in (*range(0xD800), *range(0xE000, 0x10000), 0x1F600, 0xE0001, 0x10FFFF)]
"""Every character of the basic plane, and some beyond."""


def repeated(text: str, times: int) -> str:
    return text * times


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text(ODD + "aZ09", max_size=30),
    st.builds(repeated, st.sampled_from(["x", "😀", "\r\n", " ", "e\u0301"]), st.integers(190, 4100)),
)
LINKS = st.one_of(
    TEXTS,
    st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "https://", "HTTP://", "javascript:", "ftp://", "//", " https:"]),
            st.text(ODD + "abc.", max_size=8),
            st.sampled_from(["", ".example", "a.b", "@c.d", ":80", ":x"]),
            st.text("/?#" + ODD + "abc", max_size=8),
        ),
    ),
)
DAYS = st.dates().map(lambda day: day.isoformat())
DATES = st.one_of(
    DAYS,
    st.text("0123456789-W T", max_size=11),
    st.builds("{}{}{}".format, st.sampled_from(["", " ", "\0"]), DAYS, st.sampled_from(["", "\n", "T", "\x85"])),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True),
)
CHOICES = st.sampled_from([*CHANNELS, "", "constructor", "Posted"])
NUMBERS = st.one_of(st.just(""), st.integers(0, 10**8).map(str), st.text("0123456789 \u0663.-", max_size=9), TEXTS)
APPLICATIONS = st.fixed_dictionaries(
    dict.fromkeys(FIELDS, TEXTS)
    | {"link": LINKS, "applied_on": DATES, "channel": CHOICES, "found": CHOICES, "deadline": DATES}
    | {
        "kind": st.sampled_from([*joblog.KINDS, "x"]),
        "goal": st.sampled_from([*joblog.GOALS, "x"]),
        "hours": NUMBERS,
        "cvr": NUMBERS,
    }
)
NEAR = st.one_of(st.integers(1, 30).map("2026-11-{:02}".format), DATES)
WORDS = st.text("aAæÆøÅe\u0301 İſßΣςσ./'’-–&!pSs\xa0\u200d👩#:", max_size=8)
NAMED = st.fixed_dictionaries({"title": WORDS, "employer": WORDS, "link": WORDS.map("https://a.dk/{}".format)})
WISHES = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "", "constructor", "Topic"]), "text": TEXTS, "link": LINKS, "day": DATES}
)
AIMS = st.fixed_dictionaries(
    {
        "letter": st.sampled_from([*LETTERS, "", "a", "constructor"]),
        "occupation": TEXTS,
        "term": st.sampled_from([*TERMS, "", "soon"]),
    }
)
# From the first day of the epoch to the last of the year 2100; summer time as it is now began in 1996.
INSTANTS = st.integers(0, 4_133_980_800_000)


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Generator[PhoneRules]:
    """The phone's rules in one process for all that is asked here."""
    with PhoneRules(tmp_path_factory.mktemp("phone")) as rules:
        yield rules


def test_both_take_the_same_characters_for_white_space(phone: PhoneRules) -> None:
    texts = [f"{letter}x{letter}y{letter}" for letter in ALMOST_EVERY]
    assert phone.ask("clean", texts)["gives"] == [clean(text) for text in texts]


@pytest.mark.parametrize(
    "place", ["https://a{}b.example", "https://a.example/{}b", "a.example{}b", "{}ttps://a.example"]
)
def test_both_let_the_same_characters_into_an_address(phone: PhoneRules, place: str) -> None:
    texts = [place.format(letter) for letter in ALMOST_EVERY]
    kept = [None if isinstance(address := web_address(text), Refused) else address for text in texts]
    assert phone.ask("addresses", texts)["gives"] == kept


@settings(max_examples=300, deadline=None)
@given(typed=APPLICATIONS)
def test_an_application_is_kept_or_refused_alike(phone: PhoneRules, typed: dict[str, str]) -> None:
    assert phone.ask("application", typed, TODAY) == judged(lambda: check(Application(**typed), today=TODAY))


@settings(max_examples=200, deadline=None)
@given(asked=st.lists(st.tuples(st.sampled_from([*LABELS, "", "constructor"]), NEAR, st.booleans()), max_size=8))
def test_an_application_goes_its_way_alike(phone: PhoneRules, asked: list[tuple[str, str, bool]]) -> None:
    steps: tuple[Step, ...] = (Step(status="planned", on="2026-11-01"),)
    for status, on, back in asked:
        stood = [structs.asdict(step) for step in steps]
        try:
            steps = take_back(steps, status, on) if back else follow(steps, status, on, today=TODAY)
            told: dict[str, Any] = {"gives": [structs.asdict(step) for step in steps]}
        except DomainError as error:
            told = {"problems": error.fields if isinstance(error, Invalid) else {}, "reason": error.reason}
        given = (stood, status, on) if back else (stood, status, on, TODAY)
        assert phone.ask("takeBack" if back else "follow", *given) == told


@settings(max_examples=300, deadline=None)
@given(typed=NAMED, stands=NAMED, query=WORDS)
def test_a_repeat_and_a_find_are_told_alike(
    phone: PhoneRules, typed: dict[str, str], stands: dict[str, str], query: str
) -> None:
    made = joblog.entry(Application(**stands), id="e", job="", made_at=0, received_at=0)
    kept = msgspec.to_builtins(made)
    assert phone.ask("isAlike", typed, kept)["gives"] == (look_alike(typed, [made], but="") is made)
    found = matches(made, search_of({"q": query})[0])
    assert phone.ask("isFound", query, kept)["gives"] == found


@settings(max_examples=200, deadline=None)
@given(typed=AIMS, on=NEAR)
def test_a_goal_is_kept_or_refused_alike_and_dated_alike(phone: PhoneRules, typed: dict[str, str], on: str) -> None:
    def kept() -> Struct:
        letter, occupation, term = goal.check(Aim(**typed))
        return Aim(letter=letter, occupation=occupation, term=term)

    assert phone.ask("aim", typed) == judged(kept)
    assert phone.ask("dayOf", on, TODAY)["gives"] == goal.day_of(on, today=TODAY)


@settings(max_examples=200, deadline=None)
@given(typed=WISHES, movable=st.booleans())
def test_a_wish_is_kept_or_refused_alike(phone: PhoneRules, typed: dict[str, str], movable: bool) -> None:
    kept = judged(lambda: wish.check(Wished(**typed), today=TODAY, movable=movable))
    assert phone.ask("wish", typed, TODAY, movable) == kept


@settings(max_examples=300, deadline=None)
@given(text=DATES)
@example(text="2026-W48-1")
@example(text="0000-01-01")
def test_both_know_what_a_date_is(phone: PhoneRules, text: str) -> None:
    assert phone.ask("isDate", text)["gives"] == is_date(text)


@settings(max_examples=200, deadline=None)
@given(day=st.dates().map(str), days=st.integers(-1000, 1000))
@example(day="0001-01-01", days=0)
@example(day="9999-12-31", days=0)
def test_both_count_weeks_and_days_alike(phone: PhoneRules, day: str, days: int) -> None:
    assert phone.ask("isoWeek", day)["gives"] == list(iso_week(day))
    if "0004" < day < "9997":
        assert phone.ask("plus", day, days)["gives"] == plus(day, days)
        assert phone.ask("daysBetween", day, plus(day, days))["gives"] == days_between(day, plus(day, days))


@settings(max_examples=300, deadline=None)
@given(instant=INSTANTS)
@example(instant=1_793_061_000_000)
@example(instant=0)
def test_both_read_the_same_time_off_a_danish_wall(phone: PhoneRules, instant: int) -> None:
    assert phone.ask("local", instant)["gives"] == local(instant)


def judged(checked: Callable[[], Struct]) -> dict[str, Any]:
    try:
        return {"gives": structs.asdict(checked())}
    except Invalid as error:
        return {"problems": error.fields, "reason": error.reason}
