"""Walls between roles, each with a test that tries to break it; test_permissions has the tables."""

import re

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from knowledge.permissions import ensure_editors
from pimsite.curation.models import ReplyTemplate
from pimsite.guard import SNIPPET_CHOOSERS
from tests.doors import admin_names
from tests.editing import CANARY, canary, make_draft, page_url, standing_team, team
from tests.factories import make_network, make_practice, make_text, make_user
from tests.test_permissions import guessed, text_of

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

OFFICE = [
    "account_requests:index",
    "account_requests:index_results",
    "curation:queue",
    "curation_tags:list",
    "curation_reports:cities",
    "curation_reports:meetings",
    "curation_reports:members",
    "curation_reports:networks",
    "curation_reports:outputs",
    "freshness:withdrawals",
    "freshness:withdrawals_results",
    "imports:list",
    "search_reports:in_vain",
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:site_history",
    "wagtailsnippets_knowledge_theme:list",
]


@pytest.fixture
def people(team):
    """Everyone who may sign in, by role."""
    leader = make_user("liderka", groups=[ensure_editors(make_network())])
    colleague = make_user("kolega", groups=team[1]["gdynia"].groups.all())
    admin = make_user("administracja", is_superuser=True)
    return {**team[1], "leader": leader, "colleague": colleague, "administrator": admin}


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize(
    ("role", "is_open"),
    [
        ("gdynia", False),
        ("colleague", False),
        ("koordynacja", False),
        ("leader", False),
        ("sekretariat", True),
        ("administrator", True),
    ],
)
def test_doors_of_the_office(client, people, role, is_open, name):
    client.force_login(people[role])
    assert (client.get(reverse(name)).status_code == 200) is is_open


PEOPLE = [
    "confirmations:index",
    "invitations:add",
    "invitations:index",
    "invitations:index_results",
    "people:index",
    "people:index_results",
]


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("role", "is_open"),
    [
        ("anonymous", False),
        ("gdynia", False),
        ("colleague", False),
        ("koordynacja", True),
        ("leader", False),
        ("sekretariat", True),
        ("administrator", True),
    ],
)
def test_doors_of_who_looks_after_people(client, people, role, is_open, name):
    if role != "anonymous":
        client.force_login(people[role])
    assert (client.get(reverse(name)).status_code == 200) is is_open


def test_leader_of_a_network_sees_no_draft_of_a_city(client, people, canary):
    client.force_login(people["leader"])
    assert [url for url in guessed(canary) if CANARY in text_of(client.get(url))] == []


def choosers():
    """Addresses of all choosers of snippets that need no key."""
    for name, pattern in admin_names():
        if name.startswith(SNIPPET_CHOOSERS) and not pattern.pattern.regex.groupindex:
            yield reverse(name)


@pytest.mark.parametrize(
    ("role", "status"), [("gdynia", 404), ("koordynacja", 404), ("leader", 404)]
)
def test_choosers_of_snippets_are_closed_to_city_staff(client, people, role, status):
    ReplyTemplate.objects.create(name=CANARY, text="Wewnętrzne.")
    addresses = list(choosers())
    assert len(addresses) >= 8
    client.force_login(people["sekretariat"])
    assert any(CANARY in client.get(url).text for url in addresses)
    client.force_login(people[role])
    assert {client.get(url).status_code for url in addresses} == {status}


def test_deleting_a_draft_leaves_a_trace(client, team, people):
    page = make_draft("Szkic do śmieci", city=team[0]["gdynia"], owner=people["gdynia"])
    client.force_login(people["colleague"])
    url = page_url("delete", page)
    traces = PageLogEntry.objects.filter(action="wagtail.delete", label="Szkic do śmieci")
    client.post(url)
    assert not traces.exists(), "of a colleague"
    client.force_login(people["gdynia"])
    client.post(url)
    entry = traces.get()
    assert (entry.user, entry.label) == (people["gdynia"], "Szkic do śmieci")


def test_canary_is_nowhere_public(client, team, people, canary):
    """Every address that the public site links or lists, and those that a nosy reader types."""
    gdynia = team[0]["gdynia"]
    make_practice("Jawna", city=gdynia, tags=["rower"])
    make_text()
    gone = make_practice(f"{CANARY} wycofany", city=gdynia, tags=[CANARY])
    gone.unpublish()
    changed = make_practice("Zmieniana", city=gdynia)
    changed.title, changed.lead = f"{CANARY} w zmianie", CANARY
    changed.save_revision()
    typed = [
        f"/szukaj/?q={CANARY}",
        f"/praktyki/?q={CANARY}",
        f"/praktyki/?tag={CANARY.lower()}",
        "/szukaj/podpowiedzi/?q=kan",
        f"/szukaj/podpowiedzi/?q={CANARY}",
        "/szukaj/kanal/",
        "/praktyki/kanal/",
        "/sitemap.xml",
        "/robots.txt",
        canary["page"].url,
        gone.url,
        f"/cms/pages/{canary['page'].pk}/view_draft/",
        f"/cms/kolejka/{canary['page'].pk}/",
    ]
    seen, waiting = set(), ["/", *typed]
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        response = client.get(url)
        if response.streaming:
            response.close()
            continue
        text = response.text
        shown = echoed(text) if url in typed else text
        assert CANARY not in shown, url
        if len(seen) < 150:
            found = re.findall(r'href="(?:http://localhost)?(/[^"#]*)"', text)
            links = (link.replace("&amp;", "&") for link in found)
            waiting += [link for link in links if CANARY.lower() not in link.lower()]
    assert changed.url in seen
    assert len(seen) > 30


def echoed(text):
    """Without what the reader typed: the box of the search, its title, and links that carry it."""
    text = re.sub(r'="[^"]*"', "", text)
    return re.sub(rf"„\s*{CANARY}\s*”|<title>.*?</title>", "", text, flags=re.DOTALL)
