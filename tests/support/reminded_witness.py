"""What Anne is told in a simulated year, judged by how things stood at that moment; it reads no plan."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from backend.notify.way import Notice

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
AHEAD = {"meeting-week": 7 * DAY, "meeting-tomorrow": DAY, "meeting-soon": 2 * HOUR}
OF_BOOKED = {*AHEAD, "meeting-booked", "meeting-moved", "prepare", "jobs-open"}
HAVE_TO = {"meeting-booked", "meeting-moved", "meeting-cancelled"}
# As long as a push service that is well again, or a worker, may take to come round to it.
ENOUGH = 45 * MINUTE


class Wrong(BaseException):
    """Anne was told what she should not be, or not told what she should; nothing on the way may take it for its own."""


@dataclass(frozen=True)
class Heard:
    """One message that Anne's phone showed."""

    at: int
    kind: str
    reminder: str
    meeting: str
    starts_at: int


@dataclass
class Witness:
    """`states` and `starts` are the year's own tally of meetings."""

    states: dict[str, str]
    starts: dict[str, int]
    heard: list[Heard] = field(default_factory=list[Heard])
    changed: dict[str, int] = field(default_factory=dict[str, int])
    moved: set[str] = field(default_factory=set[str])
    would_come: dict[str, int] = field(default_factory=dict[str, int])
    applications: set[str] = field(default_factory=set[str])
    homework: dict[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    jobs: dict[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])
    given_at_meetings: set[int] = field(default_factory=set[int])
    off: frozenset[str] = frozenset()
    quiet: tuple[str, str] = ("21:00", "08:00")
    chosen_at: int = 0
    silences: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    allowed: dict[str, int] = field(default_factory=dict[str, int])
    judged: int = 0

    def changes(self, meeting: str, *, at: int, stood: int = 0) -> None:
        """The meeting was booked, moved (from when it `stood`) or called off."""
        self.changed[meeting] = at
        if stood:
            self.moved.add(meeting)
            earlier = self.would_come.get(meeting, 0)
            self.would_come[meeting] = min(stood, earlier) if earlier > at else stood

    def chosen(self, *, off: frozenset[str], quiet: tuple[str, str], at: int) -> None:
        """What Anne wants from now on."""
        self.off, self.quiet, self.chosen_at = off, quiet, at

    def silent(self, since: int, until: int) -> None:
        """Nothing can reach her in that time."""
        self.silences.append((since, until))

    def forgives(self, at: int) -> None:
        """A worker was killed before it noted what it sent: that may come once more, and is counted."""
        for each in self.heard:
            if each.at == at:
                self.allowed[each.reminder] = self.allowed.get(each.reminder, 1) + 1

    def hears(self, notice: Notice, *, at: int) -> None:
        """A message is shown."""
        reminder = notice.reminder
        meeting = notice.meeting.id if notice.meeting else ""
        heard = Heard(at, notice.kind, reminder, meeting, notice.meeting.starts_at if notice.meeting else 0)
        for fault in self._faults(heard):
            raise Wrong(f"{fault}: {heard.kind} at {self._clock(at)} about {reminder}")
        self.heard.append(heard)

    def judges(self, meeting: str) -> None:
        """The meeting's time has come: was Anne told of it?"""
        start, changed = self.starts[meeting], self.changed.get(meeting, 0)
        if self.chosen_at > changed or changed >= start:
            return
        self.judged += 1
        about = [each for each in self.heard if each.meeting == meeting and changed <= each.at < start]
        if self.states[meeting] == "cancelled":
            self._must_have(about, {"meeting-cancelled"}, changed, start, what="cancelled")
        elif self.states[meeting] == "booked":
            current = [each for each in about if each.starts_at == start]
            self._must_have_been_told(meeting, current)

    def _must_have_been_told(self, meeting: str, heard: list[Heard]) -> None:
        start, changed = self.starts[meeting], self.changed[meeting]
        word = "meeting-moved" if meeting in self.moved else "meeting-booked"
        wanted = [kind for kind in (word, *AHEAD) if kind not in self.off]
        # In the nights when the clocks are moved a day before is an hour more or less.
        ahead = [at for kind in wanted if kind in AHEAD and (at := start - AHEAD[kind] + HOUR) > changed + 2 * HOUR]
        if wanted:
            # Whoever does not want to hear that it is booked can be told as late as with the first that lies ahead.
            since = changed if word in wanted or not ahead else ahead[0]
            self._must_have(heard, set(wanted), since, start, what="a meeting")
        for kind in ("meeting-tomorrow", "meeting-soon"):
            # What is said two hours before takes the place of what is said a day before.
            instead = {kind, "meeting-soon"}
            if kind not in self.off and start - AHEAD[kind] - HOUR > changed + 15 * HOUR:
                self._must_have(heard, instead, start - AHEAD[kind], start, what=kind)

    def _must_have(self, heard: list[Heard], kinds: set[str], since: int, until: int, *, what: str) -> None:
        wanted = kinds - self.off
        if wanted and not any(each.kind in wanted for each in heard) and self._could(since, until):
            raise Wrong(f"none: of {what} between {self._clock(since)} and {self._clock(until)}")

    def _could(self, since: int, until: int) -> bool:
        """Whether there was time enough, outside quiet hours and with everything in order, to tell her."""
        free = 0
        for at in range(since, until, 5 * MINUTE):
            silent = any(first <= at < last for first, last in self.silences)
            free = 0 if silent or self._is_quiet(at) else free + 5 * MINUTE
            if free >= ENOUGH:
                return True
        return False

    def _faults(self, heard: Heard) -> list[str]:
        faults = [*self._of_meeting(heard), *self._of_work(heard)]
        if heard.kind in self.off:
            faults.append("switched off")
        if self._is_quiet(heard.at) and not self._has_to(heard):
            faults.append("in quiet hours")
        earlier = sum(each.reminder == heard.reminder for each in self.heard)
        if earlier >= self.allowed.get(heard.reminder, 1):
            faults.append("twice")
        return faults

    def _of_meeting(self, heard: Heard) -> list[str]:
        state, start = self.states.get(heard.meeting), self.starts.get(heard.meeting, 0)
        if heard.kind in OF_BOOKED | {"meeting-cancelled"} and heard.at >= heard.starts_at:
            return ["late"]
        if heard.kind in OF_BOOKED and (state != "booked" or heard.starts_at != start):
            return ["of something gone"]
        if heard.kind == "meeting-cancelled" and state != "cancelled":
            return ["cancelled, and it is not"]
        return []

    def _of_work(self, heard: Heard) -> list[str]:
        key, today = heard.reminder.rsplit("/", 1)[-1], self._clock(heard.at)[:10]
        match heard.kind:
            case "job-deadline":
                left = [deadline for _, deadline in self.jobs.values() if deadline == key]
                return (["of something gone"] if not left else []) + (["late"] if today > key else [])
            case "homework-due":
                left = [due for _, due in self.homework.values() if due == key]
                return (["of something gone"] if not left else []) + (["late"] if today > key else [])
            case "given":
                left = [given for given, _ in (*self.jobs.values(), *self.homework.values()) if given == int(key)]
                return ["of something gone"] if not left and int(key) not in self.given_at_meetings else []
            case "joblog-quiet":
                monday = dt.date.fromisoformat(key) - dt.timedelta(days=3)
                searched = any(str(monday) <= day <= today for day in self.applications)
                over = today > str(monday + dt.timedelta(days=6))
                return (["of something gone"] if searched else []) + (["late"] if over else [])
            case _:
                return []

    def _has_to(self, heard: Heard) -> bool:
        """Whether somebody has to hear it before there is another time to say it."""
        if not heard.meeting:
            return False
        would_come = self.would_come.get(heard.meeting, 0)
        by = min(would_come, heard.starts_at) if would_come > self.changed[heard.meeting] else heard.starts_at
        by = by if by > heard.at else heard.starts_at
        left = any(not self._is_quiet(at) for at in range(heard.at, by, MINUTE))
        since = self.changed.get(heard.meeting, 0)
        others = [each for each in self.heard if each.meeting == heard.meeting and each.reminder != heard.reminder]
        about = [each.kind for each in others if each.at >= since]
        # What she has switched off since does not count: what is left speaks for the meeting alone.
        news = ((AHEAD.keys() | HAVE_TO) - self.off).isdisjoint(about)
        return (heard.kind in HAVE_TO or (heard.kind in AHEAD and news)) and not left

    def _is_quiet(self, at: int) -> bool:
        clock, (first, last) = self._clock(at)[11:], self.quiet
        return first <= clock < last if first <= last else clock >= first or clock < last

    def _clock(self, at: int) -> str:
        return dt.datetime.fromtimestamp(at / 1000, COPENHAGEN).replace(tzinfo=None).isoformat(timespec="minutes")
