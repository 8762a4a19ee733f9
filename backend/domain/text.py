"""What may be written in a field: lengths, web addresses, and the sentence when it may not."""

import re
from dataclasses import dataclass, field

TITLE = 200
NOTE = 4000
ADDRESS = 2000

# Languages disagree on what white space is, and the phone must judge as the server does: so it is listed. The last
# three show nothing at all.
WHITE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\u2060\ufeff"
)

# An address is shown as it is kept: nothing in it may turn the order of its letters around, and nobody's name may
# stand before an @ where a host is expected.
_NEVER = rf"{WHITE}\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LABEL = rf"[^\x00-,./:-@\[-^`{{-\x7f{_NEVER}]+"
_PATH = rf"[/?#][^\x00-\x20\x7f{_NEVER}]*"
_WEB = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://(?:{_LABEL}\.)+{_LABEL}\.?(?::[0-9]{{1,5}})?(?:{_PATH})?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


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


def clean(text: str) -> str:
    """`text` with CRLF made LF and zero bytes and outer white space taken off."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip(WHITE)


def written(text: str, *, most: int, required: str = "") -> str | Refused:
    """`text`, cleaned, of at most `most` code points.

    `required` is the sentence for an empty text; "" allows it.
    """
    tidy = clean(text)
    if len(tidy) > most:
        return Refused(tidy, f"Højst {most} tegn; der står {len(tidy)}.")
    if required and not tidy:
        return Refused(tidy, required)
    return tidy


def web_address(text: str) -> str | Refused:
    """An http or https address of a named host, or nothing; an address without a scheme is taken as https."""
    tidy = clean(text)
    if not tidy:
        return ""
    address = tidy if _SCHEME.match(tidy) else f"https://{tidy}"
    if len(address) > ADDRESS:
        return Refused(tidy, f"Højst {ADDRESS} tegn; der står {len(address)}.")
    if _WEB.fullmatch(address) is None:
        return Refused(tidy, "Adressen skal se ud som https://eksempel.dk/job.")
    return address
