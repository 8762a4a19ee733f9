"""The page where people sign in, and the pages for what went wrong."""

from msgspec import Struct

from backend.views.shell import Shell


class PersonChoice(Struct, frozen=True, kw_only=True):
    """One person of the demo town, as a button; `about` tells who they are in a few words."""

    id: str
    name: str
    about: str


class SignInPage(Struct, frozen=True, kw_only=True):
    """`demo`: names as buttons; otherwise the page says that sign-in is not set up."""

    shell: Shell
    demo: bool
    caseworkers: tuple[PersonChoice, ...]
    citizens: tuple[PersonChoice, ...]


class ErrorPage(Struct, frozen=True, kw_only=True):
    """A clear sentence instead of a page. `kept` lists what was typed, as (label, text), so that nothing is lost."""

    shell: Shell
    status: int
    heading: str
    sentence: str
    kept: tuple[tuple[str, str], ...] = ()
    back: str = "/"
