"""Maps of Poland as inline SVG; every template that uses one writes a text list beside it."""

from django import template

from knowledge.choropleth import choropleth
from knowledge.constellation import constellation
from knowledge.maps import OUTLINES, VIEW_BOX, scatter
from knowledge.markers import gathered, mark, with_labels

register = template.Library()


def drawing(**context):
    return {"outlines": OUTLINES.values(), "view_box": VIEW_BOX, **context}


@register.inclusion_tag("components/map_lights.html")
def map_lights(counts, title, description=""):
    """One light for every entity, somewhere inside its voivodeship, and lines between them."""
    lights = tuple(point for slug, number in counts.items() for point in scatter(slug, number))
    return drawing(lights=constellation(lights), title=title, description=description)


@register.inclusion_tag("components/map_cities.html")
def map_cities(cities, title, description="", here=""):
    """All cities as marks of their class, without names; one voivodeship may stand out."""
    markers = [marker for marker in map(mark, cities) if marker]
    return drawing(markers=markers, here=here, title=title, description=description)


@register.inclusion_tag("components/map_place.html")
def map_place(city, title=""):
    """Where one city lies; decoration when it has no title."""
    return drawing(marker=mark(city), here=city.voivodeship, title=title)


@register.inclusion_tag("components/map_members.html")
def map_members(members, title, description=""):
    """A network's members, the leader as a diamond with a line to each of the others."""
    markers = with_labels(
        marker for marker in (mark(member.city, leads=member.leads) for member in members) if marker
    )
    leader = next((marker for marker in markers if marker.leads), None)
    return drawing(markers=markers, leader=leader, title=title, description=description)


@register.inclusion_tag("components/map_results.html")
def map_results(places, title, description=""):
    """Numbers by city, or by cities too near for two; each place has a city and its number."""
    return drawing(markers=with_labels(marks_of(places)), title=title, description=description)


@register.filter
def gathers(places):
    """Whether a mark of these places stands for several cities."""
    return any(marker.cities for marker in marks_of(places))


def marks_of(places):
    found = (mark(place.city, number=place.number) for place in places)
    return gathered(marker for marker in found if marker)


@register.inclusion_tag("components/map_choropleth.html")
def map_choropleth(counts, title, description=""):
    """Numbers by voivodeship as shades, with the number written on each."""
    return drawing(chart=choropleth(counts), title=title, description=description)
