"""Puts the packages together: tells search of the site's own page types."""

from django.apps import AppConfig


class PimsiteConfig(AppConfig):
    """The site that puts the packages together."""

    name = "pimsite"
    verbose_name = "Partnerska Inicjatywa Miast"

    def ready(self):
        from search.documents import read_article, register

        from .models import TextPage

        register(TextPage.objects.all(), read_article)
