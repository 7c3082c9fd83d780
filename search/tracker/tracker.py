"""Recommendations of all Plany Ulepszeń: what narrows them, and counts that keep their word."""

from collections import Counter
from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.alphabet import alphabetical
from knowledge.querysets import visible_to
from networks.models import NetworkPage, Recommendation, Step
from networks.recommending import network_path

from ..facets import Choice, Facet
from ..forms import FilterField


class TrackerForm(forms.Form):
    """What may stand after the question mark; an unknown value is an error, never everything."""

    siec = FilterField(_("Sieć"), _("Nie ma takiej sieci: „%(value)s”."))
    adresat = FilterField(_("Adresat"), _("Nie ma takiego adresata: „%(value)s”."))
    rodzaj = FilterField(_("Rodzaj"), _("Nie ma takiego rodzaju: „%(value)s”."))
    stan = FilterField(_("Stan"), _("Nie ma takiego stanu: „%(value)s”."))

    def __init__(self, params, choices):
        super().__init__(params)
        for name, values in choices.items():
            self.fields[name].allowed = {value for value, _label in values}


class OpenFacet(Facet):
    """A filter in view from the start: the tracker has few."""

    is_open = True


class Tracker:
    """The recommendations that a reader may see, narrowed by the address."""

    def __init__(self, user, params):
        self.user, self.params = user, params
        rows = Recommendation.objects.visible_to(user).with_state()
        self.rows = list(
            rows.values("pk", "plan__path", "kind", "state", "changed", "addressee__slug")
        )
        names = rows.order_by().values_list("addressee__slug", "addressee__name").distinct()
        self.choices = {
            "siec": by_name(self.networks.values()),
            "adresat": by_name(names),
            "rodzaj": Recommendation.Kind.choices,
            "stan": Step.State.choices,
        }
        self.form = TrackerForm(params, self.choices)
        self.asked = self.form.cleaned_data if self.form.is_valid() else {}

    @cached_property
    def networks(self) -> dict[str, tuple[str, str]]:
        """Slug and title of each network with a plan, by its place in the tree."""
        paths = {network_path(row["plan__path"]) for row in self.rows}
        pages = visible_to(self.user).filter(path__in=paths, networkpage__isnull=False)
        return {
            path: (slug, title) for path, slug, title in pages.values_list("path", "slug", "title")
        }

    @property
    def is_narrowed(self) -> bool:
        return any(self.asked.values())

    @cached_property
    def matching(self) -> list[int]:
        """Keys of what passes every filter, what changed last first; nothing for an error."""
        if self.form.errors:
            return []
        found = [row for row in self.rows if self.passes(row)]
        found.sort(key=lambda row: (row["changed"] or "", row["pk"]), reverse=True)
        return [row["pk"] for row in found]

    @cached_property
    def facets(self) -> list[Facet]:
        """The filters; each count is of what choosing that value too would show."""
        return [
            OpenFacet(name, self.form.fields[name].label, self.choices_of(name))
            for name in self.form.fields
        ]

    def choices_of(self, name) -> list[Choice]:
        counts = Counter(self.values(row)[name] for row in self.rows if self.passes(row, but=name))
        chosen = self.asked.get(name, [])
        return [
            Choice(value, label, counts[value], value in chosen)
            for value, label in self.choices[name]
        ]

    def passes(self, row, but="") -> bool:
        """Whether a row has a chosen value of each filter, but for one."""
        values = self.values(row)
        return all(
            not chosen or name == but or values[name] in chosen
            for name, chosen in self.asked.items()
        )

    def values(self, row) -> dict[str, str]:
        """What a row has under each filter."""
        slug, _title = self.networks.get(network_path(row["plan__path"]), ("", ""))
        return {
            "siec": slug,
            "adresat": row["addressee__slug"],
            "rodzaj": row["kind"],
            "stan": row["state"],
        }

    def shown(self, keys):
        """These recommendations with all that a list shows, in this order."""
        rows = Recommendation.objects.filter(pk__in=keys).with_state().for_showing(self.user)
        by_key = {row.pk: row for row in rows}
        paths = {network_path(row.plan.path) for row in by_key.values()}
        networks = NetworkPage.objects.visible_to(self.user).filter(path__in=paths)
        by_path = {page.path: page for page in networks.defer_streamfields()}
        for row in by_key.values():
            row.network = by_path.get(network_path(row.plan.path))
            steps = list(row.steps.all())
            row.earlier, row.newest = steps[:-1], steps[-1:]
        return [by_key[key] for key in keys]


def by_name(pairs) -> list[tuple[str, str]]:
    """Values and labels, in the order of the Polish alphabet."""
    return sorted(set(pairs), key=lambda pair: alphabetical(pair[1]))
