"""What Karen sees: everyone she follows, and Anne as Anne sees herself, with three forms to hand out by."""

from typing import Any

from backend.domain.course import Overview
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.programme_file import parse
from backend.domain.record import Record
from backend.domain.requirement import count
from backend.views.citizens import CitizenPage, citizen_page, citizens_page
from backend.views.course_links import caseworker_links
from backend.views.form import Field
from backend.views.holding import Sheet, holding_page
from backend.views.shell import Shell, SyncLine
from backend.views.sign_in import sign_in_page
from tests.support.shared_examples import Example, instant, record_of

NOW = instant("2026-11-23T13:02:00Z")
ANNE = Person(id="anne", name="Anne Holm", role="citizen", organisation="jobcentre")
KAREN = Person(id="karen", name="Karen Lund", role="caseworker", organisation="jobcentre")
SHELL = Shell(
    title="Anne Holm",
    place="citizens",
    role="caseworker",
    person="karen",
    first_name="Karen",
    token="t0ken",
    today="2026-11-23",
    sync=SyncLine(),
)
STANDING = Overview(
    citizen="anne",
    name="Anne Holm",
    programme="A",
    meetings_held=2,
    meetings_planned=6,
    next_meeting=instant("2026-12-01T09:00:00Z"),
    moves_asked=1,
    jobs_done=2,
    jobs_total=5,
    this_week=1,
    last_search="2026-11-22",
)


def programme() -> Programme:
    steps = "".join(
        f'[[meetings]]\nref = "A.{number}"\nda = "Samtale {number}"\nen = "Meeting"\nheld_by = "jobcentre"\n'
        'plain = "Hvad nu?"\nprepare = ["Tænk"]\nafter = "Så ses vi."\n'
        for number in (1, 2, 3)
    )
    head = 'ref = "A"\nda = "Dagpenge"\nen = "Benefit"\nversion = "2026-11-01"\nbenefit = "dagpenge"\n'
    found = parse(f'{head}counted_from = "unemployment"\n{steps}', name="a.toml")
    assert isinstance(found, Programme)
    return found


def page(record: Record, **asked: Any) -> CitizenPage:
    return citizen_page(SHELL, ANNE, record, programme=programme(), now=NOW, fresh="fresh", **asked)


def values(form: tuple[Field, ...]) -> dict[str, str]:
    return {field.name: field.value for field in form}


def chosen(form: tuple[Field, ...], name: str) -> list[str]:
    return [option.label for field in form if field.name == name for option in field.options if option.selected]


def labels(form: tuple[Field, ...], name: str) -> list[str]:
    return [option.label for field in form if field.name == name for option in field.options]


def test_karens_list_has_a_line_for_each() -> None:
    bo = Overview(
        citizen="bo",
        name="Bo Krogh",
        programme="A",
        meetings_held=0,
        meetings_planned=6,
        next_meeting=0,
        moves_asked=0,
        jobs_done=0,
        jobs_total=0,
        this_week=0,
        last_search="",
    )
    asked = record_of({"requirement": [{}], "joblog": [{"applied_on": "2026-11-22"}, {"id": "e-2"}]})
    counts = {"anne": count(asked.requirements, asked.entries, today="2026-11-23")}
    anne, empty = citizens_page(SHELL, [STANDING, bo], counts).citizens
    assert (anne.course, anne.next_meeting, anne.jobs_done, anne.last_search) == (
        "A · 2 af 6",
        "2026-12-01T10:00",
        2,
        "2026-11-22",
    )
    assert anne.bar is not None
    assert (anne.bar.label, anne.bar.done, anne.bar.needed, empty.bar) == ("denne uge", 1, 2, None)
    assert (anne.asks_to_move, empty.asks_to_move) == (True, False)
    assert (empty.course, empty.next_meeting, empty.last_search) == ("A · 0 af 6", "", "")


def test_where_the_period_asks_for_nothing_yet_what_is_agreed_is_told_and_not_none_of_none() -> None:
    rows: dict[str, list[Example]] = {"requirement": [{"since": "2026-11-28", "number": 6, "period": "month"}]}
    record = record_of({"course": [{}], **rows})
    for today, told, link in (
        ("2026-11-30", "6 om måneden, gælder fra 28. nov.", "6 om måneden, gælder fra 28. nov."),
        ("2026-12-01", "", "6 om måneden: 0 af 6 denne måned"),
    ):
        counts = {"anne": count(record.requirements, (), today=today)}
        [anne] = citizens_page(SHELL, [STANDING], counts).citizens
        assert anne.asked == told
        links = caseworker_links(record, citizen="anne", today=today)
        assert [each.more for each in links if each.href.endswith("/krav")] == [link]


def test_karen_sees_all_of_annes_jobs_and_homework_in_annes_order() -> None:
    shown = page(
        record_of(
            {
                "course": [{}],
                "meeting": [{"state": "held", "starts_at": "2026-11-10T09:00:00Z"}],
                "job": [{"id": "aside", "state": "not-relevant"}, {"id": "done"}, {"id": "open"}],
                "joblog": [{"job": "done"}, {"id": "own", "applied_on": "2026-11-15"}],
                "assignment": [{"id": "ready", "done_at": "2026-11-20T10:00:00Z"}, {"id": "left"}],
            }
        )
    )
    assert [card.id for card in shown.jobs] == ["open", "done", "aside"]
    assert [card.id for card in shown.assignments] == ["left", "ready"]
    assert [[entry.id for entry in week.entries] for week in shown.log.weeks] == [["e-1"], ["own"]]
    assert (shown.course, shown.this_week, shown.meetings) == ("Forløb A · 1 af 6 samtaler er holdt", 1, ())
    assert (shown.progress.done, shown.progress.total) == (1, 2)


def test_what_is_handed_out_is_to_be_done_before_the_next_meeting() -> None:
    shown = page(record_of({"course": [{}], "meeting": [{"starts_at": "2026-11-30T23:30:00Z"}]}))
    assert values(shown.job_form)["apply_by"] == values(shown.assignment_form)["due"] == "2026-12-01"
    without = page(record_of({"course": [{}]}))
    assert values(without.job_form)["apply_by"] == values(without.assignment_form)["due"] == ""


def test_the_next_step_is_the_first_that_is_neither_held_nor_booked() -> None:
    held = {"id": "m-1", "step": "A.1", "state": "held"}
    gone = {"id": "m-x", "step": "A.2", "state": "cancelled"}
    for meetings, following in (
        ([], ["Samtale 1"]),
        ([held, gone], ["Samtale 2"]),
        ([held, {"step": "A.2"}], ["Samtale 3"]),
    ):
        form = page(record_of({"course": [{}], "meeting": meetings})).meeting_form
        assert chosen(form, "step") == following


def test_after_the_last_meeting_none_is_proposed_and_those_held_can_be_held_once_more() -> None:
    held = [{"id": f"m-{number}", "step": f"A.{number}", "state": "held"} for number in (1, 2)]
    shown = page(record_of({"course": [{}], "meeting": [*held, {"step": "A.3"}]}))
    assert labels(shown.meeting_form, "step") == ["Vælg", "Samtale 1 (holdt)", "Samtale 2 (holdt)"]
    assert (chosen(shown.meeting_form, "step"), values(shown.meeting_form)["step"]) == (["Vælg"], "")
    assert labels(shown.meeting_form, "day") == ["Et andet tidspunkt"], "there are no days for no meeting"
    chose = page(record_of({"course": [{}], "meeting": [*held, {"step": "A.3"}]}), wanted="A.2")
    assert chosen(chose.meeting_form, "step") == ["Samtale 2 (holdt)"]


def test_while_the_last_meeting_is_held_none_is_proposed_to_follow_it() -> None:
    held = [{"id": f"m-{number}", "step": f"A.{number}", "state": "held"} for number in (1, 2)]
    record = record_of({"course": [{}], "meeting": [*held, {"step": "A.3"}]})
    last = next(each for each in record.meetings if each.state == "booked")
    sheet = Sheet(person=ANNE, record=record, programme=programme(), meeting=last, draft=None, draft_by="")
    assert chosen(holding_page(SHELL, sheet, now=NOW).following, "next-step") == ["Vælg"]


def test_meetings_that_are_held_stand_last() -> None:
    held = {"id": "m-1", "step": "A.1", "state": "held"}
    form = page(record_of({"course": [{}], "meeting": [held]})).meeting_form
    assert labels(form, "step") == ["Samtale 2", "Samtale 3", "Samtale 1 (holdt)"]


def test_a_form_at_fault_stands_open_with_what_karen_typed_and_the_others_are_fresh() -> None:
    typed = {"id": "fresh", "title": "x", "due": "i morgen"}
    shown = page(record_of({}), open_form="assignment", typed=typed, problems={"due": "Skriv en dato."})
    assert (shown.open_form, shown.fresh) == ("assignment", "fresh")
    assert values(shown.assignment_form) == {"title": "x", "detail": "", "due": "i morgen"}
    assert [field.error for field in shown.assignment_form] == ["", "", "Skriv en dato."]
    assert values(shown.job_form)["title"] == ""
    assert shown.shell.flash == ""


def test_a_problem_without_a_field_is_told_on_top() -> None:
    shown = page(record_of({}), open_form="job", typed={}, problems={"id": "Hent siden igen."})
    assert shown.shell.flash == "Hent siden igen."


def test_the_demo_town_signs_in_by_role() -> None:
    shown = sign_in_page(SHELL, demo=True, people=[ANNE, KAREN], shared={})
    assert [(choice.name, choice.about) for choice in shown.caseworkers] == [("Karen Lund", "Sagsbehandler")]
    assert [(choice.name, choice.about) for choice in shown.citizens] == [("Anne Holm", "Borger")]
