"""Calls for networks and their published figures."""

from django.db import models
from django.db.models import F
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, PageManager

from knowledge.models import ArticleMixin, CitySize, Voivodeship
from knowledge.spreadsheets import csv_response

from ..announcement import announced
from ..answers import Answers
from ..call_forms import CallForm
from ..progress import CallQuerySet
from ..results import call_results, call_summary, listed, table_of
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
            "calls": listed(calls.order_by(F("opens").desc(nulls_last=True), "title")),
        }


class CallPage(RoutablePageMixin, Announcement, ArticleMixin, Page):
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
    selected_total = models.PositiveIntegerField(_("wybranych podmiotów"), null=True, blank=True)
    selected_note = models.CharField(_("kogo wybrano"), max_length=300, blank=True)
    results_note = models.CharField(_("uwaga do wyników"), max_length=300, blank=True)

    objects = PageManager.from_queryset(CallQuerySet)()

    base_form_class = CallForm

    parent_page_types = ["networks.CallIndexPage"]
    subpage_types = []

    preview_modes = [("", _("Strona naboru")), ("wyniki", _("Wyniki"))]

    content_panels = [
        *Page.content_panels,
        *ArticleMixin.content_panels,
        *ANNOUNCEMENT_PANELS,
        MultiFieldPanel(
            [
                FieldPanel("edition"),
                FieldPanel("selected_note"),
                FieldPanel("results_note"),
            ],
            heading=_("Metryczka"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("applications_total"), FieldPanel("entities_total")]),
                FieldPanel("selected_total"),
            ],
            heading=_("Liczby z innego źródła"),
            help_text=_(
                "Tylko o naborze, którego nie było w bibliotece. Gdy wpiszesz tu lub niżej "
                "choć jedną liczbę, strona pokaże tylko wpisane. Puste: po ogłoszeniu wyników "
                "wszystkich sieci policzymy je z wniosków."
            ),
        ),
        InlinePanel("network_counts", heading=_("Wnioski według sieci"), label=_("sieć")),
        InlinePanel(
            "voivodeship_counts",
            heading=_("Podmioty według województw"),
            label=_("województwo"),
        ),
        InlinePanel("size_counts", heading=_("Podmioty według wielkości"), label=_("wielkość")),
        InlinePanel("sources", heading=_("Źródła"), label=_("źródło")),
    ]

    class Meta:
        verbose_name = _("nabór")
        verbose_name_plural = _("nabory")

    def get_context(self, request, *args, **kwargs):
        answers = Answers(self, request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            **call_summary(self, answers),
            **announced(self, answers),
        }

    @path("wyniki/", name="results")
    def results(self, request):
        """What came of the call, in numbers; until they are known, when they will be."""
        found = call_results(self, Answers(self, request.user), request.GET.get("sort"))
        steps = [*self.get_ancestors()[1:], self]
        context = {"page": self, "self": self, "steps": steps, **found}
        return TemplateResponse(request, "networks/call_results.html", context)

    @path("wyniki/tabela/", name="results_table")
    def results_table(self, request):
        """The same numbers as a file."""
        figures = call_summary(self, Answers(self, request.user))["figures"]
        if figures is None:
            raise Http404
        return csv_response(table_of(figures), f"{self.slug}-wyniki")

    def serve_preview(self, request, mode_name):
        if mode_name == "wyniki":
            return self.results(request)
        return super().serve_preview(request, mode_name)


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
    selected = models.PositiveIntegerField(_("wybranych"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("network")]),
        FieldRowPanel([FieldPanel("applications"), FieldPanel("selected")]),
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


class CallSizeCount(Orderable):
    """How many entities of one class of size applied."""

    call = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="size_counts")
    size_class = models.CharField(_("wielkość"), max_length=20, choices=CitySize)
    entities = models.PositiveIntegerField(_("podmiotów"))

    panels = [FieldRowPanel([FieldPanel("size_class"), FieldPanel("entities")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["call", "size_class"], name="call_size_once")
        ]

    def __str__(self):
        return f"{self.get_size_class_display()}: {self.entities}"


class CallSource(Source):
    """Where a figure of the call was read."""

    call = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="sources")
