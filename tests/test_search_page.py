"""/szukaj/ and /praktyki/ as a browser sees them; no query string breaks them."""

from urllib.parse import urlencode

import pytest

from .factories import make_city, make_home, make_practice, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    make_home()


def test_inflected_query_shows_the_practice_with_marks(client):
    make_practice("Rewitalizacja kamienic", city=make_city("Żory"))
    response = client.get("/szukaj/", {"q": "rewitalizacji kamienicy"})
    assert "<mark>Rewitalizacja kamienic</mark>" in response.text.replace("\xa0", " ")
    assert "/miasta/zory/rewitalizacja-kamienic/" in response.text


def test_practices_are_the_search_with_the_kind_fixed(client):
    make_practice("Ogród", city=make_city("Żory"))
    response = client.get("/praktyki/", {"rodzaj": "miasto"})
    assert response.context["fixed_kind"] == "praktyka"
    assert [hit.kind for hit in response.context["page"]] == ["praktyka"]


@pytest.mark.parametrize(
    ("path", "noindex"),
    [
        ("/szukaj/", False),
        ("/praktyki/", False),
        ("/praktyki/?temat=&q=", False),
        ("/szukaj/?q=rower", True),
        ("/praktyki/?wielkosc=male", True),
        ("/praktyki/?temat=nie-ma", True),
    ],
)
def test_filtered_lists_stay_out_of_web_indexes(client, path, noindex):
    response = client.get(path)
    assert response.context["noindex"] is noindex
    assert ("noindex" in response.text) is noindex


@pytest.mark.parametrize(
    ("asked", "shown"), [("2", 2), ("999", 2), ("0", 2), ("-1", 2), ("abc", 1), ("", 1)]
)
def test_bad_page_numbers_are_forgiven(client, asked, shown):
    for number in range(11):
        make_practice(f"Rower {number}")
    page = client.get("/praktyki/", {"q": "rowery", "strona": asked}).context["page"]
    assert page.number == shown
    assert page.paginator.count == 11


@pytest.mark.parametrize(
    "query_string",
    [
        urlencode({"q": query})
        for query in [
            'C++ && "',
            "a:b:((",
            "\x00",
            "😀🏙️",
            "a" * 10_000,
            "' OR 1=1 --",
            "%",
            "(((((",
            '"' * 199,
            "-",
            "*:*",
            "\ud83d".encode("utf-8", "replace"),
        ]
    ]
    + [
        "q=%ff%fe",
        "q=%ED%A0%80",
        "temat=%00",
        "tag=" + "x" * 5000,
        "temat=a&temat=a&temat=b",
        "strona=%00",
        "sort=%27",
        "q=a&q=b",
        "&&==&",
        "rodzaj[]=praktyka",
        "&".join(["tag=x"] * 900),
    ],
)
@pytest.mark.parametrize("path", ["/szukaj/", "/praktyki/"])
def test_no_query_string_breaks_the_page(client, path, query_string):
    make_practice()
    response = client.get(f"{path}?{query_string}")
    assert response.status_code == 200
    assert "<h1" in response.text


def test_refused_search_says_why_and_lists_nothing(client):
    make_practice("Zielone przystanki")
    response = client.get("/szukaj/", {"temat": "<nie-ma>"})
    assert "Nie ma takiego tematu: „&lt;nie-ma&gt;”." in response.text
    assert "Zielone przystanki" not in response.text.replace("\xa0", " ")
    too_long = client.get("/szukaj/", {"q": "a" * 300})
    assert "Skróć zapytanie do 200 znaków." in too_long.text


def test_what_was_typed_is_never_markup(client):
    response = client.get("/szukaj/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/praktyki/",
        "/szukaj/?q=przystanki",
        "/szukaj/?temat=mobilnosc-miejska&q=zielone",
        "/szukaj/",
    ],
)
def test_list_costs_the_same_with_more_pages(client, count_queries, path):
    city, theme = make_city("Łódź"), make_theme()
    make_practice(city=city, themes=[theme], tags=["rower"])
    client.get(path)  # warm
    few = count_queries(path)
    for number in range(12):
        make_practice(f"Zielone przystanki {number}", city=city, themes=[theme], tags=["rower"])
    client.get(path)
    assert count_queries(path) == few
