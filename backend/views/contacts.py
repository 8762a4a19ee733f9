"""The ways beside push by which a person can be reached, as cards; and the page that a confirming link leads to."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from backend.domain.contact import Contact
from backend.domain.delivery import Way
from backend.domain.time import local
from backend.views.form import Field, FieldKind, Filled
from backend.views.shell import Shell

TITLES: Mapping[Way, str] = {"email": "E-mail", "sms": "SMS", "digital-post": "Digital Post"}
LABELS: Mapping[Way, str] = {"email": "Din e-mailadresse", "sms": "Dit mobilnummer"}
KINDS: Mapping[Way, FieldKind] = {"email": "email", "sms": "tel"}


class ContactCard(Struct, frozen=True, kw_only=True):
    """One way. `address` is confirmed since `since` (local "YYYY-MM-DDTHH:MM"), "" = none.

    `wanted` waits to be confirmed until `expires`, "" = none. `form` is empty for a way that needs no address.
    """

    way: Way
    title: str
    address: str
    since: str
    wanted: str
    expires: str
    form: tuple[Field, ...]


class ContactsPage(Struct, frozen=True, kw_only=True):
    """«Hvor kan du nås?»; `wrong` are the fields at fault, wherever they stand."""

    shell: Shell
    contacts: tuple[ContactCard, ...]
    wrong: tuple[Field, ...]


class ConfirmPage(Struct, frozen=True, kw_only=True):
    """`token` stands in the form's address; "" once it `is_done`."""

    shell: Shell
    token: str
    address: str
    is_done: bool


def contacts_page(
    shell: Shell,
    contacts: Mapping[Way, Contact],
    *,
    offered: Collection[Way],
    now: int,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> ContactsPage:
    """A card for each of the ways `offered`, in the order in which they are tried."""
    filled = Filled(typed, problems)
    cards = tuple(_card(way, contacts.get(way), filled=filled, now=now) for way in TITLES if way in offered)
    fields = tuple(field for card in cards for field in card.form)
    return ContactsPage(
        shell=filled.shell(shell, fields), contacts=cards, wrong=tuple(field for field in fields if field.error)
    )


def confirm_page(shell: Shell, *, token: str, address: str, is_done: bool) -> ConfirmPage:
    """The page of a link."""
    return ConfirmPage(shell=shell, token=token, address=address, is_done=is_done)


def _card(way: Way, contact: Contact | None, *, filled: Filled, now: int) -> ContactCard:
    waits = contact is not None and contact.expires_at > now
    return ContactCard(
        way=way,
        title=TITLES[way],
        address=contact.address if contact else "",
        since=local(contact.confirmed_at) if contact and contact.confirmed_at else "",
        wanted=contact.wanted if contact and waits else "",
        expires=local(contact.expires_at) if contact and waits else "",
        form=(filled.field(way, LABELS[way], kind=KINDS[way], required=True),) if way in LABELS else (),
    )
