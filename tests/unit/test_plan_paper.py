"""«Min Plan» on paper: the same plan as on the page, in words that need no page around them."""

from backend.paper.parts import Facts, Paper, Section, Table, Text
from backend.views.plan import plan_of
from backend.views.plan_paper import plan_paper
from tests.support.shared_examples import Example, instant, record_of


def printed(**rows: list[Example]) -> Paper:
    plan = plan_of(record_of(rows), now=instant("2026-11-23T12:00:00Z"))
    return plan_paper(plan, name="Anne Holm", today="2026-11-23")


def under(heading: str, paper: Paper) -> Section:
    return next(section for section in paper.sections if section.heading == heading)


def rows_of(section: Section) -> tuple[tuple[str, ...], ...]:
    return next(part.rows for part in section.parts if isinstance(part, Table))


def test_agreements_say_who_what_and_by_when() -> None:
    paper = printed(
        course=[{}],
        agreement=[
            {"id": "g-1"},
            {"id": "g-2", "who": "jobcentre", "what": "Finder en mentor", "by": ""},
            {"id": "g-3", "who": "a-kasse", "what": "Ser på dit CV", "done_at": "2026-11-12T09:00:00Z"},
        ],
    )
    assert rows_of(under("Aftaler", paper)) == (
        ("Anne Holm", "Ring til tre virksomheder", "Senest 1. dec. 2026"),
        ("Karen Lund", "Finder en mentor", "Ingen dato"),
        ("A-kassen Fag og Folk", "Ser på dit CV", "Gjort"),
    )


def test_goals_are_told_with_what_came_of_them_and_wishes_with_their_answer() -> None:
    paper = printed(
        goal=[{"letter": "B", "term": "long"}],
        joblog=[
            {"goal": "B", "steps": [{"status": "applied", "on": "2026-11-02"}, {"status": "hired", "on": "2026-11-09"}]}
        ],
        wish=[
            {"id": "w-1"},
            {
                "id": "w-2",
                "answer": "no",
                "answer_text": "Til januar.",
                "answered_by": "Karen Lund",
                "answered_at": "2026-11-20T10:00:00Z",
            },
        ],
    )
    assert rows_of(under("Jobmål", paper)) == (
        ("B", "Lagermedarbejder, lang sigt", "1. okt. 2026", "1", "0", "1", "0"),
    )
    assert [row[2] for row in rows_of(under("Ønsker", paper))] == [
        "Ikke besvaret endnu",
        "Nej fra Karen Lund: Til januar.",
    ]


def test_what_is_required_is_told_in_full_as_it_holds_now() -> None:
    before = {"id": "r-0", "since": "2026-10-01", "number": 9}
    coming = {"id": "r-2", "since": "2026-12-01", "number": 1}
    paper = printed(
        requirement=[
            before,
            {"since": "2026-11-16", "channels": ["posted", "network"], "geography": "60 km", "uploads": 1},
            coming,
        ],
        joblog=[{}],
    )
    asked = next(part for part in under("Krav til jobsøgning", paper).parts if isinstance(part, Facts))
    assert asked.pairs == (
        ("Antal", "2 om ugen"),
        ("Måder, der tæller", "Opslået stilling, Netværk"),
        ("Område", "60 km"),
        ("Vedhæftede ansøgninger", "1 om måneden"),
        ("Gælder", "fra 16. nov. 2026 til og med 30. nov. 2026"),
        ("Sat af", "Karen Lund, 28. sep. 2026"),
        ("Denne uge", "1 af 2 er skrevet ind"),
    )


def test_a_period_that_asks_for_nothing_yet_is_not_counted() -> None:
    required = under("Krav til jobsøgning", printed(requirement=[{"since": "2026-11-22", "period": "month"}]))
    assert "fra 22. nov. 2026" in str(required)
    assert "0 af 0" not in str(required)


def test_meetings_are_told_by_what_became_of_them() -> None:
    states = ("held", "missed", "cancelled", "booked", "booked")
    meetings = [
        {"id": f"m-{number}", "state": state, "starts_at": f"2026-11-{number + 20}T09:00:00Z"}
        for number, state in enumerate(states)
    ]
    stops: list[Example] = [
        {
            "ref": "A.5",
            "title": "",
            "plain": "Hvad nu?",
            "prepare": [],
            "after": "",
            "held_by": "jobcentre",
            "joint": "never",
        }
        | {"opens_on": opens, "closes_on": closes}
        for opens, closes in (("2026-12-01", "2026-12-15"), ("", ""))
    ]
    paper = printed(course=[{"line": stops}], meeting=meetings)
    assert [when for _, when in rows_of(under("Forløbet", paper))] == [
        "Holdt 20. nov. 2026", "Kom ikke til mødet 21. nov. 2026", "Aflyst 22. nov. 2026",
        "Var 23. nov. 2026, ikke skrevet ind endnu", "Aftalt 24. nov. 2026", "Ca. uge 50", "Når I aftaler det",
    ]  # fmt: skip


def test_a_plan_with_nothing_in_it_says_so() -> None:
    paper = printed()
    told = [part.text for section in paper.sections for part in section.parts if isinstance(part, Text)]
    assert told == [
        "Der er ikke aftalt noget endnu.", "Der er ikke skrevet mål endnu.", "Der er ikke aftalt et krav.",
        "Ingen ønsker endnu.", "Forløbet er ikke begyndt endnu.",
    ]  # fmt: skip
    about = next(part for part in paper.lead if isinstance(part, Facts))
    assert about.pairs == (("Navn", "Anne Holm"),)
