"""Any search as an Atom feed: no state, no account, the same for everybody."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from knowledge.mailing import absolute

from .following import Following, entries_of, public_results
from .forms import Sort

NEWEST = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of a page that no editor published


@require_safe
@conditional_page
def feed(request, *, fixed_kind=""):
    """The newest pages of a search; one that is not understood is an empty feed and an error."""
    results = public_results(request.GET, fixed_kind=fixed_kind, sort=Sort.NEWEST.value)
    response = SearchFeed(results)(request)
    if results.form.errors:
        response.status_code = 400
    return response


class SearchFeed(Feed):
    """Writes the newest pages that hold every word of one search."""

    feed_type = Atom1Feed
    language = "pl"

    def __init__(self, results):
        self.results, self.following = results, Following(results)
        self.errors = [text for texts in results.form.errors.values() for text in texts]

    def title(self):
        return _("Błędne wyszukiwanie") if self.errors else clean(str(self.following))

    def subtitle(self):
        return clean(" ".join(self.errors)) or None

    def link(self):
        return absolute(self.following.list_url)

    def feed_url(self):
        return absolute(self.following.feed_url)

    def feed_guid(self):
        return self.feed_url()

    def author_name(self):
        return settings.WAGTAIL_SITE_NAME

    def items(self):
        return entries_of(self.results.complete_pages()[:NEWEST])

    def item_title(self, entry):
        return clean(entry.title)

    def item_description(self, entry):
        return escape(clean(entry.lead))  # a summary is read as HTML

    def item_link(self, entry):
        return absolute(entry.page.url)

    def item_guid(self, entry):
        return self.item_link(entry)

    def item_pubdate(self, entry):
        return entry.published_at or NEVER

    def item_updateddate(self, entry):
        return entry.page.last_published_at or self.item_pubdate(entry)

    def item_categories(self, entry):
        return [entry.get_kind_display()]


def clean(text):
    """Text without the control characters that XML refuses, such as those pasted from Word."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
