"""Networks and their members, drafts and those who left too, as lists that can be taken out."""

import django_filters
from django.db.models import F, OuterRef, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from knowledge.models import CitySize, PageTheme, Theme, Voivodeship
from knowledge.wording import years
from networks.models import (
    Edition,
    MeetingPage,
    Membership,
    MidPage,
    NetworkPage,
    NetworkPractice,
    PartnershipPage,
    Recommendation,
)

from .listing import (
    NO,
    YES,
    CountColumn,
    NetworkReport,
    OfCityFilter,
    YesNoFilter,
    counted,
    edit_url,
    in_order,
    in_words,
    who_sees,
)


class NetworkFilter(WagtailFilterSet):
    """Narrow to an edition, a state, a kind or a subject."""

    edycja = django_filters.ModelChoiceFilter(
        label=_("Edycja"), queryset=Edition.objects.all(), field_name="edition"
    )
    stan = django_filters.ChoiceFilter(
        label=_("Stan"), choices=NetworkPage.State.choices, field_name="state"
    )
    rodzaj = django_filters.ChoiceFilter(
        label=_("Rodzaj"), choices=NetworkPage.Kind.choices, field_name="kind"
    )
    temat = django_filters.ModelChoiceFilter(
        label=_("Temat"), queryset=Theme.objects.all(), method="by_theme"
    )
    partnerstwo = django_filters.ModelChoiceFilter(
        label=_("Partnerstwo"),
        queryset=PartnershipPage.objects.order_by("title"),
        field_name="partnership",
    )
    widoczna = YesNoFilter(label=_("Opublikowana"), field_name="live")

    class Meta:
        model = NetworkPage
        fields = []

    def by_theme(self, networks, name, theme):
        return networks.filter(pk__in=PageTheme.objects.filter(theme=theme).values("page"))


class NetworksView(NetworkReport):
    """Every network with what came of it."""

    page_title = _("Sieci")
    index_url_name = "curation_reports:networks"
    index_results_url_name = "curation_reports:networks_results"
    export_filename = "sieci"
    filterset_class = NetworkFilter
    default_ordering = "title"
    text_columns = ("title", "partnership_title")
    is_searchable = True
    explanation = _(
        "Wszystkie sieci, także szkice. Członkowie to ci, którzy są w sieci teraz. Pozostałe "
        "liczby mówią o tym, co opublikowane; spotkań odwołanych nie liczymy."
    )
    nothing_yet = _("Nie ma jeszcze żadnej sieci.")
    columns = [
        TitleColumn("title", label=_("Sieć"), sort_key="title", get_url=edit_url),
        Column(
            "edition_name",
            label=_("Edycja"),
            accessor=lambda network: years(network.edition),  # the name would take four lines
            sort_key="edition__number",
        ),
        Column("get_state_display", label=_("Stan"), sort_key="state"),
        Column("get_kind_display", label=_("Rodzaj"), sort_key="kind"),
        Column("partnership_title", label=_("Partnerstwo"), sort_key="partnership_title"),
        CountColumn("members", "members", {"czlonkostwo": "obecni"}, label=_("Członków")),
        Column("mids_number", label=_("MID"), sort_key="mids_number"),
        CountColumn("meetings", "meetings", {"odwolane": NO, "widoczna": YES}, label=_("Spotkań")),
        Column("practices", label=_("Praktyk"), sort_key="practices"),
        CountColumn("recommended", "recommendations", {"widoczna": YES}, label=_("Rekomendacji")),
        Column("seen_by", label=_("Kto widzi"), sort_key="seen_by"),
    ]

    def get_base_queryset(self):
        inside, below = {"network": OuterRef("pk")}, OuterRef("path")
        meetings = MeetingPage.objects.filter(path__startswith=below, live=True, cancelled=False)
        networks = NetworkPage.objects.defer_streamfields().select_related("edition")
        return networks.annotate(
            edition_name=F("edition__name"),
            partnership_title=F("partnership__title"),
            members=counted(Membership.objects.filter(**inside, end="")),
            mids_number=counted(MidPage.objects.filter(**inside, live=True)),
            meetings=counted(meetings),
            practices=counted(NetworkPractice.objects.filter(**inside, practice__live=True)),
            recommended=counted(
                Recommendation.objects.filter(plan__path__startswith=below, plan__live=True)
            ),
            seen_by=who_sees(),
        )


class Presence(TextChoices):
    """Whether a city is still in its network; values stand in addresses."""

    PRESENT = "obecni", _("obecni")
    FORMER = "byli", _("byli")


class MemberFilter(OfCityFilter):
    """Narrow to a network, an edition, a role, a city, or to who is there now."""

    siec = django_filters.ModelChoiceFilter(
        label=_("Sieć"), queryset=NetworkPage.objects.order_by("title"), field_name="network"
    )
    edycja = django_filters.ModelChoiceFilter(
        label=_("Edycja"), queryset=Edition.objects.all(), field_name="network__edition"
    )
    rola = django_filters.ChoiceFilter(
        label=_("Rola"), choices=Membership.Role.choices, field_name="role"
    )
    czlonkostwo = django_filters.ChoiceFilter(
        label=_("Członkostwo"), choices=Presence.choices, method="by_presence"
    )

    class Meta:
        model = Membership
        fields = []

    def by_presence(self, rows, name, presence):
        return rows.filter(end="") if presence == Presence.PRESENT else rows.exclude(end="")


class MembersView(NetworkReport):
    """Every membership, those that ended too."""

    page_title = _("Członkowie sieci")
    index_url_name = "curation_reports:members"
    index_results_url_name = "curation_reports:members_results"
    export_filename = "czlonkowie-sieci"
    filterset_class = MemberFilter
    default_ordering = "city_title"
    text_columns = ("city_title", "network_title", "voivodeship")
    explanation = _(
        "Członkostwa obecne i byłe: były członek ma datę końca. Zmienia się je w sieci: prowadzi "
        "tam nazwa miasta."
    )
    nothing_yet = _("Żadna sieć nie ma jeszcze członków.")
    columns = [
        TitleColumn(
            "city_title",
            label=_("Miasto"),
            sort_key="city_title",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.network_id]),
        ),
        Column("network_title", label=_("Sieć"), sort_key="network_title"),
        Column("get_role_display", label=_("Rola"), sort_key="role"),
        Column("start", label=_("Od"), sort_key="start"),
        Column("end", label=_("Do"), sort_key="end"),
        Column("size", label=_("Wielkość"), sort_key="size_order"),
        Column("voivodeship", label=_("Województwo"), sort_key="voivodeship"),
    ]

    def get_base_queryset(self):
        return Membership.objects.annotate(
            city_title=F("city__title"),
            network_title=F("network__title"),
            size=in_words("city__size_class", CitySize.choices),
            size_order=in_order("city__size_class", CitySize.values),
            voivodeship=in_words("city__voivodeship", Voivodeship.choices),
        )
