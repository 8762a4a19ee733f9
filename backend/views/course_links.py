"""Ways from «Mere» to what a course consists of beside meetings: the plan, goals, what is required, and the rest."""

from msgspec import Struct

from backend.domain.decision import Decision
from backend.domain.goal import standing
from backend.domain.record import Record
from backend.domain.requirement import held_on, in_turn
from backend.domain.time import local_date
from backend.domain.track import current
from backend.views.agreed import holding_from, per
from backend.views.decisions import ABOUT, newest_first
from backend.views.placements import by_order
from backend.views.requirement_bar import bar_of, count_of

REQUIREMENT = "Krav til jobsøgning"


class CourseLink(Struct, frozen=True, kw_only=True):
    """One way on: where to, what it is called, a few words more and a date ("" = none)."""

    href: str
    label: str
    more: str
    on: str


def course_links(record: Record) -> tuple[CourseLink, ...]:
    """The plan and the goals; then only what there is: the requirement, the track, placements, and every decision."""
    return (*_plan(record), *_requirement(record), *_track(record), *_placements(record), *_decisions(record))


def caseworker_links(record: Record, *, citizen: str, today: str) -> tuple[CourseLink, ...]:
    """To the caseworker's pages about the same, whether there is anything yet or not."""
    home = f"/borgere/{citizen}"
    followed, placements, decisions = current(record.tracks), by_order(record), newest_first(record)
    place, starts_on = (placements[0].place, placements[0].starts_on) if placements else ("", "")
    return (
        CourseLink(href=f"{home}/forloeb", label="Forløb", more=_title(record), on=""),
        CourseLink(href=f"{home}/plan", label="Min Plan", more=_first_goal(record), on=""),
        CourseLink(href=f"{home}/krav", label=REQUIREMENT, more=_asked(record, today=today), on=""),
        CourseLink(href=f"{home}/spor", label="Spor", more=followed.title if followed else "", on=""),
        CourseLink(href=f"{home}/praktik", label="Praktik og uddannelse", more=place, on=starts_on),
        CourseLink(href=f"{home}/vurderinger", label="Vurderinger", more=_answered(decisions), on=""),
    )


def _title(record: Record) -> str:
    return record.course.programme_title if record.course else ""


def _answered(decisions: list[Decision]) -> str:
    answered = sum(bool(each.answer) for each in decisions)
    return f"{answered} af {len(decisions)} er besvaret af borgeren" if decisions else ""


def _plan(record: Record) -> list[CourseLink]:
    return [
        CourseLink(href="/plan", label="Min Plan", more="", on=""),
        CourseLink(href="/maal", label="Dine jobmål", more=_first_goal(record), on=""),
    ]


def _first_goal(record: Record) -> str:
    return next((f"{letter}: {goal.occupation}" for letter, goal in standing(record.goals).items()), "")


def _asked(record: Record, *, today: str) -> str:
    held = held_on(in_turn(record.requirements), today)
    bar = bar_of(count_of(record, today=today))
    if held is None or bar is None:
        return ""
    return (
        f"{per(held.number, held.period)}: {bar.done} af {bar.needed} {bar.label}" if bar.needed else holding_from(held)
    )


def _requirement(record: Record) -> list[CourseLink]:
    return [CourseLink(href="/krav", label=REQUIREMENT, more="", on="")] if record.requirements else []


def _track(record: Record) -> list[CourseLink]:
    if not record.tracks:
        return []
    followed = current(record.tracks)
    return [CourseLink(href="/spor", label="Dit spor", more=followed.title if followed else "", on="")]


def _placements(record: Record) -> list[CourseLink]:
    return [
        CourseLink(href="/praktik", label="Praktik og uddannelse", more=first.place, on=first.starts_on)
        for first in by_order(record)[:1]
    ]


def _decisions(record: Record) -> list[CourseLink]:
    return [
        CourseLink(
            href=f"/vurderinger/{each.id}",
            label=ABOUT[each.about],
            more=each.decided_by,
            on=local_date(each.decided_at),
        )
        for each in newest_first(record)
    ]
