"""The map of Poland: places fall where they lie, lights stay inside, classes follow gaps."""

import math
import random
import re
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from knowledge.choropleth import choropleth, legend
from knowledge.constellation import constellation, shortest_net
from knowledge.maps import HEIGHT, OUTLINES, WIDTH, Point, is_on_map, project, scatter
from knowledge.markers import Marker, gathered, mark, with_labels
from knowledge.models import Voivodeship

CALL_OF_2017 = {
    "dolnoslaskie": 13,
    "kujawsko-pomorskie": 3,
    "lubelskie": 4,
    "lubuskie": 6,
    "lodzkie": 2,
    "malopolskie": 5,
    "mazowieckie": 11,
    "opolskie": 1,
    "podkarpackie": 3,
    "podlaskie": 2,
    "pomorskie": 4,
    "slaskie": 12,
    "swietokrzyskie": 1,
    "warminsko-mazurskie": 3,
    "wielkopolskie": 6,
    "zachodniopomorskie": 2,
}
GDYNIA = (54.52, 18.53)


def city(title="Gdynia", place=GDYNIA, **fields):
    latitude, longitude = place
    return SimpleNamespace(
        title=title,
        latitude=latitude,
        longitude=longitude,
        **{"size_class": "duze", "is_foreign": False, "voivodeship": "pomorskie", **fields},
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "voivodeship"),
    [
        (54.52, 18.53, "pomorskie"),
        (50.06, 19.94, "malopolskie"),
        (53.43, 14.55, "zachodniopomorskie"),
        (51.77, 19.46, "lodzkie"),
        (53.13, 23.16, "podlaskie"),
        (49.68, 21.77, "podkarpackie"),
    ],
    ids=["Gdynia", "Kraków", "Szczecin", "Łódź", "Białystok", "Krosno"],
)
def test_city_falls_into_its_own_voivodeship_and_no_other(latitude, longitude, voivodeship):
    place = project(latitude, longitude)
    assert [slug for slug, outline in OUTLINES.items() if outline.contains(place)] == [voivodeship]


def test_every_voivodeship_is_drawn():
    assert list(OUTLINES) == Voivodeship.values
    for outline in OUTLINES.values():
        assert outline.path.startswith("M")
        assert outline.contains(outline.label_at)


@pytest.mark.parametrize("voivodeship", Voivodeship.values)
def test_lights_stay_inside_and_in_place(voivodeship):
    lights = scatter(voivodeship, 13)
    assert len(set(lights)) == 13
    assert all(OUTLINES[voivodeship].contains(light) for light in lights)
    assert all(OUTLINES[voivodeship].distance_to_border(light) > 2 for light in lights)
    scatter.cache_clear()
    assert scatter(voivodeship, 13) == lights
    assert scatter(voivodeship, 5) == lights[:5]
    assert scatter(voivodeship, 0) == ()


def test_city_abroad_or_without_coordinates_is_not_on_the_map():
    assert mark(city()).at == project(*GDYNIA)
    assert mark(city(is_foreign=True)) is None
    assert mark(city(place=(None, None))) is None
    assert mark(city(place=(41.39, 2.17))) is None
    assert not is_on_map(Point(WIDTH + 1, HEIGHT / 2))


def numbered(*cities):
    return [Marker(name, "duze", Point(x, y), number=number) for name, x, y, number in cities]


def test_marks_too_near_for_two_are_one():
    found = gathered(
        numbered(("Tychy", 300, 300, 1), ("Katowice", 305, 295, 5), ("Gdynia", 300, 20, 2))
    )
    assert [(marker.title, marker.number) for marker in found] == [
        ("Katowice, Tychy", 6),
        ("Gdynia", 2),
    ]
    assert found[0].name == "Katowice i in."


def test_gathered_marks_count_everything_and_never_cover_each_other():
    dice = random.Random(3)
    cities = [
        (f"Miasto {n}", dice.uniform(0, 300), dice.uniform(0, 300), 1 + n % 7) for n in range(120)
    ]
    found = gathered(numbered(*cities))
    assert sum(marker.number for marker in found) == sum(number for *_, number in cities)
    for one, other in combinations(found, 2):
        assert math.dist(one.at, other.at) > one.radius + other.radius


def test_names_never_cover_marks_or_each_other():
    crowd = [mark(city(f"Miasto {n}", (50.2 + n / 50, 18.9 + n % 3 / 20))) for n in range(20)]
    named = with_labels([*crowd, mark(city("Lider"), leads=True)])
    assert named[0].leads
    assert named[0].label
    assert 0 < sum(bool(marker.label) for marker in named) < len(named)


def test_classes_of_the_first_call_stand_at_natural_gaps():
    shades = legend(list(CALL_OF_2017.values()))
    assert [shade.limits for shade in shades] == ["1–2", "3–4", "5–6", "11–13"]
    assert [shade.step for shade in shades] == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("values", "limits"),
    [([], []), ([4], ["4"]), ([2, 2, 2], ["2"]), ([1, 9], ["1", "9"])],
)
def test_few_values_make_few_classes(values, limits):
    assert [shade.limits for shade in legend(values)] == limits


def test_many_values_make_at_most_five_classes():
    assert len(legend([2**n for n in range(16)])) <= 5
    assert len(legend(list(range(1, 17)))) <= 5


def test_voivodeship_without_a_number_is_drawn_as_zero():
    chart = choropleth({"slaskie": 2})
    assert len(chart.regions) == 16
    assert {region.step for region in chart.regions if not region.value} == {0}
    assert chart.has_empty_region


@pytest.mark.parametrize(
    ("tag", "context"),
    [
        ("{% map_lights counts 'Światła' %}", {"counts": CALL_OF_2017}),
        ("{% map_cities cities 'Miasta' 'Opis' %}", {"cities": [city()]}),
        ("{% map_place city 'Położenie' %}", {"city": city()}),
        ("{% map_choropleth counts 'Podmioty' 'Opis' %}", {"counts": CALL_OF_2017}),
        (
            "{% map_members members 'Członkowie' 'Opis' %}",
            {
                "members": [
                    SimpleNamespace(city=city(), leads=True),
                    SimpleNamespace(city=city("Kraków", (50.06, 19.94)), leads=False),
                ]
            },
        ),
    ],
    ids=["lights", "cities", "place", "choropleth", "members"],
)
def test_map_is_an_image_with_a_name_and_plain_numbers(tag, context):
    svg = Template("{% load maps %}" + tag).render(Context(context))
    assert 'role="img"' in svg
    assert svg.count('<path class="land') == 16
    assert "style=" not in svg
    assert not re.search(r'="-?\d+,\d', svg), "a number in Polish notation"


def test_locator_is_decoration():
    svg = Template("{% load maps %}{% map_place city %}").render(Context({"city": city()}))
    assert 'aria-hidden="true"' in svg
    assert svg.count("land--here") == 1


def test_lights_are_joined_by_the_least_line():
    points = tuple(Point(x, 0) for x in (0, 10, 1, 11))
    net = shortest_net(points)
    assert {frozenset((a.x, b.x)) for a, b in net} == {
        frozenset(pair) for pair in [(0, 1), (1, 10), (10, 11)]
    }


def test_one_light_needs_no_line():
    assert constellation((Point(3, 4),)) == ("M3 4h0", "")
