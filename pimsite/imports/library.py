"""Rows that are practices, and rows that are cities."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import (
    CityIndexPage,
    CityPage,
    CitySize,
    CostBand,
    PageTheme,
    PracticePage,
    Stage,
    Theme,
    Voivodeship,
)

from .columns import (
    Column,
    decimal,
    label_of,
    listed,
    number,
    one_of,
    paragraphs,
    text,
    whole_number,
    without_tags,
)
from .kinds import RowError, register
from .pages import PageKind
from .places import cities_by_name, one_city

_SLUG = gettext_lazy("Po adresie poznajemy stronę przy ponownym imporcie. Puste: z nazwy.")
_PARAGRAPHS = gettext_lazy("Zwykły tekst; każdy wiersz to akapit.")
_MANY = gettext_lazy("Kilka po średniku.")


def _plain(heading: str, name: str, help="") -> Column:
    return Column(heading, name, help, text)


def _rich(heading: str, name: str) -> Column:
    return Column(heading, name, _PARAGRAPHS, paragraphs, without_tags)


def _choice(heading: str, name: str, choices) -> Column:
    return Column(
        heading, name, " · ".join(map(str, choices.labels)), one_of(choices), label_of(choices)
    )


@register
class Practices(PageKind):
    """Good practices, each under its city."""

    slug = "praktyki"
    label = gettext_lazy("dobre praktyki")
    model = PracticePage
    linking = ("themes", "tags")
    columns = [
        Column(
            "miasto", "city", gettext_lazy("Nazwa miasta albo jego adres."), text, is_required=True
        ),
        Column("tytuł", "title", read=text, is_required=True),
        _plain("adres", "slug", _SLUG),
        _plain("wprowadzenie", "lead", gettext_lazy("Do 400 znaków.")),
        _rich("problem", "problem"),
        _rich("rozwiązanie", "solution"),
        _rich("rezultaty", "results"),
        _rich("czego się nauczyliśmy", "lessons"),
        _rich("warunki przeniesienia", "transferability"),
        Column("tematy", "themes", _MANY, listed, "; ".join),
        Column("tagi", "tags", _MANY, lambda value: sorted(listed(value)), "; ".join),
        _choice("koszt: przedział", "cost_band", CostBand),
        _plain("koszt: kwota", "costs"),
        _plain("źródło pieniędzy", "funding"),
        _plain("kto brał udział", "participants"),
        Column("od roku", "start_year", read=whole_number, show=number),
        Column("do roku", "end_year", read=whole_number, show=number),
        _choice("etap", "stage", Stage),
        _plain("komórka urzędu", "contact_unit"),
        _plain("adres służbowy", "contact_email"),
        _plain("źródło opisu", "source_name"),
        _plain("adres źródła", "source_url"),
        _plain("tytuł po angielsku", "title_en"),
        _plain("streszczenie po angielsku", "summary_en"),
    ]

    def resolve(self, values: dict[str, Any]) -> None:
        themes = values.get("themes", [])
        unknown = next((each for each in themes if each.casefold() not in self._themes), None)
        if unknown:
            raise RowError("themes", _("Nie ma tematu „%(name)s”.") % {"name": unknown[:60]})
        if themes:
            values["themes"] = [self._themes[each.casefold()].name for each in themes]

    def parent(self, values: dict[str, Any]) -> CityPage:
        return one_city(self._cities, values.pop("city"))

    def linked(self, page: PracticePage, name: str) -> list[str]:
        if name == "themes":
            return [link.theme.name for link in page.theme_links.all()]
        return sorted(tag.name for tag in page.tags.all())

    def link(self, page: PracticePage, name: str, values: list[str]) -> None:
        if name == "themes":
            page.theme_links = [
                PageTheme(theme=self._themes[value.casefold()], sort_order=place)
                for place, value in enumerate(values)
            ]
        else:
            page.tags.set(values)

    def check(self, page: PracticePage) -> None:
        page.check_years()

    def pages(self):
        return PracticePage.objects.order_by("path").prefetch_related("theme_links__theme", "tags")

    def value(self, page: PracticePage, name: str):
        if name == "city":
            return self._titles[page.path[: -page.steplen]]
        return super().value(page, name)

    @cached_property
    def _cities(self) -> dict[str, list[CityPage]]:
        return cities_by_name()

    @cached_property
    def _titles(self) -> dict[str, str]:
        """How a table names the city at each path: by its address where its name is shared."""
        shared = {name for name, cities in self._cities.items() if len(cities) > 1}
        cities = CityPage.objects.values_list("path", "title", "slug")
        return {path: slug if title.casefold() in shared else title for path, title, slug in cities}

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        """Themes by name and by address, in small letters."""
        themes = list(Theme.objects.all())
        return {each.slug: each for each in themes} | {
            each.name.casefold(): each for each in themes
        }


@register
class Cities(PageKind):
    """Profiles of cities."""

    slug = "miasta"
    label = gettext_lazy("miasta")
    model = CityPage
    columns = [
        Column("nazwa", "title", read=text, is_required=True),
        _plain("adres", "slug", _SLUG),
        _choice("województwo", "voivodeship", Voivodeship),
        Column(
            "TERYT",
            "teryt",
            gettext_lazy("Siedem cyfr, z zerem na początku."),
            lambda value: value.strip() or None,
            number,
        ),
        _choice("wielkość", "size_class", CitySize),
        Column("liczba mieszkańców", "population", read=whole_number, show=number),
        Column("rok tych danych", "population_year", read=whole_number, show=number),
        Column("szerokość geograficzna", "latitude", read=decimal, show=number),
        Column("długość geograficzna", "longitude", read=decimal, show=number),
        _plain("dopełniacz nazwy", "name_genitive"),
        _plain("miejscownik nazwy", "name_locative"),
        _plain("wprowadzenie", "lead", gettext_lazy("Do 400 znaków.")),
        _plain("kontakt: komórka urzędu", "contact_unit"),
        _plain("kontakt: adres służbowy", "contact_email"),
        _plain("strona miasta", "website"),
        _plain("źródło danych", "source_name"),
        _plain("adres źródła", "source_url"),
    ]

    def resolve(self, values: dict[str, Any]) -> None:
        teryt = values.get("teryt")
        if teryt and not (len(teryt) == 7 and teryt.isascii() and teryt.isdigit()):
            raise RowError("teryt", _("Kod TERYT gminy ma siedem cyfr."))

    def parent(self, values: dict[str, Any]) -> CityIndexPage:
        return self._index

    def check(self, page: CityPage) -> None:
        page.validate_unique(
            exclude=[field.name for field in page._meta.concrete_fields if field.name != "teryt"]
        )

    def pages(self):
        return CityPage.objects.order_by("path").defer_streamfields()

    @cached_property
    def _index(self) -> CityIndexPage:
        return CityIndexPage.objects.get()
