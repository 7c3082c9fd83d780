"""Which member wrote what: a table of cities by kind of output."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

MID = "mid"  # beside the kinds of OutputPage


class Progress(models.TextChoices):
    """How far an output is; of one in work nothing but this word is told."""

    NONE = "none", _("nie rozpoczęto")
    UNKNOWN = "unknown", _("brak danych")
    ABSENT = "absent", _("brak")
    IN_WORK = "work", _("w pracy")
    PUBLISHED = "done", _("opublikowano")


@dataclass(frozen=True)
class Cell:
    """One city's outputs of one kind: those to read, else how far the work is."""

    progress: Progress
    pages: tuple = ()
    begin: int | None = None  # the membership whose MID the visitor may begin

    @property
    def icon(self) -> str:
        drawn = (Progress.IN_WORK, Progress.PUBLISHED)
        return f"s-{self.progress}" if self.progress in drawn else "s-none"


@dataclass(frozen=True)
class Row:
    """A member and its cells, in the order of the columns."""

    member: Any
    cells: list


def outputs_of(network):
    """MIDs and other outputs, drafts too, each with the kind and city of its newest text."""
    pages = Page.objects.child_of(network).annotate(
        city_id=Coalesce("outputpage__city", "midpage__city"),
        newest_kind=F("latest_revision__content__kind"),
        newest_city=F("latest_revision__content__city"),
    )
    return labelled(outputs_among(pages).order_by("title"))


def outputs_among(pages):
    """MIDs and other outputs among these pages, with their kind and when they were published."""
    either = Q(midpage__isnull=False) | Q(outputpage__isnull=False)
    return pages.filter(either).annotate(
        kind=Coalesce("outputpage__kind", Value(MID)),
        published=Coalesce("outputpage__published", "midpage__published"),
    )


def labelled(outputs):
    """Outputs as a list, each with what its kind is called."""
    outputs, names = list(outputs), labels()
    for output in outputs:
        output.kind_label = names[output.kind]
    return outputs


def labels():
    """What each kind of output is called, in the order of columns."""
    mid, output = (apps.get_model("networks", name) for name in ("MidPage", "OutputPage"))
    return {MID: mid._meta.verbose_name, **dict(output.Kind.choices)}


def outputs_matrix(network, members, outputs, readable, beginnings):
    """Columns and rows; no rows as long as no member has begun, for then nothing is known.

    Each member owes a MID; other kinds are nobody's duty, so of them only a lack is told.
    `beginnings` are the memberships whose MID the visitor may begin, by city.
    """
    plan = apps.get_model("networks", "OutputPage").Kind.IMPROVEMENT_PLAN
    cities = {member.city.pk for member in members}
    by_cell = defaultdict(list)
    for output in outputs:
        city, kind = _belongs(output)
        if city in cities and kind != plan:
            by_cell[city, kind].append(output if output.pk in readable else None)
    used = {kind for _city, kind in by_cell}
    columns = [kind for kind in labels() if used and (kind == MID or kind in used)]
    own = Progress.UNKNOWN if network.state == network.State.CLOSED else Progress.NONE
    missing = {kind: own if kind == MID else Progress.ABSENT for kind in columns}
    return {
        "columns": [labels()[kind] for kind in columns],
        "rows": [
            Row(
                member,
                [
                    _cell(
                        by_cell.get((member.city.pk, kind)),
                        missing[kind],
                        beginnings.get(member.city.pk) if kind == MID else None,
                    )
                    for kind in columns
                ],
            )
            for member in members
            if columns and _has_row(member, columns, by_cell)
        ],
    }


def _has_row(member, columns, by_cell) -> bool:
    """Who left stays as long as something is left of them."""
    return not member.has_left or any((member.city.pk, kind) in by_cell for kind in columns)


def _belongs(output):
    """City and kind; a draft's own row is as old as its first save."""
    if output.live:
        return output.city_id, output.kind
    return output.newest_city or output.city_id, output.newest_kind or output.kind


def _cell(pages, missing, begin) -> Cell:
    if not pages:
        return Cell(missing, begin=begin)
    readable = tuple(page for page in pages if page)
    return Cell(Progress.PUBLISHED if readable else Progress.IN_WORK, readable)
