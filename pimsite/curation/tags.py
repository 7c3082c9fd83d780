"""Tags merged, renamed and retired: in pages, their drafts, pictures, files, and old addresses."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from taggit.models import Tag, TaggedItem
from wagtail.log_actions import log
from wagtail.models import Page

from search.alerts.models import SavedSearch
from search.index import refresh, refresh_known

from .models import FormerTag, TagChange
from .tag_changes import follow, remember
from .tag_places import drafts_with, page_links, pages_with, tags_in, write_draft

MERGED, RENAMED, RETIRED = "pimsite.tag.merge", "pimsite.tag.rename", "pimsite.tag.retire"


class CannotChange(ValueError):
    """The change makes no sense; the message says why."""


@dataclass(frozen=True)
class Uses:
    """What carries a tag."""

    live: list[Page]
    drafts: list[Page]
    media: int


def uses(tag: Tag) -> Uses:
    """Published pages, pages that carry it only in a draft, and how many pictures and files."""
    carrying = pages_with(tag)
    in_drafts = {int(revision.object_id) for revision in drafts_with(tag)}
    pages = Page.objects.filter(pk__in=carrying | in_drafts).order_by("title")
    live = [page for page in pages if page.live and page.pk in carrying]
    drafts = [page for page in pages if page not in live]
    return Uses(live, drafts, TaggedItem.objects.filter(tag=tag).count())


@transaction.atomic
def merge(tag: Tag, into: Tag, user) -> TagChange:
    """Everything with the first tag has the second instead; the old address leads to the new."""
    if tag == into:
        raise CannotChange(_("Nie można połączyć tagu z nim samym."))
    touched = uses(tag)
    change = remember(tag, into, user)
    _rewrite_revisions(tag, into)
    links = [*page_links(), TaggedItem]
    for link in links:
        _move(link, tag, into)
    FormerTag.objects.filter(tag=tag).update(tag=into)
    FormerTag.objects.update_or_create(slug=tag.slug, defaults={"tag": into})
    change.searches = follow(tag.slug, into.slug, SavedSearch.objects.all())
    change.save()
    _record(MERGED, touched, user, {"old": tag.name, "new": into.name})
    tag.delete()
    refresh_known([page.pk for page in touched.live])
    return change


@transaction.atomic
def rename(tag: Tag, name: str, user) -> None:
    """Another name; the address stays, so that links to it do."""
    name = " ".join(name.split())
    if Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).exists():
        raise CannotChange(_("Taki tag już jest. Połącz je zamiast zmieniać nazwę."))
    _record(RENAMED, uses(tag), user, {"old": tag.name, "new": name})
    tag.name = name
    tag.save()


@transaction.atomic
def retire(tag: Tag, user) -> TagChange:
    """Nothing carries it any more."""
    touched = uses(tag)
    change = remember(tag, None, user)
    change.save()
    _rewrite_revisions(tag, None)
    _record(RETIRED, touched, user, {"old": tag.name})
    tag.delete()
    refresh([page.pk for page in touched.live])
    return change


def _move(link, tag, into):
    """Links to the new tag, each thing once."""
    key = [name for name in ("content_type_id", "object_id") if hasattr(link, name)]
    key = key or ["content_object_id"]
    there = set(link.objects.filter(tag=into).values_list(*key))
    for each in link.objects.filter(tag=tag):
        if tuple(getattr(each, name) for name in key) in there:
            each.delete()
        else:
            link.objects.filter(pk=each.pk).update(tag=into)


def _rewrite_revisions(tag, into):
    for revision in list(drafts_with(tag)):
        keep = into is not None and into.pk not in tags_in(revision)
        items = [
            {**item, "tag": into.pk} if item["tag"] == tag.pk else item
            for item in revision.content["tagged_items"]
            if keep or item["tag"] != tag.pk
        ]
        write_draft(revision, items)


def _record(action, touched, user, data):
    for page in [*touched.live, *touched.drafts]:
        log(page.specific_deferred, action, user=user, data=data)
