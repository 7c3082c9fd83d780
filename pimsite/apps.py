"""Puts the packages together: tells search of the site's own page types, and lists how to count."""

from django.apps import AppConfig


class PimsiteConfig(AppConfig):
    """The site that puts the packages together."""

    name = "pimsite"
    verbose_name = "Partnerska Inicjatywa Miast"

    def ready(self):
        from wagtail.admin.views.generic.base import BaseListingView

        from search.documents import read_article, register

        from .models import TextPage
        from .paging import PlainCount

        register(TextPage.objects.all(), read_article)
        BaseListingView.paginator_class = PlainCount  # one place for all lists, Wagtail's too
