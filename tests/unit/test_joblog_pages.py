"""A long joblog is opened at the page where an entry stands."""

from msgspec import structs

from backend.domain.search import EVERYTHING
from backend.views.joblog import PAGE, At, listed
from tests.support.applications import entry
from tests.support.shared_examples import record_of

TODAY = "2026-11-25"


def test_each_entry_is_on_the_page_that_is_opened_for_it() -> None:
    entries = tuple(entry(id=f"e-{number:03}", applied_on="2026-11-20") for number in range(2 * PAGE + 1))
    record = structs.replace(record_of({}), entries=entries)
    for each in entries:
        page = listed(record, EVERYTHING, At(entry=each.id), today=TODAY)
        assert each.id in {card.id for week in page.weeks for card in week.entries}
