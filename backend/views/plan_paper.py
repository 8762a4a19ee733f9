"""«Min Plan» as a paper: the same words as on the page, put for print."""

from backend.domain.date_words import clock, date_long, date_short, week_of
from backend.paper.parts import Facts, Paper, Part, Section, Table, Text
from backend.views.agreements import AgreementCard
from backend.views.plan import Plan, PlanStop
from backend.views.stops import State
from backend.views.wishes import WishCard

ANSWERS = {"": "Ikke besvaret endnu", "yes": "Ja", "no": "Nej"}
STATES: dict[State, str] = {
    "held": "Holdt {day}",
    "missed": "Kom ikke til mødet {day}",
    "cancelled": "Aflyst {day}",
    "unsettled": "Var {day}, ikke skrevet ind endnu",
}


def plan_paper(plan: Plan, *, name: str, today: str) -> Paper:
    """The paper about the citizen of that name, as it is on the date `today`."""
    return Paper(
        title="Min Plan",
        lead=(Facts(_about(plan, name)), Text(f"Planen, som den så ud {date_short(today, year=True)}.", small=True)),
        sections=(
            Section("Aftaler", _agreements(plan, name)),
            Section("Jobmål", _goals(plan)),
            Section("Krav til jobsøgning", _asked(plan)),
            Section("Ønsker", _wishes(plan)),
            Section("Forløbet", _stops(plan)),
            Section("CV på Jobnet", _cv(plan)),
        ),
        foot=f"{name} · Min Plan · {date_short(today, year=True)}",
        made_on=today,
    )


def _about(plan: Plan, name: str) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Navn", name),
        ("Forløb", plan.programme),
        ("Hvor langt", plan.title),
        ("Sagsbehandler", plan.caseworker),
        ("Jobcenter", plan.organisation),
        ("A-kasse", plan.akasse),
        ("Næste møde", f"{date_long(plan.next, year=True)} kl. {clock(plan.next)}" if plan.next else ""),
    )
    return tuple((label, text) for label, text in pairs if text)


def _agreements(plan: Plan, name: str) -> tuple[Part, ...]:
    rows = tuple((each.who or name, each.what, _due(each)) for each in plan.agreements)
    return _table(("Hvem", "Hvad", "Hvornår"), (3, 6, 3), rows, empty="Der er ikke aftalt noget endnu.")


def _due(agreement: AgreementCard) -> str:
    if agreement.done:
        return "Gjort"
    return f"Senest {date_short(agreement.by, year=True)}" if agreement.by else "Ingen dato"


def _goals(plan: Plan) -> tuple[Part, ...]:
    rows = tuple(
        (
            goal.letter,
            f"{goal.occupation}, {goal.term.lower()}",
            date_short(goal.since, year=True),
            *map(str, (goal.tally.applications, goal.tally.interviews, goal.tally.offers, goal.tally.rejections)),
        )
        for goal in plan.goals
    )
    heads = ("Mål", "Job", "Siden", "Søgt", "Samtaler", "Tilbud", "Afslag")
    return _table(heads, (2, 9, 5, 3, 4, 3, 3), rows, empty="Der er ikke skrevet mål endnu.")


def _asked(plan: Plan) -> tuple[Part, ...]:
    asked, bar = plan.asked, plan.bar
    if asked is None:
        return (Text("Der er ikke aftalt et krav."),)
    pairs = (
        ("Antal", asked.per),
        ("Måder, der tæller", asked.ways or "Alle"),
        ("Fag og stillinger", asked.fields),
        ("Område", asked.geography),
        ("Vedhæftede ansøgninger", f"{asked.uploads} om måneden" if asked.uploads else ""),
        (
            "Gælder",
            f"fra {date_short(asked.since, year=True)}"
            + (f" til og med {date_short(asked.until, year=True)}" if asked.until else ""),
        ),
        ("Sat af", f"{asked.set_by}, {date_short(asked.set_on, year=True)}"),
        (bar.label.capitalize(), f"{bar.done} af {bar.needed} er skrevet ind") if bar and bar.needed else ("", ""),
        ("Note", asked.note),
    )
    return (Facts(tuple((label, text) for label, text in pairs if text)),)


def _wishes(plan: Plan) -> tuple[Part, ...]:
    rows = tuple((each.label, each.text, _answer(each)) for each in plan.wishes)
    return _table(("Hvad", "Ønske", "Svar"), (3, 5, 5), rows, empty="Ingen ønsker endnu.")


def _answer(wish: WishCard) -> str:
    answer = ANSWERS[wish.answer]
    said = f"{answer} fra {wish.answered_by}" if wish.answer else answer
    return f"{said}: {wish.answer_text}" if wish.answer_text else said


def _stops(plan: Plan) -> tuple[Part, ...]:
    rows = tuple((stop.title, _when(stop)) for stop in plan.stops)
    return _table(("Møde", "Hvornår"), (8, 4), rows, empty="Forløbet er ikke begyndt endnu.")


def _when(stop: PlanStop) -> str:
    if stop.starts:
        return STATES.get(stop.state, "Aftalt {day}").format(day=date_short(stop.starts, year=True))
    return f"Ca. uge {week_of(stop.about)}" if stop.about else "Når I aftaler det"


def _cv(plan: Plan) -> tuple[Part, ...]:
    seen = (
        (part.label, f"gennemgået {date_short(part.on, year=True)}" if part.on else "ikke gennemgået")
        for part in plan.cv.parts
    )
    more = (Text(text) for text in (plan.cv.note, plan.cv.link) if text)
    return (Facts(tuple(seen)), *more)


def _table(
    heads: tuple[str, ...], widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...], *, empty: str
) -> tuple[Part, ...]:
    return (Table(heads, widths, rows) if rows else Text(empty),)
