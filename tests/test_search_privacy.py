"""What a reader may not read, search does not tell."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from knowledge.querysets import visible_to
from search.models import LibraryEntry
from tests.factories import make_city, make_practice, make_text, make_theme, make_user
from tests.searching import VISITOR, ask, counts

pytestmark = pytest.mark.django_db


class TestPrivacy:
    """A page that a reader may not read is in no list, count, filter or suggestion."""

    @pytest.fixture
    def closed(self):
        members = Group.objects.create(name="Członkowie")
        city = make_city("Żory", voivodeship="slaskie", size_class="male")
        theme = make_theme("food", "Żywność")
        make_practice("Kanarek", city=city, themes=[theme], tags=["sekret"], lead="Tajne słowo.")
        make_practice("Ogród", city=make_city("Ełk"))
        restriction = PageViewRestriction.objects.create(
            page=city, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.add(members)
        return make_user("czlonek", groups=[members])

    @pytest.mark.parametrize(
        "query", ["q=kanarek", "q=tajne", "q=Żory", "q=sekret", "woj=slaskie", "temat=zywnosc"]
    )
    def test_members_find_it_and_visitors_do_not(self, closed, query):
        assert ask(query, closed).total
        assert ask(query).total == 0
        if query.startswith("q="):
            facets = ask(query).facets
            assert not any(choice.count for facet in facets for choice in facet.choices)

    def test_counts_and_vocabulary_do_not_tell(self, closed):
        visitors, members = ask(""), ask("", closed)
        assert counts(visitors, "rodzaj") == {"praktyka": 1, "miasto": 1}
        assert counts(members, "rodzaj") == {"praktyka": 2, "miasto": 2}
        assert counts(visitors, "tag") == counts(visitors, "temat") == {}
        assert "sekret" not in str(visitors.facets)
        assert [hit.title for hit in visitors.newest] == ["Ogród"]
        assert visitors.themes == []
        assert ask("tag=sekret").form.errors
        assert ask("tag=sekret", closed).total == 1

    def test_relaxations_do_not_tell(self, closed):
        assert ask('q="kanarek xyz"').relaxations == []
        assert [each.count for each in ask('q="kanarek xyz"', closed).relaxations] == [1]
        assert ask("q=kanarek&woj=opolskie").relaxations == []
        assert [each.count for each in ask("q=kanarek&woj=opolskie", closed).relaxations] == [1]

    @pytest.mark.parametrize("kind", ["login", "password", "groups"])
    def test_search_shows_exactly_what_the_gate_lets_through(self, closed, kind):
        PageViewRestriction.objects.update(restriction_type=kind)
        readers = [VISITOR, closed, make_user("inny"), make_user("szef", is_superuser=True)]
        for reader in readers:
            allowed = visible_to(reader).filter(pk__in=LibraryEntry.objects.values("page"))
            shown = {hit.page_id for hit in ask("", reader).hits[:]}
            assert shown == set(allowed.values_list("pk", flat=True))

    def test_draft_is_found_by_nobody(self):
        practice = make_practice("Kanarek")
        practice.unpublish()
        make_text("Inna strona")
        assert ask("q=kanarek", make_user("szef", is_superuser=True)).total == 0
