"""How pages of the library are read for the index."""

from django.db.models import Prefetch
from wagtail.models import Page

from knowledge.models import CityPage, CitySize, PracticePage, PracticeTag
from networks.models import (
    CallPage,
    MeetingPage,
    MidPage,
    MidTag,
    NetworkPage,
    NetworkPractice,
    OutputPage,
    OutputTag,
    PartnershipPage,
)

from .documents import Document, from_html, register, story
from .facts import files, in_city, in_networks, place, public, theme_names, theme_slugs
from .models import Kind
from .network_pages import (
    read_call,
    read_meeting,
    read_mid,
    read_network,
    read_output,
    read_partnership,
)

UNCONFIRMED = 0.8  # of its score: behind its equals, and still before what answers worse


def register_pages():
    """Tell the index of every page type of the packages to the left."""
    register(
        PracticePage.objects.with_themes()
        .select_related("freshness")
        .prefetch_related(
            *(tags_of(PracticeTag), "figures", "attachments__document", "partner_links__city"),
            Prefetch("network_links", NetworkPractice.objects.select_related("network__edition")),
        ),
        read_practice,
        attach_cities,
    )
    register(CityPage.objects.prefetch_related("memberships__network__edition"), read_city)
    register(
        NetworkPage.objects.with_themes().prefetch_related("edition", "memberships__city"),
        read_network,
    )
    register(
        MidPage.objects.with_themes().prefetch_related(
            *(tags_of(MidTag), "documents__document", "city", "inspirations"),
            *("actions", "stakeholders", "risks", "indicators", "barriers"),
        ),
        read_mid,
    )
    register(
        OutputPage.objects.with_themes().prefetch_related(
            *(tags_of(OutputTag), "documents__document", "city", "edition"),
            *("recommendations__addressee", "recommendations__barriers", "recommendations__steps"),
        ),
        read_output,
    )
    register(
        MeetingPage.objects.prefetch_related("hosts__city", "documents__document"), read_meeting
    )
    register(
        PartnershipPage.objects.with_themes().prefetch_related(
            "coordinators", "participants__city", "actions"
        ),
        read_partnership,
    )
    register(CallPage.objects.prefetch_related("edition", "network_counts"), read_call)


def attach_cities(practices: list[PracticePage]) -> None:
    """Give each of these practices its city, all read in one query."""
    above = {practice.pk: practice.path[: -Page.steplen] for practice in practices}
    cities = {city.path: city for city in CityPage.objects.filter(path__in=set(above.values()))}
    for practice in practices:
        practice.city = cities[above[practice.pk]]


def tags_of(through) -> Prefetch:
    """The tags of many pages in one query."""
    return Prefetch("tagged_items", through.objects.select_related("tag"))


def read_practice(page) -> Document:
    city = page.city
    tags = [item.tag for item in page.tagged_items.all()]
    partners = public([link.city for link in page.partner_links.all()])
    attachments = files(page.attachments.all())
    texts = [page.problem, page.solution, page.results, page.lessons, page.transferability]
    return Document(
        Kind.PRACTICE,
        page.title,
        page.lead,
        tags=[*(tag.name for tag in tags), *theme_names(page)],
        place=[*place(city), *(partner.title for partner in partners)],
        body=[
            *(line for text in texts for line in from_html(text)),
            *(f"{figure.value} {figure.label}" for figure in page.figures.all()),
            *(page.costs, page.funding, page.participants, page.contact_unit),
            *(name for _, name in attachments),
            *story(page.body),
        ],
        english=[page.title_en, page.summary_en],
        files=attachments,
        theme_slugs=theme_slugs(page),
        tag_slugs=[tag.slug for tag in tags],
        start_year=page.start_year,
        end_year=page.end_year,
        **in_networks([link.network for link in page.network_links.all()]),
        costs=page.costs or page.get_cost_band_display(),
        cost_band=page.cost_band,
        stage=page.stage,
        attachments=len(attachments),
        worth=UNCONFIRMED if _is_silent(page) else 1.0,
        **in_city(city),
    )


def read_city(page) -> Document:
    size = [CitySize(page.size_class).label] if page.size_class else []
    losing = [CityPage._meta.get_field("losing_functions").verbose_name]
    return Document(
        Kind.CITY,
        page.title,
        page.lead,
        tags=[*size, *(losing if page.losing_functions else [])],
        place=[page.place, page.name_genitive, page.name_locative],
        body=[*story(page.body), page.contact_unit],
        **in_networks([link.network for link in page.memberships.all()]),
        **in_city(page),
    )


def _is_silent(practice) -> bool:
    freshness = getattr(practice, "freshness", None)
    return freshness is not None and freshness.is_silent
