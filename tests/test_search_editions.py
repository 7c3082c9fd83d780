"""The edition of the programme as a filter, and the meetings of networks as results."""

import pytest
from wagtail.models import Page

from networks.models import MeetingHost, NetworkPractice
from search.checking import check
from search.rebuilding import rebuild

from .factories import (
    hide,
    make_call,
    make_city,
    make_edition,
    make_meeting,
    make_network,
    make_network_index,
    make_output,
    make_practice,
)
from .searching import ask, counts, titles

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def second():
    """The second edition, with one page of each kind that belongs to one."""
    make_network("Sieć pilotażu", members=[make_city("Łódź")])
    edition = make_edition(2)
    city, practice = make_city("Gdynia"), make_practice("Lipy nad targiem")
    network = make_network("Sieć wody", edition=edition, members=[city])
    network.practice_links.add(NetworkPractice(practice=practice))
    network.save_revision().publish()
    make_output("Raport sieci wody", network=network, kind="raport")
    make_output("Raport edycji", network=make_network_index(), kind="raport", edition=edition)
    make_meeting("Spotkanie w maju", network=network)
    make_call("Nabór drugi", edition=edition)
    rebuild()
    return edition


BELONGING = {
    *("Gdynia", "Lipy nad targiem", "Nabór drugi", "Raport edycji"),
    *("Raport sieci wody", "Sieć wody", "Spotkanie w maju"),
}


def test_edition_narrows_to_all_that_belongs_to_it(second):
    assert set(titles(ask(f"edycja={second.key}"))) == BELONGING
    assert counts(ask(""), "edycja")[second.key] == len(BELONGING)
    assert titles(ask(f"edycja={second.key}&rodzaj=spotkanie")) == ["Spotkanie w maju"]
    assert set(titles(ask(f"q=edycja:{second.key}"))) == BELONGING


def test_editions_stand_newest_first_under_their_names(second):
    [facet] = [facet for facet in ask("").facets if facet.name == "edycja"]
    assert [choice.label for choice in facet.choices] == ["Edycja 2", "Edycja 1"]


def test_unknown_edition_is_an_error_not_everything(second):
    found = ask("edycja=piata")
    assert not found.form.is_valid()
    assert found.total == 0


def test_renamed_edition_is_named_anew_in_filter_and_pages(second):
    ask("")
    second.name, second.key = "Edycja wodna", "wodna"
    second.save()
    assert set(titles(ask("edycja=wodna"))) == BELONGING
    assert "Nabór drugi" in titles(ask("q=wodna"))
    [facet] = [facet for facet in ask("").facets if facet.name == "edycja"]
    assert facet.choices[0].label == "Edycja wodna"
    assert not check()


def test_network_that_changes_its_edition_takes_all_with_it(second):
    network = Page.objects.get(title="Sieć wody").specific
    network.edition = make_edition(1)
    network.save_revision().publish()
    assert set(titles(ask(f"edycja={second.key}"))) == {"Nabór drugi", "Raport edycji"}
    assert not check()


def test_network_that_is_withdrawn_leaves_its_practice(second):
    Page.objects.get(title="Sieć wody").specific.unpublish()
    assert titles(ask(f"edycja={second.key}&rodzaj=praktyka")) == []


class TestMeetings:
    @pytest.fixture
    def meeting(self):
        meeting = make_meeting(
            "Warsztaty o drzewach", place="InfoBox", lead="Zasadzimy trzy lipy.", day="2026-05-04"
        )
        meeting.hosts.add(MeetingHost(city=make_city("Gdynia")))
        meeting.save_revision().publish()
        rebuild()
        return meeting

    @pytest.mark.parametrize("query", ["warsztat drzewa", "infobox", "lip", "gdynia warsztaty"])
    def test_is_found_by_what_it_says(self, meeting, query):
        assert titles(ask(f"q={query}&rodzaj=spotkanie")) == [meeting.title]

    def test_is_found_by_year_and_network(self, meeting):
        assert titles(ask(f"rok=2026&siec={meeting.get_parent().slug}")) == [meeting.title]

    def test_of_a_closed_network_is_not(self, meeting):
        hide(meeting.get_parent())
        assert ask("q=warsztaty").total == 0

    def test_follows_the_name_of_its_host(self, meeting):
        host = meeting.hosts.first().city
        host.title = "Sopot"
        host.save_revision().publish()
        assert titles(ask("q=warsztaty+sopot&rodzaj=spotkanie")) == [meeting.title]
        assert not check()

    def test_does_not_name_a_hidden_host(self, meeting):
        hide(meeting.hosts.first().city)
        assert ask("q=gdynia&rodzaj=spotkanie").total == 0
