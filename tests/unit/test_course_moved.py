"""A course in another wording or programme: what differs is told, what is done stays, its line is drawn anew."""

from msgspec import structs

from backend.domain.contact_rule import load_rules
from backend.domain.course import Course, Hands, begin, moved
from backend.domain.dates import plus_months
from backend.domain.programme import Programme
from backend.domain.programmes import load_all
from backend.domain.window import Window
from backend.domain.wording import Difference, Side, differences

SHELF = load_all()
RULES = load_rules()
WHATS = ("removed", "added", "stays")
D = SHELF.programmes["D"]
HANDS = Hands(caseworker="Karen Lund", organisation="Jobcenter Havneby", akasse="Fag og Folk")


def course(programme: Programme, *, started_on: str = "2026-08-03") -> Course:
    return begin(programme, citizen="anne", born_on="1985-01-01", started_on=started_on, rules=RULES, hands=HANDS)


def side(programme: Programme, its: Course) -> Side:
    return Side(programme, its, next(rule for rule in RULES if rule.id == its.contact_rule))


def told_of(before: Course, programme: Programme, *, today: str = "2026-11-25") -> tuple[Difference, ...]:
    """What becomes of a course in D's wording when it is moved."""
    return differences(side(D, before), side(programme, moved(before, programme, rules=RULES, today=today)))


def later() -> Programme:
    """D with its first meeting reworded and given longer, its second gone, and a new one last."""
    first, _, *others = D.meetings
    new = structs.replace(first, ref="D.9", da="En ny samtale", outcomes=(), topics=(), assessments=(), homework=())
    longer = structs.replace(first, da="Dit CV", window=Window(unit="week", first=1, last=4))
    return structs.replace(D, version="2027-01-01", meetings=(longer, *others, new))


def test_every_meeting_added_removed_reworded_or_moved_is_told() -> None:
    told = told_of(course(D), later())
    first, second = D.meetings[:2]
    meetings = [each for each in told if each.part == "meeting" and each.what != "stays"]
    assert meetings == [
        Difference(part="meeting", what="reworded", ref=first.ref, before=first.da, after="Dit CV"),
        Difference(
            part="meeting", what="moved", ref=first.ref, before="2026-08-03/2026-08-16", after="2026-08-03/2026-08-30"
        ),
        Difference(
            part="meeting", what="removed", ref=second.ref, before=second.da, after="", window="2026-08-17/2026-09-13"
        ),
        Difference(
            part="meeting", what="added", ref="D.9", before="", after="En ny samtale", window="2026-08-03/2026-08-16"
        ),
    ]
    assert {each.ref for each in told if each.what == "removed"} == {fact.ref for fact in second.facts()}
    stays = [each.ref for each in told if each.part == "meeting" and each.what == "stays"]
    assert stays == [step.ref for step in D.meetings[2:]]


def test_all_of_the_same_wording_stays() -> None:
    told = told_of(course(D), D)
    assert {each.what for each in told} == {"stays"}
    assert {each.ref for each in told} == {fact.ref for fact in D.facts()} | {""}, "the law's rule has no reference"


def test_plain_words_count_as_wording_too() -> None:
    first, *others = D.meetings
    plainer = structs.replace(D, meetings=(structs.replace(first, plain="Nu på jævnt dansk."), *others))
    assert [each for each in told_of(course(D), plainer) if each.what != "stays"] == [
        Difference(part="meeting", what="reworded", ref=first.ref, before=first.plain, after="Nu på jævnt dansk."),
    ]


def test_another_programme_takes_its_meetings_and_leaves_what_is_said_in_both() -> None:
    a, b = (SHELF.programmes[ref] for ref in "AB")
    began = course(a)
    told = differences(side(a, began), side(b, moved(began, b, rules=RULES, today="2026-11-25")))
    meetings = {what: [each.ref for each in told if (each.part, each.what) == ("meeting", what)] for what in WHATS}
    assert meetings == {
        "removed": [step.ref for step in a.meetings],
        "added": [step.ref for step in b.meetings],
        "stays": [],
    }
    points: dict[str, set[str]] = {what: set() for what in WHATS}
    for each in told:
        if each.part == "point":
            points[each.what].add(each.before or each.after)
    said, will_be_said = ({fact.da for fact in each.facts()} - {step.da for step in each.meetings} for each in (a, b))
    assert points == {"removed": said - will_be_said, "added": will_be_said - said, "stays": said & will_be_said}
    assert all(points.values())


def test_deadlines_go_and_come_with_the_programme_and_with_the_benefit() -> None:
    c = SHELF.programmes["C"]
    told = [each for each in told_of(course(D), c) if each.part == "deadline"]
    assert [(each.what, each.ref) for each in told] == [
        ("removed", ""),
        *(("added", deadline.ref) for deadline in c.deadlines),
        ("added", ""),
    ]
    by_law = told[-1]
    assert (by_law.after, by_law.window) == ("Mindst 4 samtaler på 6 måneder", "2026-08-03/2027-02-03")
    assert told[1].window == "2026-08-03/2026-08-10"


def test_what_comes_again_is_told_in_other_words_once() -> None:
    c = SHELF.programmes["C"]
    *others, last = c.meetings
    newer = structs.replace(c, version="2027-01-01", meetings=(*others, structs.replace(last, da="Opfølgning igen")))
    began = course(c)
    told = differences(side(c, began), side(newer, moved(began, newer, rules=RULES, today="2026-08-03")))
    assert [(each.what, each.ref) for each in told if each.what != "stays"] == [("reworded", last.ref)]


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
