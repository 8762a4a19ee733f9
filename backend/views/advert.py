"""The page where a link to a job is pasted, and what is told of the advert that was read."""

from collections.abc import Mapping

from msgspec import Struct

from backend.views.form import Field, Filled
from backend.views.shell import Shell

NAMES = {"title": "stilling", "employer": "arbejdsgiver", "place": "sted", "deadline": "ansøgningsfrist"}


class AdvertPage(Struct, frozen=True, kw_only=True):
    """The page «Indsæt et link»."""

    shell: Shell
    form: tuple[Field, ...]


def advert_page(
    shell: Shell, *, typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> AdvertPage:
    """The form of one link."""
    filled = Filled(typed, problems)
    hint = "Kopiér det fra adresselinjen i din browser."
    form = (filled.field("link", "Link til opslaget", kind="url", hint=hint, required=True),)
    return AdvertPage(shell=filled.shell(shell, form), form=form)


def told_of(typed: Mapping[str, str], filled: Mapping[str, str]) -> str:
    """What was taken over from the advert into what was `typed`, and what it did not say."""
    new = [label for name, label in NAMES.items() if filled.get(name) and filled[name] != typed.get(name)]
    missing = [label for name, label in NAMES.items() if not filled.get(name)]
    told = f"Skrevet ind fra opslaget: {_listed(new)}." if new else "Der var ikke noget nyt at læse i opslaget."
    if missing:
        told += f" Det her kunne ikke læses: {_listed(missing)}. Skriv det selv, hvis du kender det."
    return told


def _listed(labels: list[str]) -> str:
    *first, last = labels
    return f"{', '.join(first)} og {last}" if first else last
