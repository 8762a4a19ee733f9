"""Spreadsheets that people have kept: whatever they are called and however they are written, or a helpful sentence."""

import pytest

from backend.domain.columns import CHANNELS, COLUMNS
from backend.domain.errors import Invalid
from backend.domain.exported import csv_of
from backend.domain.imported import Line, entry_of, lines_of, sorted_out
from backend.domain.joblog import Application
from backend.domain.sheet import MOST_BYTES, MOST_LINES, rows_of
from backend.domain.step import Step
from backend.domain.written_day import day_of
from backend.views.application import CHANNEL_LABELS, KIND_LABELS
from tests.support.applications import entry

TODAY = "2026-11-25"
PLAIN = "Stilling;Arbejdsgiver;Dato\nKok;Kroen på Ærø;3-11-2026\n"


def read(file: bytes | str) -> tuple[list[Line], list[str]]:
    lines, wrong = lines_of(rows_of(file.encode() if isinstance(file, str) else file), today=TODAY)
    return lines, [f"{each.number}: {' '.join(each.sentences)}" for each in wrong]


def only(file: bytes | str) -> Line:
    lines, wrong = read(file)
    assert not wrong
    (line,) = lines
    return line


def refused(file: bytes) -> str:
    with pytest.raises(Invalid) as error:
        rows_of(file)
    assert error.value.fields.keys() == {"file"}
    return error.value.fields["file"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_sheet_is_read_however_it_was_saved(encoding: str, separator: str, ending: str) -> None:
    line = only(PLAIN.replace(";", separator).replace("\n", ending).encode(encoding))
    assert (line.number, line.application.title, line.application.employer) == (2, "Kok", "Kroen på Ærø")
    assert line.steps == (Step(status="applied", on="2026-11-03"),)


@pytest.mark.parametrize(
    "heading",
    [
        "Stilling;Arbejdsgiver;Dato",
        "TITEL;Virksomhed;Ansøgt den",
        "Title;Employer;Date",
        " Job title : ;Company;Applied-on",
        "sep=;\nStilling;Arbejdsgiver;Dato",
        "Stilling;Arbejdsgiver;Dato;Løn;Humør",
    ],
)
def test_headings_are_known_by_more_names_than_one(heading: str) -> None:
    line = only(f"{heading.replace('Ansøgt den', 'Søgt den')}\nKok;Kroen;3.11.2026")
    assert (line.application.title, line.application.employer) == ("Kok", "Kroen")
    assert line.application.applied_on == "2026-11-03"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-03", "2026-11-03"),
        ("3.11.2026", "2026-11-03"),
        ("03-11-2026", "2026-11-03"),
        ("3/11 2026", "2026-11-03"),
        ("3/11/26", "2026-11-03"),
        ("3. november 2026", "2026-11-03"),
        ("3 okt. 2026", "2026-10-03"),
        ("2026-11-03 10:00:00", "2026-11-03"),
        ("03-11-2026 kl. 10.00", "2026-11-03"),
        ("2026-11-03T10:00", "2026-11-03"),
        ("31-11-2026", ""),
        ("11/31/2026", ""),
        ("3. hvidløg 2026", ""),
        ("i går", ""),
        ("46000", ""),
        ("", ""),
        ("²-11-2026", ""),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, day: str) -> None:
    assert day_of(written) == day


def test_cells_in_quotes_may_hold_separators_quotes_and_lines() -> None:
    line = only('Stilling;Arbejdsgiver;Dato;Note\n"Kok; ""souschef""";Kroen;3.11.2026;"Ring\r\ntil Bo"\n\n;;;\n')
    assert line.application.title == 'Kok; "souschef"'
    assert line.application.note == "Ring\ntil Bo"


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        ("Søgt;3.11.2026;", ["applied 2026-11-03"]),
        ("afventer svar;3.11.2026;", ["applied 2026-11-03"]),
        ("Afslag;3.11.2026;10.11.2026", ["applied 2026-11-03", "rejected 2026-11-10"]),
        ("rejected;3.11.2026;", ["applied 2026-11-03", "rejected 2026-11-03"]),
        (";3.11.2026;", ["applied 2026-11-03"]),
        (";;", ["planned 2026-11-25"]),
        ("Vil søge;;", ["planned 2026-11-25"]),
    ],
)
def test_what_has_happened_is_read_from_status_and_dates(cells: str, steps: list[str]) -> None:
    line = only(f"Stilling;Arbejdsgiver;Status;Dato;Svardato\nKok;Kroen;{cells}")
    assert [f"{step.status} {step.on}" for step in line.steps] == steps
    assert bool(line.remarks) == cells.startswith("rejected")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (";Kroen;3.11.2026;", "2: Stilling: Skriv, hvilket job du har søgt."),
        ("Kok;;3.11.2026;", "2: Arbejdsgiver: Skriv, hvor du har søgt."),
        ("Kok;Kroen;3.11.2099;", "2: Dato: Datoen ligger i fremtiden. Skriv den dag, du søgte."),
        ("Kok;Kroen;3.11.2020;", "2: Dato: Datoen ligger mere end to år tilbage."),
        ("Kok;Kroen;i går;", "2: Dato: Skriv en dato, for eksempel 2026-11-23."),
        ("Kok;Kroen;;Søgt", "2: Dato: Der mangler en dato for ansøgningen."),
        ("Kok;Kroen;3.11.2026;Måske", "2: Status: «Måske» kendes ikke. Skriv for eksempel Vil søge, Søgt, Samtale,"),
        (f"{'K' * 201};Kroen;3.11.2026;", "2: Stilling: Højst 200 tegn; der står 201."),
    ],
)
def test_a_line_that_cannot_be_taken_in_says_why(row: str, sentence: str) -> None:
    lines, wrong = read(f"Stilling;Arbejdsgiver;Dato;Status\n{row}\nKok;Kroen;4.11.2026;\n")
    assert len(lines) == 1
    assert wrong[0].startswith(sentence)


def test_what_can_be_left_out_is_left_out_and_told() -> None:
    heads = "Stilling;Arbejdsgiver;Dato;Link;CVR;Timer;Frist;Hvordan;Mål"
    line = only(f"{heads}\nKok;Kroen;3.11.2026;se mail;12;mange;snart;Fax;X")
    assert (line.application.link, line.application.cvr, line.application.channel) == ("", "", "posted")
    assert [remark.partition(":")[0] for remark in line.remarks] == [
        "CVR",
        "Link",
        "Timer",
        "Frist",
        "Mål",
        "Hvordan",
    ]
    assert "Hvordan: «Fax» er skrevet ind som opslået stilling." in line.remarks


@pytest.mark.parametrize(
    ("cell", "on", "remarks"),
    [
        ("24.11.2026", "2026-11-24", ()),
        ("Nej", "", ()),
        ("24.11.2027", "", ("På Jobnet: «24.11.2027» er ikke taget med.",)),
        ("måske", "", ("På Jobnet: «måske» er ikke taget med.",)),
    ],
)
def test_a_day_on_jobnet_that_cannot_be_is_left_out_and_told(cell: str, on: str, remarks: tuple[str, ...]) -> None:
    line = only(f"Stilling;Arbejdsgiver;Dato;På Jobnet\nKok;Kroen;3.11.2026;{cell}")
    assert (line.on_jobnet, line.remarks) == (on, remarks)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "Filen er tom."),
        (b"\xef\xbb\xbf \r\n", "Filen er tom."),
        (b"%PDF-1.7\n", "Filen er en PDF."),
        (b"PK\x03\x04xlsx", "Filen er et regneark"),
        (b"\xd0\xcf\x11\xe0\xa1", "Filen er et regneark i et ældre format."),
        (b"MZ\x90\x00\x03\x00", "Filen er ikke en CSV-fil"),
        (b"Stilling;Dato\nKo\x00k;3.11.2026", "Filen er ikke en CSV-fil"),
        (b"Stilling;Dato\nKok\x81;3.11.2026", "Filen er ikke en CSV-fil"),
        (b"\xff\xfea", "Filen er ikke en CSV-fil"),
        (b"x" * (MOST_BYTES + 1), "Filen fylder mere end 1 MB."),
        (b"Kok;Kroen;3.11.2026\n", "Første linje skal sige"),
        (b"hej\n" * 10, "Første linje skal sige"),
        (b"Arbejdsgiver;Dato\nKroen;3.11.2026", "Der mangler en kolonne, der hedder Stilling."),
        (b"Stilling;Dato\n", "Der er ingen linjer"),
        (b"Stilling;Dato\n;;;\n", "Der er ingen linjer"),
        (b"Stilling" + b";x" * 9_999 + b"\nKok", "Der er 10000 kolonner i filen. Højst 100."),
        (b"Stilling\n" + b"Kok\n" * (MOST_LINES + 1), f"Der er {MOST_LINES + 1} linjer i filen. Højst {MOST_LINES}"),
        (b'Stilling;Dato\nKok;1\n"Kok;3.11.2026\n', "Linje 3 kan ikke læses."),
        (b"Stilling\n" + b"x" * 900_000, "Linje 2 kan ikke læses."),
    ],
)
def test_a_file_that_is_none_is_turned_away_in_a_sentence(file: bytes, words: str) -> None:
    assert refused(file).startswith(words)


def test_what_stands_there_already_is_found_in_the_joblog_and_in_the_file() -> None:
    lines, _ = read(
        "Stilling;Arbejdsgiver;Dato;Link\n"
        "butiksassistent;Havneby Købmandsgård A/S;1.11.2026;\n"
        "Kok;Kroen;3.11.2026;\n"
        "KOK;Kroen ApS;3.11.2026;\n"
        "Kok;Kroen;4.11.2026;\n"
        "Andet;Andre;5.11.2026;https://job.example/9\n"
    )
    standing = [entry(), entry(id="e-2", title="Fyrpasser", employer="Fyret", link="http://www.job.example/9/")]
    new, alike = sorted_out(lines, standing)
    assert [line.number for line in new] == [3, 5]
    assert [(each.line.number, each.sentence) for each in alike] == [
        (2, "Ligner «Butiksassistent», som allerede står i din joblog."),
        (4, "Ligner linje 3."),
        (6, "Ligner «Fyrpasser», som allerede står i din joblog."),
    ]


def test_what_somebody_wants_to_apply_for_is_found_again_without_an_employer() -> None:
    lines, wrong = read(
        "Stilling;Arbejdsgiver;Sted;Link;Status\n"
        "Kok;;;;Vil søge\n KOK!;;;;Vil søge\nKok;;Storå;;Vil søge\nTjener;;;;Vil søge\nTJENER;;;;Vil søge\n"
        "Kok;;;https://job.example/1;Vil søge\nKok;Kroen;;;Vil søge\nBager;;;;Vil søge\n"
    )
    assert not wrong
    planned = entry(id="e-1", title="Tjener", employer="", applied_on="", status="planned", steps=())
    applied = entry(id="e-2", title="Bager", employer="", applied_on="2026-11-01")
    new, alike = sorted_out(lines, (planned, applied))
    assert [line.number for line in new] == [2, 4, 7, 8, 9]
    assert [(each.line.number, each.sentence) for each in alike] == [
        (3, "Ligner linje 2."),
        (5, "Ligner «Tjener», som allerede står i din joblog."),
        (6, "Ligner «Tjener», som allerede står i din joblog."),
    ]


def test_what_is_taken_along_can_be_taken_in_again_and_nothing_is_lost() -> None:
    steps = [("planned", "2026-10-01"), ("applied", "2026-10-03"), ("interview", "2026-12-01")]
    taken = [
        entry(
            cvr="12345678",
            place="=Havneby",
            link="https://job.example/9",
            contact="+45 12 34 56 78",
            found="network",
            channel="telephone",
            kind="temporary",
            hours=30,
            deadline="2026-12-01",
            goal="B",
            note='Ring "kl. 9";\ntil\x02 Bo',
            private_note="'=Lav stemme",
            on_jobnet="2026-11-24",
            archived_at="2026-11-24T09:00:00Z",
            applied_on="2026-10-03",
            steps=[{"status": status, "on": on} for status, on in steps],
        ),
        entry(id="e-2", title="Drømmejob", employer="", steps=[{"status": "planned", "on": "2026-11-20"}]),
        entry(id="e-3", title="Kok", channel="agency", kind="trainee"),
    ]
    lines, wrong = read(csv_of(taken))
    assert not wrong
    assert not [remark for line in lines for remark in line.remarks]
    back = {
        each.title: each for each in (entry_of(line, id="x", today=TODAY, made_at=1, received_at=2) for line in lines)
    }
    for before in taken:
        after = back[before.title]
        for name in (*Application.__struct_fields__, "steps", "status", "on_jobnet"):
            assert getattr(after, name) == getattr(before, name), name
        assert bool(after.archived_at) == bool(before.archived_at)


@pytest.mark.parametrize(
    ("cells", "passed_over"),
    [
        ("3.11.2026;Samtale", []),
        (";", []),
        ("4.11.2026;Samtale", ["Dato: «4.11.2026»"]),
        ("i går;Afslag", ["Status: «Afslag»", "Dato: «i går»"]),
    ],
)
def test_a_date_or_status_that_was_corrected_and_not_the_course_is_told(cells: str, passed_over: list[str]) -> None:
    course = "2026-11-03 Søgt, 2026-11-20 Samtale"
    line = only(f"Stilling;Arbejdsgiver;Dato;Status;Forløb\nKok;Kroen;{cells};{course}\n")
    assert [f"{step.status} {step.on}" for step in line.steps] == ["applied 2026-11-03", "interview 2026-11-20"]
    assert list(line.remarks) == [f"{cell} er ikke taget med, for «Forløb» siger noget andet." for cell in passed_over]


def test_every_word_that_is_written_is_the_screen_s() -> None:
    assert {value: names[0] for value, names in CHANNELS.items()} == CHANNEL_LABELS
    lines, _ = read(
        "Stilling;Arbejdsgiver;Dato;Slags job\n" + "".join(f"K;A;3.11.2026;{k}\n" for k in KIND_LABELS.values())
    )
    assert [line.application.kind for line in lines] == list(KIND_LABELS)


def test_no_two_columns_share_a_name() -> None:
    names = [name.lower() for called in COLUMNS.values() for name in called]
    assert len(names) == len(set(names))
