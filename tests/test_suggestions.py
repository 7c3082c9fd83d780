"""Type-ahead: what is offered for the first letters, to whom, and for odd input."""

import pytest
from django.urls import reverse

from networks.models import OutputPage

from .factories import (
    hide,
    make_city,
    make_network,
    make_output,
    make_practice,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(client):
    """What stands in the list after typing: labels by heading."""

    def offered(typed):
        answer = client.get(reverse("search:suggestions"), {"q": typed})
        assert answer.status_code == 200
        return {
            group["label"]: [item["label"] for item in group["items"]]
            for group in answer.json()["groups"]
        }

    return offered


@pytest.fixture
def library():
    """Names of each kind that begin alike."""
    city = make_city("Zielona Góra")
    theme = make_theme("green", "Zieleń w mieście")
    make_practice("Zielone przystanki", city=city, themes=[theme], tags=["zielony dach"])
    make_practice("Mniej aut, więcej zieleni", city=city)
    make_network("Zielone miasta")


def test_every_kind_of_name_is_offered_once_with_its_address(client, library):
    answer = client.get("/szukaj/podpowiedzi/", {"q": "ziel"}).json()
    assert [
        (group["label"], item["label"], item["note"], item["url"])
        for group in answer["groups"]
        for item in group["items"]
    ] == [
        ("Tematy", "Zieleń w mieście", "temat", "/szukaj/?temat=zielen-w-miescie"),
        ("Tagi", "zielony dach", "tag", "/szukaj/?tag=zielony-dach"),
        ("Miasta", "Zielona Góra", "Miasto", "/miasta/zielona-gora/"),
        (
            *("Praktyki", "Zielone przystanki", "Zielona Góra"),
            "/miasta/zielona-gora/zielone-przystanki/",
        ),
        (
            *("Praktyki", "Mniej aut, więcej zieleni", "Zielona Góra"),
            "/miasta/zielona-gora/mniej-aut-wiecej-zieleni/",
        ),
        ("Inne strony", "Zielone miasta", "Sieć", "/sieci/zielone-miasta/"),
    ]
    assert answer["status"] == "6 podpowiedzi"


@pytest.mark.parametrize("typed", ["łódź", "lodz", "ŁÓD", "lodx", "ldz", "łdóź", "wlodz"])
def test_diacritics_and_one_slip_are_forgiven(offered, typed):
    make_city("Łódź")
    expected = {"Miasta": ["Łódź"]} if typed != "ldz" else {}  # too short to guess
    assert offered(typed) == expected


def test_words_before_the_last_narrow(offered, library):
    assert offered("przystanki ziel")["Praktyki"] == ["Zielone przystanki"]
    assert offered("mniej ziel") == {"Praktyki": ["Mniej aut, więcej zieleni"]}
    assert offered("aut przyst") == {}


def test_typed_letters_are_marked_where_they_stand(client):
    make_practice("Nowa łąka przy szkole")
    [group] = client.get("/szukaj/podpowiedzi/?q=lak").json()["groups"]
    [item] = group["items"]
    start, end = item["mark"]
    assert item["label"][start:end] == "łąk"


def test_at_most_eight_and_no_kind_crowds_out_another(client):
    for number in range(12):
        make_practice(f"Park {number}", tags=[f"park {number}"])
        make_city(f"Parkowo {number}")
    groups = client.get("/szukaj/podpowiedzi/?q=park").json()["groups"]
    assert [(group["label"], len(group["items"])) for group in groups] == [
        ("Tagi", 2),
        ("Miasta", 3),
        ("Praktyki", 3),
    ]


def test_list_follows_publications_at_once(offered):
    practice = make_practice("Ogród deszczowy", tags=["retencja"])
    assert offered("ogr") == {"Praktyki": ["Ogród deszczowy"]}
    practice.title = "Park kieszonkowy"
    practice.save_revision().publish()
    assert offered("ogr") == {}
    assert offered("kiesz") == {"Praktyki": ["Park kieszonkowy"]}
    assert offered("reten") == {"Tagi": ["retencja"]}
    practice.unpublish()
    assert (offered("kiesz"), offered("reten")) == ({}, {})


@pytest.mark.parametrize("typed", ["kanar", "tajem", "kryj", "schow", "kanrak", "tajmnica"])
def test_nothing_of_a_hidden_page_is_offered(client, offered, typed):
    city = make_city("Kanarkowo")
    theme = make_theme("secret", "Kryjówki")
    make_practice("Tajemnica kanarka", city=city, themes=[theme], tags=["schowek"])
    hide(city)
    assert offered(typed) == {}
    client.force_login(make_user())
    assert offered(typed) != {}


def test_theme_of_a_hidden_page_is_offered_if_an_open_page_has_it_too(offered):
    theme = make_theme("shared", "Kryjówki")
    secret = make_practice("Jawna", city=make_city("Kanarkowo"), themes=[theme])
    hide(secret)
    output = make_output("Poradnik", network=make_network("Sieć"))
    assert offered("kryj") == {}
    output.tags.add("kryjówka")
    output.save_revision().publish()
    assert OutputPage.objects.get().tags.count() == 1
    assert offered("kryj") == {"Tagi": ["kryjówka"]}


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "a", "\x00", "%", "_____", "' OR 1=1 --", '"); DROP', "a:b:((", 'C++ && "'),
        *("🙂🙂🙂", "\ufffd\ufeff\u202e", "ż" * 5000, "a b " * 500, "1" * 300, "漢字", "zzzz{"),
    ],
)
def test_odd_input_gives_an_empty_list(offered, typed):
    make_practice("Ogród")
    assert offered(typed) == {}


def test_answer_without_a_query_is_an_empty_list(client):
    assert client.get("/szukaj/podpowiedzi/").json() == {"status": "", "groups": []}


def test_number_of_queries_does_not_grow(client, library, django_assert_max_num_queries):
    client.get("/szukaj/podpowiedzi/?q=ziel")
    with django_assert_max_num_queries(5):
        client.get("/szukaj/podpowiedzi/?q=ziel")
