"""What whoever holds the next meeting is told of the search since the last: per goal, wherever that stood."""

from backend.domain.programmes import load_all
from backend.views.since import since_last
from tests.support.shared_examples import record_of


def test_an_application_is_told_of_the_goal_that_it_was_for() -> None:
    record = record_of(
        {
            "meeting": [{"id": "m-1"}],
            "goal": [
                {"id": "a-0", "occupation": "Bager", "since": "2026-09-01", "until": "2026-10-01"},
                {"id": "a-1", "occupation": "Kok", "until": "2026-11-01"},
                {"id": "b-1", "letter": "B", "occupation": "Køkkenleder", "since": "2026-11-01", "came_from": "a-1"},
                {"id": "a-2", "occupation": "Tjener", "since": "2026-11-01"},
            ],
            "joblog": [
                {"id": "e-1", "goal": "A", "applied_on": "2026-09-10"},
                {"id": "e-2", "goal": "A", "applied_on": "2026-10-10"},
                {"id": "e-3", "goal": "A", "applied_on": "2026-10-11"},
                {"id": "e-4", "goal": "A", "applied_on": "2026-11-10"},
            ],
        }
    )
    told = since_last(record, record.meetings[0], programme=load_all().programmes["A"], today="2026-11-23").goals
    assert [(goal.letter, goal.occupation, goal.applications) for goal in told] == [
        ("A", "Tjener", 1),
        ("B", "Køkkenleder", 2),
    ]
