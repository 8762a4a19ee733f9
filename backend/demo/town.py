"""The demo town: jobcentre, a-kasse, three caseworkers, forty citizens, an operator; the same for the same moment."""

from collections.abc import Callable
from random import Random

from msgspec import Struct

from backend.commands.write import Ground
from backend.demo import words
from backend.demo.enclosed import enclosed
from backend.demo.life import Life, Plan, Row
from backend.demo.requirements import agreed
from backend.demo.settle import settle
from backend.demo.shaped import Shape, Shaping
from backend.domain.attachment import Attachment
from backend.domain.dates import plus, plus_months
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.meeting import Meeting
from backend.domain.organisation import Organisation
from backend.domain.people import Person
from backend.domain.programme import Programme
from backend.domain.programmes import load_all
from backend.domain.requirement import Requirement
from backend.domain.time import local_date
from backend.store import people
from backend.store.files import Files
from backend.store.operators import ORGANISATION

SEED = 2026
# Programmes, and ages in every group, in turn: everybody who may come to a caseworker.
LETTERS = "ADBC"
AGES = (27, 40, 55, 34, 47, 24, 61)

# Two people whom a story can count on: five jobs each, none and two of them applied for.
KNOWN = {
    "Anne Holm": Plan(held=1, next_in=8, at="10:00", jobs=5, applied=0, own_entries=3),
    "Bo Krogh": Plan(held=2, next_in=3, at="09:00", jobs=5, applied=2, own_entries=4),
}


class Household(Struct, frozen=True, kw_only=True):
    """One citizen with who follows them and the record they have, rows oldest first."""

    citizen: Person
    caseworker: Person
    akasse_caseworker: Person
    rows: tuple[Row | Requirement | Shape | Attachment, ...]


class Town(Struct, frozen=True, kw_only=True):
    """Everybody and everything; `files` are what attachments hold, by id."""

    organisations: tuple[Organisation, ...]
    caseworkers: tuple[Person, ...]
    households: tuple[Household, ...]
    files: dict[str, bytes]
    operators: tuple[Person, ...] = ()


async def settle_if_empty(ground: Ground, files: Files, *, say: Callable[[str], None]) -> None:
    """Make the town in a data base where nobody lives yet; of several processes that start at once, one does."""
    with ground.db.bound():
        if await people.anyone():
            return
    async with ground.db.schema_change():
        if await people.anyone():
            return
        say("making the demo town")
        now = ground.clock()
        made = town(now=now)
        for name, content in made.files.items():
            await files.keep(name, content)
        await settle(made, now=now)


def town(*, now: int, seed: int = SEED) -> Town:
    """The town as it stands at the instant `now`."""
    random = Random(seed)  # noqa: S311 -- the same town each time, guarding nothing
    shelf = load_all()

    def fresh() -> str:
        return new_id(now, random.randbytes(RANDOM_BYTES))

    jobcentre = Organisation(id=fresh(), kind="jobcentre", name=words.JOBCENTRE)
    akasse = Organisation(id=fresh(), kind="a-kasse", name=words.AKASSE)
    home = {jobcentre.kind: jobcentre.id, akasse.kind: akasse.id}
    karen, mads, sofie = (
        Person(id=fresh(), name=name, role="caseworker", organisation=home[kind]) for name, kind in words.CASEWORKERS
    )
    households: list[Household] = []
    files: dict[str, bytes] = {}
    for number, name in enumerate(words.CITIZENS):
        born_on = _birthday(random, today=local_date(now), age=35 if name in KNOWN else AGES[number % len(AGES)])
        citizen = Person(id=fresh(), name=name, role="citizen", organisation=jobcentre.id, born_on=born_on)
        caseworker = karen if name in KNOWN or number % 2 == 0 else mads
        programme = shelf.programmes["A" if name in KNOWN else LETTERS[number % len(LETTERS)]]
        plan = KNOWN.get(name) or _plan(random, programme, quiet=number % 8)
        track = None if name in KNOWN or number % 3 else shelf.tracks.tracks[number // 3 % len(shelf.tracks.tracks)]
        life = Life(citizen, caseworker, programme, plan, now=now, random=random, rows=[])
        life.tell(organisation=jobcentre.name, akasse=akasse.name, track=track)
        meetings = [row for row in life.rows if isinstance(row, Meeting)]
        # By chance of its own: whatever is agreed, the rest of the town is as it was.
        rows = (*life.rows, *agreed(number, meetings, random=Random(f"{seed}/{name}")))  # noqa: S311 -- likewise
        apart = Random(f"{seed}/{name}/shaped")  # noqa: S311 -- likewise
        shaped = Shaping(programme=programme, rows=rows, now=now, random=apart).of(number)
        own = enclosed(citizen, life.rows, random=Random(f"{seed}/files/{name}"))  # noqa: S311 -- likewise
        files |= {file.id: content for file, content in own}
        everything = (*rows, *shaped, *(file for file, _ in own))
        households.append(Household(citizen=citizen, caseworker=caseworker, akasse_caseworker=sofie, rows=everything))
    running, operator = _operator(now=now, seed=seed)
    return Town(
        organisations=(jobcentre, akasse, running),
        caseworkers=(karen, mads, sofie),
        households=tuple(households),
        files=files,
        operators=(operator,),
    )


def _operator(*, now: int, seed: int) -> tuple[Organisation, Person]:
    """Who runs the deployment, by chance of their own: the rest of the town is as it was."""
    random = Random(f"{seed}/{words.OPERATOR}")  # noqa: S311 -- likewise
    organisation, person = (new_id(now, random.randbytes(RANDOM_BYTES)) for _ in range(2))
    return (
        Organisation(id=organisation, kind="operator", name=ORGANISATION),
        Person(id=person, name=words.OPERATOR, role="operator", organisation=organisation),
    )


def _birthday(random: Random, *, today: str, age: int) -> str:
    return plus(plus_months(today, -12 * age), -random.randrange(1, 300))


def _plan(random: Random, programme: Programme, *, quiet: int) -> Plan:
    held = random.randrange(len(programme.meetings))
    last = programme.meetings[held - 1].jobs if held else None
    jobs = last.count if last else 0
    return Plan(
        held=held,
        next_in=None if random.random() < 0.1 else random.randrange(0, 21),
        at=random.choice(("09:00", "10:00", "10:45", "13:00", "14:15")),
        jobs=jobs,
        applied=random.randrange(jobs + 1),
        own_entries=random.randrange(len(words.OWN)),
        quiet=quiet,
    )
