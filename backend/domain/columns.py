"""What the columns of a joblog in a spreadsheet are called, and what is written in them.

The first name of each is the one that is written; all of them are read, in capitals or not.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from backend.domain.joblog import Channel, Kind
from backend.domain.step import LABELS, Status
from backend.domain.text import WHITE

Names = tuple[str, ...]
MeaningT = TypeVar("MeaningT", bound=str)

COLUMNS: Final[Mapping[str, Names]] = {
    "title": ("Stilling", "Titel", "Stillingsbetegnelse", "Jobtitel", "Job", "Title", "Job title", "Position", "Role"),
    "employer": ("Arbejdsgiver", "Virksomhed", "Firma", "Arbejdsplads", "Employer", "Company", "Organisation"),
    "cvr": ("CVR", "CVR-nummer", "CVR-nr"),
    "place": ("Sted", "By", "Adresse", "Arbejdssted", "Location", "Place", "City"),
    "applied_on": ("Dato", "Søgt", "Søgt den", "Ansøgt", "Dato for ansøgning", "Ansøgningsdato", "Date", "Applied on"),
    "channel": ("Hvordan", "Hvordan søgt", "Måde", "Ansøgningsform", "Kanal", "How", "Channel", "Method"),
    "found": ("Fundet", "Fundet via", "Kilde", "Found", "Source"),
    "status": ("Status", "Resultat", "State", "Result"),
    "answered_on": ("Svardato", "Dato for svar", "Svar den", "Statusdato", "Answered on"),
    "steps": ("Forløb", "Trin", "Steps"),
    "kind": ("Slags job", "Ansættelse", "Ansættelsesform", "Type", "Kind", "Employment"),
    "hours": ("Timer", "Timer om ugen", "Ugentlige timer", "Hours"),
    "deadline": ("Frist", "Ansøgningsfrist", "Deadline"),
    "goal": ("Mål", "Jobmål", "Goal"),
    "link": ("Link", "Link til opslaget", "Jobopslag", "Opslag", "URL", "Webadresse"),
    "contact": ("Kontaktperson", "Kontakt", "Contact", "Contact person"),
    "note": ("Note", "Noter", "Bemærkning", "Bemærkninger", "Kommentar", "Notes", "Comment"),
    "private_note": ("Til dig selv", "Privat note", "Private note"),
    "on_jobnet": ("På Jobnet", "Jobnet", "Skrevet på Jobnet"),
    "archived": ("Arkiveret", "Archived"),
}

CHANNELS: Final[Mapping[Channel, Names]] = {
    "posted": ("Opslået stilling", "Opslået", "Opslag", "Jobopslag", "Annonce", "Online", "Posted", "Advertised"),
    "unsolicited": ("Uopfordret", "Uopfordret ansøgning", "Unsolicited"),
    "network": ("Netværk", "Mit netværk", "Network"),
    "personal": ("Personligt fremmøde", "Personligt", "Fremmøde", "Personlig henvendelse", "In person", "Personal"),
    "telephone": ("Telefon", "Telefonisk", "Opkald", "Phone", "Telephone"),
    "agency": ("Vikarbureau", "Vikar", "Agency", "Temp agency"),
}

KINDS: Final[Mapping[Kind, Names]] = {
    "full-time": ("Fuldtid", "Fuld tid", "Full time", "Full-time"),
    "part-time": ("Deltid", "Part time", "Part-time"),
    "temporary": ("Vikariat eller tidsbegrænset", "Vikariat", "Tidsbegrænset", "Temporary"),
    "trainee": ("Elev eller lærling", "Elev", "Lærling", "Trainee", "Apprentice"),
}

STATUSES: Final[Mapping[Status, Names]] = {
    "planned": (LABELS["planned"], "Planlagt", "Skal søges", "Ikke søgt", "Planned", "To apply"),
    "applied": (LABELS["applied"], "Ansøgt", "Sendt", "Afventer", "Afventer svar", "Venter", "Applied", "Sent"),
    "interview": (LABELS["interview"], "Jobsamtale", "Til samtale", "Indkaldt til samtale", "Interview"),
    "offer": (LABELS["offer"], "Tilbudt", "Offer"),
    "hired": (LABELS["hired"], "Ansat", "Fået jobbet", "Hired", "Accepted"),
    "rejected": (LABELS["rejected"], "Afvist", "Fået afslag", "Rejected", "Rejection"),
    "no_answer": (LABELS["no_answer"], "Ikke svar", "Ingen svar", "Har ikke hørt", "No answer", "No response"),
    "withdrawn": (LABELS["withdrawn"], "Trukket", "Withdrawn"),
}

GOALS: Final[Mapping[str, Names]] = {letter: (letter, f"Mål {letter}", f"Goal {letter}") for letter in "ABC"}

YES: Final[Names] = ("Ja", "Yes", "Sand", "True", "X", "1")
NO: Final[Names] = ("", "Nej", "No", "Falsk", "False", "0")

_APART = str.maketrans(dict.fromkeys(f"{WHITE}-_.:*()?!/\"'", " "))


def plain(name: str) -> str:
    """The name without what people write differently: capitals, spaces, hyphens, colons."""
    return "".join(name.lower().translate(_APART).split())


def named(names: Mapping[MeaningT, Names]) -> dict[str, MeaningT]:
    """What each name, made plain, stands for."""
    return {plain(name): what for what, called in names.items() for name in called}
