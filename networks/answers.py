"""What came in to one call: who applied, what was published, who was chosen; each read once."""

from functools import cached_property

from django.apps import apps
from django.db.models import Exists, OuterRef, prefetch_related_objects
from wagtail.models import Page

from knowledge.alphabet import alphabetical
from knowledge.querysets import links_with_themes, visible_to


class Answers:
    """The applications of a call with what they refer to, as far as this user may read it."""

    def __init__(self, call, user):
        self.call, self.user = call, user

    @cached_property
    def networks(self):
        """The networks one could apply to, with their themes, in the order of the call."""
        choices = self.call.network_choices.select_related("network")
        networks = [choice.network for choice in choices]
        prefetch_related_objects(networks, links_with_themes())
        return networks

    @cached_property
    def results(self):
        """The published results, one for a network."""
        return list(self.call.compositions.all()) if self.call.pk else []

    @cached_property
    def applications(self):
        """Every submitted application: network, city, its place and size, and what it won."""
        applications = self.call.applications.submitted().order_by()
        won = apps.get_model("applying", "Application").objects.won().filter(pk=OuterRef("pk"))
        return list(
            applications.annotate(is_won=Exists(won)).values_list(
                "network_id",
                "city_id",
                "city__voivodeship",
                "city__size_class",
                "decision__role",
                "is_won",
                named=True,
            )
        )

    @cached_property
    def pages(self):
        """Networks and chosen cities by their keys, and of each whether this user may read it."""
        wanted = {page.pk for page in self.networks} | {each.network_id for each in self.results}
        if self.results:
            wanted |= {each.city_id for each in self.applications if each.is_won}
        readable = visible_to(self.user).filter(pk=OuterRef("pk"))
        return Page.objects.filter(pk__in=wanted).annotate(is_readable=Exists(readable)).in_bulk()

    def readable_networks(self):
        """The networks that this user may read, by their keys."""
        return {page.pk: page for page in self.networks if self.pages[page.pk].is_readable}

    def chosen(self):
        """Who was chosen, by network whose result is published: city, role, whether readable."""
        if not self.results:
            return []
        roles = apps.get_model("networks", "Membership").Role
        members = {each.network_id: [] for each in self.results}
        for each in self.applications:
            if each.is_won:
                members[each.network_id].append((each.decision__role, self.pages[each.city_id]))
        named = [(self.pages[pk].title, sorted(members[pk], key=leader_first)) for pk in members]
        return [
            (title, [(city, roles(role).label, city.is_readable) for role, city in cities])
            for title, cities in sorted(named, key=lambda each: alphabetical(each[0]))
        ]


def leader_first(member):
    """Roles in order, and cities of one role as in a dictionary."""
    role, city = member
    return role, alphabetical(city.title)
