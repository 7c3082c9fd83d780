"""Changes of recommendations as an Atom feed: who said what, the newest first."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from knowledge.mailing import absolute
from knowledge.wording import partial_date
from networks.models import Step

from ..feeds import NEVER, NEWEST, clean


class ChangesFeed(Feed):
    """Writes the newest entries of the recommendations that an address asks for."""

    feed_type = Atom1Feed
    language = "pl"

    def __init__(self, tracker, query):
        self.tracker, self.query = tracker, query

    def title(self):
        return _("Rekomendacje sieci PIM: zmiany")

    def subtitle(self):
        errors = [text for texts in self.tracker.form.errors.values() for text in texts]
        return clean(" ".join(errors)) or None

    def link(self):
        return absolute(reverse("search:recommendations") + self.query)

    def feed_url(self):
        return absolute(reverse("search:recommendations_feed") + self.query)

    def feed_guid(self):
        return self.feed_url()

    def author_name(self):
        return settings.WAGTAIL_SITE_NAME

    def items(self):
        steps = Step.objects.filter(recommendation__in=self.tracker.matching)
        steps = steps.select_related("recommendation__plan")
        return steps.order_by("-recorded_at", "-sort_order", "-pk")[:NEWEST]

    def item_title(self, step):
        return clean(f"{step.get_state_display()}: {step.recommendation.text}")

    def item_description(self, step):
        said = f"{partial_date(step.date)}, {step.said_by}. {step.reason} {step.act_reference}"
        return escape(clean(said).strip())

    def item_link(self, step):
        row = step.recommendation
        return absolute(f"{row.plan.url}#rekomendacja-{row.pk}")

    def item_guid(self, step):
        return f"urn:uuid:{step.key}"

    def item_pubdate(self, step):
        return step.recorded_at or NEVER

    def item_updateddate(self, step):
        return self.item_pubdate(step)
