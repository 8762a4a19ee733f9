"""An invented joblog: applications with what became of them, and what somebody wants to apply for."""

from dataclasses import dataclass
from random import Random

from msgspec import structs

from backend.demo import words
from backend.domain.dates import plus
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.job import Job
from backend.domain.joblog import CHANNELS, Application, Entry, entry, stepped
from backend.domain.meeting import MINUTE
from backend.domain.step import Step
from backend.domain.time import instant


@dataclass(frozen=True, kw_only=True)
class Joblog:
    """Writes the entries of one life as it is on the date `today`."""

    random: Random
    today: str

    def answering(self, job: Job, *, day: str) -> Entry:
        """The application for a handed-out job, sent on the date `day`."""
        return self._applied(job.title, job.employer, job.place, day=day, job=job.id)

    def own(self, count: int, *, quiet: int) -> list[Entry]:
        """So many of somebody's own, newest first after so many quiet days, and for most one that is planned."""
        found = self.random.sample(words.OWN, count)
        entries = [self._applied(*each, day=plus(self.today, -quiet - number)) for number, each in enumerate(found)]
        return [*entries, self._planned()] if self.random.random() < 0.7 else entries

    def _applied(self, title: str, employer: str, place: str, *, day: str, job: str = "") -> Entry:
        choice = self.random.choice
        written = Application(
            title=title,
            employer=employer,
            place=place,
            contact=choice(words.CONTACTS),
            found="" if job else choice(("", *CHANNELS)),
            channel="posted" if job else choice(CHANNELS),
            kind=choice(("", "", "full-time", "part-time", "temporary")),
            hours=choice(("", "", "37", "37", "30")),
            goal=choice(("", "A", "A", "B", "C")),
            applied_on=day,
            note=choice(words.NOTES),
            private_note=choice(words.PRIVATE),
        )
        return self._what_became(self._entry(written, day=day, job=job))

    def _planned(self) -> Entry:
        title, employer, place, days = self.random.choice(words.PLANNED)
        written = Application(
            title=title,
            employer=employer,
            place=place,
            found="posted",
            channel="posted",
            deadline=plus(self.today, days),
            goal="A",
        )
        day = plus(self.today, -1)
        return self._entry(written, day=day, job="", planned_on=day)

    def _what_became(self, made: Entry) -> Entry:
        ways = [Step(status=status, on=plus(made.applied_on, days)) for status, days in self.random.choice(words.WAYS)]
        latest = stepped(made, (*made.steps, *(step for step in ways if step.on <= self.today)))
        copied = self.random.random() < 0.6
        # The note was drawn before it was known what became of it.
        note = "" if latest.note == words.TURNED_DOWN and latest.status != "rejected" else latest.note
        return structs.replace(latest, note=note, on_jobnet=made.applied_on if copied else latest.on_jobnet)

    def _entry(self, written: Application, *, day: str, job: str, planned_on: str = "") -> Entry:
        made_at = instant(f"{day}T{self.random.randrange(9, 21):02}:{self.random.randrange(60):02}")
        return entry(
            written,
            id=new_id(made_at, self.random.randbytes(RANDOM_BYTES)),
            job=job,
            made_at=made_at,
            received_at=made_at + 2 * MINUTE,
            planned_on=planned_on,
        )
