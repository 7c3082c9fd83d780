"""Merges and retirements of tags are remembered: the tag, and all that carried it, as it was."""

from django.db import IntegrityError, transaction
from django.http import QueryDict
from wagtail.models import Page

from .models import FormerTag, TagChange
from .tag_places import drafts_with, pages_with, tags_in, tags_of_media, tags_of_pages


def remember(tag, into, user):
    """What is about to change; to be saved with the change."""
    carrying = pages_with(tag)
    live = tags_of_pages(carrying)
    drafts = {int(revision.object_id): tags_in(revision) for revision in drafts_with(tag)}
    titles = Page.objects.filter(pk__in=carrying | set(drafts)).order_by("draft_title")
    return TagChange(
        key=tag.pk,
        name=tag.name,
        slug=tag.slug,
        into_key=into and into.pk,
        into_name=into.name if into else "",
        by=user,
        pages=[
            {"key": key, "title": title, "live": _plain(live, key), "draft": _plain(drafts, key)}
            for key, title in titles.values_list("pk", "draft_title")
        ],
        media=[[*row, sorted(tags)] for row, tags in tags_of_media(tag).items()],
        former_slugs=list(FormerTag.objects.filter(tag=tag).values_list("slug", flat=True)),
    )


def follow(old, new, searches):
    """Let followed searches look for the new tag; the keys of those that do."""
    changed = []
    for search in searches.filter(query__contains=f"tag={old}"):
        query = QueryDict(search.query, mutable=True)
        if old not in query.getlist("tag"):
            continue
        slugs = [new if slug == old else slug for slug in query.getlist("tag")]
        query.setlist("tag", list(dict.fromkeys(slugs)))
        try:
            with transaction.atomic():
                searches.filter(pk=search.pk).update(query=query.urlencode())
        except IntegrityError:  # the reader followed both
            search.delete()
        else:
            changed.append(search.pk)
    return changed


def _plain(tags, key):
    return sorted(tags[key]) if key in tags else None
