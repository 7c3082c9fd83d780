"""Which member has its MID and which owes one, drafts too, as a report that can be taken out."""

import django_filters
from django.db.models import Case, F, OuterRef, Subquery, TextChoices, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from networks.models import Membership, MidPage, NetworkPage

from .listing import OfCityFilter
from .reports import OfficeReport


class State(TextChoices):
    """How far a city is; values stand in addresses."""

    NONE = "brak", _("brak")
    DRAFT = "szkic", _("szkic")
    PUBLISHED = "opublikowana", _("opublikowana")


class MidFilter(OfCityFilter):
    """Narrow to a network, or to who is how far."""

    siec = django_filters.ModelChoiceFilter(
        label=_("Sieć"), queryset=NetworkPage.objects.order_by("title"), field_name="network"
    )
    stan = django_filters.ChoiceFilter(label=_("Stan MID"), choices=State, field_name="mid_state")

    class Meta:
        model = Membership
        fields = []


class StateColumn(Column):
    """The state in words."""

    def get_value(self, instance):
        return State(super().get_value(instance)).label


class MidsView(OfficeReport):
    """Every present member of a network, by name."""

    page_title = _("MID miast")
    index_url_name = "curation_reports:mids"
    index_results_url_name = "curation_reports:mids_results"
    export_filename = "mid-miast"
    filterset_class = MidFilter
    default_ordering = "city_title"
    text_columns = ("city_title", "network_title", "mid_title")
    explanation = _(
        "Obecni liderzy i partnerzy sieci, każdy ze swoją MID albo bez niej. Miasto prowadzi do "
        "MID, a gdy jej nie ma, do sieci."
    )
    columns = [
        TitleColumn(
            "city_title",
            label=_("Miasto"),
            sort_key="city_title",
            get_url=lambda row: reverse(
                "wagtailadmin_pages:edit", args=[row.mid_pk or row.network_id]
            ),
        ),
        Column("network_title", label=_("Sieć"), sort_key="network_title"),
        StateColumn("mid_state", label=_("Stan MID"), sort_key="mid_state"),
        Column("mid_title", label=_("MID"), sort_key="mid_title"),
        Column("mid_published", label=_("Data przyjęcia"), sort_key="mid_published"),
    ]

    def get_base_queryset(self):
        mids = MidPage.objects.filter(
            city=OuterRef("city"), path__startswith=OuterRef("network__path")
        ).order_by("-live", "pk")
        rows = Membership.objects.filter(end="", role__in=Membership.OWING).annotate(
            city_title=F("city__title"),
            network_title=F("network__title"),
            mid_pk=Subquery(mids.values("pk")[:1]),
            mid_title=Subquery(mids.values("title")[:1]),
            mid_published=Subquery(mids.values("published")[:1]),
            mid_live=Subquery(mids.values("live")[:1]),
        )
        return rows.annotate(
            mid_state=Case(
                When(mid_live=True, then=Value(State.PUBLISHED)),
                When(mid_live=False, then=Value(State.DRAFT)),
                default=Value(State.NONE),
            )
        )
