"""The secretariat sees what is followed and by how many, and nobody's address."""

import re

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from knowledge.permissions import ensure_editors, ensure_secretariat
from search.models import SavedSearch

from .factories import make_city, make_home, make_user

pytestmark = pytest.mark.django_db
REPORT = "/cms/reports/sledzone/"


def test_nobody_follows_anything_yet(client):
    make_home()
    client.force_login(make_user("biuro", groups=[ensure_secretariat()]))
    assert "Nikt jeszcze nie śledzi żadnego wyszukiwania." in client.get(REPORT).text


@pytest.fixture
def people():
    make_home()
    office, editors = ensure_secretariat(), ensure_editors(make_city())
    for query, followers in {"q=smog&rodzaj=praktyka": 3, "q=rower": 1, "": 2}.items():
        for number in range(followers):
            saved = SavedSearch.objects.create(
                email=f"biuro{number}@miasto.pl", query=query, asked_at=timezone.now()
            )
            saved.confirm("co-tydzien")
    SavedSearch.objects.create(email="x@miasto.pl", query="q=cisza", asked_at=timezone.now())
    return {
        "office": make_user("biuro", groups=[office]),
        "city": make_user("miasto", groups=[editors]),
        "nobody": make_user("nikt", groups=Group.objects.none()),
    }


@pytest.mark.parametrize(
    "address", [REPORT, f"{REPORT}results/", f"{REPORT}?export=csv", f"{REPORT}?export=xlsx"]
)
def test_office_sees_counts_and_no_address(client, people, address):
    client.force_login(people["office"])
    response = client.get(address)
    assert response.status_code == 200
    assert b"miasto.pl" not in response.getvalue()


def test_most_followed_comes_first(client, people):
    client.force_login(people["office"])
    text = re.sub(r"\s+", " ", client.get(REPORT).text)
    rows = re.findall(r'href="(/szukaj/[^"]*)"> (.*?) </a>.*?<td[^>]*> (\d+) </td>', text)
    assert rows == [
        ("/szukaj/?q=smog&amp;rodzaj=praktyka", "Nowe praktyki: smog", "3"),
        ("/szukaj/", "Nowe w bibliotece", "2"),
        ("/szukaj/?q=rower", "Nowe w bibliotece: rower", "1"),
    ]
    assert REPORT in client.get("/cms/").text


@pytest.mark.parametrize("who", ["city", "nobody"])
def test_others_do_not_see_it(client, people, who):
    client.force_login(people[who])
    assert client.get(REPORT).status_code == 302
    assert client.get(f"{REPORT}?export=csv").status_code == 302
    assert REPORT not in client.get("/cms/", follow=True).text
