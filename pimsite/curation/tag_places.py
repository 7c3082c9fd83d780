"""Where tags stand: in links of pages, in drafts that still matter, on pictures and files."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from taggit.models import ItemBase, Tag, TaggedItem
from wagtail.models import Page, Revision, get_default_page_content_type

Media = tuple[int, int]  # keys of a content type and of an object


def page_links() -> list[type[ItemBase]]:
    """Models that tie a tag to a page."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, ItemBase) and model is not TaggedItem
    ]


def link_of(page: Page) -> type[ItemBase]:
    """The model that ties tags to pages of this kind."""
    for link in page_links():
        if issubclass(page.specific_class, link._meta.get_field("content_object").related_model):
            return link
    raise LookupError(page)


def pages_with(tag: Tag) -> set[int]:
    """Keys of the pages that carry the tag themselves, not only in a draft."""
    found = [link.objects.filter(tag=tag) for link in page_links()]
    return {key for rows in found for key in rows.values_list("content_object", flat=True)}


def tags_of_pages(keys: Iterable[int]) -> dict[int, set[int]]:
    """Keys of the tags that each of these pages carries."""
    tags = defaultdict(set)
    for link in page_links():
        rows = link.objects.filter(content_object__in=keys)
        for page, tag in rows.values_list("content_object", "tag"):
            tags[page].add(tag)
    return tags


def tags_of_media(tag: Tag) -> dict[Media, set[int]]:
    """Keys of all tags of each picture and file that carries this one."""
    key = ("content_type_id", "object_id")
    tags: dict[Media, set[int]] = {
        row: set() for row in TaggedItem.objects.filter(tag=tag).values_list(*key)
    }
    near = TaggedItem.objects.filter(object_id__in={row[1] for row in tags})
    for *row, other in near.values_list(*key, "tag_id"):
        if tuple(row) in tags:
            tags[tuple(row)].add(other)
    return tags


def drafts():
    """Revisions that still matter: the newest of each page, and the scheduled, oldest first."""
    latest = Page.objects.filter(latest_revision__isnull=False).values("latest_revision")
    matter = Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)
    return Revision.objects.filter(
        matter, base_content_type=get_default_page_content_type()
    ).order_by("pk")


def drafts_with(tag: Tag) -> Iterable[Revision]:
    """Drafts in which the tag stands.

    The database looks for the key as text, for SQLite cannot look into lists; then we read.
    """
    revisions = drafts().alias(text=Cast("content", TextField()))
    for revision in revisions.filter(text__contains=f'"tag": {tag.pk}'):
        if tag.pk in tags_in(revision):
            yield revision


def tags_in(revision: Revision) -> set[int]:
    """Keys of the tags of a draft."""
    return {item["tag"] for item in revision.content.get("tagged_items", [])}


def write_draft(revision: Revision, items: list[dict]) -> None:
    """Give a draft these tags and leave the rest of it."""
    revision.content["tagged_items"] = items
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
