"""Tags merged, renamed and retired: in pages, their drafts, pictures, files, and old addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext as _
from taggit.models import ItemBase, Tag, TaggedItem
from wagtail.log_actions import log
from wagtail.models import Page, Revision, get_default_page_content_type

from search.alerts.models import SavedSearch
from search.index import refresh, refresh_known

from .models import FormerTag

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
    carrying = {pk for through in page_links() for pk in _pages_with(through, tag)}
    in_drafts = {int(revision.object_id) for revision in _revisions_with(tag)}
    pages = Page.objects.filter(pk__in=carrying | in_drafts).order_by("title")
    live = [page for page in pages if page.live and page.pk in carrying]
    drafts = [page for page in pages if page not in live]
    return Uses(live, drafts, TaggedItem.objects.filter(tag=tag).count())


@transaction.atomic
def merge(tag: Tag, into: Tag, user) -> None:
    """Everything with the first tag has the second instead; the old address leads to the new."""
    if tag == into:
        raise CannotChange(_("Nie można połączyć tagu z nim samym."))
    touched = uses(tag)
    _rewrite_revisions(tag, into)
    links = [*page_links(), TaggedItem]
    for link in links:
        _move(link, tag, into)
    FormerTag.objects.filter(tag=tag).update(tag=into)
    FormerTag.objects.update_or_create(slug=tag.slug, defaults={"tag": into})
    _follow(tag.slug, into.slug)
    _record(MERGED, touched, user, {"old": tag.name, "new": into.name})
    tag.delete()
    refresh_known([page.pk for page in touched.live])


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
def retire(tag: Tag, user) -> None:
    """Nothing carries it any more."""
    touched = uses(tag)
    _rewrite_revisions(tag, None)
    _record(RETIRED, touched, user, {"old": tag.name})
    tag.delete()
    refresh([page.pk for page in touched.live])


def page_links() -> list[type[ItemBase]]:
    """Models that tie a tag to a page."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, ItemBase) and model is not TaggedItem
    ]


def _pages_with(link, tag) -> Iterable[int]:
    return link.objects.filter(tag=tag).values_list("content_object_id", flat=True)


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


def _revisions_with(tag) -> Iterable[Revision]:
    """Drafts that still matter, newest of each page or scheduled, in which the tag stands.

    The database looks for the key as text, for SQLite cannot look into lists; then we read.
    """
    latest = Page.objects.filter(latest_revision__isnull=False).values("latest_revision")
    matter = Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)
    revisions = Revision.objects.filter(
        matter, base_content_type=get_default_page_content_type()
    ).alias(text=Cast("content", TextField()))
    for revision in revisions.filter(text__contains=f'"tag": {tag.pk}'):
        if any(item["tag"] == tag.pk for item in revision.content.get("tagged_items", [])):
            yield revision


def _rewrite_revisions(tag, into):
    for revision in list(_revisions_with(tag)):
        items = revision.content["tagged_items"]
        taken = {item["tag"] for item in items}
        keep = into is not None and into.pk not in taken
        revision.content["tagged_items"] = [
            {**item, "tag": into.pk} if item["tag"] == tag.pk else item
            for item in items
            if keep or item["tag"] != tag.pk
        ]
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _follow(old, new):
    """Followed searches look for the new tag."""
    for search in SavedSearch.objects.filter(query__contains=f"tag={old}"):
        query = QueryDict(search.query, mutable=True)
        if old not in query.getlist("tag"):
            continue
        slugs = [new if slug == old else slug for slug in query.getlist("tag")]
        query.setlist("tag", list(dict.fromkeys(slugs)))
        try:
            with transaction.atomic():
                SavedSearch.objects.filter(pk=search.pk).update(query=query.urlencode())
        except IntegrityError:  # the reader followed both
            search.delete()


def _record(action, touched, user, data):
    for page in [*touched.live, *touched.drafts]:
        log(page.specific_deferred, action, user=user, data=data)
