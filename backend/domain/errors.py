"""What can be wrong with a wish to change something, each with the sentence a person reads."""


class DomainError(Exception):
    """A wish that is not granted. `code` is for machines, `reason` is one plain Danish sentence."""

    code = "refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Invalid(DomainError):
    """Input that cannot be kept as it is; `fields` holds a sentence for each field at fault."""

    code = "invalid"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class NotFound(DomainError):
    """Nothing of that id in the record."""

    code = "not-found"

    def __init__(self, reason: str = "Det findes ikke længere.") -> None:
        super().__init__(reason)


class NoRecord(NotFound):
    """There is no such citizen, or no record of theirs any more."""

    def __init__(self) -> None:
        super().__init__("Borgeren findes ikke.")


class Forbidden(DomainError):
    """It exists, or might, but is not this person's to see or change."""

    code = "forbidden"

    def __init__(self, reason: str = "Det har du ikke adgang til.") -> None:
        super().__init__(reason)


class Withdrawn(DomainError):
    """The job was taken back by a caseworker before the change arrived."""

    code = "withdrawn"


class Answered(DomainError):
    """The wish was answered before the change arrived."""

    code = "answered"


class NotNext(DomainError):
    """The application has taken another step before the change arrived, and this one cannot follow it."""

    code = "not-next"


class NotOpen(DomainError):
    """The meeting was held, cancelled or missed before the change arrived."""

    code = "not-open"


class Moved(DomainError):
    """The meeting was moved before the change, which is about when or where it was to be, arrived."""

    code = "moved"


class Ended(DomainError):
    """The goal was moved or ended before the change arrived."""

    code = "ended"


class TooEarly(DomainError):
    """The meeting has not begun yet: nobody can have stayed away from it, nor can it have been held."""

    code = "too-early"


class Unusual(Invalid):
    """A meeting at a time that is seldom meant; a caseworker who has read what is remarked may go on."""

    code = "unusual"


class JointMeetingNeeded(Invalid):
    """The programme wants the other authority there, and this is the last meeting at which it can be."""

    code = "joint-meeting-needed"


class AlreadyEnclosed(Invalid):
    """The entry has that very file, sent under another id."""

    code = "already-enclosed"


class AlreadyApplied(DomainError):
    """The job has its joblog entry already."""

    code = "already-applied"

    def __init__(self) -> None:
        super().__init__("Jobbet står allerede i din joblog.")
