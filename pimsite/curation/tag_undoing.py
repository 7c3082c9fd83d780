"""Takes back a merge or a retirement of a tag.

What somebody changed since is theirs: a page comes back only if its tags are as the change left
them. Tags that later changes touched do not count, so that each can be taken back by itself.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag, TaggedItem
from wagtail.log_actions import log
from wagtail.models import Page

from search.alerts.models import SavedSearch
from search.index import refresh_known

from .models import FormerTag, TagChange
from .tag_changes import follow
from .tag_places import drafts, link_of, tags_in, tags_of_pages, write_draft

TAKEN_BACK = "pimsite.tag.undo"


class CannotTakeBack(ValueError):
    """Something stands in the way; the message says what."""


@dataclass
class Plan:
    """What comes back, and the titles of pages that stay as somebody left them since."""

    pages: list[Page] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    media: int = 0
    steps: list = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    """When a place gets its tag back, and what leaves it in exchange."""

    key: int
    into: set[int]
    ignored: set[int]

    def gone(self, before, now, keep=False):
        """Tags to take away there; None if somebody changed its tags since."""
        after = set(before) - {self.key} | self.into
        if self.into - now or after - self.ignored != now - self.ignored:
            return None
        return set() if keep else self.into - set(before)


def plan(change):
    """What taking it back would do now; raises CannotTakeBack."""
    since = TagChange.objects.filter(Q(pk__gt=change.pk) | Q(undone_at__gt=change.at))
    touched = {key for keys in since.values_list("key", "into_key") for key in keys}
    later = list(since.filter(pk__gt=change.pk, undone_at=None))
    _check_order(change, later)
    into = {change.into_key} - {None}
    rule = Rule(change.key, into, touched - into)
    merged = [each for each in later if each.into_key in into]
    shared = {page["key"] for each in merged for page in each.pages}
    found = Plan()
    _plan_pages(found, change, rule, shared)
    _plan_media(found, change, rule)
    return found


@transaction.atomic
def take_back(change, user):
    """Bring the tag back, and its uses where nobody changed the tags since."""
    now = {"undone_at": timezone.now(), "undone_by": user}
    row = TagChange.objects.filter(pk=change.pk)
    if not row.filter(undone_at=None).update(**now):
        raise CannotTakeBack(_("Ktoś już to cofnął."))
    found, tag = plan(change), _tag(change)
    for step in found.steps:
        step(tag)
    row.update(left=found.left)
    _lead_back(change, tag)
    for page in found.pages:
        log(page.specific_deferred, TAKEN_BACK, user=user, data={"old": change.name})
    refresh_known([page.pk for page in found.pages])
    return found


def _check_order(change, later):
    """A tag that was itself merged away or retired since has to come back first."""
    for each in later:
        if each.key == change.into_key:
            raise CannotTakeBack(_("Najpierw cofnij późniejszą zmianę: %s.") % each)
    if change.into_key and not Tag.objects.filter(pk=change.into_key).exists():
        raise CannotTakeBack(_("Nie ma już tagu „%s”.") % change.into_name)


def _plan_pages(found, change, rule, shared):
    keys = [page["key"] for page in change.pages]
    pages, carried, revisions = Page.objects.in_bulk(keys), tags_of_pages(keys), defaultdict(list)
    for revision in drafts().filter(object_id__in=map(str, keys)):
        revisions[int(revision.object_id)].append(revision)
    for told in change.pages:
        key = told["key"]
        steps = None
        if key in pages:
            places = _places(pages[key], told, carried[key], revisions[key])
            steps = _steps(places, rule, key in shared)
        if steps is None:
            found.left.append(told["title"])
        else:
            found.pages.append(pages[key])
            found.steps += steps


def _places(page, told, carried, revisions):
    """Tags before and now, and how they are written, of the published page and of its drafts."""
    live = told["live"]
    if told["draft"] is not None:
        for revision in revisions:
            yield told["draft"], tags_in(revision), partial(_write_draft, revision)
        is_published = page.live and page.live_revision_id == page.latest_revision_id
        live = told["draft"] if live is None and is_published else live
    if live is not None:
        lookup = {"content_object_id": page.pk}
        yield live, carried, partial(_write_link, link_of(page), lookup)


def _steps(places, rule, keep):
    """What to write; None if any place was changed since."""
    steps = []
    for before, now, write in places:
        gone = rule.gone(before, now, keep)
        if gone is None:
            return None
        steps.append(partial(write, gone))
    return steps


def _plan_media(found, change, rule):
    rows = TaggedItem.objects.filter(object_id__in=[key for _kind, key, _tags in change.media])
    now = defaultdict(set)
    for kind, key, tag in rows.values_list("content_type_id", "object_id", "tag_id"):
        now[kind, key].add(tag)
    kinds = {kind for kind, _key, _tags in change.media}
    there = {kind: _existing(kind, change.media) for kind in kinds}
    for kind, key, before in change.media:
        gone = rule.gone(before, now[kind, key])
        if key in there[kind] and gone is not None:
            lookup = {"content_type_id": kind, "object_id": key}
            found.steps.append(partial(_write_link, TaggedItem, lookup, gone))
            found.media += 1


def _existing(kind, media):
    keys = [key for each, key, _tags in media if each == kind]
    model = ContentType.objects.get_for_id(kind).model_class()
    return set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))


def _write_link(link, lookup, gone, tag):
    if not link.objects.filter(**lookup, tag__in=gone).update(tag=tag):
        link.objects.get_or_create(**lookup, tag=tag)


def _write_draft(revision, gone, tag):
    items = revision.content["tagged_items"]
    if gone:
        items = [{**each, "tag": tag.pk} if each["tag"] in gone else each for each in items]
    else:
        items = [*items, {"pk": None, "content_object": int(revision.object_id), "tag": tag.pk}]
    write_draft(revision, items)


def _tag(change):
    """The tag itself, with its key of then, so that older revisions fit again."""
    same = Q(name__iexact=change.name) | Q(slug=change.slug)  # somebody typed it again
    found = Tag.objects.filter(same).first()
    if found is None:
        found = Tag(pk=change.key, name=change.name, slug=change.slug)
        found.save(force_insert=True)
    return found


def _lead_back(change, tag):
    """Old addresses and followed searches lead to the tag again."""
    FormerTag.objects.filter(slug=tag.slug).delete()
    for slug in change.former_slugs:
        FormerTag.objects.update_or_create(slug=slug, defaults={"tag": tag})
    into = Tag.objects.filter(pk=change.into_key).first()
    if into is not None:
        follow(into.slug, tag.slug, SavedSearch.objects.filter(pk__in=change.searches))
