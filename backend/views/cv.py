"""The CV point as it is drawn: each part with the date it was last gone through."""

from msgspec import Struct

from backend.domain.cv import PARTS, Cv, Part, last_seen
from backend.views.form import Field, Filled
from backend.views.status import Status, received

LABELS: dict[Part, str] = {"goals": "Jobmål", "experience": "Erfaring", "education": "Uddannelse"}


class CvPart(Struct, frozen=True, kw_only=True):
    """One part; `on` is the date it was last found in order, or ""."""

    part: Part
    label: str
    on: str


class CvCard(Struct, frozen=True, kw_only=True):
    """The CV. `last` is the latest of the dates, "" before the first."""

    parts: tuple[CvPart, ...]
    last: str
    note: str
    link: str
    status: Status


def cv_card(cv: Cv | None) -> CvCard:
    """The card; nothing is known of a CV that was never gone through."""
    dates = cv.dates if cv else ("", "", "")
    return CvCard(
        parts=tuple(CvPart(part=part, label=LABELS[part], on=on) for part, on in zip(PARTS, dates, strict=True)),
        last=last_seen(cv),
        note=cv.note if cv else "",
        link=cv.link if cv else "",
        status=received(cv.received_at if cv else 0),
    )


def cv_form(filled: Filled, card: CvCard) -> tuple[Field, ...]:
    """The note and the address."""
    return (
        filled.field(
            "note", "Note", kind="textarea", value=card.note, hint="Hvad mangler, eller hvad er du i tvivl om?"
        ),
        filled.field("link", "Link til dit CV", kind="url", value=card.link),
    )
