"""How far a draft may be from a practice and still be shown as alike before it is sent.

Run as `python -m tests.benchmarks.alike` on a loaded demo. Its practices are all different: what
one of them is shown is a relative at most. Those of tests/data/retold.tsv are told anew in other
words, so what should be shown for them is known.
"""

import csv
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.dev")
django.setup()

from django.contrib.auth.models import AnonymousUser  # noqa: E402

from knowledge.models import PracticePage  # noqa: E402
from search import similar  # noqa: E402

RETOLD = Path(__file__).parents[1] / "data/retold.tsv"
LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
NOBODY = AnonymousUser()


def main():
    practices = list(PracticePage.objects.live().order_by("path"))
    by_slug = {practice.slug: practice for practice in practices}
    with RETOLD.open(newline="") as file:
        retold = [(by_slug[slug], *text) for slug, *text in csv.reader(file, delimiter="\t")]
    out = sys.stdout.write
    out(f"{len(practices)} practices, {len(retold)} told anew\n")
    out(f"{'least':<7}{'shown':>7}{'of own city':>13}{'recall':>8}\n")
    for least in LEAST:
        similar.ALIKE = similar.ALIKE_HERE = least
        shown = [relatives(each) for each in practices]
        ours = [each for each in shown if any(here for _hit, here in each)]
        found = [is_shown(*each) for each in retold]
        out(f"{least:<7}{sum(map(bool, shown)):>7}{len(ours):>13}{sum(found) / len(found):>8.2f}\n")


def relatives(practice):
    """What would be shown if this were a draft, each with whether it is of the same city."""
    hits = similar.practices_like(practice.title, practice.lead, NOBODY, besides=practice.pk)
    city = practice.get_parent().title
    return [(hit, hit.city_title == city) for hit in hits]


def is_shown(practice, title, lead):
    hits = similar.practices_like(title, lead, NOBODY)
    return practice.title in [str(hit.title) for hit in hits]


if __name__ == "__main__":
    main()
