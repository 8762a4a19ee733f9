"""«Lær af din søgning» as it is drawn: pictures with whole numbers for places and lengths, and the same as tables."""

from collections.abc import Sequence

from msgspec import Struct

from backend.domain.dates import days_between, iso_week
from backend.domain.joblog import Entry
from backend.domain.learning import Answers, Lesson, Rejections, Stretch, lesson
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.views.application import CHANNEL_LABELS
from backend.views.requirement_bar import count_of
from backend.views.shell import Shell

# The picture of columns, in units of its own: each takes STEP, the tallest is TALL, all stand on FLOOR.
STEP, TALL, FLOOR = 36, 80, 96
REACHED = ("Søgt", "Til samtale eller længere", "Tilbud eller job", "Fik jobbet")
WAITED = ("Inden en uge", "Inden to uger", "Inden 30 dage", "Senere", "Intet svar endnu")


class Column(Struct, frozen=True, kw_only=True):
    """One week or month: its label, how many, and where its column and its mark stand; `mark` -1 = nothing agreed."""

    label: str
    first: str
    last: str
    done: int
    needed: int
    x: int
    y: int
    height: int
    mark: int


class Line(Struct, frozen=True, kw_only=True):
    """One line of a picture: `count` of `all`, and its length in hundredths of the longest there can be."""

    label: str
    count: int
    all: int
    length: int


class Question(Struct, frozen=True, kw_only=True):
    """Something to think about, and what in the joblog gives reason to."""

    fact: str
    ask: str


class Rejected(Struct, frozen=True, kw_only=True):
    """An application that was rejected."""

    id: str
    title: str
    employer: str


class LearningPage(Struct, frozen=True, kw_only=True):
    """The page. `width` is the columns' picture's; `median` days to an answer, -1 before there is one."""

    shell: Shell
    sent: int
    is_agreed: bool
    by_month: bool
    width: int
    columns: tuple[Column, ...]
    funnel: tuple[Line, ...]
    ways: tuple[Line, ...]
    answers: tuple[Line, ...]
    median: int
    questions: tuple[Question, ...]
    rejected: tuple[Rejected, ...]


def learning_page(shell: Shell, record: Record, *, now: int) -> LearningPage:
    """What the joblog teaches at the instant `now`."""
    today = local_date(now)
    counted = count_of(record, today=today)
    learned = lesson(record.entries, counted, today=today)
    return LearningPage(
        shell=shell,
        sent=learned.funnel[0],
        is_agreed=any(each.needed for each in learned.stretches),
        by_month=any(_is_month(each) for each in learned.stretches),
        width=STEP * len(learned.stretches),
        columns=_columns(learned.stretches),
        funnel=_shares(REACHED, learned.funnel, of=learned.funnel[0]),
        ways=_ways(learned),
        answers=_shares(WAITED, learned.answers.counts, of=learned.funnel[0]),
        median=learned.answers.median,
        questions=_questions(learned.rejections, learned.answers),
        rejected=_rejected(record.entries, learned.rejections),
    )


def _columns(stretches: Sequence[Stretch]) -> tuple[Column, ...]:
    most = max((max(each.done, each.needed) for each in stretches), default=0) or 1
    return tuple(
        Column(
            label=_label(each),
            first=each.first,
            last=each.last,
            done=each.done,
            needed=each.needed,
            x=STEP * place,
            y=FLOOR - each.done * TALL // most,
            height=each.done * TALL // most,
            mark=FLOOR - each.needed * TALL // most if each.needed else -1,
        )
        for place, each in enumerate(stretches)
    )


def _is_month(stretch: Stretch) -> bool:
    return days_between(stretch.first, stretch.last) >= 7


def _label(stretch: Stretch) -> str:
    if _is_month(stretch):
        return f"{int(stretch.first[5:7])}/{stretch.first[2:4]}"
    return str(iso_week(stretch.first)[1])


def _shares(labels: Sequence[str], counts: Sequence[int], *, of: int) -> tuple[Line, ...]:
    pairs = zip(labels, counts, strict=True)
    return tuple(
        Line(label=label, count=number, all=of, length=number * 100 // of if of else 0) for label, number in pairs
    )


def _ways(learned: Lesson) -> tuple[Line, ...]:
    """How many of each way's applications led to an interview."""
    return tuple(
        Line(
            label=CHANNEL_LABELS[way.channel],
            count=way.interviews,
            all=way.sent,
            length=way.interviews * 100 // way.sent,
        )
        for way in learned.ways
    )


def _questions(rejections: Rejections, answers: Answers) -> tuple[Question, ...]:
    """The plain questions that the numbers give reason to ask."""
    every, early = rejections.all, rejections.without_interview
    unanswered = answers.counts[-1]
    which = "Hvilken af dem vil du ringe og spørge til" if unanswered > 1 else "Vil du ringe og spørge til den"
    asked = (
        (
            early,
            f"{early} af {every} afslag kom uden samtale.",
            "Svarer de første linjer i din ansøgning på det, opslaget lægger mest vægt på?",
        ),
        (
            every - early,
            f"{every - early} af {every} afslag kom efter en samtale.",
            "Har du ringet og spurgt, hvad der afgjorde det? Skriv svaret i noten på ansøgningen.",
        ),
        (
            every if rejections.posted == every else 0,
            "Alle afslag var på opslåede stillinger.",
            "Hvem kender du, der arbejder et sted, du gerne vil være? Dér er færre om buddet.",
        ),
        (
            unanswered,
            f"{unanswered} ansøgninger er ikke besvaret." if unanswered > 1 else "1 ansøgning er ikke besvaret.",
            f"{which} i denne uge?",
        ),
    )
    return tuple(Question(fact=fact, ask=ask) for reason, fact, ask in asked if reason)


def _rejected(entries: Sequence[Entry], rejections: Rejections) -> tuple[Rejected, ...]:
    by_id = {entry.id: entry for entry in entries}
    latest = (by_id[each] for each in rejections.latest)
    return tuple(Rejected(id=each.id, title=each.title, employer=each.employer) for each in latest)
