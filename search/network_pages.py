"""How pages about networks and what comes of them are read for the index."""

from networks.models import MeetingPage, NetworkPage

from .documents import Document, from_html, story
from .facts import (
    files,
    in_city,
    in_edition,
    in_networks,
    in_year,
    place,
    public,
    theme_names,
    theme_slugs,
)
from .models import Kind


def read_network(page) -> Document:
    members = public([membership.city for membership in page.memberships.all()])
    return Document(
        Kind.NETWORK,
        page.title,
        page.lead,
        tags=[*theme_names(page), page.edition.name, page.get_kind_display()],
        place=[member.title for member in members],
        body=[*story(page.body), page.members_note],
        theme_slugs=theme_slugs(page),
        **in_networks([page]),
        start_year=page.start_year,
        end_year=page.end_year,
    )


def read_mid(page) -> Document:
    tags = [item.tag for item in page.tagged_items.all()]
    networks = list(NetworkPage.objects.parent_of(page).select_related("edition"))
    city = next(iter(public([page.city])), None)
    documents = files(page.documents.all())
    actions = page.actions.all()
    texts = [page.challenge, page.diagnosis, page.aim]
    return Document(
        Kind.MID,
        page.title,
        page.lead,
        tags=[
            *(tag.name for tag in tags),
            *theme_names(page),
            "MID",
            page._meta.verbose_name,
            *(network.title for network in networks),
        ],
        place=place(city) if city else [],
        body=[
            *(line for text in texts for line in from_html(text)),
            *(line for row in actions for line in (row.title, row.description, row.responsible)),
            *(f"{row.cost} {row.funding}" for row in actions),
            *(row.lesson for row in page.inspirations.all()),
            *(line for row in page.stakeholders.all() for line in (row.name, row.role)),
            *(line for row in page.risks.all() for line in (row.text, row.response)),
            *(f"{row.name} {row.target}" for row in page.indicators.all()),
            *(row.text for row in page.barriers.all()),
            *story(page.body),
            *(name for _, name in documents),
        ],
        files=documents,
        theme_slugs=theme_slugs(page),
        tag_slugs=[tag.slug for tag in tags],
        attachments=len(documents),
        **in_year(page.published),
        **in_networks(networks),
        **in_city(city),
    )


def read_output(page) -> Document:
    tags = [item.tag for item in page.tagged_items.all()]
    networks = list(NetworkPage.objects.parent_of(page).select_related("edition"))
    city = next(iter(public([page.city])), None)
    documents = files(page.documents.all())
    return Document(
        Kind.OUTPUT,
        page.title,
        page.lead,
        tags=[
            *(tag.name for tag in tags),
            *theme_names(page),
            page.get_kind_display(),
            *([page.edition.name] if page.edition else []),
            *(network.title for network in networks),
        ],
        place=place(city) if city else [],
        body=[
            *(line for row in page.recommendations.all() for line in recommended(row)),
            *story(page.body),
            *(name for _, name in documents),
        ],
        files=documents,
        theme_slugs=theme_slugs(page),
        tag_slugs=[tag.slug for tag in tags],
        **{**in_networks(networks), **in_edition(page.edition)},
        **in_year(page.published),
        recommendation_states=[
            step.state for row in page.recommendations.all() for step in [*row.steps.all()][-1:]
        ],
        attachments=len(documents),
        **in_city(city),
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
    documents = files(page.documents.all())
    cancelled = MeetingPage._meta.get_field("cancelled").verbose_name
    return Document(
        Kind.MEETING,
        page.title,
        page.lead,
        tags=[*(network.title for network in networks), *([cancelled] if page.cancelled else [])],
        place=[
            page.place,
            *(city.title for city in public([row.city for row in page.hosts.all()])),
        ],
        body=[*story(page.body), *(name for _, name in documents)],
        files=documents,
        start_year=page.day.year,
        end_year=(page.last_day or page.day).year,
        attachments=len(documents),
        **in_networks(networks),
    )


def read_partnership(page) -> Document:
    participants = page.participants.all()
    return Document(
        Kind.PARTNERSHIP,
        page.title,
        page.lead,
        tags=[*theme_names(page), page.group],
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
        theme_slugs=theme_slugs(page),
        start_year=int(page.started[:4]) if page.started else None,
    )


def read_call(page) -> Document:
    return Document(
        Kind.CALL,
        page.title,
        page.lead,
        tags=[page.edition.name] if page.edition else [],
        **in_edition(page.edition),
        body=[
            *(count.name for count in page.network_counts.all()),
            *(page.selected_note, page.results_note),
            *story(page.body),
        ],
        start_year=page.opens.year if page.opens else None,
        end_year=page.closes.year if page.closes else None,
    )
