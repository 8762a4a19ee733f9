"""What may be written in a field: lengths, web addresses, and the sentence when it may not."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

TITLE = 200
NOTE = 4000
ADDRESS = 2000


@dataclass(frozen=True)
class Refused:
    """A text that cannot be kept, and why."""

    text: str
    sentence: str


@dataclass
class Problems:
    """Sentences gathered field by field, so that a person hears of all of them at once."""

    fields: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, name: str, sentence: str) -> None:
        """Keep the first sentence of each field."""
        self.fields.setdefault(name, sentence)

    def of(self, name: str, checked: str | Refused) -> str:
        """The text itself; a refused one adds its sentence under `name`."""
        if isinstance(checked, str):
            return checked
        self.add(name, checked.sentence)
        return checked.text

    def __bool__(self) -> bool:
        return bool(self.fields)


def written(text: str, *, most: int, required: str = "") -> str | Refused:
    """`text` with CRLF made LF and outer space taken off; at most `most` characters.

    `required` is the sentence for an empty text; "" allows it.
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if len(tidy) > most:
        return Refused(tidy, f"Højst {most} tegn; der står {len(tidy)}.")
    if required and not tidy:
        return Refused(tidy, required)
    return tidy


def web_address(text: str) -> str | Refused:
    """An http or https address, or nothing; an address without a scheme is taken as https."""
    tidy = written(text, most=ADDRESS)
    if isinstance(tidy, Refused) or not tidy:
        return tidy
    address = tidy if "://" in tidy else f"https://{tidy}"
    try:
        parts = urlsplit(address)
        named = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        named = False
    if not named or any(c.isspace() for c in address):
        return Refused(tidy, "Adressen skal se ud som https://eksempel.dk/job.")
    return address
