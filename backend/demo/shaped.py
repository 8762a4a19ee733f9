"""How some invented courses were shaped: what their citizens wished, where they were placed, what was decided."""

from dataclasses import dataclass
from random import Random

from msgspec import structs

from backend.demo import words
from backend.domain.assignment import Assignment
from backend.domain.course import Course
from backend.domain.dates import plus
from backend.domain.decision import Decision
from backend.domain.doubt import Question, questions
from backend.domain.evidence import evidence
from backend.domain.ids import RANDOM_BYTES, new_id
from backend.domain.job import Job
from backend.domain.joblog import Entry
from backend.domain.meeting import DAY, MINUTE, Meeting
from backend.domain.placement import Placement
from backend.domain.placement import State as PlacementState
from backend.domain.programme import Programme
from backend.domain.record import Record
from backend.domain.time import local_date
from backend.domain.wish import Wish, Wished, wish
from backend.domain.working_day import working_day_from

FIRST = 13
"""The citizens before it are those whom stories tell about: nobody has shaped their courses yet."""
SETTLED = 7 * DAY
"""What was decided this long ago is news to nobody."""

Shape = Wish | Placement | Decision


@dataclass(frozen=True, kw_only=True)
class Shaping:
    """One citizen's, by chance of its own; `rows` is the record so far, `now` an instant."""

    programme: Programme
    rows: tuple[object, ...]
    now: int
    random: Random

    def of(self, number: int) -> list[Shape]:
        """What there is for the citizen with that number in the town."""
        held = sorted(
            (each for each in self.rows if isinstance(each, Meeting) and each.state == "held"),
            key=lambda each: each.starts_at,
        )
        if number < FIRST or not held:
            return []
        return [
            *self._wishes(number, held[-1]),
            *([self._placement(number, held[-1])] if number % 5 in {0, 4} else []),
            *(self._decision(held) if number % 3 == 0 else []),
        ]

    def _wishes(self, number: int, meeting: Meeting) -> list[Wish]:
        """Of every sixth an answered one, and of another sixth one that waits."""
        if number % 6 not in {2, 3}:
            return []
        asked, answer, text = words.WISHES[number % len(words.WISHES)]
        made_at = min(meeting.starts_at + 2 * DAY, self.now - SETTLED)
        wished = Wished(kind="topic", text=asked, link="", day="")
        made = wish(wished, id=self._id(made_at), meeting="", made_at=made_at, received_at=made_at)
        if number % 6 == 3:
            return [made]
        return [
            structs.replace(
                made, answer=answer, answer_text=text, answered_by=meeting.held_by, answered_at=made_at + DAY
            )
        ]

    def _placement(self, number: int, meeting: Meeting) -> Placement:
        today, planned_at = local_date(self.now), meeting.starts_at + 40 * MINUTE
        states: tuple[PlacementState, ...] = ("planned", "started", "ended")
        since = working_day_from(plus(local_date(planned_at), 1))
        # Who began the other day is not done yet.
        is_new = since > plus(today, -14)
        state = "started" if is_new and number % 3 == 2 else states[number % 3]
        kind, place, goals, gave = words.PLACEMENTS[number // 5 % len(words.PLACEMENTS)]
        return Placement(
            id=self._id(planned_at),
            version=0,
            kind=kind,
            place=place,
            goals=goals,
            starts_on=working_day_from(plus(today, 10)) if state == "planned" else since,
            ends_on=plus(today, -3) if state == "ended" else working_day_from(plus(today, 10 + 28)),
            follow_up_on="" if state == "ended" else plus(today, 21 + self.random.randrange(14)),
            state=state,
            gave=gave if state == "ended" else "",
            led_to="experience" if state == "ended" else "",
            planned_by=meeting.held_by,
            planned_at=planned_at,
        )

    def _decision(self, held: list[Meeting]) -> list[Decision]:
        """After the last meeting that is some time ago, on something that it asks or that any meeting may ask."""
        settled = [each for each in held if each.starts_at < self.now - SETTLED]
        titles = {"", *(each.title for each in settled)}
        asked = [each for each in questions(self.programme) if each.meeting in titles]
        if not settled or not asked:
            return []
        return [self._decided(self.random.choice(asked), settled[-1])]

    def _decided(self, asked: Question, meeting: Meeting) -> Decision:
        decided_at = meeting.starts_at + 50 * MINUTE
        outcome, reason, answer = self.random.choice(words.DECIDED)
        answered_at = decided_at + DAY if answer else 0
        return Decision(
            id=self._id(decided_at),
            version=0,
            rule_ref=asked.ref,
            about=asked.about,
            rule=asked.rule,
            facts=evidence(self._record(decided_at), today=local_date(decided_at)),
            outcome=outcome,
            reason=reason,
            decided_by=meeting.held_by,
            decided_at=decided_at,
            follow_up_on=plus(local_date(decided_at), 28) if outcome == "watch" else "",
            answer=answer,
            answered_at=answered_at,
            received_at=answered_at,
        )

    def _record(self, at: int) -> Record:
        """What the log could show at that instant."""
        empty: tuple[()] = ()
        return Record(
            course=next((each for each in self.rows if isinstance(each, Course)), None),
            meetings=empty,
            jobs=tuple(each for each in self.rows if isinstance(each, Job) and each.handed_out_at <= at),
            assignments=tuple(each for each in self.rows if isinstance(each, Assignment) and each.given_at <= at),
            entries=tuple(each for each in self.rows if isinstance(each, Entry) and each.made_at <= at),
            attachments=empty,
            agreements=empty,
            wishes=empty,
            decisions=empty,
            placements=empty,
            tracks=empty,
            requirements=empty,
            goals=empty,
            cv=None,
        )

    def _id(self, at: int) -> str:
        return new_id(at, self.random.randbytes(RANDOM_BYTES))
