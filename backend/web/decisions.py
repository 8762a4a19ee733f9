"""«Vurderinger»: made by a caseworker beside the facts; read and answered by the citizen."""

from functools import partial

from litestar import Response, post

from backend.commands import decisions as commands
from backend.domain.decision import Judgement
from backend.domain.errors import Invalid, NotFound
from backend.store import record as records
from backend.views.decisions import DecisionsPage, decision_page, decisions_page
from backend.views.shell import Shell
from backend.web.asked import Asked, Segment, show
from backend.web.followed import Followed, about, followed, fresh_or_sent
from backend.web.forms import see_other, signed
from backend.web.guards import caseworker, citizen, user_of
from backend.web.services import Given, Services


@show("/vurderinger/{decision:str}", guards=[citizen])
async def show_decision(request: Asked, services: Given, decision: Segment) -> Response[str]:
    """One decision: what the log showed, the rule, who decided and why."""
    return await _one(request, services, decision)


@post("/vurderinger/{decision:str}/svar", guards=[citizen])
async def answer(request: Asked, services: Given, decision: Segment) -> Response[str] | Response[None]:
    """The citizen's own view of it."""
    form = await signed(request, services)
    person = user_of(request).person
    args = commands.Answer(decision=decision, answer=form.get("answer", ""))
    try:
        await services.carry_out("decision.answer", commands.answer, args, actor=person, citizen=person.id)
    except Invalid as error:
        return await _one(request, services, decision, typed=form, problems=error.fields)
    return see_other(request, f"/vurderinger/{decision}#svar")


@show("/borgere/{citizen:str}/vurderinger", guards=[caseworker])
async def show_decisions(request: Asked, services: Given, citizen: Segment) -> Response[str]:
    """The facts of now beside the rules, and what was decided before."""
    return await _all(request, services, citizen)


@post("/borgere/{citizen:str}/vurderinger/{rule:str}", guards=[caseworker])
async def decide(request: Asked, services: Given, citizen: Segment, rule: Segment) -> Response[str] | Response[None]:
    """Decide on what one rule asks; the same form sent twice decides once."""
    form = await signed(request, services)
    judgement = Judgement(**{name: form.get(name, "") for name in Judgement.__struct_fields__})
    args = commands.Make(id=form.get("id", ""), rule_ref=rule, judgement=judgement)
    command = partial(commands.make, programme=(await followed(request, services, citizen)).programme)
    try:
        await services.carry_out("decision.make", command, args, actor=user_of(request).person, citizen=citizen)
    except Invalid as error:
        return await _all(request, services, citizen, rule=rule, typed=form, problems=error.fields)
    return see_other(request, f"/borgere/{citizen}/vurderinger#v-{args.id}")


async def _one(
    request: Asked,
    services: Services,
    decision: str,
    *,
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    user = user_of(request)
    record = await records.read(services.ground.db, user.person.id)
    if not any(each.id == decision for each in record.decisions):
        raise NotFound("Vurderingen findes ikke.")
    shell = services.pages.shell(user, title="Vurdering", place="more")
    page = decision_page(shell, record, decision=decision, typed=typed, problems=problems)
    return services.pages.with_form("pages/decision.html", page, problems=problems)


async def _all(
    request: Asked,
    services: Services,
    citizen: str,
    *,
    rule: str = "",
    typed: dict[str, str] | None = None,
    problems: dict[str, str] | None = None,
) -> Response[str]:
    async def page(shell: Shell, found: Followed) -> DecisionsPage:
        return decisions_page(
            shell,
            found.person,
            found.record,
            programme=found.programme,
            now=services.ground.clock(),
            fresh=fresh_or_sent(services, typed),
            rule=rule,
            typed=typed,
            problems=problems,
        )

    return await about(request, services, citizen, "pages/decisions.html", page, title="Vurderinger", problems=problems)
