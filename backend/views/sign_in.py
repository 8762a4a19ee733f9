"""The page where people sign in, and the pages for what went wrong."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from backend.domain.people import Person, Role
from backend.views.shell import Shell

ABOUT: dict[Role, str] = {"caseworker": "Sagsbehandler", "citizen": "Borger", "operator": "Ser tal, ingen borgere"}


class PersonChoice(Struct, frozen=True, kw_only=True):
    """One person of the demo town, as a button; `about` tells who they are in a few words."""

    id: str
    name: str
    about: str


class SignInPage(Struct, frozen=True, kw_only=True):
    """`demo`: names as buttons; otherwise the page says that sign-in is not set up.

    `shared` is what another app shared and waits for it, as (name, text).
    """

    shell: Shell
    demo: bool
    caseworkers: tuple[PersonChoice, ...]
    citizens: tuple[PersonChoice, ...]
    operators: tuple[PersonChoice, ...]
    shared: tuple[tuple[str, str], ...] = ()


class ErrorPage(Struct, frozen=True, kw_only=True):
    """A clear sentence instead of a page. `kept` lists what was typed, as (label, text), so that nothing is lost.

    `stays`: it answers something sent, and cannot be asked for at its address.
    """

    shell: Shell
    status: int
    heading: str
    sentence: str
    kept: tuple[tuple[str, str], ...] = ()
    back: str = "/"
    stays: bool = False


def sign_in_page(shell: Shell, *, demo: bool, people: Sequence[Person], shared: Mapping[str, str]) -> SignInPage:
    """The people of the demo town, in the order they are given."""
    return SignInPage(
        shell=shell,
        demo=demo,
        caseworkers=tuple(_choice(person) for person in people if person.role == "caseworker"),
        citizens=tuple(_choice(person) for person in people if person.role == "citizen"),
        operators=tuple(_choice(person) for person in people if person.role == "operator"),
        shared=tuple(shared.items()),
    )


def _choice(person: Person) -> PersonChoice:
    return PersonChoice(id=person.id, name=person.name, about=ABOUT[person.role])
