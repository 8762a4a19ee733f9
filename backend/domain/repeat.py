"""Whether an application that is being written in stands in the joblog already, or is for a job that was handed out."""

import re
from collections.abc import Iterable, Mapping

from backend.domain.errors import Invalid
from backend.domain.job import Job
from backend.domain.joblog import Entry, recency
from backend.domain.record import Record
from backend.domain.text import WHITE, clean

# What stands behind a company's name when it is written out.
_FORMS = frozenset({"as", "aps", "is", "ks", "ivs", "amba", "smba", "fmba"})
_APART = str.maketrans(dict.fromkeys("./'’") | dict.fromkeys(f'{WHITE}!"#$%&()*+,-:;<=>?@[\\]^_`{{|}}~–—«»„“”', " "))
_SCHEME = re.compile(r"https?://(www\.)?")


def look_alike(typed: Mapping[str, str], entries: Iterable[Entry], *, but: str) -> Entry | None:
    """The newest entry, `but` the one of that id, with the same link, or the same job at the same employer."""
    signs = signs_of(*(typed.get(name, "") for name in ("title", "employer", "link")))
    alike = [
        entry for entry in entries if entry.id != but and signs & signs_of(entry.title, entry.employer, entry.link)
    ]
    return max(alike, key=recency, default=None)


def job_alike(typed: Mapping[str, str], jobs: Iterable[Job], entries: Iterable[Entry]) -> Job | None:
    """The newest of the jobs handed out that stands open with no entry of its own, and looks like what is typed."""
    signs = signs_of(*(typed.get(name, "") for name in ("title", "employer", "link")))
    answered = {entry.job for entry in entries}
    alike = [
        job
        for job in jobs
        if job.state == "open" and job.id not in answered and signs & signs_of(job.title, job.employer, job.link)
    ]
    return max(alike, key=lambda job: (job.handed_out_at, job.id), default=None)


def signs_of(title: str, employer: str, link: str) -> frozenset[tuple[str, str]]:
    """What an application is known by: those that have one of these in common look alike."""
    signs = (("link", _address(link)), ("name", _name(title, employer)))
    return frozenset(sign for sign in signs if sign[1])


def words_of(text: str) -> list[str]:
    """Its words as they sound."""
    return [word for word in text.lower().translate(_APART).split(" ") if word]


def must_be_new(typed: Mapping[str, str], record: Record, *, id: str) -> None:  # noqa: A002 -- the field's own name
    """Raises Invalid when what is typed seems to stand there already or was handed out, unless it is to be `anyway`."""
    if typed.get("anyway"):
        return
    if alike := look_alike(typed, record.entries, but=id):
        raise Invalid({"anyway": f"Det ligner «{alike.title}», som allerede står her."})
    if job := job_alike(typed, record.jobs, record.entries):
        raise Invalid({"anyway": f"Det ligner «{job.title}», som du har fået af {job.handed_out_by}."})


def _address(link: str) -> str:
    address = clean(link).lower()
    scheme = _SCHEME.match(address)
    return address[scheme.end() if scheme else 0 :].partition("#")[0].rstrip("/")


def _name(title: str, employer: str) -> str:
    """The two as they sound; "" when one of them says nothing."""
    job, company = words_of(title), words_of(employer)
    while len(company) > 1 and company[-1] in _FORMS:
        company.pop()
    return " ".join([*job, "@", *company]) if job and company else ""
