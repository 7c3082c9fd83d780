"""Meetings and outputs of all networks, drafts too, as lists that can be taken out."""

import django_filters
from django.db.models import F, OuterRef, Prefetch, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from knowledge.alphabet import alphabetical
from knowledge.querysets import path_above
from networks.meetings import Meeting
from networks.models import MeetingHost, MeetingPage, NetworkPage, OutputPage

from .listing import YES_NO, NetworkReport, YesNoFilter, edit_url, in_words, who_sees


class InNetworkFilter(WagtailFilterSet):
    """Narrow pages to those of one network."""

    siec = django_filters.ModelChoiceFilter(
        label=_("Sieć"), queryset=NetworkPage.objects.order_by("title"), method="by_network"
    )

    def by_network(self, pages, name, network):
        return pages.child_of(network)


def with_network(pages):
    """The pages with the title of the network they stand in."""
    network = NetworkPage.objects.filter(path=OuterRef("parent_path"))
    return pages.annotate(
        parent_path=path_above("path"),
        network_title=Subquery(network.values("title")[:1]),
    )


class Time(TextChoices):
    """Whether a meeting is over; values stand in addresses."""

    COMING = "nadchodzace", _("nadchodzące")
    PAST = "minione", _("minione")


class MeetingFilter(InNetworkFilter):
    """Narrow to a network, to what is ahead or over, to what was cancelled."""

    termin = django_filters.ChoiceFilter(label=_("Termin"), choices=Time.choices, method="by_time")
    odwolane = YesNoFilter(label=_("Odwołane"), field_name="cancelled")
    widoczna = YesNoFilter(label=_("Opublikowane"), field_name="live")

    class Meta:
        model = MeetingPage
        fields = []

    def by_time(self, meetings, name, time):
        ends = meetings.annotate(final_day=Coalesce("last_day", "day"))
        over = {"final_day__lt": timezone.localdate()}
        return ends.filter(**over) if time == Time.PAST else ends.exclude(**over)


class DaysColumn(Column):
    """The days in words."""

    def get_value(self, instance):
        return Meeting(instance).days


class MeetingsView(NetworkReport):
    """Every meeting, the newest first."""

    page_title = _("Spotkania")
    index_url_name = "curation_reports:meetings"
    index_results_url_name = "curation_reports:meetings_results"
    export_filename = "spotkania-sieci"
    filterset_class = MeetingFilter
    default_ordering = "-day"
    text_columns = ("title", "network_title", "place")
    is_searchable = True
    search_fields = ("title", "place")
    explanation = _(
        "Spotkania wszystkich sieci, także odwołane i w szkicu. Spotkanie minęło, gdy minął jego "
        "ostatni dzień."
    )
    nothing_yet = _("Żadna sieć nie ma jeszcze spotkań.")
    columns = [
        TitleColumn("title", label=_("Spotkanie"), sort_key="title", get_url=edit_url),
        Column("network_title", label=_("Sieć"), sort_key="network_title"),
        DaysColumn("day", label=_("Dzień"), sort_key="day", classname="network-list__days"),
        Column("place", label=_("Miejsce"), sort_key="place"),
        Column("is_online", label=_("Zdalnie"), sort_key="is_online"),
        Column("host_names", label=_("Gospodarze")),
        Column("is_cancelled", label=_("Odwołane"), sort_key="is_cancelled"),
        Column("seen_by", label=_("Kto widzi"), sort_key="seen_by"),
    ]
    export_headings = {column.name: column.label for column in columns} | {
        "last_day": _("Ostatni dzień")
    }

    @property
    def list_export(self):
        """A spreadsheet counts with days, so it gets both and no words."""
        names = super().list_export
        place = names.index("day") + 1
        return [*names[:place], "last_day", *names[place:]]

    def get_base_queryset(self):
        hosts = Prefetch("hosts", MeetingHost.objects.annotate(city_title=F("city__title")))
        meetings = MeetingPage.objects.defer_streamfields().prefetch_related(hosts)
        return with_network(meetings).annotate(
            is_online=in_words("online", YES_NO),
            is_cancelled=in_words("cancelled", YES_NO),
            seen_by=who_sees(papers=True),
        )

    def decorate_paginated_queryset(self, meetings):
        meetings = list(meetings)
        for meeting in meetings:
            hosts = [host.city_title for host in meeting.hosts.all()]
            meeting.host_names = ", ".join(sorted(hosts, key=alphabetical))
        return meetings


class OutputFilter(InNetworkFilter):
    """Narrow to a network, a kind, or to drafts."""

    rodzaj = django_filters.ChoiceFilter(
        label=_("Rodzaj"), choices=OutputPage.Kind.choices, field_name="kind"
    )
    widoczna = YesNoFilter(label=_("Opublikowane"), field_name="live")

    class Meta:
        model = OutputPage
        fields = []


class OutputsView(NetworkReport):
    """Every output, by name."""

    page_title = _("Produkty sieci")
    index_url_name = "curation_reports:outputs"
    index_results_url_name = "curation_reports:outputs_results"
    export_filename = "produkty-sieci"
    filterset_class = OutputFilter
    default_ordering = "title"
    text_columns = ("title", "place")
    is_searchable = True
    explanation = _(
        "Plany Ulepszeń, raporty, prezentacje i przewodniki, także w szkicu. MID miast mają "
        "własny raport."
    )
    nothing_yet = _("Żadna sieć nie ma jeszcze produktów.")
    columns = [
        TitleColumn("title", label=_("Produkt"), sort_key="title", get_url=edit_url),
        Column("place", label=_("Sieć albo edycja"), sort_key="place"),
        Column("get_kind_display", label=_("Rodzaj"), sort_key="kind"),
        Column("published", label=_("Data wydania"), sort_key="published"),
        Column("seen_by", label=_("Kto widzi"), sort_key="seen_by"),
    ]

    def get_base_queryset(self):
        outputs = with_network(OutputPage.objects.defer_streamfields())
        return outputs.annotate(
            place=Coalesce("network_title", F("edition__name")), seen_by=who_sees(papers=True)
        )
