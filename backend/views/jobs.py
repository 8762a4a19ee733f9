"""Handed-out jobs as they are drawn: cards, the list page, one job with its forms."""

from typing import Literal

from msgspec import Struct

from backend.views.form import Field
from backend.views.shell import Shell
from backend.views.status import Status


class JobCard(Struct, frozen=True, kw_only=True):
    """One job. Dates are ISO or ""; `entry` is the joblog entry that answers it ("" = not applied for yet).

    `reason` is why it was set aside, in the citizen's words; `withdrawn_by` the caseworker who took it back.
    """

    id: str
    title: str
    employer: str
    place: str
    link: str
    deadline: str
    apply_by: str
    why: str
    state: Literal["open", "applied", "not-relevant", "withdrawn"]
    entry: str
    applied_on: str
    channel_label: str
    note: str
    reason: str
    withdrawn_by: str
    status: Status


class JobProgress(Struct, frozen=True, kw_only=True):
    """How many of how many are applied for before `apply_by` (date or ""); `dots` has one boolean for each job."""

    done: int
    total: int
    dots: tuple[bool, ...]
    apply_by: str
    next_title: str


class JobsPage(Struct, frozen=True, kw_only=True):
    """The page «Job»: still to do, applied for, set aside (not relevant or withdrawn)."""

    shell: Shell
    progress: JobProgress
    open: tuple[JobCard, ...]
    applied: tuple[JobCard, ...]
    set_aside: tuple[JobCard, ...]


class JobPage(Struct, frozen=True, kw_only=True):
    """One job. `apply_form`: date, channel, note of the application; `decline_form`: the reason it is not relevant."""

    shell: Shell
    job: JobCard
    apply_form: tuple[Field, ...]
    decline_form: tuple[Field, ...]
