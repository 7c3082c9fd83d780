"""Calls for networks and their published figures."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager

from knowledge.models import ArticleMixin, Voivodeship
from knowledge.querysets import LibraryQuerySet

from ..announcement import announced
from ..call_forms import CallForm
from ..results import call_results
from .announcing import ANNOUNCEMENT_PANELS, Announcement
from .base import Source
from .networks import Edition


class CallIndexPage(ArticleMixin, Page):
    """All calls, newest first."""

    parent_page_types = ["pimsite.HomePage"]
    subpage_types = ["networks.CallPage"]
    max_count = 1

    content_panels = [*Page.content_panels, *ArticleMixin.content_panels]

    class Meta:
        verbose_name = _("spis naborów")
        verbose_name_plural = _("spisy naborów")

    def get_context(self, request, *args, **kwargs):
        calls = CallPage.objects.child_of(self).visible_to(request.user).select_related("edition")
        return {
            **super().get_context(request, *args, **kwargs),
            "calls": calls.order_by(F("opens").desc(nulls_last=True), "title"),
        }


class CallPage(Announcement, ArticleMixin, Page):
    """A call for networks: dates, what is asked, and how many answered."""

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edycja"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calls",
    )
    opens = models.DateField(_("początek naboru"), null=True, blank=True)
    closes = models.DateField(_("koniec naboru"), null=True, blank=True)
    applications_total = models.PositiveIntegerField(_("wniosków razem"), null=True, blank=True)
    entities_total = models.PositiveIntegerField(_("podmiotów razem"), null=True, blank=True)
    selected_note = models.CharField(_("kogo wybrano"), max_length=300, blank=True)
    results_note = models.CharField(_("uwaga do wyników"), max_length=300, blank=True)

    objects = PageManager.from_queryset(LibraryQuerySet)()

    base_form_class = CallForm

    parent_page_types = ["networks.CallIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        *ArticleMixin.content_panels,
        *ANNOUNCEMENT_PANELS,
        MultiFieldPanel(
            [
                FieldPanel("edition"),
                FieldRowPanel([FieldPanel("applications_total"), FieldPanel("entities_total")]),
                FieldPanel("selected_note"),
                FieldPanel("results_note"),
            ],
            heading=_("Metryczka"),
        ),
        InlinePanel("network_counts", heading=_("Wnioski według sieci"), label=_("sieć")),
        InlinePanel(
            "voivodeship_counts",
            heading=_("Podmioty według województw"),
            label=_("województwo"),
        ),
        InlinePanel("sources", heading=_("Źródła"), label=_("źródło")),
    ]

    class Meta:
        verbose_name = _("nabór")
        verbose_name_plural = _("nabory")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **call_results(self, request.user),
            **announced(self, request.user),
        }


class CallNetworkCount(Orderable):
    """How many applications one network drew."""

    call = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="network_counts")
    name = models.CharField(_("sieć"), max_length=200)
    network = models.ForeignKey(
        "networks.NetworkPage",
        verbose_name=_("strona sieci"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="call_counts",
    )
    applications = models.PositiveIntegerField(_("wniosków"))

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("network"), FieldPanel("applications")])
    ]

    def __str__(self):
        return f"{self.name}: {self.applications}"


class CallVoivodeshipCount(Orderable):
    """How many entities of one voivodeship applied."""

    call = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="voivodeship_counts")
    voivodeship = models.CharField(_("województwo"), max_length=20, choices=Voivodeship)
    entities = models.PositiveIntegerField(_("podmiotów"))

    panels = [FieldRowPanel([FieldPanel("voivodeship"), FieldPanel("entities")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["call", "voivodeship"], name="call_voivodeship_once")
        ]

    def __str__(self):
        return f"{self.get_voivodeship_display()}: {self.entities}"


class CallSource(Source):
    """Where a figure of the call was read."""

    call = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="sources")
