"""Wires the index to the pages it knows and the events that change them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding things in the library."""

    name = "search"
    verbose_name = _("Wyszukiwarka")

    def ready(self):
        from . import library, signals, tally
        from .extraction import signals as extraction_signals

        library.register_pages()
        extraction_signals.connect()  # first: what the index then misses is already enqueued
        signals.connect()
        tally.connect()
