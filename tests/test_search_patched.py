"""A snapshot mended after publications is the one that a new worker would read."""

import random

import pytest
from django.db import transaction

from search import arrays, memory
from search.arrays import Snapshot, current
from search.models import LibraryEntry, Term
from search.query import parse
from search.quotes import holds_exactly

from .factories import hide, make_city, make_network, make_practice, make_theme
from .searching import ask, counts, titles

pytestmark = pytest.mark.django_db

WORDS = ["ogród", "park", "rower", "tramwaj", "kocioł", "szkoła", "deszcz", "smog"]
QUERIES = [
    "",
    *(f"q={word}" for word in WORDS),
    "q=ogrody szkolne",
    'q="park rower"',
    "woj=slaskie",
]
QUERIES += ["temat=klimat", "sort=nazwa", "rodzaj=miasto"]
FACETS = ["rodzaj", "woj", "temat", "miasto"]


class Editor:
    """Does one thing after another to a library, as chance decides."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.theme = make_theme("climate", "Klimat")
        self.cities = [make_city("Żory", voivodeship="slaskie"), make_city("Ełk")]
        make_network("Zieleń", members=self.cities)
        self.pages = [self.new() for _ in range(4)]

    def act(self):
        """One publication; sometimes one that is undone."""
        actions = [self.add, self.rename, self.rewrite, self.withdraw, self.move]
        actions += [self.rename_city, self.rename_theme, self.delete]
        action = self.chance.choice(actions)
        with transaction.atomic():
            action()
            if self.chance.random() < 0.1:
                current()  # a reader inside the transaction sees what will never be
                transaction.set_rollback(True)

    def new(self):
        themes = [self.theme] * self.chance.randrange(2)
        city = self.chance.choice(self.cities)
        return make_practice(self.words(2), city=city, themes=themes, lead=self.words(5))

    def add(self):
        self.pages.append(self.new())

    def rename(self):
        self.publish(title=self.words(2))

    def rewrite(self):
        self.publish(lead=self.words(6))

    def withdraw(self):
        page = self.page()
        page.unpublish() if page.live else page.save_revision().publish()

    def move(self):
        self.page().move(
            type(self.cities[0]).objects.get(title__in=["Żory", "Chorzów"]), "last-child"
        )

    def rename_city(self):
        city = type(self.cities[0]).objects.get(title__in=["Żory", "Chorzów"])
        city.title = {"Żory": "Chorzów", "Chorzów": "Żory"}[city.title]
        city.save_revision().publish()

    def rename_theme(self):
        self.theme.name = self.words(1)
        self.theme.save()

    def delete(self):
        self.page().delete()

    def publish(self, **fields):
        page = self.page()
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()

    def page(self):
        model = type(self.pages[0])
        return (
            self.chance.choice(model.objects.order_by("pk"))
            if model.objects.exists()
            else self.new()
        )

    def words(self, number):
        return " ".join(self.chance.choices(WORDS, k=number))


def seen(snapshot):
    """What a snapshot holds of each living entry, without its place."""
    living = [row for row in range(len(snapshot)) if snapshot.alive[row]]
    keys = list(Term.objects.filter(generation=snapshot.generation).values_list("kind", "text"))
    postings = {
        key: held
        for key, (rows, weights) in snapshot.postings(keys).items()
        if (held := dict(zip(snapshot.entries[rows].tolist(), weights.tolist(), strict=True)))
    }
    numbers = {
        name: getattr(snapshot, name)[living].tolist()
        for name in ("entries", "pages", "documents", "cities", "lengths", "published", "main")
    }
    order = [
        pk for _, pk in sorted(zip(snapshot.by_title[living], numbers["entries"], strict=True))
    ]
    names = [list(snapshot.city_titles), list(snapshot.network_titles), list(snapshot.tag_names)]
    themes = [(slug, theme.name) for slug, theme in snapshot.themes.items()]
    return (
        postings,
        numbers,
        order,
        names,
        themes,
        snapshot.count,
        snapshot.relative_lengths[living].tolist(),
    )


def answers():
    """What visitors see."""
    found = {}
    for query in QUERIES:
        results = ask(query)
        scores = [score for _, score in results.ranked_pages(50)]
        found[query] = titles(results), scores, [counts(results, name) for name in FACETS]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_mended_and_read_anew_are_the_same(seed, monkeypatch):
    monkeypatch.setattr(memory, "MOST_PATCHES", 4)
    held = {}
    monkeypatch.setattr("search.arrays._held", held)
    editor = Editor(seed)
    for _ in range(8):
        current()
        for _ in range(editor.chance.randrange(1, 3)):
            editor.act()
        mended, seen_mended = answers(), seen(current())
        held.clear()
        assert (answers(), seen(Snapshot.read())) == (mended, seen_mended)


def test_words_read_while_others_publish_are_not_kept_out_of_date(monkeypatch):
    """A thread reads postings; another forgets all it has, because so much was published."""
    monkeypatch.setattr(memory, "MOST_PATCHES", 3)
    practice = make_practice("Ogród")
    reader = current()

    def publish(*leads):
        for lead in leads:
            practice.lead = lead
            practice.save_revision().publish()
            current()

    def read(terms):
        found = read_postings(terms)
        publish("Park.", "Park i park.")
        return found

    publish("Rower.", "Rower i rower.")
    read_postings = memory.read_postings
    key = (Term.Kind.LEMMA, "park")
    with monkeypatch.context() as patch:
        patch.setattr(memory, "read_postings", read)
        reader.postings([key])
    assert key in current().postings([key])


def test_older_reader_does_not_hide_a_new_page():
    """A thread holds the library as it was; what it finds is not kept for the others."""
    make_practice("Ogród", lead="Park i rower.")
    reader = current()
    make_practice("Skwer", lead="Park i rower.")
    newest = current()
    [phrase], key = parse('"park i rower"').phrases, (Term.Kind.LEMMA, "park")
    assert [len(each.postings([key])[key][0]) for each in (reader, newest, reader)] == [1, 2, 1]
    assert holds_exactly(reader, phrase).sum() == 1
    assert holds_exactly(newest, phrase).sum() == 2
    assert holds_exactly(reader, phrase).sum() == 1


def test_texts_are_read_once_for_the_same_quotes(django_assert_num_queries):
    practice = make_practice("Ogród", lead="Park i rower.")
    [phrase] = parse('"park i rower"').phrases
    holds_exactly(current(), phrase)
    with django_assert_num_queries(0):
        assert holds_exactly(arrays._held["snapshot"], phrase).sum() == 1
    practice.lead = "Park bez roweru."
    practice.save_revision().publish()
    snapshot = current()
    with django_assert_num_queries(1):
        assert holds_exactly(snapshot, phrase).sum() == 0


def test_closed_page_is_hidden_at_once():
    practice = make_practice("Ogród", city=make_city("Żory"))
    current()
    hide(practice)
    assert titles(ask("q=ogrody")) == []
    assert LibraryEntry.objects.filter(page=practice).exists()
