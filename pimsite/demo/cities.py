"""Cities, joint bodies of cities, and the foreign cities the practices come from."""

from dataclasses import dataclass, field

from anyascii import anyascii
from django.utils.text import slugify

from knowledge.models import CityPage, CitySize, Voivodeship

from .reading import Entry, by_key

VOIVODESHIPS = {str(choice.label): choice.value for choice in Voivodeship}
SIZES = {"large": CitySize.LARGE, "medium": CitySize.MEDIUM, "small": CitySize.SMALL}
BODIES = {
    "functional area": CitySize.FUNCTIONAL_AREA,
    "association": CitySize.ASSOCIATION,
    "metropolitan union": CitySize.ASSOCIATION,
}
GEONAMES = "https://www.geonames.org/"


@dataclass
class City:
    """What the data know of one city or joint body."""

    entry: Entry
    name: str
    fields: dict = field(default_factory=dict)


class Cities:
    """Every city and body by its name: from the list, from practices abroad, from memberships."""

    def __init__(self, book, practices, members):
        self.cases = by_key(book.list("city_cases.json"), "name")
        self.known = {}
        for name, entry in by_key(book.list("cities.json"), "name").items():
            self._add(entry, name, polish_city(entry))
        for entry in practices:
            if entry.text("country") != "PL":
                self._add(entry, entry.text("city"), foreign_city(entry))
        for entry in members:
            if entry.text("kind") in BODIES:
                self._add(entry, entry.text("name_pl"), joint_body(entry))
        self.pages = {}

    def _add(self, entry, name, fields):
        if name not in self.known:
            self.known[name] = City(entry, name, fields)
        elif self.known[name].fields != fields:
            raise entry.error("city", f"„{name}” ma tu inne dane niż w: {self.known[name].entry}.")

    def require(self, entry, field, name):
        """The name, if it is one of a city or body of the library."""
        if name not in self.known:
            raise entry.error(field, f"nieznane miasto „{name}”.")
        return name

    def load(self, writer, index):
        """Make the city pages in alphabetical order, which is the order of the explorer."""
        for name, city in sorted(self.known.items(), key=lambda item: slug_of(item[0])):
            case = self.cases.get(name)
            self.pages[name] = writer.page(
                city.entry,
                CityPage,
                index,
                name,
                title=name,
                slug=slug_of(name),
                name_genitive=case.text("genitive") if case else "",
                name_locative=case.text("locative") if case else "",
                **city.fields,
            )


def slug_of(name):
    """The address a person would guess: Łódź is lodz."""
    return slugify(anyascii(name))


def polish_city(entry):
    """Facts about a Polish city."""
    source = entry.text("source")
    return {
        "country": "PL",
        "voivodeship": entry.chosen("voivodeship", VOIVODESHIPS),
        "teryt": entry.text("teryt", None),
        "size_class": entry.chosen("class", SIZES),
        "population": entry.whole("population", None),
        "population_year": entry.year("population_year"),
        "latitude": entry.number_or_none("lat"),
        "longitude": entry.number_or_none("lon"),
        "source_name": source,
        "source_url": GEONAMES if "GeoNames" in source else "",
    }


def foreign_city(entry):
    """A city abroad has a country and a place on the map, and no Polish classes."""
    return {
        "country": entry.text("country"),
        "latitude": entry.number_or_none("lat"),
        "longitude": entry.number_or_none("lon"),
    }


def joint_body(entry):
    """An association, a metropolitan union or a functional area: many communes, so no one place."""
    return {
        "country": "PL",
        "voivodeship": entry.chosen("voivodeship", VOIVODESHIPS),
        "size_class": entry.chosen("kind", BODIES),
    }
