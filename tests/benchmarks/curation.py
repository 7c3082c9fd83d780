"""What the admin costs with 10,000 practices, 500 cities and 2,000 users: time and queries.

Run as `python -m tests.benchmarks.curation`, or the same after `-m tests.postgres python`.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from taggit.models import Tag  # noqa: E402
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState  # noqa: E402

from knowledge.models import (  # noqa: E402
    CityPage,
    CitySize,
    PageTheme,
    PracticePage,
    PracticeTag,
    Voivodeship,
)
from knowledge.permissions import ensure_editors, ensure_secretariat  # noqa: E402
from search.index import paused  # noqa: E402
from tests.factories import make_city_index, make_practice, make_theme  # noqa: E402

from .filling import HEAD, gather_statistics, line, rows  # noqa: E402

PRACTICES, CITIES, USERS, WAITING = 10_000, 500, 2_000, 500
THEMES, TAGS = 20, 300


def main():
    with transaction.atomic(), paused():
        editor, office, addresses = make_library()
        gather_statistics()
        out = sys.stdout.write
        out(f"{connection.vendor}, {PRACTICES} practices, {CITIES} cities, {USERS} users\n")
        out(HEAD)
        for who, path in addresses(editor, office):
            out(line(path, who))
        transaction.set_rollback(True)


def make_library():
    """Pages straight into the tables: how they are made is not measured."""
    index = make_city_index()
    themes = [make_theme(f"bench-{number}", f"Temat {number}") for number in range(THEMES)]
    cities = rows(CityPage, index, CITIES, size_class=CitySize, voivodeship=Voivodeship)
    secretariat = ensure_secretariat()
    share = PRACTICES // CITIES
    practices = [page for city in cities for page in rows(PracticePage, city, share)]
    tags = Tag.objects.bulk_create(
        Tag(name=f"tag {number}", slug=f"bench-{number}") for number in range(TAGS)
    )
    PageTheme.objects.bulk_create(
        PageTheme(page_id=page.pk, theme=themes[(number + step) % THEMES])
        for number, page in enumerate(practices)
        for step in (0, 1 + number % 7)
    )
    PracticeTag.objects.bulk_create(
        PracticeTag(content_object_id=page.pk, tag=tags[number % TAGS])
        for number, page in enumerate(practices)
    )
    log_actions(practices)
    people = make_users([ensure_editors(city) for city in cities])
    office = get_user_model().objects.create(username="bench-sekretariat")
    office.groups.add(secretariat)
    send(practices[:: PRACTICES // WAITING], people)
    give_revisions(
        [page for number, page in enumerate(practices) if number % (PRACTICES // WAITING)]
    )
    return people[0], office, lambda editor, office: asked(editor, office, cities[0], practices[0])


def log_actions(practices):
    content_type, now = ContentType.objects.get_for_model(PracticePage), timezone.now()
    PageLogEntry.objects.bulk_create(
        (
            PageLogEntry(
                page_id=page.pk,
                content_type=content_type,
                label=page.title,
                action=action,
                timestamp=now - timedelta(days=number % 700),
            )
            for number, page in enumerate(practices)
            for action in ("wagtail.edit", "wagtail.workflow.start", "wagtail.publish")
        ),
        batch_size=500,
    )


def make_users(groups):
    model = get_user_model()
    people = model.objects.bulk_create(
        model(username=f"bench-{number}", email=f"bench-{number}@pim.example")
        for number in range(USERS)
    )
    model.groups.through.objects.bulk_create(
        model.groups.through(user=person, group=groups[number % len(groups)])
        for number, person in enumerate(people)
    )
    return people


def give_revisions(practices):
    """A stored version of each, as the admin leaves one; tags are looked for in them."""
    whole = make_practice("Wzór").get_latest_revision()
    content_type, base = whole.content_type, whole.base_content_type
    revisions = Revision.objects.bulk_create(
        (
            Revision(
                content_type=content_type,
                base_content_type=base,
                object_id=str(page.pk),
                created_at=timezone.now(),
                object_str=page.title,
                content={**whole.content, "pk": page.pk, "title": page.title},
            )
            for page in practices
        ),
        batch_size=500,
    )
    for page, revision in zip(practices, revisions, strict=True):
        page.latest_revision = revision
    Page.objects.bulk_update(
        (Page(pk=page.pk, latest_revision=page.latest_revision) for page in practices),
        ["latest_revision"],
        batch_size=300,
    )


def send(practices, people):
    """Each by somebody else, so that nobody's own list is longer than in life."""
    pages = PracticePage.objects.filter(pk__in=[page.pk for page in practices])
    for page, person in zip(pages, people, strict=False):
        page.problem = page.solution = "<p>Tekst.</p>"
        page.save_revision(user=person)
        page.get_workflow().start(page, person)


def asked(editor, office, city, practice):
    """Who asks for which page of the admin."""
    waiting = WorkflowState.objects.filter(status="in_progress").first().object_id
    yield editor, "/cms/"
    yield editor, f"/cms/pages/{city.pk}/"
    yield editor, f"/cms/pages/{practice.pk}/edit/"
    for path in ("", "kolejka/", "kolejka/?miasto=miasto&ordering=city_name", "tagi/"):
        yield office, f"/cms/{path}"
    yield office, f"/cms/kolejka/{waiting}/"
    yield office, f"/cms/tagi/{Tag.objects.latest('pk').pk}/"
    for report in (
        "praktyki-do-przegladu",
        "tematy-bez-praktyk",
        "miasta",
        "aktywnosc-miast",
        "czas-do-publikacji",
        "sieci",
        "czlonkowie-sieci",
        "spotkania",
        "produkty-sieci",
    ):
        yield office, f"/cms/raporty/sekretariat/{report}/"
    WorkflowState.objects.update(requested_by=editor)  # somebody who sent them all
    yield editor, "/cms/"


if __name__ == "__main__":
    main()
