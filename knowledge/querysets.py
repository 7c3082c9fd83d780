"""Questions about many pages, and the one gate through which every list of pages starts."""

from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.models import Page, PageQuerySet, PageViewRestriction


def visible_to(user):
    """Live pages this user may read: every list, search, feed, export and digest starts here."""
    pages = Page.objects.live()
    for page in closed_to(user):
        pages = pages.not_descendant_of(page, inclusive=True)
    return pages


def closed_to(user):
    """Pages that this user may not read, nor anything below them."""
    if not _any_restricted():
        return []
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    return [restriction.page for restriction in restrictions if not passes(user, restriction)]


def _any_restricted():
    """Whether any page is closed at all; asked at every search, so without building a query."""
    table = connection.ops.quote_name(PageViewRestriction._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
        return cursor.fetchone() is not None


def passes(user, restriction):
    """Whether the user may read pages behind this restriction.

    A password is known to a browser session, not to a user, so such pages are in no list.
    """
    if user.is_superuser:
        return restriction.restriction_type != PageViewRestriction.PASSWORD
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return user.is_authenticated
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        allowed = {group.pk for group in restriction.groups.all()}
        return user.is_authenticated and user.groups.filter(pk__in=allowed).exists()
    return False


class LibraryQuerySet(PageQuerySet):
    """What every list of library pages asks for."""

    def visible_to(self, user):
        """Narrow to the pages this user may read."""
        return self.filter(pk__in=visible_to(user).values("pk"))

    def with_themes(self):
        """Fetch the themes of all pages in one query."""
        links = apps.get_model("knowledge", "PageTheme").objects.select_related("theme")
        return self.prefetch_related(Prefetch("theme_links", links))


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
        parent_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
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
