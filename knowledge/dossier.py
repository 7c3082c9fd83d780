"""A practice's page: its sections in reading order and what it is connected with."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Page

from .querysets import visible_to


@dataclass(frozen=True)
class Section:
    """A part of the description that has something to say."""

    anchor: str
    title: str
    kind: str
    content: Any
    figures: tuple = ()

    @property
    def template(self) -> str:
        return f"components/section_{self.kind}.html"


def practice_dossier(practice, user):
    """What a practice's page shows beside its own fields."""
    themes, visible = practice.themes, visible_to(user)
    pages = related(practice, themes, visible)
    return {
        "themes": themes,
        "sections": sections(practice, reuse(practice, visible)),
        "partner_cities": pages["citypage"],
        "networks": pages["networkpage"],
        "partnerships": pages["partnershippage"],
        "freshness": getattr(practice, "freshness", None),
        "is_outdated": is_outdated(practice),
        "citation": citation(practice),
    }


def is_outdated(practice) -> bool:
    """Whether the day has passed that the text itself named, and nobody confirmed it since."""
    day = practice.valid_until
    if day is None or day >= timezone.localdate():
        return False
    confirmed = getattr(getattr(practice, "freshness", None), "confirmed_at", None)
    return confirmed is None or timezone.localdate(confirmed) <= day


def citation(practice) -> str:
    """How to name the page in a document, with today as the day it was read."""
    published = practice.first_published_at
    return _(
        "%(city)s%(year)s. %(title)s. Partnerska Inicjatywa Miast. %(url)s Dostęp: %(today)s."
    ) % {
        "city": practice.city.title,
        "year": f" ({published.year})" if published else "",
        "title": practice.title,
        "url": practice.full_url,
        "today": date_format(timezone.localdate(), "j.m.Y"),
    }


def sections(practice, reused) -> list[Section]:
    """The sections in reading order; an empty one is left out, of the contents list too."""
    figures = tuple(practice.figures.all())
    named = practice.attachments.select_related("document")
    files = [attachment for attachment in named if attachment.document]
    candidates = [
        Section("problem", _("Problem"), "text", practice.problem),
        Section("rozwiazanie", _("Rozwiązanie"), "text", practice.solution),
        Section("rezultaty", _("Rezultaty"), "text", practice.results, figures),
        Section("wnioski", _("Czego się nauczyliśmy"), "text", practice.lessons),
        Section("przenoszenie", _("Czy to zadziała u nas"), "text", practice.transferability),
        Section("wiecej", _("Więcej o tej praktyce"), "body", practice.body),
        Section("udzial", _("Kto brał udział"), "plain", practice.participants),
        Section("skorzystali", _("Kto z tego skorzystał"), "reuse", reused),
        Section("zalaczniki", _("Załączniki"), "files", files),
        Section("zrodlo", _("Źródło opisu"), "source", practice.source_name or practice.source_url),
        Section("english", _("Po angielsku"), "english", practice.title_en or practice.summary_en),
    ]
    return [section for section in candidates if section.figures or says_something(section.content)]


def reuse(practice, visible):
    """What published MIDs took from the practice, newest first, each with its MID and city."""
    if not practice.pk:
        return []
    rows = practice.inspirations.filter(mid__in=visible.values("pk")).select_related("mid__city")
    readable = visible.filter(pk=OuterRef("mid__city"))
    rows = rows.annotate(city_is_readable=Exists(readable))
    return rows.order_by("-mid__published", "-mid__first_published_at", "mid__title", "sort_order")


def says_something(content) -> bool:
    """Whether there is more than the markup of an emptied editor."""
    if isinstance(content, str):
        return bool(strip_tags(content).replace("\xa0", " ").strip())
    return bool(content)


def related(practice, themes, visible) -> dict[str, list[Page]]:
    """Partner cities, networks and partnerships the reader may see, by their kind, in one query.

    A partnership is related by theme alone; the other two are named by editors.
    """
    partners = [link.city_id for link in practice.partner_links.all()]
    wanted = Q(pk__in=partners) | Q(
        pk__in=visible.filter(
            partnershippage__isnull=False, theme_links__theme__in=[theme.pk for theme in themes]
        ).values("pk")
    )
    if practice.pk:
        wanted |= Q(pk__in=practice.network_links.values("network"))
    by_kind = defaultdict(list)
    for page in visible.filter(wanted).order_by("title"):
        by_kind[page.cached_content_type.model].append(page)
    return by_kind
