"""What a transaction has written is told once for each row, as it stands at the end of it."""

from backend.domain.wish import Wish
from backend.store.kinds import BY_STRUCT
from backend.store.news import News
from sync.server.messages import Tombstone

WISH = BY_STRUCT[Wish]


def put(news: News, wish: str, *, version: int, text: str) -> None:
    row = Wish(
        id=wish,
        version=version,
        kind="topic",
        meeting="",
        text=text,
        link="",
        day="",
        made_at=1,
        received_at=2,
        answer="",
        answer_text="",
        answered_by="",
        answered_at=0,
    )
    news.put(WISH, row, row_id=wish, version=version)


def texts(news: News, *, after: int, upto: int) -> list[str]:
    rows = news.rows(after=after, upto=upto)
    return [str(row) for columns in rows.values() for row in columns.v[list(columns.k).index("text")]]


def test_a_row_that_is_written_twice_is_told_as_it_was_last() -> None:
    news = News(7)
    put(news, "one", version=8, text="first")
    put(news, "one", version=9, text="second")
    assert texts(news, after=7, upto=9) == ["second"]
    assert news.deleted(settled=7, upto=9) == {}


def test_a_row_that_is_written_and_deleted_is_gone() -> None:
    news = News(7)
    put(news, "one", version=8, text="first")
    news.remove(WISH, "one", version=9)
    assert news.rows(after=7, upto=9) == {}
    assert news.deleted(settled=7, upto=9) == {"wish": [Tombstone(id="one", version=9)]}


def test_only_what_lies_between_two_versions_is_told() -> None:
    news = News(7)
    for version, name in ((8, "one"), (9, "two"), (10, "three")):
        put(news, name, version=version, text=name)
    news.remove(WISH, "four", version=11)
    assert texts(news, after=8, upto=9) == ["two"]
    assert news.deleted(settled=7, upto=10) == {}
    assert news.deleted(settled=11, upto=11) == {}


def test_a_copy_does_not_change_with_what_is_written_later() -> None:
    news = News(7)
    put(news, "one", version=8, text="first")
    before = news.copy()
    put(news, "two", version=9, text="later")
    news.remove(WISH, "one", version=10)
    assert texts(before, after=7, upto=10) == ["first"]
    assert before.deleted(settled=7, upto=10) == {}
