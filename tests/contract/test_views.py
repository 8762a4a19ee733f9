"""What each page shows: the same structs from Python, here, and from the phone's TypeScript, in `tests/unit`."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from backend.domain.record import Record
from backend.views.assignments import AssignmentsPage, assignments_page
from backend.views.course import CoursePage, course_page
from backend.views.decisions import DecisionPage, decision_page
from backend.views.entry import EntryPage, entry_page, new_page
from backend.views.goals import GoalsPage, goals_page
from backend.views.home import HomePage, home_page
from backend.views.joblog import JoblogPage, joblog_page
from backend.views.jobnet import JobnetPage, jobnet_page
from backend.views.jobs import JobPage, JobsPage, job_page, jobs_page
from backend.views.learning import LearningPage, learning_page
from backend.views.more import MorePage, more_page
from backend.views.placements import PlacementsPage, placements_page
from backend.views.plan import PlanPage, plan_page
from backend.views.requirements import RequirementPage, requirement_page
from backend.views.shell import Shell
from backend.views.sync import SyncPage, sync_page
from backend.views.tracks import TrackPage, track_page
from tests.support.shared_examples import CONTRACT, Example, examples, full, instant, record_of


def sync_of(shell: Shell, _: Record) -> SyncPage:
    """The server draws it without a record."""
    return sync_page(shell)


PAGES: dict[str, tuple[Callable[..., Struct], type[Struct]]] = {
    "home": (home_page, HomePage),
    "jobs": (jobs_page, JobsPage),
    "job": (job_page, JobPage),
    "assignments": (assignments_page, AssignmentsPage),
    "joblog": (joblog_page, JoblogPage),
    "entry": (entry_page, EntryPage),
    "jobnet": (jobnet_page, JobnetPage),
    "new_entry": (new_page, EntryPage),
    "learning": (learning_page, LearningPage),
    "course": (course_page, CoursePage),
    "decision": (decision_page, DecisionPage),
    "track": (track_page, TrackPage),
    "placements": (placements_page, PlacementsPage),
    "goals": (goals_page, GoalsPage),
    "plan": (plan_page, PlanPage),
    "requirement": (requirement_page, RequirementPage),
    "more": (more_page, MorePage),
    "sync": (sync_of, SyncPage),
}
PAGES_LEAVE_OUT: dict[str, Any] = json.loads((CONTRACT / "pages.json").read_text(encoding="utf-8"))
EXAMPLES = [*examples("views"), *examples("views/server")]
ON_THE_PHONE = list(examples("views/phone"))


def named(found: list[tuple[str, Example]]) -> list[Any]:
    return [pytest.param(page, example, id=f"{page}: {example['name']}") for page, example in found]


@pytest.mark.parametrize(("page", "example"), named(EXAMPLES))
def test_a_page_shows_what_the_example_says(page: str, example: Example) -> None:
    build, _ = PAGES[page]
    now = {"now": instant(example["now"])} if "now" in example else {}
    drawn = build(shell_of(example), record_of(example["rows"]), **now, **example.get("asked", {}))
    assert as_json(drawn) == expected(page, example)


@pytest.mark.parametrize(("page", "example"), named(ON_THE_PHONE))
def test_what_only_the_phone_knows_is_told_in_the_same_struct(page: str, example: Example) -> None:
    _, struct = PAGES[page]
    assert as_json(msgspec.convert(expected(page, example), struct)) == expected(page, example)


def test_every_page_of_the_citizen_has_examples() -> None:
    assert {page for page, _ in EXAMPLES} == PAGES.keys()


def shell_of(example: Example) -> Shell:
    return msgspec.convert(full("shell", example.get("shell", {})), Shell)


def expected(page: str, example: Example) -> dict[str, Any]:
    """The whole struct: what the example leaves out is as in the defaults of the page, and its frame the one given."""
    expect = PAGES_LEAVE_OUT.get(page, {}) | example["expect"]
    return expect | {"shell": as_json(shell_of(example)) | expect.get("shell", {})}


def as_json(drawn: Struct) -> dict[str, Any]:
    return msgspec.json.decode(msgspec.json.encode(drawn), type=dict[str, Any])
