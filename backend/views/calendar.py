"""The page «Kalender»: the private address that a calendar subscribes to."""

from msgspec import Struct

from backend.domain.time import local
from backend.views.shell import Shell


class CalendarPage(Struct, frozen=True, kw_only=True):
    """`made` is when the address was made, local "YYYY-MM-DDTHH:MM", or "" when there is none.

    `address` is what is pasted, `subscribe` what a calendar opens by itself; both are "" when there is no address, or
    when it was made with another secret of the deployment: it still works then, and cannot be shown any more.
    """

    shell: Shell
    made: str
    address: str
    subscribe: str
    detailed: bool


def calendar_page(shell: Shell, *, made_at: int, address: str, detailed: bool) -> CalendarPage:
    """The page; `made_at` an instant, 0 = no address."""
    return CalendarPage(
        shell=shell,
        made=local(made_at) if made_at else "",
        address=address,
        subscribe=f"webcal://{address.partition('://')[2]}" if address else "",
        detailed=detailed,
    )
