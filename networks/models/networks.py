"""Thematic networks of the programme, their editions and members."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, PageManager
from wagtail.snippets.models import register_snippet

from knowledge.forms import LibraryPageForm
from knowledge.models import ArticleMixin, PartialDateField
from knowledge.panels import THEMES_PANEL
from knowledge.querysets import LibraryQuerySet, visible_to
from knowledge.rows import RowsPanel
from knowledge.wording import ends_before

from ..calendars import calendar_of, calendar_response
from ..forms import MemberFormSet, OncePanel
from ..meetings import Meeting, meeting_pages
from ..roster import by_edition, network_roster
from .base import Source


@register_snippet
class Edition(models.Model):
    """One run of the programme: its call, years and partner."""

    key = models.SlugField(_("klucz"), unique=True)
    number = models.PositiveSmallIntegerField(_("numer"), unique=True)
    name = models.CharField(_("nazwa"), max_length=120)
    start_year = models.PositiveSmallIntegerField(_("od roku"))
    end_year = models.PositiveSmallIntegerField(_("do roku"), null=True, blank=True)
    ministry = models.CharField(_("ministerstwo"), max_length=200, blank=True)
    partner = models.CharField(_("partner"), max_length=200, blank=True)
    note = models.TextField(_("uwagi"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("name"), FieldPanel("key")]),
        FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]),
        FieldRowPanel([FieldPanel("ministry"), FieldPanel("partner")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["-number"]
        verbose_name = _("edycja programu")
        verbose_name_plural = _("edycje programu")

    def __str__(self):
        return self.name


class NetworkIndexPage(ArticleMixin, Page):
    """All networks by edition."""

    is_reviewed = True  # what leaders send below it goes to the secretariat

    parent_page_types = ["pimsite.HomePage"]
    subpage_types = ["networks.NetworkPage", "networks.OutputPage"]
    max_count = 1

    content_panels = [*Page.content_panels, *ArticleMixin.content_panels]

    class Meta:
        verbose_name = _("spis sieci")
        verbose_name_plural = _("spisy sieci")

    def get_context(self, request, *args, **kwargs):
        networks = NetworkPage.objects.child_of(self).visible_to(request.user)
        outputs = visible_to(request.user).child_of(self).filter(outputpage__isnull=False)
        return {
            **super().get_context(request, *args, **kwargs),
            **by_edition(networks),
            "outputs": outputs.order_by("title").specific(),
        }


class NetworkPage(RoutablePageMixin, ArticleMixin, Page):
    """A thematic network: cities that learn together for two years."""

    class Kind(models.TextChoices):
        PLANNING = "planowanie", _("sieć planowania działań")
        TRANSFER = "transfer", _("sieć transferu rozwiązań")

    class State(models.TextChoices):
        PLANNED = "planowana", _("planowana")
        ACTIVE = "trwa", _("trwa")
        CLOSED = "zakonczona", _("zakończona")

    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edycja"),
        on_delete=models.PROTECT,
        related_name="networks",
    )
    kind = models.CharField(_("rodzaj"), max_length=20, choices=Kind, blank=True)
    state = models.CharField(_("stan"), max_length=20, choices=State, default=State.PLANNED)
    start_year = models.PositiveSmallIntegerField(_("od roku"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("do roku"), null=True, blank=True)
    partnership = models.ForeignKey(
        "networks.PartnershipPage",
        verbose_name=_("partnerstwo Agendy Miejskiej UE"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="networks",
    )
    members_complete = models.BooleanField(_("lista członków jest pełna"), default=False)
    members_total = models.PositiveSmallIntegerField(_("liczba członków"), null=True, blank=True)
    members_note = models.CharField(_("uwaga o członkach"), max_length=300, blank=True)

    objects = PageManager.from_queryset(LibraryQuerySet)()

    base_form_class = LibraryPageForm

    parent_page_types = ["networks.NetworkIndexPage"]
    subpage_types = ["networks.MidPage", "networks.OutputPage", "networks.MeetingPage"]

    content_panels = [
        *Page.content_panels,
        THEMES_PANEL,
        *ArticleMixin.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("edition"), FieldPanel("kind"), FieldPanel("state")]),
                FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]),
                FieldPanel("partnership"),
            ],
            heading=_("Metryczka"),
        ),
        OncePanel(
            "memberships",
            formset=MemberFormSet,
            heading=_("Członkowie"),
            label=_("członek"),
            added=_("członka"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("members_complete"), FieldPanel("members_total")]),
                FieldPanel("members_note"),
            ],
            heading=_("Co wiemy o liście członków"),
        ),
        RowsPanel(
            "practice_links",
            heading=_("Praktyki sieci"),
            label=_("praktyka"),
            added=_("praktykę"),
        ),
        InlinePanel("sources", heading=_("Źródła"), label=_("źródło")),
    ]

    class Meta:
        verbose_name = _("sieć tematyczna")
        verbose_name_plural = _("sieci tematyczne")

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **network_roster(self, request.user),
        }

    @property
    def present_memberships(self):
        """Those that have not ended."""
        return [each for each in self.memberships.all() if not each.end]

    @path("kalendarz/", name="calendar")
    def calendar(self, request):
        """All meetings, for a calendar that subscribes to them."""
        pages = meeting_pages(self, visible_to(request.user))
        meetings = [Meeting(page) for page in pages]
        name = _("Sieć %(title)s: spotkania") % {"title": self.title}
        return calendar_response(calendar_of(name, meetings), self.slug)

    def clean(self):
        super().clean()
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise ValidationError({"end_year": _("Sieć kończy pracę przed jej początkiem.")})


class Membership(Orderable):
    """A city in a network, in a role, for a time; an ended membership is kept."""

    class Role(models.TextChoices):
        LEADER = "lider", _("lider")
        PARTNER = "partner", _("partner")
        EXPERT = "ekspert", _("ekspert")
        OBSERVER = "obserwator", _("obserwator")

    OWING = (Role.LEADER, Role.PARTNER)  # a MID

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="memberships")
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("rola"), max_length=20, choices=Role, default=Role.PARTNER)
    start = PartialDateField(_("od"), blank=True)
    end = PartialDateField(_("do"), blank=True)
    source_name = models.CharField(_("źródło"), max_length=300, blank=True)
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("city"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("członkostwo")
        verbose_name_plural = _("członkostwa")
        constraints = [
            models.UniqueConstraint(fields=["network", "city", "role"], name="membership_once")
        ]

    def __str__(self):
        return f"{self.city} – {self.network}"

    def clean(self):
        super().clean()
        if ends_before(self.start, self.end):
            raise ValidationError(
                {"end": _("Koniec członkostwa jest przed jego początkiem. Popraw jedną z dat.")}
            )


class NetworkPractice(Orderable):
    """A practice that came out of a network or was brought into it by a member."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="practice_links")
    practice = models.ForeignKey(
        "knowledge.PracticePage",
        verbose_name=_("praktyka"),
        on_delete=models.CASCADE,
        related_name="network_links",
    )

    panels = [FieldPanel("practice")]

    class Meta(Orderable.Meta):
        verbose_name = _("praktyka sieci")
        verbose_name_plural = _("praktyki sieci")
        constraints = [
            models.UniqueConstraint(fields=["network", "practice"], name="network_practice_once")
        ]

    def __str__(self):
        return str(self.practice)


class NetworkSource(Source):
    """Where a fact about the network was read."""

    network = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="sources")
