"""Large libraries straight in the tables, and what one address then costs."""

import statistics
import time
from datetime import timedelta
from itertools import cycle

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

REPEATS = 5
HEAD = f"{'address':<48}{'ms':>8}{'queries':>10}{'kB':>8}\n"


def rows(model, parent, number, *, first=0, **choices):
    """So many live pages of a type below another, with the columns of the real ones.

    `choices` gives the values that a field takes in turn; `first` is the number of the first page.
    """
    content_type = ContentType.objects.get_for_model(model)
    old = timezone.now()
    turns = {name: cycle(getattr(values, "values", values)) for name, values in choices.items()}
    pages = [
        model(
            title=f"{model._meta.verbose_name} {parent.pk}-{place}",
            draft_title=f"{model._meta.verbose_name} {parent.pk}-{place}",
            slug=f"bench-{place}",
            path=Page._get_path(parent.path, parent.depth + 1, 5000 + place),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}bench-{place}/",
            content_type=content_type,
            locale_id=parent.locale_id,
            live=True,
            last_published_at=old - timedelta(days=(place * 37) % 900),
            first_published_at=old - timedelta(days=1000),
            **{name: next(turn) for name, turn in turns.items()},
        )
        for place in range(first, first + number)
    ]
    columns = [field.attname for field in Page._meta.concrete_fields if field.attname != "id"]
    bases = [Page(**{name: getattr(page, name) for name in columns}) for page in pages]
    for page, base in zip(pages, Page.objects.bulk_create(bases, batch_size=500), strict=True):
        page.pk = page.page_ptr_id = base.pk
    fields = model._meta.local_concrete_fields
    for start in range(0, number, 20):
        model._base_manager._insert(pages[start : start + 20], fields, using="default")
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + number)
    return pages


def gather_statistics(command="ANALYZE"):
    """For the planner, as a real PostgreSQL server does by itself; that of the tests does not."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(command)


def line(path, user=None):
    """What an address costs, under the words of `HEAD`."""
    milliseconds, queries, size = measure(path, user)
    return f"{path:<48}{milliseconds:>8.0f}{queries:>10}{size:>8.0f}\n"


def measure(path, user=None):
    """Milliseconds (median), queries and kilobytes of one address."""
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user)
    client.get(path)  # templates
    with CaptureQueriesContext(connection) as context:
        response = client.get(path)
    queries = len(context)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), queries, len(response.content) / 1000
