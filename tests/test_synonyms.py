"""Synonyms: a list that begins full, that people change, and that every worker reads anew."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from search.models import IndexVersion
from search.starting_synonyms import ensure_synonyms, starting_list
from search.synonyms import Synonym, active_synonyms
from tests.editing import standing_team, team

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_search_synonym:list"
ADD = "wagtailsnippets_search_synonym:add"


@pytest.fixture
def office(client, team):
    """The secretariat, signed in."""
    _cities, users = team
    client.force_login(users["sekretariat"])
    return client


def errors(response):
    return " ".join(response.context["form"].errors["words"])


def test_secretariat_adds_a_group(office):
    data = {"words": "  smog \r\n\r\nniska   emisja", "note": "z konsultacji", "active": "on"}
    assert office.post(reverse(ADD), data).status_code == 302
    assert active_synonyms() == [("smog", "niska emisja")]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("smog", "co najmniej dwa wyrażenia"),
        ("smog\n\n", "co najmniej dwa wyrażenia"),
        ("smog\nSMOG", "„SMOG” jest wpisane dwa razy"),
        ("smog\n!!! ?", "W wierszu „!!! ?” nie ma żadnego słowa"),
        ("smog\njeden dwa trzy cztery pięć sześć", "najwyżej 5 słów"),
        ("\n".join(f"słowo{number}" for number in range(13)), "najwyżej 12 wyrażeń"),
    ],
)
def test_what_cannot_be_a_group_is_refused_with_a_reason(office, words, complaint):
    response = office.post(reverse(ADD), {"words": words, "active": "on"})
    assert response.status_code == 200
    assert complaint in errors(response)
    assert words.splitlines()[0] in response.text
    assert not Synonym.objects.exists()


def test_list_finds_a_group_by_any_of_its_words(office):
    Synonym.objects.create(words="smog\nniska emisja")
    Synonym.objects.create(words="senior\nosoba starsza", note="rada seniorów")
    found = office.get(reverse(LIST), {"q": "emisja"}).text
    assert "smog · niska emisja" in found
    assert "senior" not in found
    assert "osoba starsza" in office.get(reverse(LIST), {"q": "rada"}).text


@pytest.mark.parametrize("role", ["gdynia", "anonymous"])
@pytest.mark.parametrize("name", [LIST, ADD])
def test_others_are_turned_away(client, team, role, name):
    _cities, users = team
    if role != "anonymous":
        client.force_login(users[role])
    assert client.post(reverse(name), {"words": "smog\nemisja"}).status_code == 302
    assert not Synonym.objects.exists()


def test_groups_switched_off_are_not_used():
    Synonym.objects.create(words="smog\nniska emisja", active=False)
    assert active_synonyms() == []


def test_every_change_reaches_every_worker():
    stamps = [IndexVersion.current()]
    group = Synonym.objects.create(words="smog\nniska emisja")
    stamps.append(IndexVersion.current())
    group.save()
    stamps.append(IndexVersion.current())
    group.delete()
    stamps.append(IndexVersion.current())
    call_command("load_synonyms")
    stamps.append(IndexVersion.current())
    assert len(set(stamps)) == len(stamps)


class TestStartingList:
    def test_has_groups_that_the_form_would_accept(self):
        groups = starting_list()
        assert len(groups) >= 120
        for words in groups.values():
            Synonym(words="\n".join(words)).full_clean()

    def test_no_two_groups_are_one(self):
        groups = [frozenset(map(str.casefold, words)) for words in starting_list().values()]
        assert [group for group in groups if any(group < other for other in groups)] == []
        assert len(set(groups)) == len(groups)

    def test_what_people_did_with_it_stays(self, capsys):
        call_command("load_synonyms")
        changed, deleted = Synonym.objects.all()[:2]
        Synonym.objects.filter(pk=changed.pk).update(words="zmieniona\ngrupa")
        deleted.delete()
        before = set(active_synonyms())
        call_command("load_synonyms")
        assert set(active_synonyms()) == before
        assert ("zmieniona", "grupa") in before
        assert capsys.readouterr().out.splitlines()[-1] == "Nowe grupy synonimów: 0."

    def test_group_added_to_the_file_later_comes_in(self, monkeypatch):
        ensure_synonyms()
        count = Synonym.objects.count()
        later = {**starting_list(), "nowa": ["nowa", "świeża"]}
        monkeypatch.setattr("search.starting_synonyms.starting_list", lambda: later)
        assert ensure_synonyms() == 1
        assert Synonym.objects.count() == count + 1
