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

from ..barriers import RecommendationFormSet
from ..forms import OncePanel
from ..papers import WorkingPaperMixin
from ..plan_forms import OutputCopyForm, OutputForm
from ..recommending import with_history
from .networks import Edition, NetworkPage


class OutputTag(TaggedItemBase):
    """A free tag on an output."""

    content_object = ParentalKey(
        "networks.OutputPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class OutputPage(WorkingPaperMixin, ArticleMixin, Page):
    """A product: a network's Plan Ulepszeń, a report, a presentation, a guide."""

    class Kind(models.TextChoices):
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
        help_text=_("Gdy produkt jest jednego miasta; Plan Ulepszeń należy do całej sieci."),
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
                FieldPanel("members_only"),
                FieldPanel("external_url"),
                FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
            ],
            heading=_("Metryczka"),
        ),
        InlinePanel("documents", heading=_("Dokumenty"), label=_("dokument")),
        OncePanel(
            "recommendations",
            heading=_("Rekomendacje Planu Ulepszeń"),
            label=_("rekomendacja"),
            added=_("rekomendację"),
            formset=RecommendationFormSet,
            help_text=_("Tylko w Planie Ulepszeń. Każda pokaże się też w spisie rekomendacji."),
        ),
    ]
    base_form_class = OutputForm
    copy_form_class = OutputCopyForm
    exclude_fields_in_copy = ["recommendations"]  # they are of one network

    class Meta:
        verbose_name = _("produkt sieci")
        verbose_name_plural = _("produkty sieci")

    @property
    def kind_label(self):
        """The kind as lists of outputs show it."""
        return self.get_kind_display()

    def get_context(self, request, *args, **kwargs):
        visible = visible_to(request.user)
        return {
            **super().get_context(request, *args, **kwargs),
            "city": visible.filter(pk__in=[self.city_id]).first(),
            "network": visible.parent_of(self).specific().first(),
            "recommendations": self.by_kind(request),
            "documents": self.documents.filter(document__isnull=False).select_related("document"),
        }

    def with_content_json(self, content):
        return super().with_content_json(with_history(self, content))

    def by_kind(self, request):
        """The recommendations of a plan under law, funding, organisation and knowledge."""
        model = self.recommendations.model
        if getattr(request, "is_preview", False):
            rows = self.recommendations.all()  # with what nobody has published yet
        else:
            rows = model.objects.filter(plan=self.pk).for_showing(request.user)
        groups = [(kind.label, [row for row in rows if row.kind == kind]) for kind in model.Kind]
        return [(label, found) for label, found in groups if found]

    @classmethod
    def plans_of(cls, parent):
        """The Plan Ulepszeń of a network, drafts too; outputs of an edition are nobody's plan."""
        plans = cls.objects.child_of(parent).filter(kind=cls.Kind.IMPROVEMENT_PLAN)
        return plans if parent.specific_class is NetworkPage else plans.none()

    def public_recommendations(self):
        """Recommendations whose history has been published and therefore stays."""
        rows = self.recommendations.model.objects.filter(plan=self.pk)
        return rows.filter(steps__recorded_at__isnull=False).distinct()


class OutputDocument(Attachment):
    """A file of the output."""

    output = ParentalKey(OutputPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        pass
