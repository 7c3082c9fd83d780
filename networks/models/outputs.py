"""What a network leaves behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from knowledge.models import ArticleMixin, Attachment, PartialDateField
from knowledge.panels import THEMES_PANEL
from knowledge.querysets import LibraryQuerySet, visible_to

from .networks import Edition


class OutputTag(TaggedItemBase):
    """A free tag on an output."""

    content_object = ParentalKey(
        "networks.OutputPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class OutputPage(ArticleMixin, Page):
    """A product: a city's MID, a network's Plan Ulepszeń, a report, a presentation, a guide."""

    class Kind(models.TextChoices):
        MID = "mid", _("Miejska Inicjatywa Działań")
        IMPROVEMENT_PLAN = "plan-ulepszen", _("Plan Ulepszeń")
        REPORT = "raport", _("raport")
        PRESENTATION = "prezentacja", _("prezentacja")
        GUIDE = "przewodnik", _("przewodnik")

    tags = ClusterTaggableManager(through=OutputTag, verbose_name=_("tagi"), blank=True)
    kind = models.CharField(_("rodzaj"), max_length=20, choices=Kind)
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outputs",
        help_text=_("MID należy do jednego miasta; Plan Ulepszeń do całej sieci."),
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edycja"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outputs",
        help_text=_("Gdy produkt dotyczy wszystkich sieci jednej edycji."),
    )
    published = PartialDateField(_("data wydania"), blank=True)
    external_url = models.URLField(_("adres zewnętrzny"), max_length=500, blank=True)
    source_name = models.CharField(_("źródło"), max_length=300, blank=True)
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)

    objects = PageManager.from_queryset(LibraryQuerySet)()

    parent_page_types = ["networks.NetworkPage", "networks.NetworkIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        THEMES_PANEL,
        FieldPanel("tags"),
        *ArticleMixin.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("published")]),
                FieldRowPanel([FieldPanel("city"), FieldPanel("edition")]),
                FieldPanel("external_url"),
                FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
            ],
            heading=_("Metryczka"),
        ),
        InlinePanel("documents", heading=_("Dokumenty"), label=_("dokument")),
    ]

    class Meta:
        verbose_name = _("produkt sieci")
        verbose_name_plural = _("produkty sieci")

    def get_context(self, request, *args, **kwargs):
        visible = visible_to(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "city": visible.filter(pk__in=[self.city_id]).first(),
            "network": visible.parent_of(self).specific().first(),
            "documents": self.documents.filter(document__isnull=False).select_related("document"),
        }


class OutputDocument(Attachment):
    """A file of the output."""

    output = ParentalKey(OutputPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        pass
