"""Recommendations of all Plany Ulepszeń, drafts too, as a report that can be taken out."""

import django_filters
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page

from knowledge.querysets import path_above
from networks.models import Addressee, NetworkPage, OutputPage, Recommendation, Step

from .listing import YesNoFilter
from .reports import OfficeReport


class RecommendationFilter(WagtailFilterSet):
    """Narrow as readers do, and to what readers do not see."""

    siec = django_filters.ModelChoiceFilter(
        label=_("Sieć"), queryset=NetworkPage.objects.order_by("title"), method="by_network"
    )
    adresat = django_filters.ModelChoiceFilter(
        label=_("Adresat"), queryset=Addressee.objects.all(), field_name="addressee"
    )
    rodzaj = django_filters.ChoiceFilter(
        label=_("Rodzaj"), choices=Recommendation.Kind.choices, field_name="kind"
    )
    stan = django_filters.ChoiceFilter(
        label=_("Stan"), choices=Step.State.choices, field_name="state"
    )
    widoczna = YesNoFilter(label=_("Opublikowana"), field_name="plan__live")

    class Meta:
        model = Recommendation
        fields = []

    def by_network(self, rows, name, network):
        return rows.filter(plan__in=OutputPage.objects.child_of(network))


class PublishedColumn(Column):
    """Whether readers see the row."""

    def get_value(self, instance):
        return _("tak") if super().get_value(instance) else _("nie")


class RecommendationsView(OfficeReport):
    """What changed last comes first."""

    page_title = _("Rekomendacje sieci")
    index_url_name = "curation_reports:recommendations"
    index_results_url_name = "curation_reports:recommendations_results"
    export_filename = "rekomendacje-sieci"
    filterset_class = RecommendationFilter
    default_ordering = "-changed"
    text_columns = ("text", "network_title", "addressee_name")
    explanation = _(
        "Rekomendacje wszystkich Planów Ulepszeń, także nieopublikowanych. Stan i data są "
        "z ostatniego wpisu. Zmienia się je w planie: prowadzi tam tytuł."
    )
    columns = [
        TitleColumn(
            "text",
            label=_("Rekomendacja"),
            sort_key="text",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.plan_id]),
        ),
        Column("network_title", label=_("Sieć"), sort_key="network_title"),
        Column("get_kind_display", label=_("Rodzaj"), sort_key="kind"),
        Column("addressee_name", label=_("Adresat"), sort_key="addressee_name"),
        Column("state_label", label=_("Stan"), sort_key="state"),
        Column("changed", label=_("Od kiedy"), sort_key="changed"),
        PublishedColumn("is_public", label=_("Opublikowana"), sort_key="is_public"),
    ]

    def get_base_queryset(self):
        network = Page.objects.filter(path=OuterRef("network_path"))
        rows = Recommendation.objects.with_state().annotate(
            addressee_name=F("addressee__name"),
            is_public=F("plan__live"),
            network_path=path_above("plan__path"),
        )
        return rows.annotate(network_title=Subquery(network.values("title")[:1]))
