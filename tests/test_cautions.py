"""What in a text looks private, and what only resembles it."""

from datetime import date

import pytest

from knowledge.models import PracticePage
from pimsite.curation.workdays import answer_by
from pimsite.writing.cautions import cautions

pytestmark = pytest.mark.django_db  # a page asks for its content type


def found_in(text):
    return [caution.what for caution in cautions(PracticePage(title="", results=text))]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<p>PESEL: 44051401359.</p>", "numer PESEL: 44…59"),
        ("<p>ur. 02070803628</p>", "numer PESEL: 02…28"),
        ("<p>jan.kowal+pim@WP.pl</p>", "prywatny adres: jan.kowal+pim@WP.pl"),
        ("<p>a@poczta.onet.pl</p>", "prywatny adres: a@poczta.onet.pl"),
        ("<p>a@interia.eu</p>", "prywatny adres: a@interia.eu"),
        ("<p>601234567</p>", "numer komórkowy: 601234567"),
        ("<p>tel. +48 601-234-567</p>", "numer komórkowy: +48 601-234-567"),
        (
            "<p>60&nbsp;1234567, tel. 512&nbsp;345&nbsp;678.</p>",
            "numer komórkowy: 512\xa0345\xa0678",
        ),
    ],
)
def test_private_matters_are_found(text, what):
    assert found_in(text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        "<p>44051401358</p>",
        "<p>Numer 12345678901.</p>",
        "<p>mobilnosc@gdynia.pl</p>",
        "<p>sekretariat@umwp.wroc.pl</p>",
        "<p>Centrala 58 668 80 00.</p>",
        "<p>Koszt 601 234 567 zł, NIP 586-231-26-98.</p>",
        "<p>Rachunek 61 1090 1014 0000 0712 1981 2874.</p>",
        "<p>TERYT 2262011, lata 2019–2022, 512 345 mieszkańców.</p>",
        "<p>Uchwała 601/234/567.</p>",
    ],
)
def test_what_only_resembles_them_is_not(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (date(2026, 3, 12), date(2026, 3, 19)),
        (date(2026, 3, 14), date(2026, 3, 20)),
        (date(2026, 4, 2), date(2026, 4, 10)),
        (date(2026, 6, 3), date(2026, 6, 11)),
        (date(2026, 11, 10), date(2026, 11, 18)),
        (date(2026, 12, 23), date(2027, 1, 4)),
    ],
    ids=["week", "saturday", "easter", "corpus christi", "independence", "new year"],
)
def test_secretariat_answers_in_five_working_days(sent, answer):
    assert answer_by(sent) == answer
