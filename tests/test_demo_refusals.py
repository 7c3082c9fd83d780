"""Wrong data are refused by file and entry, and nothing changes."""

import pytest
from django.core.management import CommandError

from tests.loading import everything, folder, load, rewrite

__all__ = ["folder"]  # a fixture

pytestmark = pytest.mark.django_db


def broken(name, change, *words):
    return pytest.param(name, change, words, id=f"{name}: {' '.join(words)[:60]}")


def field(number, **values):
    return lambda rows: rows[number].update(values)


def network(number, change):
    return lambda pim: change(pim["editions"][2]["networks"][number])


WRONG = [
    broken("practices.json", field(4, theme="magia"), "wpis 5", "theme", "magia"),
    broken("practices.json", field(4, city="Atlantyda"), "wpis 5", "city", "Atlantyda"),
    broken("practices.json", field(4, start_year="2015"), "wpis 5", "start_year", "'2015'"),
    broken("practices.json", field(4, start_year=215), "wpis 5", "start_year", "215"),
    broken("practices.json", field(4, start_year=True), "wpis 5", "start_year"),
    broken("practices.json", field(4, start_year=2015, end_year=2010), "wpis 5", "end_year"),
    broken("practices.json", field(4, tags="zieleń"), "wpis 5", "tags", "listy"),
    broken("practices.json", field(4, tags=["a", "A"]), "wpis 5", "tags", "powtarza"),
    broken("practices.json", field(4, title=None), "wpis 5", "title", "brakuje"),
    broken("practices.json", field(4, title="x" * 300), "wpis 5", "title"),
    broken("practices.json", field(4, source_url="nie adres"), "wpis 5", "source_url"),
    broken("practices.json", field(4, slug="Łódź!"), "wpis 5", "slug"),
    broken("practices.json", field(4, problem="a\0b"), "wpis 5", "problem", "NUL"),
    broken("practices.json", field(4, pim_network="pim9-x"), "wpis 5", "pim_network", "pim9-x"),
    broken("practices.json", lambda rows: rows[4].pop("summary"), "wpis 5", "summary"),
    broken("practices.json", lambda rows: rows.append(rows[2]), "slug", "powtarza", "wpis 3"),
    broken("practices.json", lambda rows: rows.insert(0, 7), "wpis 1", "obiektu"),
    broken("cities.json", field(0, voivodeship="mazurskie"), "wpis 1", "Białystok", "voivodeship"),
    broken("cities.json", field(0, lat=95.0), "wpis 1", "latitude"),
    broken("cities.json", field(0, lat=float("nan")), "wpis 1", "lat"),
    broken("cities.json", field(0, population=-5), "wpis 1", "population"),
    broken("cities.json", lambda rows: rows.append(rows[0]), "name", "Białystok", "powtarza"),
    broken("cities.json", field(1, teryt="2061011"), "wpis 2", "teryt"),
    broken("cost_bands.json", field(0, cost_band="tanio"), "wpis 1", "cost_band", "tanio"),
    broken("pim.json", network(0, lambda n: n.update(theme_keys=["x"])), "theme_keys", "„x”"),
    broken("pim.json", network(0, lambda n: n.update(kind="cicha")), "kind", "cicha"),
    broken(
        "pim.json",
        network(0, lambda n: n["members"].append(n["members"][0])),
        "pim3-energia",
        "name_pl",
        "powtarza",
    ),
    broken("pim.json", lambda pim: pim["call_2017"].update(entities_total=79), "78", "79"),
    broken("pim.json", lambda pim: pim["editions"][0].update(period="dawno"), "period"),
    broken("themes_pl.json", lambda rows: rows[2]["actions"].pop(), "actions", "12", "11"),
    broken("site.json", lambda site: site["indexes"].pop(), "indexes", "nabory"),
]


@pytest.mark.parametrize(("name", "change", "words"), WRONG)
def test_wrong_data_are_named_and_nothing_changes(demo_site, folder, name, change, words):
    before = everything()
    rewrite(folder, "practices.json", lambda rows: rows[0].update(title="Nie wolno zapisać"))
    rewrite(folder, name, change)
    with pytest.raises(CommandError) as error:
        load(folder)
    message = str(error.value)
    assert [word for word in (name, *words) if word not in message] == [], message
    assert everything() == before


def test_broken_json_is_named_with_line_and_column(demo_site, folder):
    (folder / "cities.json").write_text('[\n {"name": "Łódź",}\n]')
    with pytest.raises(CommandError, match="cities.json.*wiersz 2, kolumna 18"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cities.json", b"\xff\xfe", "UTF-8"),
        ("cities.json", b"{}", "listy"),
        ("pim.json", b"[]", "obiektu"),
        ("texts/kontakt.html", b'<p><a href="/nie-ma/">x</a></p>', "/nie-ma/"),
    ],
)
def test_broken_files_are_named(demo_site, folder, name, content, words):
    (folder / name).write_bytes(content)
    with pytest.raises(CommandError) as error:
        load(folder)
    assert name in str(error.value)
    assert words in str(error.value)


def test_a_missing_file_is_named(demo_site, folder):
    (folder / "texts" / "kontakt.html").unlink()
    with pytest.raises(CommandError, match="texts/kontakt.html"):
        load(folder)
