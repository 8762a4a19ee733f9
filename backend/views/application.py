"""What is said of an application in more than one form: when and how it was made."""

from backend.views.form import Field, Filled

CHANNEL_LABELS: dict[str, str] = {
    "posted": "Opslået stilling",
    "unsolicited": "Uopfordret",
    "network": "Netværk",
    "personal": "Personligt fremmøde",
    "telephone": "Telefon",
    "agency": "Vikarbureau",
}
KIND_LABELS = {
    "full-time": "Fuldtid",
    "part-time": "Deltid",
    "temporary": "Vikariat eller tidsbegrænset",
    "trainee": "Elev eller lærling",
}
GOAL_LABELS = {"A": "Mål A", "B": "Mål B", "C": "Mål C"}


def when_field(filled: Filled, applied_on: str) -> Field:
    """The date of the application."""
    return filled.field("applied_on", "Hvornår søgte du?", kind="date", value=applied_on, required=True)


def channel_field(filled: Filled, channel: str, *, planned: bool = False) -> Field:
    """How it was made, or is to be."""
    label = "Hvordan vil du søge?" if planned else "Hvordan søgte du?"
    return filled.field("channel", label, kind="select", value=channel, required=True, choices=CHANNEL_LABELS)


def note_field(filled: Filled, note: str) -> Field:
    """The note that the caseworker reads too."""
    return filled.field("note", "Note", kind="textarea", value=note, hint="Din sagsbehandler kan læse den.")


def how_fields(filled: Filled, *, applied_on: str, channel: str, note: str) -> tuple[Field, ...]:
    """All three, for a handed-out job."""
    return when_field(filled, applied_on), channel_field(filled, channel), note_field(filled, note)
