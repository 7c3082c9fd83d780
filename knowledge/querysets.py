"""Questions about many pages, and the one gate through which every list of pages starts."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.models import Page, PageQuerySet, PageViewRestriction


def visible_to(user):
    """Live pages this user may read: every list, search, feed, export and digest starts here."""
    closed = closed_to(user)
    pages = Page.objects.live()
    if leaves := [page.pk for page in closed if page.is_leaf()]:  # working papers: many
        pages = pages.exclude(pk__in=leaves)
    for page in closed:
        if not page.is_leaf():
            pages = pages.not_descendant_of(page, inclusive=True)
    return pages


def closed_to(user):
    """Pages that this user may not read, nor anything below them."""
    held = _remembered.get()
    if held is None:
        return _closed_to(user)
    if user.pk not in held:
        held[user.pk] = _closed_to(user)
    return held[user.pk]


@contextmanager
def remembering():
    """Ask only once, while an answer is made that changes nothing, what is closed to whom."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


_remembered: ContextVar[dict | None] = ContextVar("closed_pages", default=None)


def _closed_to(user):
    if not _any_restricted():
        return []
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    own = set(user.groups.values_list("pk", flat=True)) if user.is_authenticated else set()
    return [each.page for each in restrictions if not passes(user, own, each)]


def _any_restricted():
    """Whether any page is closed at all; asked at every search, so without building a query."""
    table = connection.ops.quote_name(PageViewRestriction._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
        return cursor.fetchone() is not None


def passes(user, own, restriction):
    """Whether the user, whose groups are `own`, may read pages behind this restriction.

    A password is known to a browser session, not to a user, so such pages are in no list.
    """
    if user.is_superuser:
        return restriction.restriction_type != PageViewRestriction.PASSWORD
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return user.is_authenticated
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return any(group.pk in own for group in restriction.groups.all())
    return False


class LibraryQuerySet(PageQuerySet):
    """What every list of library pages asks for."""

    def visible_to(self, user):
        """Narrow to the pages this user may read."""
        return self.filter(pk__in=visible_to(user).values("pk"))

    def with_themes(self):
        """Fetch the themes of all pages in one query."""
        return self.prefetch_related(links_with_themes())


def path_above(path):
    """The path of the parent of the page with this path, as an expression."""
    return Substr(path, 1, Length(path) - Page.steplen)


def links_with_themes():
    """What to prefetch so that pages know their themes after one query."""
    links = apps.get_model("knowledge", "PageTheme").objects.select_related("theme")
    return Prefetch("theme_links", links)


class CityQuerySet(LibraryQuerySet):
    """Questions about cities."""

    def in_poland(self):
        """Cities of this country; the others are good company from abroad."""
        return self.filter(country="PL")


class PracticeQuerySet(LibraryQuerySet):
    """Questions about practices."""

    def with_since(self):
        """Annotate the day from which the text is known to be true: confirmed, else published."""
        return self.annotate(since=Coalesce("freshness__confirmed_at", "first_published_at"))

    def with_city(self):
        """Annotate what a list shows of the lead city, so that it needs one query."""
        parent_path = path_above(OuterRef("path"))
        city = apps.get_model("knowledge", "CityPage").objects.filter(path=parent_path)
        return self.annotate(
            **{
                f"city_{field}": Subquery(city.values(field)[:1])
                for field in (
                    "title",
                    "url_path",
                    "size_class",
                    "voivodeship",
                    "country",
                )
            }
        )
