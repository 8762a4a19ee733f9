"""What stood where somebody wrote, newer than what they saw when they began: theirs stays, and this is told to them."""

from collections.abc import Iterable, Mapping

from backend.views.form import Field

NOTHING = "ingenting"


def overwrote_sentence(form: Iterable[Field], texts: Mapping[str, str]) -> str:
    """`texts` of what was overwritten by their fields' names, in the words of the form they were written in."""
    stood = "; ".join(f"{field.label}: {_words(field, texts[field.name])}" for field in form if field.name in texts)
    return f"Det er gemt. Men det var rettet et andet sted imens. Der stod: {stood}"


def _words(field: Field, text: str) -> str:
    said = next((option.label for option in field.options if option.value == text), text)
    return f"«{said}»" if said else NOTHING
