"""Barriers of a network's MIDs, offered to its Plan Ulepszeń as what a recommendation came from."""

from itertools import groupby

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet

from knowledge.querysets import visible_to


def barriers_below(network, user):
    """Barriers of the published MIDs of the network that this person may read, by MID."""
    mids = visible_to(user or AnonymousUser()).child_of(network)
    rows = apps.get_model("networks", "MidBarrier").objects.filter(mid__in=mids)
    rows = rows.select_related("mid__city").order_by("mid__title", "mid", "sort_order")
    return {row.key: row for row in rows}


class RecommendationFormSet(BaseChildFormSet):
    """Hands the barriers that its page offers down to each recommendation."""

    offered = {}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.formsets["barriers"].offered = self.offered


class BarrierFormSet(BaseChildFormSet):
    """Rows that are typed or chosen; a chosen one without words takes those of the MID."""

    offered = {}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["source"].widget.choices = [("", "---------"), *self.choices_of(form.instance)]

    def choices_of(self, barrier):
        """The offer under the titles of MIDs; what was chosen once stays in it."""
        rows = self.offered.values()
        for mid, barriers in groupby(rows, key=lambda row: row.mid):
            yield mid.title, [(str(each.key), each.text) for each in barriers]
        if barrier.source and barrier.source not in self.offered:
            yield str(barrier.source), barrier.text

    def clean(self):
        super().clean()
        for form in self.forms:
            key = getattr(form, "cleaned_data", {}).get("source")
            if key in self.offered:
                form.instance.take_from(self.offered[key])
            elif key is None:
                form.instance.mid = None
            elif "source" in form.changed_data:
                text = _("Tej bariery nie ma w opublikowanej MID tej sieci. Wybierz inną.")
                form.add_error("source", text)


def with_known_rows(mid, content):
    """The content of a revision with the numbers that its barriers have in the database now."""
    barriers = apps.get_model("networks", "MidBarrier").objects.filter(mid=mid.pk)
    known = {str(key): pk for key, pk in barriers.values_list("key", "pk")}
    rows = content.get("barriers", [])
    return {**content, "barriers": [{**row, "pk": known.get(str(row["key"]))} for row in rows]}


def barriers_of(mid, user):
    """The barriers of a MID, each with the recommendations that came of it."""
    barriers = list(mid.barriers.all())
    came = {barrier.key: [] for barrier in barriers}
    if barriers:
        recommendations = apps.get_model("networks", "Recommendation").objects.visible_to(user)
        rows = recommendations.filter(barriers__source__in=list(came)).distinct().with_state()
        for row in rows.select_related("plan").prefetch_related("barriers"):
            for key in {each.source for each in row.barriers.all()} & set(came):
                came[key].append(row)
    return [(barrier, came[barrier.key]) for barrier in barriers]
