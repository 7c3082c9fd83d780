"""Thematic partnerships of the Urban Agenda for the EU, and who from Poland takes part."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager

from knowledge.markers import mark
from knowledge.models import ArticleMixin, PartialDateField
from knowledge.panels import THEMES_PANEL
from knowledge.querysets import LibraryQuerySet
from knowledge.rows import RowsPanel

from ..agenda import by_origin, partnership_links, poland
from .base import Source


class PartnershipIndexPage(ArticleMixin, Page):
    """All partnerships of the Urban Agenda for the EU."""

    parent_page_types = ["pimsite.HomePage"]
    subpage_types = ["networks.PartnershipPage"]
    max_count = 1

    content_panels = [*Page.content_panels, *ArticleMixin.content_panels]

    class Meta:
        verbose_name = _("spis partnerstw Agendy Miejskiej UE")
        verbose_name_plural = _("spisy partnerstw Agendy Miejskiej UE")

    def get_context(self, request, *args, **kwargs):
        partnerships = PartnershipPage.objects.child_of(self).visible_to(request.user)
        groups = by_origin(partnerships)
        participants = poland(groups, request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "groups": groups,
            "participants": participants,
            "on_map": [each for each in participants if each.city and mark(each.city)],
        }


class PartnershipPage(ArticleMixin, Page):
    """One partnership: years, coordinators, Polish participants, actions."""

    official_name = models.CharField(_("nazwa oficjalna (angielska)"), max_length=200)
    group = models.CharField(
        _("skąd się wzięło"),
        max_length=120,
        blank=True,
        help_text=_("Np. „Pakt Amsterdamski 2016”."),
    )
    started = PartialDateField(_("początek"), blank=True)
    action_plan = PartialDateField(_("plan działań"), blank=True)
    official_url = models.URLField(_("strona oficjalna"), max_length=500, blank=True)
    actions_note = models.CharField(_("uwaga o działaniach"), max_length=300, blank=True)

    objects = PageManager.from_queryset(LibraryQuerySet)()

    parent_page_types = ["networks.PartnershipIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        THEMES_PANEL,
        *ArticleMixin.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("official_name"),
                FieldPanel("group"),
                FieldRowPanel([FieldPanel("started"), FieldPanel("action_plan")]),
                FieldPanel("official_url"),
            ],
            heading=_("Metryczka"),
        ),
        RowsPanel(
            "coordinators",
            heading=_("Koordynatorzy"),
            label=_("koordynator"),
            added=_("koordynatora"),
        ),
        RowsPanel(
            "participants",
            heading=_("Polscy uczestnicy"),
            label=_("uczestnik"),
            added=_("uczestnika"),
        ),
        InlinePanel("actions", heading=_("Działania"), label=_("działanie")),
        FieldPanel("actions_note"),
        InlinePanel("sources", heading=_("Źródła"), label=_("źródło")),
    ]

    class Meta:
        verbose_name = _("partnerstwo Agendy Miejskiej UE")
        verbose_name_plural = _("partnerstwa Agendy Miejskiej UE")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **partnership_links(self, request.user),
        }


class Coordinator(Orderable):
    """Who leads the partnership: a city, a state, an institution."""

    partnership = ParentalKey(
        PartnershipPage, on_delete=models.CASCADE, related_name="coordinators"
    )
    name = models.CharField(_("nazwa"), max_length=200)
    country = models.CharField(_("kraj"), max_length=60, blank=True, help_text=_("Np. „Niemcy”."))

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("country")])]

    def __str__(self):
        return self.name


class PolishParticipant(Orderable):
    """A Polish city, region or ministry in a partnership, and in what role."""

    partnership = ParentalKey(
        PartnershipPage, on_delete=models.CASCADE, related_name="participants"
    )
    name = models.CharField(_("nazwa"), max_length=200)
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto w bibliotece"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agenda_roles",
    )
    role = models.CharField(_("rola"), max_length=200, blank=True)
    note = models.CharField(
        _("uwaga o źródle"),
        max_length=300,
        blank=True,
        help_text=_("Np. „wg prezentacji z 2017 r.”."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("city")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("note")]),
    ]

    def __str__(self):
        return self.name


class PartnershipAction(Orderable):
    """An action of the partnership's plan."""

    partnership = ParentalKey(PartnershipPage, on_delete=models.CASCADE, related_name="actions")
    number = models.CharField(_("numer"), max_length=10, blank=True)
    title = models.CharField(_("działanie"), max_length=300)
    title_en = models.CharField(_("nazwa angielska"), max_length=300, blank=True)

    panels = [FieldPanel("number"), FieldPanel("title"), FieldPanel("title_en")]

    def __str__(self):
        return self.title


class PartnershipSource(Source):
    """Where a fact about the partnership was read."""

    partnership = ParentalKey(PartnershipPage, on_delete=models.CASCADE, related_name="sources")
