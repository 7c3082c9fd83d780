"""Meetings of a network."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page, PageManager

from knowledge.forms import LibraryPageForm
from knowledge.models import ArticleMixin, Attachment
from knowledge.querysets import LibraryQuerySet

from ..calendars import calendar_of, calendar_response
from ..meetings import Meeting, meeting_links
from ..papers import WorkingPaperMixin


class MeetingPage(WorkingPaperMixin, RoutablePageMixin, ArticleMixin, Page):
    """One meeting: when, where, who hosts it, the agenda and what was shown."""

    day = models.DateField(_("dzień"), help_text=_("Pierwszy dzień spotkania."))
    begins = models.TimeField(_("godzina rozpoczęcia"), null=True, blank=True)
    last_day = models.DateField(
        _("ostatni dzień"), null=True, blank=True, help_text=_("Tylko gdy trwa kilka dni.")
    )
    ends = models.TimeField(_("godzina zakończenia"), null=True, blank=True)
    place = models.CharField(
        _("miejsce"), max_length=300, blank=True, help_text=_("Np. „Gdynia, InfoBox, sala 2”.")
    )
    online = models.BooleanField(_("można wziąć udział zdalnie"), default=False)
    cancelled = models.BooleanField(_("odwołane"), default=False)
    more_url = models.URLField(
        _("adres zapisów lub strony spotkania"),
        max_length=500,
        blank=True,
        help_text=_("Widzą go wszyscy. Adresu wideorozmowy nie podawaj tutaj."),
    )

    base_form_class = LibraryPageForm
    objects = PageManager.from_queryset(LibraryQuerySet)()

    parent_page_types = ["networks.NetworkPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("day"), FieldPanel("begins")]),
                FieldRowPanel([FieldPanel("last_day"), FieldPanel("ends")]),
                FieldPanel("cancelled"),
            ],
            heading=_("Kiedy"),
        ),
        MultiFieldPanel(
            [FieldPanel("place"), FieldPanel("online"), FieldPanel("more_url")],
            heading=_("Gdzie"),
        ),
        InlinePanel("hosts", heading=_("Gospodarze"), label=_("miasto")),
        FieldPanel("members_only"),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body", heading=_("Program i ustalenia")),
        InlinePanel("documents", heading=_("Materiały"), label=_("plik")),
    ]

    class Meta:
        verbose_name = _("spotkanie sieci")
        verbose_name_plural = _("spotkania sieci")

    def clean(self):
        super().clean()
        if self.day and self.last_day and self.last_day < self.day:
            raise ValidationError(
                {"last_day": _("Ostatni dzień jest przed pierwszym. Popraw jedną z dat.")}
            )
        if self.ends and not self.begins:
            raise ValidationError({"begins": _("Podaj też godzinę rozpoczęcia.")})
        lasts_a_day = self.last_day in (None, self.day)
        if lasts_a_day and self.ends and self.ends <= self.begins:
            raise ValidationError(
                {"ends": _("Godzina zakończenia nie jest po godzinie rozpoczęcia.")}
            )

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **meeting_links(self, request.user),
        }

    @path("kalendarz/", name="calendar")
    def calendar(self, request):
        """The meeting as a file for any calendar."""
        return calendar_response(calendar_of(self.title, [Meeting(self)]), self.slug)


class MeetingHost(Orderable):
    """A city that hosts the meeting."""

    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="hosts")
    city = models.ForeignKey(
        "knowledge.CityPage",
        verbose_name=_("miasto"),
        on_delete=models.CASCADE,
        related_name="hosted_meetings",
    )

    panels = [FieldPanel("city")]

    class Meta(Orderable.Meta):
        verbose_name = _("gospodarz")
        verbose_name_plural = _("gospodarze")
        constraints = [models.UniqueConstraint(fields=["meeting", "city"], name="host_once")]

    def __str__(self):
        return str(self.city)


class MeetingDocument(Attachment):
    """A file shown at the meeting or made after it."""

    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        pass
