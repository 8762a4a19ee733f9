"""The page «Mere»: reminders, the way to «Synkronisering», who follows the course, sign out."""

from msgspec import Struct

from backend.domain.record import Record
from backend.views.course_links import CourseLink, course_links
from backend.views.shell import Shell


class MorePage(Struct, frozen=True, kw_only=True):
    """`vapid_key` is the public key of this deployment's Web Push, base64url."""

    shell: Shell
    name: str
    caseworker: str
    organisation: str
    akasse: str
    links: tuple[CourseLink, ...]
    vapid_key: str


def more_page(shell: Shell, record: Record, *, name: str, vapid_key: str) -> MorePage:
    """The rest, in one place."""
    course = record.course
    return MorePage(
        shell=shell,
        name=name,
        caseworker=course.caseworker if course else "",
        organisation=course.organisation if course else "",
        akasse=course.akasse if course else "",
        links=course_links(record),
        vapid_key=vapid_key,
    )
