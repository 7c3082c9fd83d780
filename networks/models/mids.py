"""What a city will do: its Miejska Inicjatywa Działań, one in each of its networks."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager
from wagtail.search import index

from knowledge.checklist import ChecklistPanel
from knowledge.models import ArticleMixin, PartialDateField
from knowledge.models.practices import TEXT_FEATURES
from knowledge.panels import THEMES_PANEL
from knowledge.querysets import LibraryQuerySet
from knowledge.rows import RowsPanel

from ..barriers import with_known_rows
from ..mid_checklist import criteria
from ..mid_forms import MidCopyForm, MidForm, misplaced
from ..mid_permissions import MidPermissions
from ..mid_sections import mid_links
from ..papers import WorkingPaperMixin


class MidTag(TaggedItemBase):
    """A free tag on a MID."""

    content_object = ParentalKey(
        "networks.MidPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class MidPage(WorkingPaperMixin, ArticleMixin, Page):
    """A city's answer to one challenge: what it learnt from others, what it does, when, with whom.

    It stands below its network; the city is named, and has one in each network.
    """

    is_written_by_city = True  # beside those who lead the network

    network = models.ForeignKey(
        "networks.NetworkPage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="mids",
        editable=False,
        serialize=False,  # the tree says it; a column lets the database count
    )
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto"),
        null=True,  # a draft may not know yet; blank is refused on publishing
        on_delete=models.SET_NULL,
        related_name="mids",
        help_text=_("Na liście są członkowie sieci. Miasto ma w sieci jedną MID."),
    )
    tags = ClusterTaggableManager(through=MidTag, verbose_name=_("tagi"), blank=True)
    challenge = RichTextField(
        _("wyzwanie"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Co chcecie zmienić i dla kogo, np. „Do szkół jeździ 1200 aut dziennie”."),
    )
    diagnosis = RichTextField(
        _("diagnoza"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Skąd to wiecie: liczby, badania, rozmowy. Co już próbowaliście?"),
    )
    aim = RichTextField(
        _("cel i oczekiwany rezultat"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("Po czym poznacie, że się udało, np. „O połowę mniej aut do 2028 roku”."),
    )
    published = PartialDateField(
        _("data przyjęcia"), blank=True, help_text=_("Np. 2026-03-12, 2026-03 albo 2026.")
    )
    external_url = models.URLField(_("adres dokumentu"), max_length=500, blank=True)
    source_name = models.CharField(_("źródło"), max_length=300, blank=True)
    source_url = models.URLField(_("adres źródła"), max_length=500, blank=True)

    objects = PageManager.from_queryset(LibraryQuerySet)()

    parent_page_types = ["networks.NetworkPage"]
    subpage_types = []

    content_panels = [
        ChecklistPanel(heading=_("Czego brakuje do dobrej MID")),
        *Page.content_panels,
        FieldRowPanel([FieldPanel("city", widget=forms.Select), FieldPanel("published")]),
        FieldPanel("members_only"),
        THEMES_PANEL,
        FieldPanel("tags"),
        FieldPanel("lead"),
        FieldPanel("image"),
        MultiFieldPanel(
            [FieldPanel("challenge"), FieldPanel("diagnosis"), FieldPanel("aim")],
            heading=_("Wyzwanie i cel"),
        ),
        RowsPanel(
            "inspirations",
            heading=_("Inspiracje"),
            label=_("inspiracja"),
            added=_("inspirację"),
            help_text=_("Wskazana praktyka pokaże na swojej stronie, że z niej korzystacie."),
        ),
        InlinePanel("actions", heading=_("Działania i harmonogram"), label=_("działanie")),
        RowsPanel(
            "stakeholders",
            heading=_("Interesariusze"),
            label=_("interesariusz"),
            added=_("interesariusza"),
        ),
        InlinePanel("risks", heading=_("Ryzyka"), label=_("ryzyko")),
        InlinePanel("indicators", heading=_("Wskaźniki"), label=_("wskaźnik")),
        RowsPanel(
            "barriers",
            heading=_("Bariery do Planu Ulepszeń"),
            label=_("bariera"),
            added=_("barierę"),
            help_text=_("Czego miasto samo nie zmieni: prawo, pieniądze, organizacja."),
        ),
        InlinePanel("documents", heading=_("Załączniki"), label=_("załącznik")),
        FieldPanel("body", heading=_("Dodatkowe materiały: zdjęcia, cytaty, liczby")),
        MultiFieldPanel(
            [
                FieldPanel("external_url"),
                FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
            ],
            heading=_("Źródło"),
        ),
    ]
    search_fields = [
        *ArticleMixin.search_fields,
        index.SearchField("challenge"),
        index.SearchField("aim"),
    ]
    network.wagtail_reference_index_ignore = True  # its place, no mention
    base_form_class = MidForm
    copy_form_class = MidCopyForm
    exclude_fields_in_copy = ["barriers"]  # a Plan Ulepszeń knows them by key

    class Meta:
        verbose_name = _("Miejska Inicjatywa Działań")
        verbose_name_plural = _("Miejskie Inicjatywy Działań")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "city"],
                name="mid_once",
                violation_error_message=_("To miasto ma już w tej sieci MID."),
            )
        ]

    def save(self, *args, **kwargs):
        """A new one is of the network below which it stands; a move is followed by a signal."""
        if self._state.adding:
            self.network_id = self.get_parent().pk
            self.validate_constraints()
        super().save(*args, **kwargs)

    def with_content_json(self, content):
        page = super().with_content_json(with_known_rows(self, content))
        page.network_id = self.network_id
        return page

    def criteria(self):
        return criteria(self)

    def permissions_for_user(self, user):
        return MidPermissions(user, self)

    def can_move_to(self, parent):
        return super().can_move_to(parent) and not misplaced(self, parent)

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **mid_links(self, request.user),
        }
