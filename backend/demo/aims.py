"""Invented job goals, one of them moved on the way, and a CV that was gone through."""

from random import Random

from backend.demo import words
from backend.domain.cv import Cv
from backend.domain.dates import plus
from backend.domain.goal import LETTERS, Goal, begun, ended
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.time import instant


def aims(random: Random, *, since: str, today: str) -> list[Goal | Cv]:
    """The goals of somebody who set them on the date `since`, and how their CV stands."""

    def at(day: str) -> tuple[str, int]:
        made_at = instant(f"{day}T{random.randrange(9, 20):02}:00")
        return new_id(made_at, random.randbytes(RANDOM_BYTES)), made_at

    rows: list[Goal | Cv] = []
    names = random.sample(words.AIMS, len(LETTERS))
    for letter, name in list(zip(LETTERS, names, strict=True))[: random.choice((1, 2, 2, 3))]:
        made, made_at = at(since)
        term = "long" if letter == "A" and random.random() < 0.3 else "short"
        goal = begun(letter, name, term, id=made, since=since, made_at=made_at, received_at=made_at)
        moved_on = plus(since, 14)
        if letter == "A" and moved_on < today and random.random() < 0.4:
            made, made_at = at(moved_on)
            rows.append(ended(goal, moved_on, why=random.choice(words.MOVED)))
            goal = begun(letter, words.BROADER, term, id=made, since=moved_on, made_at=made_at, received_at=made_at)
        rows.append(goal)
    seen, seen_at = at(since)
    return [*rows, _cv(random, seen, on=since, received_at=seen_at)]


def _cv(random: Random, made: str, *, on: str, received_at: int) -> Cv:
    return Cv(
        id=made,
        version=0,
        goals_ok_on=on,
        experience_ok_on=on,
        education_ok_on=random.choice(("", on)),
        note=random.choice(("", "", "Mangler mit truckkort.")),
        link="",
        received_at=received_at,
    )
