"""Any search as a feed: the same pages for everybody, and never one that is not public."""

from xml.etree import ElementTree

import pytest

from knowledge.models import PracticePage

from .factories import hide, make_city, make_home, make_practice, make_text, make_theme, make_user
from .searching import library  # noqa: F401

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://pim.example.org"
    make_home()


def read(response):
    return ElementTree.fromstring(response.content)


def titles(response):
    return [entry.findtext(f"{ATOM}title") for entry in read(response).iter(f"{ATOM}entry")]


def publish_in_order(*names, city):
    """Pages whose dates of publication are a day apart, the last one newest."""
    for number, name in enumerate(names, start=1):
        page = make_practice(name, city=city)
        date = page.first_published_at.replace(year=2020, month=1, day=number)
        PracticePage.objects.filter(pk=page.pk).update(first_published_at=date)
        page.refresh_from_db()
        page.save_revision().publish()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/szukaj/kanal/?q=rowery", {"Rower cargo", "Rower miejski"}),
        ("/szukaj/kanal/?q=rowery&wielkosc=male", {"Rower miejski"}),
        ("/szukaj/kanal/?q=rowery+cargo", {"Rower cargo"}),
        ("/szukaj/kanal/?temat=jakosc-powietrza", {"Zielona ściana", "Czyste kotły"}),
        ("/szukaj/kanal/?rodzaj=miasto", {"Łódź", "Milicz"}),
        ("/praktyki/kanal/?rodzaj=miasto&woj=lodzkie", {"Rower cargo", "Zielona ściana"}),
        ("/szukaj/kanal/?q=xyzabc", set()),
    ],
)
@pytest.mark.usefixtures("library")
def test_feed_holds_what_the_search_finds(client, address, found):
    assert set(titles(client.get(address))) == found


def test_newest_comes_first_whatever_order_is_asked(client):
    publish_in_order("Zebra", "Lew", "Antylopa", city=make_city())
    for sort in ("", "&sort=alfabetycznie", "&sort=trafnosc"):
        assert titles(client.get(f"/praktyki/kanal/?q={sort}")) == ["Antylopa", "Lew", "Zebra"]


def test_feed_is_valid_atom(client):
    practice = make_practice("Zielone <przystanki> & rowery", lead="Ławka\x0bi <b>dach</b>.")
    response = client.get("/szukaj/kanal/?q=przystanki")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = read(response)
    assert feed.get(XML_LANG) == "pl"
    assert feed.findtext(f"{ATOM}title") == "Nowe w bibliotece: przystanki"
    own = "https://pim.example.org/szukaj/kanal/?q=przystanki"
    assert feed.findtext(f"{ATOM}id") == own
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == own
    assert links["alternate"] == "https://pim.example.org/szukaj/?q=przystanki"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Zielone <przystanki> & rowery"
    assert entry.findtext(f"{ATOM}summary") == "Ławka i &lt;b&gt;dach&lt;/b&gt;."
    assert entry.findtext(f"{ATOM}id") == f"https://pim.example.org{practice.url}"
    dates = [practice.first_published_at, practice.last_published_at]
    shown = [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")]
    assert shown == [date.isoformat() for date in dates]


@pytest.mark.parametrize("address", ["/szukaj/kanal/", "/praktyki/kanal/"])
@pytest.mark.parametrize(
    "wrong", ["temat=nie-ma", "woj=x&q=rower", "tag=%00%0B%EF%BF%BE", f"q={'a' * 201}"]
)
def test_wrong_value_is_an_empty_feed_and_an_error(client, address, wrong):
    make_practice("Rower")
    response = client.get(f"{address}?{wrong}")
    assert response.status_code == 400
    assert titles(response) == []
    assert read(response).findtext(f"{ATOM}subtitle")


@pytest.mark.parametrize("reader", ["visitor", "member"])
def test_feed_is_the_same_for_members_and_visitors(client, reader):
    make_text("Otwarta")
    closed = make_city("Żory")
    make_practice("Kanarek", city=closed, tags=["sekret"])
    make_practice("Szkic kanarka", city=closed).unpublish()
    hide(closed)
    if reader == "member":
        client.force_login(make_user("szef", is_superuser=True))
    response = client.get("/szukaj/kanal/")
    assert titles(response) == ["Otwarta"]
    assert titles(client.get("/szukaj/kanal/?q=kanarek")) == []
    assert client.get("/szukaj/kanal/?tag=sekret").status_code == 400
    assert "anarek" not in response.text
    assert not response.cookies


def test_feed_is_not_endless(client, monkeypatch):
    monkeypatch.setattr("search.feeds.NEWEST", 2)
    publish_in_order("Zebra", "Lew", "Antylopa", city=make_city())
    assert titles(client.get("/praktyki/kanal/")) == ["Antylopa", "Lew"]


def test_withdrawn_page_leaves_the_feed(client):
    practice = make_practice("Rower")
    assert titles(client.get("/praktyki/kanal/")) == ["Rower"]
    practice.unpublish()
    assert titles(client.get("/praktyki/kanal/")) == []


def test_reader_who_has_the_newest_state_gets_no_body(client):
    make_practice("Rower")
    tag = client.get("/praktyki/kanal/")["ETag"]
    assert client.get("/praktyki/kanal/", headers={"if-none-match": tag}).status_code == 304
    make_practice("Tramwaj")
    assert client.get("/praktyki/kanal/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/szukaj/", "/szukaj/kanal/"),
        ("/szukaj/?q=rower&sort=najnowsze&strona=2", "/szukaj/kanal/?q=rower"),
        ("/praktyki/?q=rower&wielkosc=srednie", "/praktyki/kanal/?q=rower&amp;wielkosc=srednie"),
        ("/szukaj/?q=xyzabc", "/szukaj/kanal/?q=xyzabc"),
    ],
)
def test_results_offer_their_feed(client, page, feed):
    make_practice("Rower", themes=[make_theme()])
    text = client.get(page).text
    assert text.count(f'href="{feed}"') == 2
    assert 'rel="alternate" type="application/atom+xml"' in text


def test_search_that_is_not_understood_offers_no_feed(client):
    assert "kanal/" not in client.get("/szukaj/?temat=nie-ma").text
