"""A course in another wording or programme: what differs is told, what is done stays, its line is drawn anew."""

from msgspec import structs

from backend.domain.contact_rule import load_rules
from backend.domain.course import Course, Hands, begin, moved
from backend.domain.dates import plus_months
from backend.domain.programme import Programme
from backend.domain.programmes import load_all
from backend.domain.window import Window
from backend.domain.wording import Difference, differences

SHELF = load_all()
RULES = load_rules()
D = SHELF.programmes["D"]
HANDS = Hands(caseworker="Karen Lund", organisation="Jobcenter Havneby", akasse="Fag og Folk")


def course(programme: Programme, *, started_on: str = "2026-08-03") -> Course:
    return begin(programme, citizen="anne", born_on="1985-01-01", started_on=started_on, rules=RULES, hands=HANDS)


def later() -> Programme:
    """D with its first meeting reworded and given longer, its second gone, and a new one last."""
    first, _, *others = D.meetings
    new = structs.replace(first, ref="D.9", da="En ny samtale", outcomes=(), topics=(), assessments=(), homework=())
    longer = structs.replace(first, da="Dit CV", window=Window(unit="week", first=1, last=4))
    return structs.replace(D, version="2027-01-01", meetings=(longer, *others, new))


def test_every_meeting_added_removed_reworded_or_moved_is_told() -> None:
    before = course(D)
    after = moved(before, later(), rules=RULES, today="2026-11-25")
    told = differences(D, later(), line=before.line, new_line=after.line)
    first, second = D.meetings[:2]
    meetings = [each for each in told if each.ref in {first.ref, second.ref, "D.9"}]
    assert meetings[:3] == [
        Difference(what="reworded", ref=first.ref, before=first.da, after="Dit CV"),
        Difference(what="removed", ref=second.ref, before=second.da, after=""),
        Difference(what="added", ref="D.9", before="", after="En ny samtale"),
    ]
    (window,) = (each for each in told if each.what == "moved")
    assert (window.ref, window.after) == (first.ref, "2026-08-03/2026-08-30")
    assert {each.ref for each in told if each.what == "removed"} == {fact.ref for fact in second.facts()}


def test_nothing_is_told_of_the_same_wording() -> None:
    line = course(D).line
    assert differences(D, D, line=line, new_line=line) == ()


def test_plain_words_count_as_wording_too() -> None:
    first, *others = D.meetings
    plainer = structs.replace(D, meetings=(structs.replace(first, plain="Nu på jævnt dansk."), *others))
    line = course(D).line
    assert differences(D, plainer, line=line, new_line=line) == (
        Difference(what="reworded", ref=first.ref, before=first.plain, after="Nu på jævnt dansk."),
    )


def test_the_first_day_the_age_group_and_the_hands_stay() -> None:
    before = course(D)
    after = moved(before, SHELF.programmes["A"], rules=RULES, today="2026-11-25")
    kept = ("id", "version", "age_group", "started_on", "caseworker", "organisation", "akasse", "contact_rule")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (after.programme, after.meetings_planned) == ("A", 6)
    assert [stop.ref for stop in after.line][:2] == ["A.1", "A.2"]


def test_another_benefit_has_the_rule_that_held_on_the_first_day() -> None:
    after = moved(course(D, started_on="2026-06-30"), SHELF.programmes["C"], rules=RULES, today="2026-11-25")
    assert after.contact_rule == "kontanthjaelp-documents"
    assert moved(course(D), SHELF.programmes["C"], rules=RULES, today="2026-11-25").contact_rule == "kontanthjaelp-2026"


def test_a_line_that_goes_on_reaches_a_year_beyond_today_however_long_ago_it_began() -> None:
    after = moved(course(D, started_on="2024-01-31"), SHELF.programmes["C"], rules=RULES, today="2026-11-25")
    assert after.line[-1].opens_on > plus_months("2026-11-25", 12)
