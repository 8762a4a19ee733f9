"""Whether an exchange gets dearer with the number of citizens: the same phones among 1,000, 10,000 and 100,000 records.

What counts is the processor time of the web process and of PostgreSQL together, which a busy machine changes least.
"""

from contextlib import ExitStack
from statistics import median

from tests.bench.deployment import WithDatabase
from tests.bench.exchanges import NAMES, SECONDS, Crowd, crowded
from tests.bench.report import Row
from tests.bench.runner import Runner, take_turns
from tests.bench.visitor import Wish
from tests.support.databases import Databases

FEW, *MORE = (1_000, 10_000, 100_000)
MOST = 1.15


def measured(databases: Databases) -> list[Row]:
    """A row for each kind of exchange and number of citizens."""
    with ExitStack() as stack:
        crowds = {
            citizens: stack.enter_context(crowded("postgres", databases, citizens=citizens))
            for citizens in (FEW, *MORE)
        }
        runners = {
            (wish, citizens): _runner(crowd, wish, postgres=databases.postgres_process)
            for wish in NAMES
            for citizens, crowd in crowds.items()
        }
        with databases.durable():
            take_turns(list(runners.values()))
        return [
            _row(wish, citizens, few=runners[wish, FEW], more=runners[wish, citizens])
            for wish in NAMES
            for citizens in MORE
        ]


def _runner(crowd: Crowd, wish: Wish, *, postgres: int) -> Runner:
    phones = crowd.guests.phones(crowd.address, wish)
    return Runner(crowd.address, WithDatabase(crowd.process, postgres), phones, SECONDS)


def _row(wish: Wish, citizens: int, *, few: Runner, more: Runner) -> Row:
    dearer = tuple(one / other for one, other in zip(few.per_cpu_second, more.per_cpu_second, strict=True))
    return Row(
        name=f"{NAMES[wish]}, {citizens:,} records",
        value=median(dearer),
        unit="x",
        limit=MOST,
        runs=dearer,
        note=f"as dear as with {FEW:,}; {median(more.per_second):.0f}/s, {median(few.per_second):.0f}/s with {FEW:,}",
    )
