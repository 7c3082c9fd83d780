"""Papers of a network for its members only: others learn of them nowhere."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from networks.models import MeetingDocument, OutputDocument

from .editing import make_file
from .factories import make_city, make_meeting, make_network, make_output, make_theme, make_user
from .test_search_canary import ADDRESSES, CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LISTS = [*ADDRESSES, "/szukaj/?siec=rewitalizacja", f"/szukaj/?q={CANARY}", "/sieci/"]


def keep_for(group, page):
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(group)
    return page


@pytest.fixture
def papers():
    """A network with a paper and a meeting that only its members may read."""
    make_theme()
    members = Group.objects.create(name="Członkowie sieci Rewitalizacja")
    make_user("czlonek", groups=[members])
    city = make_city("Ełk")
    network = make_network("Rewitalizacja", members=[city])
    output = make_output(f"MID {CANARY}", network=network, kind="mid", city=city)
    output.documents.add(OutputDocument(document=make_file(f"Notatki {CANARY}")))
    meeting = make_meeting(f"Narada {CANARY}", network=network)
    meeting.documents.add(MeetingDocument(document=make_file(f"Slajdy {CANARY}")))
    for page in (output, meeting):
        page.save_revision().publish()
        keep_for(members, page)
    return network, output, meeting


def seen_by(client, name):
    """The client of an anonymous visitor, of a stranger who signed in, or of a member."""
    if name == "obcy":
        client.force_login(make_user("obcy"))
    elif name == "czlonek":
        client.login(username="czlonek", password="haslo")
    return client


def status(client, address):
    """The status alone; a file is read to its end, which closes it and leaves the database open."""
    response = client.get(address)
    if response.streaming:
        b"".join(response)
    return response.status_code


@pytest.mark.parametrize("who", ["anonim", "obcy"])
def test_nobody_else_learns_of_a_paper(client, papers, who):
    network, output, meeting = papers
    seen_by(client, who)
    told = [output.title, meeting.title, output.slug, meeting.slug]
    city = network.memberships.first().city
    for address in [*LISTS, network.url, f"{network.url}kalendarz/", city.url]:
        text = client.get(address).text
        assert [word for word in told if word in text] == [], address


@pytest.mark.parametrize("who", ["anonim", "obcy"])
def test_nobody_else_reads_a_paper_or_its_files(client, papers, who):
    _network, output, meeting = papers
    seen_by(client, who)
    for page in (output, meeting):
        assert status(client, page.url) != 200
        assert status(client, page.documents.first().document.url) != 200


def test_member_finds_papers_on_the_page_of_the_network_and_reads_them(client, papers):
    network, output, meeting = papers
    seen_by(client, "czlonek")
    text = client.get(network.url).text
    for page in (output, meeting):
        assert page.title in text
        assert status(client, page.url) == 200
        assert status(client, page.documents.first().document.url) == 200
