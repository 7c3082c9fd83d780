"""What happens in the networks when a page is published or moved, or somebody joins."""

from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission
from wagtail.signals import page_published, post_page_move, pre_page_move

from knowledge.models import CityPage
from knowledge.permissions import keep_writers

from .models import MidPage, NetworkPage, OutputPage
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


def follow_city(instance, raw=False, update_fields=None, **kwargs):
    """The city that a MID names writes it, from the first save on; one in a change not yet."""
    if not raw and (update_fields is None or "city" in update_fields):
        keep_writers(instance)


def take_place(instance, parent_page_after, **kwargs):
    """A MID that is moved takes its city's place in the other network before it goes there."""
    MidPage.objects.filter(pk=instance.pk).update(network=parent_page_after.pk)


def connect():
    post_save.connect(follow_city, sender=MidPage)
    pre_page_move.connect(take_place, sender=MidPage)
    page_published.connect(follow_members, sender=NetworkPage)
    post_page_move.connect(follow_move)
    post_save.connect(follow_group, sender=GroupPagePermission)
    page_published.connect(record_history, sender=OutputPage)
