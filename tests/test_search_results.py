"""What is found, in what order, and how filters count; whoever asks sees only what they may."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import QueryDict
from wagtail.models import PageViewRestriction

from knowledge.querysets import visible_to
from search.models import LibraryEntry
from search.results import Results

from .factories import (
    make_city,
    make_network,
    make_practice,
    make_text,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def ask(query_string, user=VISITOR, **options):
    return Results(user, QueryDict(query_string), **options)


def titles(results):
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in results.hits[:]]


def counts(results, name):
    facet = next(facet for facet in results.facets if facet.name == name)
    return {choice.value: choice.count for choice in facet.choices if choice.count}


@pytest.fixture
def library():
    """Four practices that differ in city size, voivodeship, theme and tag."""
    air, move = make_theme("air", "Jakość powietrza"), make_theme("move", "Mobilność")
    big = make_city("Łódź", size_class="duze", voivodeship="lodzkie")
    small = make_city("Milicz", size_class="male", voivodeship="dolnoslaskie")
    make_practice("Rower cargo", city=big, themes=[move], tags=["rower", "dostawy"])
    make_practice("Rower miejski", city=small, themes=[move], tags=["rower"])
    make_practice("Zielona ściana", city=big, themes=[air, move])
    make_practice("Czyste kotły", city=small, themes=[air])


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("rewitalizacji kamienicy", "rewitalizacja kamienic"),
        ("zielonych przystankach", "zielony przystanek"),
        ("w Łodzi", "Łódź"),
        ("Żorach", "Żory"),
        ("Bielsku-Białej", "Bielsko-Biała"),
        ("Zielonej Góry", "Zielona Góra"),
    ],
)
def test_inflected_query_finds_what_its_base_form_finds(typed, base):
    make_practice("Rewitalizacja kamienic", lead="Remont.", city=make_city("Żory"))
    make_practice("Remont", lead="Mieszkańcy kamienicy po rewitalizacji.", city=make_city("Łódź"))
    make_practice("Zielone przystanki", city=make_city("Bielsko-Biała"))
    make_practice("Zieleń na górze", city=make_city("Zielona Góra"))
    expected = titles(ask(f"q={base}"))
    found = titles(ask(f"q={typed}"))
    assert expected
    assert found[0] == expected[0]
    assert set(found) >= set(expected)


def test_title_counts_more_than_text():
    make_practice("Remont ulicy", problem="<p>Obok szkoły stoi park.</p>")
    make_practice("Park kieszonkowy")
    assert titles(ask("q=parki")) == ["Park kieszonkowy", "Remont ulicy"]


def test_what_matched_every_word_stands_first():
    make_practice("Rower", lead="Rower, rowery i rowerem.", problem="<p>Rower.</p>")
    make_practice("Szkoła", lead="Dzieci.", problem="<p>Jedzie rower.</p>")
    results = ask("q=rower szkoła")
    assert titles(results) == ["Szkoła", "Rower"]
    assert [hit.is_complete for hit in results.hits[:]] == [True, False]
    assert results.complete_total == 1


def test_named_city_leads_its_practices():
    make_practice("Miasto w Gdyni i o Gdyni", lead="Gdynia, Gdynia.", city=make_city("Sopot"))
    make_practice("Tramwaje", city=make_city("Gdynia"))
    assert titles(ask("q=w Gdyni"))[0] == "Gdynia"
    assert titles(ask("q=tramwaj Gdynia"))[0] == "Tramwaje"


def test_voivodeships_with_like_names_do_not_mix():
    make_city("Lublin", voivodeship="lubelskie")
    make_city("Gorzów", voivodeship="lubuskie")
    make_city("Łódź", voivodeship="lodzkie")
    assert titles(ask("q=lubelskie")) == ["Lublin"]
    assert titles(ask("q=lubuskiego")) == ["Gorzów"]
    assert titles(ask("q=łódzkie")) == ["Łódź"]


def test_quotes_ask_for_exactly_these_words():
    make_practice("Budżet obywatelski")
    make_practice("Obywatelski bez budżetu", lead="Rada obywatelska.")
    make_practice("Budżety", lead="W budżecie obywatelskim.")
    assert titles(ask('q="budżet obywatelski"')) == ["Budżet obywatelski"]
    assert titles(ask("q=„BUDŻET   OBYWATELSKI”")) == ["Budżet obywatelski"]
    assert titles(ask('q="bez budżetu"')) == ["Obywatelski bez budżetu"]
    assert titles(ask('q="obywatelski budżet"')) == []


def test_quotes_do_not_reach_over_two_blocks():
    make_practice("Park", problem="<p>Nowy plac.</p><p>Zabaw było mało.</p>")
    assert titles(ask('q="plac zabaw"')) == []
    assert titles(ask("q=plac zabaw")) == ["Park"]


def test_minus_leaves_out():
    make_practice("Rower i tramwaj")
    make_practice("Rower i pies")
    assert titles(ask("q=rower -tramwaje")) == ["Rower i pies"]
    assert "Rower i tramwaj" not in titles(ask("q=-tramwaj"))
    assert titles(ask("q=-tramwaj")) != []


@pytest.mark.parametrize("query", ["xyzabc", "😀", "&&", '""', "\x00", "-"])
def test_nonsense_finds_nothing(library, query):
    params = QueryDict(mutable=True)
    params["q"] = query
    results = Results(VISITOR, params)
    assert results.total == 0 or results.is_landing


def test_values_of_one_filter_add_up_and_filters_narrow(library):
    assert ask("rodzaj=praktyka").total == 4
    assert titles(ask("temat=jakosc-powietrza&wielkosc=male")) == ["Czyste kotły"]
    assert ask("rodzaj=praktyka&wielkosc=male&wielkosc=duze").total == 4
    assert titles(ask("tag=dostawy&tag=rower&sort=alfabetycznie")) == [
        "Rower cargo",
        "Rower miejski",
    ]


def test_each_filter_counts_under_the_choices_of_all_the_others(library):
    results = ask("q=rower&wielkosc=male")
    assert titles(results) == ["Rower miejski"]
    assert counts(results, "wielkosc") == {"duze": 1, "male": 1}
    assert counts(results, "woj") == {"dolnoslaskie": 1}
    assert counts(results, "temat") == {"mobilnosc": 1}
    assert counts(results, "tag") == {"rower": 1}
    assert counts(results, "rodzaj") == {"praktyka": 1}


def test_every_count_is_what_a_click_gives(library):
    for chosen in ["q=rower", "wielkosc=male", "q=rower&temat=mobilnosc&woj=lodzkie", ""]:
        results = ask(chosen)
        for facet in results.facets:
            asked = QueryDict(chosen, mutable=True)
            for choice in facet.choices:
                asked.setlist(facet.name, [choice.value])
                assert Results(VISITOR, asked).total == choice.count, (chosen, choice)


def test_values_without_results_stay_in_their_place(library):
    results = ask("q=rower")
    facets = {facet.name: facet for facet in results.facets}
    assert [facet.label for facet in results.facets] == [
        "Rodzaj treści",
        "Temat",
        "Wielkość miasta",
        "Województwo",
        "Tag",
    ]
    assert [choice.value for choice in facets["wielkosc"].choices][:3] == [
        "duze",
        "srednie",
        "male",
    ]
    assert [choice.label for choice in facets["woj"].choices][2:6] == [
        "lubelskie",
        "lubuskie",
        "łódzkie",
        "małopolskie",
    ]
    assert len(facets["woj"].choices) == 16
    assert [choice.label for choice in facets["temat"].choices] == ["Jakość powietrza", "Mobilność"]


def test_only_frequent_and_chosen_tags_are_listed():
    for number in range(25):
        make_practice(f"Praktyka {number}", tags=["rower", f"znak {number:02}"])
    tags = next(facet for facet in ask("tag=znak-24").facets if facet.name == "tag")
    assert {"rower", "znak-24"} <= {choice.value for choice in tags.choices}
    assert len(tags.choices) <= 21
    assert tags.selected_count == 1
    labels = [choice.label for choice in tags.choices]
    assert labels == sorted(labels)


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("temat=nie-ma", "Nie ma takiego tematu: „nie-ma”."),
        ("rodzaj=praktyka&rodzaj=ufo", "Nie ma takiego rodzaju treści: „ufo”."),
        ("wielkosc=XL", "Nie ma takiej wielkości miasta: „XL”."),
        ("woj=krakowskie", "Nie ma takiego województwa: „krakowskie”."),
        ("tag=nic", "Nie ma takiego tagu: „nic”."),
        ("q=" + "a" * 201, "Skróć zapytanie do 200 znaków."),
        ("q=" + "a" * 10_000, "Skróć zapytanie do 200 znaków."),
    ],
)
def test_unknown_value_finds_nothing_and_says_so(library, query_string, message):
    results = ask(query_string)
    assert [text for texts in results.form.errors.values() for text in texts] == [message]
    assert (results.total, titles(results), results.suggestions) == (0, [], [])
    assert not results.is_landing
    assert {choice.count for facet in results.facets for choice in facet.choices} == {0}


@pytest.mark.parametrize(
    "harmless", ["q=", "temat=&tag=&q=", "sort=nie-ma", "strona=abc", "obce=1"]
)
def test_empty_and_foreign_parameters_ask_for_nothing(library, harmless):
    results = ask(harmless)
    assert results.is_landing
    assert results.total == LibraryEntry.objects.count()


def test_repeated_values_count_once(library):
    results = ask("tag=rower&tag=rower&tag=rower")
    assert len(results.chips) == 1
    assert results.total == 2


def test_chips_take_one_choice_away(library):
    results = ask("q=rower&temat=mobilnosc&wielkosc=male&wielkosc=duze&strona=3&sort=najnowsze")
    assert {chip.label: chip.remove_url for chip in results.chips} == {
        "Mobilność": "?q=rower&wielkosc=male&wielkosc=duze&sort=najnowsze",
        "miasto małe": "?q=rower&temat=mobilnosc&wielkosc=duze&sort=najnowsze",
        "miasto duże": "?q=rower&temat=mobilnosc&wielkosc=male&sort=najnowsze",
    }
    assert results.clear_url == "?q=rower&sort=najnowsze"


def test_empty_list_says_what_to_leave_out(library):
    results = ask("q=kotły&temat=mobilnosc&wielkosc=duze&wielkosc=male")
    assert results.total == 0
    assert [(each.label, each.url, each.count) for each in results.suggestions] == [
        ("Mobilność", "?q=kot%C5%82y&wielkosc=duze&wielkosc=male", 1),
        ("wszystkie filtry", "?q=kot%C5%82y", 1),
        ("kotły", "?temat=mobilnosc&wielkosc=duze&wielkosc=male", 3),
    ]


def test_fixed_kind_is_no_choice_of_the_reader(library):
    results = ask("rodzaj=miasto", fixed_kind="praktyka")
    assert results.total == 4
    assert results.chips == []
    assert results.is_landing
    assert "rodzaj" not in [facet.name for facet in results.facets]


def test_orders(library):
    assert ask("q=rower").sort == "trafnosc"
    assert ask("temat=mobilnosc").sort == "najnowsze"
    assert ask("sort=trafnosc").sort == "najnowsze"
    assert [value for value, _ in ask("").sort_choices] == ["najnowsze", "alfabetycznie"]
    make_city("Lublin")
    assert titles(ask("rodzaj=miasto&sort=alfabetycznie")) == ["Lublin", "Łódź", "Milicz"]
    newest = titles(ask("rodzaj=praktyka&sort=najnowsze"))
    assert newest == ["Czyste kotły", "Zielona ściana", "Rower miejski", "Rower cargo"]
    assert [hit.title for hit in ask("").newest][:2] == newest[:2]


def test_hit_tells_what_the_list_shows():
    theme = make_theme()
    city = make_city("Tczew", size_class="srednie", voivodeship="pomorskie")
    make_practice(
        "Ulica szkolna", city=city, themes=[theme], start_year=2020, end_year=2022, costs="12 tys."
    )
    hit = ask("q=ulicą").hits[0]
    assert hit.url == "/miasta/tczew/ulica-szkolna/"
    assert (hit.kind, hit.kind_label) == ("praktyka", "Dobra praktyka")
    assert (hit.city_title, hit.city_url) == ("Tczew", "/miasta/tczew/")
    assert (hit.size_class, hit.size_label) == ("srednie", "miasto średnie")
    assert (hit.voivodeship_label, hit.years) == ("woj. pomorskie", "2020–2022")
    assert (hit.themes, hit.costs, hit.attachments) == ([theme], "12 tys.", 0)


def test_foreign_city_tells_its_country():
    city = make_city("Nantes", country="FR", voivodeship="", size_class="")
    make_practice("Ogród", city=city)
    hit = ask("q=ogrody").hits[0]
    assert (hit.voivodeship_label, hit.size_label) == ("Francja", "")


@pytest.mark.parametrize(
    ("years", "shown"),
    [
        ((2015, 2015), "2015"),
        ((2015, None), "od 2015"),
        ((None, 2015), "do 2015"),
        ((None, None), ""),
    ],
)
def test_years_are_short(years, shown):
    make_practice("Ogród", start_year=years[0], end_year=years[1])
    assert ask("q=ogród").hits[0].years == shown


def test_inflected_forms_are_marked_in_title_and_passage():
    make_practice(
        "Ulica szkolna",
        lead="Początek opisu.",
        problem="<p>" + "Zupełnie inne sprawy. " * 30 + "Na ulicach szkolnych stały auta.</p>",
    )
    hit = ask("q=ulicą szkolną").hits[0]
    assert hit.title == "<mark>Ulica szkolna</mark>"
    assert "<mark>ulicach szkolnych</mark> stały auta" in hit.snippet
    assert hit.snippet.startswith("…")
    assert len(hit.snippet) < 600


def test_without_words_the_lead_is_shown():
    make_practice("Ogród", lead="Deszczówka zostaje w mieście.")
    assert ask("rodzaj=praktyka").hits[0].snippet == "Deszczówka zostaje w mieście."


def test_nothing_that_editors_write_becomes_markup():
    make_practice(
        "Ogród <script>alert(1)</script>",
        lead="Ogród <img src=x onerror=alert(1)> & „reszta”",
        problem="<p>Ogród &lt;b&gt;deszczowy&lt;/b&gt;</p>",
    )
    for query in ["q=ogrody", "q=script", "q=onerror", "rodzaj=praktyka"]:
        hit = ask(query).hits[0]
        for html in (hit.title, hit.snippet):
            bare = html.replace("<mark>", "").replace("</mark>", "")
            assert "<" not in bare
            assert ">" not in bare
        assert "&lt;" in hit.title


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

    def test_suggestions_do_not_tell(self, closed):
        assert ask("q=kanarek&woj=opolskie").suggestions == []
        assert [each.count for each in ask("q=kanarek&woj=opolskie", closed).suggestions] == [1]

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


def test_network_is_found_by_its_members_but_not_filtered_by_their_place():
    make_network("Zieleń", members=[make_city("Ełk", voivodeship="warminsko-mazurskie")])
    assert titles(ask("q=Ełku")) == ["Ełk", "Zieleń"]
    assert titles(ask("woj=warminsko-mazurskie")) == ["Ełk"]
