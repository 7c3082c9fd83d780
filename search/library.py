"""How pages of the library are read for the index."""

from django.contrib.auth.models import AnonymousUser

from knowledge.models import CityPage, CitySize, PracticePage
from knowledge.querysets import visible_to
from networks.models import CallPage, MeetingPage, NetworkPage, OutputPage, PartnershipPage

from .documents import Document, from_html, register, story
from .models import Kind

THEMES = "theme_links__theme"
UNCONFIRMED = 0.8  # of its score: behind its equals, and still before what answers worse


def register_pages():
    """Tell the index of every page type of the packages to the left."""
    register(
        PracticePage,
        read_practice,
        prefetch=[
            *(THEMES, "tagged_items__tag", "figures", "attachments__document"),
            *("partner_links__city", "network_links__network__edition", "freshness"),
        ],
    )
    register(CityPage, read_city, prefetch=["memberships__network__edition"])
    register(NetworkPage, read_network, prefetch=[THEMES, "edition", "memberships__city"])
    register(
        OutputPage,
        read_output,
        prefetch=[
            THEMES,
            "tagged_items__tag",
            "documents__document",
            "city",
            "edition",
            "recommendations__addressee",
            "recommendations__barriers",
            "recommendations__steps",
        ],
    )
    register(MeetingPage, read_meeting, prefetch=["hosts__city", "documents__document"])
    register(
        PartnershipPage,
        read_partnership,
        prefetch=[THEMES, "coordinators", "participants__city", "actions"],
    )
    register(CallPage, read_call, prefetch=["edition", "network_counts"])


def read_practice(page) -> Document:
    city = page.city
    tags = [item.tag for item in page.tagged_items.all()]
    partners = _public([link.city for link in page.partner_links.all()])
    attachments = _files(page.attachments.all())
    texts = [page.problem, page.solution, page.results, page.lessons, page.transferability]
    return Document(
        Kind.PRACTICE,
        page.title,
        page.lead,
        tags=[*(tag.name for tag in tags), *_theme_names(page)],
        place=[*_place(city), *(partner.title for partner in partners)],
        body=[
            *(line for text in texts for line in from_html(text)),
            *(f"{figure.value} {figure.label}" for figure in page.figures.all()),
            *(page.costs, page.funding, page.participants, page.contact_unit),
            *(name for _, name in attachments),
            *story(page.body),
        ],
        english=[page.title_en, page.summary_en],
        files=attachments,
        theme_slugs=_theme_slugs(page),
        tag_slugs=[tag.slug for tag in tags],
        start_year=page.start_year,
        end_year=page.end_year,
        **_in_networks([link.network for link in page.network_links.all()]),
        costs=page.costs or page.get_cost_band_display(),
        cost_band=page.cost_band,
        stage=page.stage,
        attachments=len(attachments),
        worth=UNCONFIRMED if _is_silent(page) else 1.0,
        **_in_city(city),
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
        **_in_networks([link.network for link in page.memberships.all()]),
        **_in_city(page),
    )


def read_network(page) -> Document:
    members = _public([membership.city for membership in page.memberships.all()])
    return Document(
        Kind.NETWORK,
        page.title,
        page.lead,
        tags=[*_theme_names(page), page.edition.name, page.get_kind_display()],
        place=[member.title for member in members],
        body=[*story(page.body), page.members_note],
        theme_slugs=_theme_slugs(page),
        **_in_networks([page]),
        start_year=page.start_year,
        end_year=page.end_year,
    )


def read_output(page) -> Document:
    tags = [item.tag for item in page.tagged_items.all()]
    networks = list(NetworkPage.objects.parent_of(page).select_related("edition"))
    city = next(iter(_public([page.city])), None)
    documents = _files(page.documents.all())
    return Document(
        Kind.OUTPUT,
        page.title,
        page.lead,
        tags=[
            *(tag.name for tag in tags),
            *_theme_names(page),
            page.get_kind_display(),
            *([page.edition.name] if page.edition else []),
            *(network.title for network in networks),
        ],
        place=_place(city) if city else [],
        body=[
            *(line for row in page.recommendations.all() for line in recommended(row)),
            *story(page.body),
            *(name for _, name in documents),
        ],
        files=documents,
        theme_slugs=_theme_slugs(page),
        tag_slugs=[tag.slug for tag in tags],
        **{**_in_networks(networks), **_in_edition(page.edition)},
        start_year=int(page.published[:4]) if page.published else None,
        end_year=int(page.published[:4]) if page.published else None,
        recommendation_states=[
            step.state for row in page.recommendations.all() for step in [*row.steps.all()][-1:]
        ],
        attachments=len(documents),
        **_in_city(city),
    )


def recommended(row) -> list[str]:
    """A recommendation in words: whom it asks, why, where it got to."""
    steps = row.steps.all()
    said = [line for step in steps for line in (step.reason, step.act_name, step.act_reference)]
    state = [step.get_state_display() for step in steps][-1:]
    barriers = [barrier.text for barrier in row.barriers.all()]
    return [row.text, row.addressee.name, row.get_kind_display(), *state, *barriers, *said]


def read_meeting(page) -> Document:
    networks = list(NetworkPage.objects.parent_of(page).select_related("edition"))
    documents = _files(page.documents.all())
    cancelled = MeetingPage._meta.get_field("cancelled").verbose_name
    return Document(
        Kind.MEETING,
        page.title,
        page.lead,
        tags=[*(network.title for network in networks), *([cancelled] if page.cancelled else [])],
        place=[
            page.place,
            *(city.title for city in _public([row.city for row in page.hosts.all()])),
        ],
        body=[*story(page.body), *(name for _, name in documents)],
        files=documents,
        start_year=page.day.year,
        end_year=(page.last_day or page.day).year,
        attachments=len(documents),
        **_in_networks(networks),
    )


def read_partnership(page) -> Document:
    participants = page.participants.all()
    return Document(
        Kind.PARTNERSHIP,
        page.title,
        page.lead,
        tags=[*_theme_names(page), page.group],
        place=[participant.name for participant in participants],
        body=[
            page.official_name,
            *(
                f"{coordinator.name} {coordinator.country}"
                for coordinator in page.coordinators.all()
            ),
            *(participant.role for participant in participants),
            *(action.title for action in page.actions.all()),
            *story(page.body),
        ],
        theme_slugs=_theme_slugs(page),
        start_year=int(page.started[:4]) if page.started else None,
    )


def read_call(page) -> Document:
    return Document(
        Kind.CALL,
        page.title,
        page.lead,
        tags=[page.edition.name] if page.edition else [],
        **_in_edition(page.edition),
        body=[
            *(count.name for count in page.network_counts.all()),
            *(page.selected_note, page.results_note),
            *story(page.body),
        ],
        start_year=page.opens.year if page.opens else None,
        end_year=page.closes.year if page.closes else None,
    )


def _is_silent(practice) -> bool:
    freshness = getattr(practice, "freshness", None)
    return freshness is not None and freshness.is_silent


def _files(attachments) -> list:
    """Each file offered with a page, and its name; of drafts a file may be missing."""
    return [(each.document, str(each)) for each in attachments if each.document]


def _in_city(city) -> dict:
    """Filters and facts that a page has from its city."""
    if city is None:
        return {}
    return {"city": city, "size_class": city.size_class, "voivodeship": city.voivodeship}


def _place(city) -> list[str]:
    return [city.title, str(city.place)]


def _public(cities) -> list:
    """Only the cities anyone may read: a name must not leak through another page's entry."""
    cities = [city for city in cities if city is not None]
    if not cities:
        return []
    pks = {city.pk for city in cities}
    readable = set(visible_to(AnonymousUser()).filter(pk__in=pks).values_list("pk", flat=True))
    return [city for city in cities if city.pk in readable]


def _theme_names(page) -> list[str]:
    return [theme.name for theme in page.themes]


def _theme_slugs(page) -> list[str]:
    return [theme.slug for theme in page.themes]


def _in_networks(networks) -> dict:
    """Filters that a page has from live networks; whether a reader may know one is asked later."""
    live = [network for network in networks if network.live]
    return {
        "network_slugs": [network.slug for network in live],
        "edition_keys": [network.edition.key for network in live],
    }


def _in_edition(edition) -> dict:
    """The same of what belongs to an edition as a whole."""
    return {"edition_keys": [edition.key]} if edition else {}
