"""The home page and plain texts."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from knowledge.models import ArticleMixin
from knowledge.querysets import visible_to

from ..home import home_context


class HomePage(ArticleMixin, Page):
    """The door: one line that says what this is, a search box, and what is new."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "knowledge.CityIndexPage",
        "networks.PartnershipIndexPage",
        "networks.NetworkIndexPage",
        "networks.CallIndexPage",
        "pimsite.TextPage",
        "pimsite.AccessibilityPage",
    ]
    max_count = 1

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("strona główna")
        verbose_name_plural = _("strony główne")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "home": home_context(request.user),
        }


class TextPage(ArticleMixin, Page):
    """A text about the programme or the site."""

    parent_page_types = ["pimsite.HomePage", "pimsite.TextPage"]
    subpage_types = ["pimsite.TextPage"]

    content_panels = [*Page.content_panels, *ArticleMixin.content_panels]

    class Meta:
        verbose_name = _("strona z tekstem")
        verbose_name_plural = _("strony z tekstem")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "subpages": visible_to(request.user).child_of(self),
        }
