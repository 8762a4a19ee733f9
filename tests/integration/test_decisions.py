"""Karen judges a doubt beside what the log shows and says why; Anne reads it and answers."""

from tests.support.people import Browser, Konkret, forms_of

REASON = "Vi ser på det igen, når du har fulgt op på aftalerne."


def reads(page: str, action: str) -> dict[str, str]:
    """The fields of the form with that address as the page offers them."""
    return next(fields for address, fields in forms_of(page) if address == action)


async def somebody_in(konkret: Konkret, programme: str) -> str:
    """The id of a citizen who follows that programme: B with Karen, C and D with Mads."""
    found = await konkret.db.run("SELECT citizen FROM course WHERE programme = {} ORDER BY citizen", programme)
    return found[0]["citizen"]


async def decided(karen: Browser, citizen: str) -> str:
    """Karen decides that she keeps an eye on Anne's motivation; the id of the decision."""
    action = f"/borgere/{citizen}/vurderinger/A.0.5"
    page = await karen.goes_to(f"/borgere/{citizen}/vurderinger")
    await karen.sends(action, outcome="watch", reason=REASON)
    return reads(page, action)["id"]


async def test_karen_finds_what_the_log_shows_beside_the_rule_and_nothing_is_chosen_for_her(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{anne_id}")
        assert "0 af 5 givne job er søgt." in page
        assert f"/borgere/{anne_id}/vurderinger" in page
        page = await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
        assert "0 af 5 givne job er søgt." in page
        assert "3 ansøgninger i joblog de seneste 4 uger: 0,8 om ugen." in page
        assert "Tvivl om motivation, fx aftaler der ikke er fulgt op: tag stilling til motivationsforløb" in page
        form = reads(page, f"/borgere/{anne_id}/vurderinger/A.0.5")
        assert (form["outcome"], form["reason"]) == ("", "")


async def test_anne_reads_who_decided_why_and_from_what_and_answers(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        decision = await decided(karen, anne_id)
        assert "Borgeren har ikke svaret." in karen.page
        assert f"/vurderinger/{decision}" in await anne.goes_to("/mere")
        page = await anne.goes_to(f"/vurderinger/{decision}")
        for told in (REASON, "Karen Lund", "0 af 5 givne job er søgt.", "Vi holder øje med det", "Tvivl om motivation"):
            assert told in page
        page = await anne.sends(f"/vurderinger/{decision}/svar", answer="Jeg har været syg.")
        assert anne.address == f"/vurderinger/{decision}"
        assert "Modtaget kl. 09.00" in page
        assert "Jeg har været syg." in await karen.goes_to(f"/borgere/{anne_id}/vurderinger")


async def test_when_it_is_followed_up_anne_can_read_and_a_day_that_is_none_is_told_of(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    here = f"/borgere/{anne_id}/vurderinger"
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(here)
        for day, told in (
            ("i morgen", "Skriv en dato, for eksempel 2026-12-01."),
            ("2026-11-24", "Datoen er passeret."),
        ):
            page = await karen.sends(f"{here}/A.0.5", outcome="watch", reason=REASON, follow_up_on=day)
            fields = reads(page, f"{here}/A.0.5")
            assert (karen.status, told in page, fields["follow_up_on"]) == (422, True, day)
        page = await karen.sends(f"{here}/A.0.5", follow_up_on="2026-12-14")
        followed_up = "Der følges op mandag 14. december."
        assert (karen.status, followed_up in page) == (200, True)
        assert followed_up in await anne.goes_to(f"/vurderinger/{fields['id']}")
        page = await anne.sends(f"/vurderinger/{fields['id']}/svar", answer="Jeg har været syg.")
        assert followed_up in page, "her answer takes nothing of it away"


async def test_the_facts_are_those_of_the_moment_and_stay_when_the_log_goes_on(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
        shown = karen.page
        apply = next(address for address, _ in forms_of(await anne.goes_to("/job")) if address.endswith("/soegt"))
        await anne.sends(apply)
        assert "0 af 5 givne job er søgt." in shown
        action = f"/borgere/{anne_id}/vurderinger/A.0.5"
        await karen.sends(action, outcome="no-doubt", reason="Hun er i gang.", facts="5 af 5 givne job er søgt.")
        decision = reads(shown, action)["id"]
        page = await anne.goes_to(f"/vurderinger/{decision}")
        assert "1 af 5 givne job er søgt." in page
        await anne.goes_to("/job")
        await anne.sends(next(address for address, _ in forms_of(anne.page) if address.endswith("/soegt")))
        assert "1 af 5 givne job er søgt." in await anne.goes_to(f"/vurderinger/{decision}")


async def test_a_form_sent_twice_decides_once(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        action = f"/borgere/{anne_id}/vurderinger/A.0.5"
        fields = reads(await karen.goes_to(f"/borgere/{anne_id}/vurderinger"), action)
        fields |= {"outcome": "watch", "reason": REASON}
        await karen.posts(action, fields)
        page = await karen.posts(action, fields | {"reason": "Noget andet."})
        assert page.count(REASON) == 1
        assert "Noget andet." not in page


async def test_without_a_choice_or_a_reason_nothing_is_decided_and_what_was_typed_stands(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen:
        action = f"/borgere/{anne_id}/vurderinger/A.0.5"
        await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
        page = await karen.sends(action, outcome="", reason="Æ" * 4001)
        assert karen.status == 422
        assert "Vælg, hvad du vurderer." in page
        assert "Højst 4000 tegn; der står 4001." in page
        assert reads(page, action)["reason"] == "Æ" * 4001
        page = await karen.sends(action, outcome="watch", reason=" ")
        assert "Skriv, hvorfor du vurderer sådan." in page
        assert reads(page, action)["outcome"] == "watch"
        assert "Ingen vurderinger endnu." in page
        page = await karen.posts(f"/borgere/{anne_id}/vurderinger/B.0.4", {**reads(page, action), "reason": REASON})
        assert (karen.status, "Vælg, hvad du vurderer." in page) == (422, True), "the programme does not ask that"


async def test_doubt_about_availability_says_that_the_rule_leads_to_a_course_and_a_person_decides(
    konkret: Konkret,
) -> None:
    citizen = await somebody_in(konkret, "B")
    async with konkret.signed_in("Karen Lund") as karen:
        page = await karen.goes_to(f"/borgere/{citizen}/vurderinger")
        assert "altid rådighedsafprøvende forløb (nytteaktivering)" in page
        assert "Er der tvivl, fører reglen altid til forløbet. Om der er tvivl, er din vurdering." in page
        assert reads(page, f"/borgere/{citizen}/vurderinger/B.0.4")["outcome"] == ""
        page = await karen.sends(f"/borgere/{citizen}/vurderinger/B.0.4", outcome="no-doubt", reason="Alt er fulgt op.")
        assert "Der er ingen tvivl" in page


async def test_the_assessments_of_programme_d_name_their_meetings(konkret: Konkret) -> None:
    of_d = await somebody_in(konkret, "D")
    of_c = await somebody_in(konkret, "C")
    async with konkret.signed_in("Mads Vinter") as mads:
        page = await mads.goes_to(f"/borgere/{of_d}/vurderinger")
        asked = [address.rsplit("/", 1)[1] for address, _ in forms_of(page) if "/vurderinger/" in address]
        assert asked == ["D.R1.3", "D.R2.4"]
        assert "Hører til samtalen: " in page
        assert "Forløbet har ingen regel" in await mads.goes_to(f"/borgere/{of_c}/vurderinger")


async def test_nobody_else_reads_answers_or_decides(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    stranger = await konkret.newcomer("Peter Strand", role="caseworker")
    async with (
        konkret.signed_in("Karen Lund") as karen,
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in(stranger) as peter,
    ):
        decision = await decided(karen, anne_id)
        await bo.goes_to(f"/vurderinger/{decision}")
        assert bo.status == 404
        await bo.posts(f"/vurderinger/{decision}/svar", {"token": await bo.token(), "answer": "Hej"})
        assert bo.status == 403
        await bo.goes_to(f"/borgere/{anne_id}/vurderinger")
        assert bo.status == 403
        await peter.goes_to(f"/borgere/{anne_id}/vurderinger")
        assert peter.status == 403
        assert "Anne" not in peter.page
        fields = {"token": await peter.token(), "id": decision, "outcome": "course", "reason": "x"}
        await peter.posts(f"/borgere/{anne_id}/vurderinger/A.0.5", fields)
        assert peter.status == 403
        await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
        assert karen.page.count("Borgeren har ikke svaret.") == 1


async def test_an_answer_that_is_too_long_stands_in_the_form_and_can_be_taken_back_later(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Karen Lund") as karen, konkret.signed_in("Anne Holm") as anne:
        decision = await decided(karen, anne_id)
        await anne.goes_to(f"/vurderinger/{decision}")
        answer = f"/vurderinger/{decision}/svar"
        page = await anne.sends(answer, answer="Ø" * 4001)
        assert anne.status == 422
        assert reads(page, answer)["answer"] == "Ø" * 4001
        await anne.sends(answer, answer="Kort")
        page = await anne.sends(answer, answer="")
        assert "Kort" not in page
        assert "Borgeren har ikke svaret." in await karen.goes_to(f"/borgere/{anne_id}/vurderinger")
