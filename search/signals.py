"""Framework events after which entries are brought in step, in the transaction of the event."""

from django.db.models.signals import post_delete, post_save, pre_delete
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from knowledge.models import CityPage, Theme
from knowledge.reach import pages_offering
from networks.models import Addressee, Edition

from .index import forget, refresh, refresh_known, touch
from .naming import pages_naming
from .synonyms import Synonym


def connect():
    """Listen; called once when the application is ready."""
    page_published.connect(on_page_published, dispatch_uid="search")
    page_unpublished.connect(on_page_withdrawn, dispatch_uid="search")
    post_page_move.connect(on_page_moved, dispatch_uid="search")
    pre_delete.connect(on_page_leaving, sender=Page, dispatch_uid="search")
    post_delete.connect(on_name_gone, sender=Page, dispatch_uid="search")
    for model in (Theme, Tag, Edition, Addressee):
        post_save.connect(on_name_changed, sender=model, dispatch_uid="search")
        pre_delete.connect(on_name_leaving, sender=model, dispatch_uid="search")
        post_delete.connect(on_name_gone, sender=model, dispatch_uid="search")
    pre_delete.connect(on_file_leaving, sender=get_document_model(), dispatch_uid="search")
    post_delete.connect(on_name_gone, sender=get_document_model(), dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(on_privacy_changed, sender=PageViewRestriction, dispatch_uid="search")
        signal.connect(on_synonym_changed, sender=Synonym, dispatch_uid="search")


def on_page_published(instance, **kwargs):
    """A page is found as it is now, and so are the pages that carry its name."""
    refresh([instance.pk])
    refresh_known(pages_naming(instance))


def on_page_withdrawn(instance, **kwargs):
    """Taken out whatever its row says: Wagtail also sends this before it deletes a live page."""
    forget([instance.pk])
    refresh_known(pages_naming(instance))


def on_page_moved(instance, **kwargs):
    """A page and all below it may belong to another city now."""
    below = Page.objects.descendant_of(instance, inclusive=True).values_list("pk", flat=True)
    refresh_known({*below, *pages_naming(instance.specific)})


def on_page_leaving(instance, **kwargs):
    """The page leaves the index; who names it is remembered while the links still stand."""
    instance.named_by = pages_naming(instance.specific)
    forget([instance.pk])


def on_name_changed(instance, created=False, raw=False, **kwargs):
    """A theme, tag or edition may have another name: in filters and in pages that carry it.

    A new tag or edition is carried by no page yet; a new theme is a value of its filter at once.
    """
    if not raw and (not created or isinstance(instance, Theme)):
        refresh_known(pages_naming(instance))
        touch()


def on_name_leaving(instance, **kwargs):
    """Remember who carries the name while the links still stand."""
    instance.named_by = pages_naming(instance)


def on_file_leaving(instance, **kwargs):
    """Remember which pages offer the file: its entries go with it."""
    instance.named_by = set(pages_offering(instance).values_list("page", flat=True))


def on_name_gone(instance, **kwargs):
    """What had the name is deleted, with all links to it: the others drop it."""
    refresh_known(instance.named_by)
    touch()


def on_privacy_changed(instance, raw=False, **kwargs):
    """Other pages name only open cities; whether a page is shown at all is asked when reading."""
    if raw:
        return
    cities = CityPage.objects.descendant_of(instance.page, inclusive=True)
    refresh_known({pk for city in cities for pk in pages_naming(city)})


def on_synonym_changed(instance, raw=False, **kwargs):
    """Every worker reads the groups of synonyms anew."""
    if not raw:
        touch()
