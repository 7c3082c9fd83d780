"""What happens in the networks when a page is published or moved, or somebody joins."""

from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission
from wagtail.signals import page_published, post_page_move

from knowledge.models import CityPage

from .models import NetworkPage, OutputPage
from .papers import WorkingPaperMixin, follow, keep_for_members
from .recommending import record


def record_history(instance, **kwargs):
    """What is published now belongs to the history of its recommendations."""
    record(instance)


def follow_members(instance, **kwargs):
    """A city that joined reads the papers of the network, one that left does not."""
    follow(instance)


def follow_group(instance, created, raw=False, **kwargs):
    """The first coordinator of a city, or the leader of a network, makes a group of its own."""
    if raw or not created:
        return
    place = instance.page.specific
    if isinstance(place, NetworkPage):
        follow(place)
    elif isinstance(place, CityPage):
        for network in NetworkPage.objects.filter(memberships__city=place).distinct():
            follow(network)


def follow_move(instance, **kwargs):
    """A paper that was moved is for the members of its new network."""
    page = instance.specific
    if isinstance(page, WorkingPaperMixin) and page.members_only:
        keep_for_members(page)


def connect():
    page_published.connect(follow_members, sender=NetworkPage)
    post_page_move.connect(follow_move)
    post_save.connect(follow_group, sender=GroupPagePermission)
    page_published.connect(record_history, sender=OutputPage)
