"""People in lists are where a Dane looks for them."""

from backend.domain.people import alphabetical


def test_the_last_three_letters_come_last_and_double_a_is_one_of_them() -> None:
    names = ["Aase Dam", "Åse Thygesen", "Østen Bo", "Ægir Hansson", "Zenia Lund", "anne Holm", "Andé Holm"]
    assert sorted(names, key=alphabetical) == [
        "Andé Holm",
        "anne Holm",
        "Zenia Lund",
        "Ægir Hansson",
        "Østen Bo",
        "Aase Dam",
        "Åse Thygesen",
    ]
