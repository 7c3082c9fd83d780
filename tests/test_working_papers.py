"""Papers of a network for its members only: others learn of them nowhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction

from knowledge.permissions import ensure_coordinators, ensure_editors, ensure_secretariat
from knowledge.querysets import visible_to
from networks.models import MeetingDocument, Membership, MidDocument, NetworkPage, OutputPage

from .editing import make_file
from .factories import (
    make_city,
    make_meeting,
    make_mid,
    make_network,
    make_output,
    make_theme,
    make_user,
)
from .test_search_canary import ADDRESSES, CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LISTS = [*ADDRESSES, "/szukaj/?siec=rewitalizacja", f"/szukaj/?q={CANARY}", "/sieci/"]


@pytest.fixture
def papers():
    """A network with a paper and a meeting that only its members may read."""
    make_theme()
    city = make_city("Ełk")
    make_user("czlonek", groups=[ensure_editors(city)])
    network = make_network("Rewitalizacja", members=[city])
    output = make_mid(f"MID {CANARY}", network=network, city=city, members_only=True)
    output.documents.add(MidDocument(document=make_file(f"Notatki {CANARY}")))
    meeting = make_meeting(f"Narada {CANARY}", network=network, members_only=True)
    meeting.documents.add(MeetingDocument(document=make_file(f"Slajdy {CANARY}")))
    for page in (output, meeting):
        page.save_revision().publish()
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


class TestReaders:
    """Who reads a paper follows who is in the network."""

    def reads(self, user, page):
        user = type(user).objects.get(pk=user.pk)  # groups are remembered
        return visible_to(user).filter(pk=page.pk).exists()

    def change(self, network, **fields):
        network = NetworkPage.objects.get(pk=network.pk)
        for row in network.memberships.all():
            for name, value in fields.items():
                setattr(row, name, value)
            network.memberships.add(row)
        network.save_revision().publish()

    def test_secretariat_and_leader_do(self, papers):
        network, output, _meeting = papers
        leader = make_user("prowadzi", groups=[ensure_editors(network)])
        network.save_revision().publish()
        assert self.reads(leader, output)
        office = make_user("sekretariat", groups=[ensure_secretariat()])
        network.save_revision().publish()
        assert self.reads(office, output)

    def test_leader_does_from_the_first_day(self, papers):
        network, output, _meeting = papers
        assert self.reads(make_user("prowadzi", groups=[ensure_editors(network)]), output)

    def test_first_coordinator_does_from_the_first_day(self, papers):
        network, output, _meeting = papers
        city = network.memberships.get().city
        assert self.reads(make_user("koordynuje", groups=[ensure_coordinators(city)]), output)

    def test_city_that_joins_does_and_one_that_leaves_does_not(self, papers):
        network, output, meeting = papers
        city = make_city("Gdynia")
        newcomer = make_user("gdynia", groups=[ensure_editors(city)])
        assert not self.reads(newcomer, output)
        network.memberships.add(Membership(city=city))
        network.save_revision().publish()
        assert self.reads(newcomer, output)
        assert self.reads(newcomer, meeting)
        self.change(network, end="2026-03")
        assert not self.reads(newcomer, output)
        assert not self.reads(newcomer, meeting)

    def test_paper_moved_to_another_network_is_for_its_members(self, papers):
        network, output, _meeting = papers
        city = make_city("Gdynia")
        newcomer = make_user("gdynia", groups=[ensure_editors(city)])
        output.move(make_network("Woda", members=[city]), "last-child")
        assert self.reads(newcomer, output)
        member = network.memberships.get().city
        assert not self.reads(make_user("drugi", groups=[ensure_editors(member)]), output)


def test_never_public_between_saving_and_closing(papers):
    """A draft is closed as soon as it is made; publishing it later opens nothing."""
    network, *_ = papers
    draft = OutputPage(title="Szkic", kind="raport", live=False, members_only=True)
    network.add_child(instance=draft)
    assert PageViewRestriction.objects.filter(page=draft).exists()
    draft.save_revision().publish()
    assert not visible_to(AnonymousUser()).filter(pk=draft.pk).exists()


def test_opened_again_by_its_author(client, papers):
    _network, output, _meeting = papers
    output.members_only = False
    output.save_revision().publish()
    assert status(client, output.url) == 200


def test_privacy_set_by_hand_stays(client, papers):
    """A page without the mark that the office closed itself is not opened by a publication."""
    network, *_ = papers
    page = make_output("Zamknięty", network=network, kind="raport")
    by_hand = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    page.save_revision().publish()
    assert PageViewRestriction.objects.filter(pk=by_hand.pk).exists()
    assert status(client, page.url) != 200


def test_page_says_whom_it_is_for(client, papers):
    _network, *pages = papers
    seen_by(client, "czlonek")
    for page in pages:
        assert "tylko dla członków sieci" in client.get(page.url).text


@pytest.mark.parametrize("who", ["anonim", "obcy", "czlonek"])
def test_many_papers_cost_as_much_as_one(client, count_queries, papers, who):
    """Of the page of the network, of a search and of a list that starts from what may be read."""
    network, *_ = papers
    seen_by(client, who)
    addresses = [network.url, "/szukaj/?q=rewitalizacja", "/sieci/", "/sieci/rekomendacje/"]
    few = [count_queries(address) for address in addresses if client.get(address)]
    for number in range(9):
        make_output(f"Notatka {number}", network=network, kind="raport", members_only=True)
    assert [count_queries(address) for address in addresses if client.get(address)] == few
