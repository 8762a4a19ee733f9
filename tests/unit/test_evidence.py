"""What the log shows on a day, in plain sentences: counted right, and never more than is there."""

from backend.domain.evidence import evidence
from tests.support.shared_examples import Example, record_of

TODAY = "2026-11-23"


def shown(**rows: list[Example]) -> tuple[str, ...]:
    return evidence(record_of(rows), today=TODAY)


def test_before_anything_is_agreed_nothing_is_held_against_anybody() -> None:
    assert shown() == (
        "Ingen aftaler skulle være færdige endnu.",
        "Ingen hjemmeopgaver skulle være færdige endnu.",
        "Ingen konkrete job er givet endnu.",
        "0 ansøgninger i joblog de seneste 4 uger: 0 om ugen.",
        "Der er ikke søgt job endnu.",
    )


def test_what_was_to_be_done_before_today_counts_as_not_followed_up_and_is_named() -> None:
    late = {"by": "2026-11-22", "what": "Ring til Mette"}
    agreements = shown(
        agreement=[
            {"id": "today", "by": TODAY},
            {"id": "open", "by": ""},
            {"id": "theirs", "who": "jobcentre", "by": "2026-11-01"},
            {"id": "done", "by": "2026-11-01", "done_at": "2026-11-01T10:00:00Z"},
            {"id": "late", **late},
        ]
    )[0]
    assert agreements == "1 af 2 aftaler, der skulle være færdige, er ikke fulgt op: Ring til Mette."
    homework = shown(assignment=[{"id": f"a-{n}", "title": f"Opgave {n}", "due": "2026-11-20"} for n in range(5)])[1]
    assert homework == (
        "5 af 5 hjemmeopgaver, der skulle være færdige, er ikke fulgt op: Opgave 0; Opgave 1; Opgave 2 og 2 til."
    )
    kept = shown(assignment=[{"due": "2026-11-20", "done_at": "2026-11-19T10:00:00Z"}])[1]
    assert kept == "Alle hjemmeopgaver, der skulle være færdige, er fulgt op."


def test_jobs_are_those_given_and_not_taken_back() -> None:
    jobs = shown(
        job=[
            {"id": "applied"},
            {"id": "late", "apply_by": "2026-11-22"},
            {"id": "today", "apply_by": TODAY},
            {"id": "aside", "state": "not-relevant", "reason": "For langt væk"},
            {"id": "back", "state": "withdrawn"},
        ],
        joblog=[{"job": "applied"}],
    )[2]
    assert jobs == ("1 af 4 givne job er søgt, 1 er meldt ikke relevant med en grund, 1 skulle være søgt inden i dag.")
    several = shown(job=[{"id": f"j-{n}", "state": "not-relevant", "reason": "For langt væk"} for n in range(2)])[2]
    assert several == "0 af 2 givne job er søgt, 2 er meldt ikke relevante med en grund."


def test_applications_a_week_are_those_of_28_days_today_among_them() -> None:
    def a_week(*days: str) -> str:
        return shown(joblog=[{"id": f"e-{n}", "applied_on": day} for n, day in enumerate(days)])[3]

    assert a_week("2026-11-23", "2026-10-27", "2026-10-26") == "2 ansøgninger i joblog de seneste 4 uger: 0,5 om ugen."
    assert a_week("2026-11-01") == "1 ansøgning i joblog de seneste 4 uger: 0,3 om ugen."
    assert a_week(*["2026-11-02"] * 8) == "8 ansøgninger i joblog de seneste 4 uger: 2 om ugen."


def test_when_somebody_last_searched_is_the_day_of_the_last_application_that_was_sent() -> None:
    def last(*days: str) -> str:
        return shown(joblog=[{"id": f"e-{n}", "applied_on": day} for n, day in enumerate(days)])[4]

    assert last("2026-11-23", "2026-11-01") == "Sidst søgt job i dag."
    assert last("2026-11-22") == "Sidst søgt job i går."
    assert last("2026-10-24", "2026-11-24") == "Sidst søgt job for 30 dage siden.", "tomorrow's is not sent yet"
    planned = {"steps": [{"status": "planned", "on": "2026-11-22"}], "made_at": "2026-11-22T10:00:00Z"}
    assert shown(joblog=[planned])[4] == "Der er ikke søgt job endnu."
