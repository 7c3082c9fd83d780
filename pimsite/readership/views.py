"""Pages of the admin: figures of one's own practices, of one practice, of all for the office."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.permissions import page_permission_policy

from knowledge.doors import own_page
from knowledge.models import PracticePage

from ..curation.reports import OfficeReport
from . import counting, figures

INDEX = "readership:index"


def own_practices(user):
    """Published practices that this user may change; the secretariat's are all."""
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    return PracticePage.objects.live().filter(pk__in=own.values("pk"))


class ReadershipView(OfficeReport):
    """How often practices were read; the most read lately first."""

    page_title = gettext_lazy("Czytelnictwo")
    header_icon = "glasses"
    index_url_name = INDEX
    index_results_url_name = "readership:index_results"
    permission_required = None
    any_permission_required = ["add", "change", "publish"]
    export_filename = "czytelnictwo"
    default_ordering = "-lately"
    explanation = gettext_lazy(
        "Ile razy otwarto opis, trafiono do niego z wyszukiwarki i pobrano z niego plik. Liczymy "
        "dni i strony, nie ludzi; bez robotów i bez tych, którzy opis redagują."
    )
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Praktyka"),
            sort_key="title",
            get_url=lambda page: reverse("readership:one", args=[page.pk]),
        ),
        Column("city_title", label=gettext_lazy("Miasto"), sort_key="city_title"),
        NumberColumn("lately", label=gettext_lazy("Czytano, 30 dni"), sort_key="lately"),
        NumberColumn("reads", label=gettext_lazy("Czytano, rok")),
        NumberColumn("found", label=gettext_lazy("Z wyszukiwarki, rok")),
        NumberColumn("downloads", label=gettext_lazy("Pobrano pliki, rok")),
    ]

    def get(self, request, *args, **kwargs):
        """With the latest counts of this process."""
        counting.flush()
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self):
        practices = own_practices(self.request.user).with_city()
        return figures.with_lately(practices).order_by("title").defer_streamfields()

    def decorate_paginated_queryset(self, practices):
        return figures.fill_year(practices)


def practice(request, page_id):
    """Figures of one practice, by month, and the words that led to it."""
    page = own_page(request.user, PracticePage.objects.all(), page_id)
    counting.flush()
    words, found = figures.words_of(page)
    months = figures.months_of(page)
    context = {
        "page_title": _("Czytelnictwo"),
        "page_subtitle": page.title,
        "header_icon": "glasses",
        "page": page,
        "months": months,
        "reads": sum(month.reads for month in months),
        "downloads": sum(month.downloads for month in months),
        "words": words,
        "found": found,
        "fewest": figures.FEWEST,
        "since": figures.counted_since(),
    }
    return render(request, "readership/practice.html", context)


class ReadersPanel(Component):
    """On the first page of city staff: that somebody reads what they wrote."""

    name = "readers"
    order = 20
    template_name = "readership/readers_panel.html"

    def get_context_data(self, parent_context):
        practices = own_practices(parent_context["request"].user)
        return {"reads": figures.read_lately(practices)}
