"""Which pages carry the name of another page, theme, tag or edition in their entries."""

from taggit.models import Tag
from wagtail.models import Page

from knowledge.models import CityPage, PageTheme, PracticeTag, Theme
from networks.models import Addressee, Edition, MidTag, NetworkPage, OutputTag

from .models import LibraryEntry


def pages_naming(instance) -> set[int]:
    """Pages whose documents carry the name of this city, network, theme, tag and the like."""
    for model, find in _NAMED.items():
        if isinstance(instance, model):
            return set(find(instance))
    return set()


def _pages_naming_city(city):
    below = Page.objects.child_of(city).values_list("pk", flat=True)
    partners = city.partner_practice_links.values_list("practice", flat=True)
    networks = city.memberships.values_list("network", flat=True)
    outputs = city.outputs.values_list("pk", flat=True)
    mids = city.mids.values_list("pk", flat=True)
    meetings = city.hosted_meetings.values_list("meeting", flat=True)
    return [*below, *partners, *networks, *outputs, *mids, *meetings]


def _pages_naming_network(network):
    below = Page.objects.child_of(network).values_list("pk", flat=True)
    practices = network.practice_links.values_list("practice", flat=True)
    members = network.memberships.exclude(city=None).values_list("city", flat=True)
    left = LibraryEntry.objects.filter(networks__contains=network.slug)
    return [*below, *practices, *members, *left.values_list("page", flat=True)]


def _pages_with_tag(tag):
    return [
        pk
        for through in (PracticeTag, MidTag, OutputTag)
        for pk in through.objects.filter(tag=tag).values_list("content_object", flat=True)
    ]


_NAMED = {
    CityPage: _pages_naming_city,
    NetworkPage: _pages_naming_network,
    Theme: lambda theme: PageTheme.objects.filter(theme=theme).values_list("page", flat=True),
    Tag: _pages_with_tag,
    Addressee: lambda addressee: addressee.recommendations.values_list("plan", flat=True),
    Edition: lambda edition: [
        *edition.networks.values_list("pk", flat=True),
        *(pk for each in edition.networks.all() for pk in _pages_naming_network(each)),
        *edition.outputs.values_list("pk", flat=True),
        *edition.calls.values_list("pk", flat=True),
    ],
}
