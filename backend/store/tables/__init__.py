"""The only Piccolo columns. The numbered migrations make the same tables; a test holds the two together."""

from backend.store.tables.course import Agreement, Course, Decision, Draft, Meeting, Placement, Track
from backend.store.tables.deployment import Deployment, Programme
from backend.store.tables.people import Organisation, Person, Session
from backend.store.tables.phones import DeadLetter, Device, Mutation, Subscription
from backend.store.tables.plan import Cv, Goal
from backend.store.tables.record import Audit, Erased, Record, Tombstone
from backend.store.tables.reminders import Delivery, Preference, Reminder
from backend.store.tables.search import Assignment, Attachment, Job, Joblog, Requirement, Wish
from backend.store.tables.ways import Calendar, Contact

__all__ = [
    "Agreement",
    "Assignment",
    "Attachment",
    "Audit",
    "Calendar",
    "Contact",
    "Course",
    "Cv",
    "DeadLetter",
    "Decision",
    "Delivery",
    "Deployment",
    "Device",
    "Draft",
    "Erased",
    "Goal",
    "Job",
    "Joblog",
    "Meeting",
    "Mutation",
    "Organisation",
    "Person",
    "Placement",
    "Preference",
    "Programme",
    "Record",
    "Reminder",
    "Requirement",
    "Session",
    "Subscription",
    "Tombstone",
    "Track",
    "Wish",
]
