"""What the office chooses on the composition board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from networks.models import Membership

from .models import Decision

LEADER, PARTNER = Membership.Role.LEADER, Membership.Role.PARTNER
ACCEPTED, RESERVE, REFUSED = Decision.Outcome
CHOICES = {
    LEADER: (_("przyjąć: lider"), ACCEPTED),
    PARTNER: (_("przyjąć: partner"), ACCEPTED),
    RESERVE: (_("lista rezerwowa"), RESERVE),
    REFUSED: (_("odrzucić"), REFUSED),
}


class BoardForm(forms.Form):
    """A decision and its reason for every application that both assessors assessed."""

    def __init__(self, *args, places, publishes, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.publishes = places, publishes
        for place in places:
            if place.rank is not None:
                self.add_row(place.application)

    def add_row(self, application):
        decision = getattr(application, "decision", None)
        number, city = application.number, application.city.title
        choice, reason = self.names(application)
        self.fields[choice] = forms.ChoiceField(
            label=_("Decyzja: %(city)s, %(number)s") % {"city": city, "number": number},
            choices=[("", "–"), *((key, label) for key, (label, _outcome) in CHOICES.items())],
            required=False,
            initial=chosen_in(decision),
        )
        self.fields[reason] = forms.CharField(
            label=_("Powód: %(city)s, %(number)s") % {"city": city, "number": number},
            max_length=2000,
            required=False,
            initial=decision.reason if decision else "",
            widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("Powód")}),
        )

    @staticmethod
    def names(application):
        return f"choice-{application.pk}", f"reason-{application.pk}"

    def clean(self):
        cleaned = super().clean()
        for application in self.decided:
            choice, reason = (cleaned.get(name) for name in self.names(application))
            if choice in (RESERVE, REFUSED) and not reason:
                text = _("Napisz powód. Miasto przeczyta go w mailu.")
                self.add_error(self.names(application)[1], text)
        return cleaned

    @property
    def decided(self):
        return [place.application for place in self.places if place.rank is not None]

    @property
    def rows(self):
        """Places of the ranking with their fields, if they have any."""
        rows = []
        for place in self.places:
            names = self.names(place.application) if place.rank is not None else []
            rows.append((place, [self[name] for name in names]))
        return rows

    @property
    def seats(self):
        """Cities and roles as they are chosen in the form, saved or not."""
        chosen = [
            (application.city, self.data.get(self.names(application)[0]))
            for application in self.decided
        ]
        return [(city, choice) for city, choice in chosen if choice in (LEADER, PARTNER)]

    @property
    def chosen(self):
        """Decisions by the keys of applications; None for what is still open."""
        return {application.pk: self.decision(application) for application in self.decided}

    def decision(self, application):
        choice, reason = (self.cleaned_data[name] for name in self.names(application))
        if not choice:
            return None
        role = choice if choice in (LEADER, PARTNER) else PARTNER
        return {"outcome": CHOICES[choice][1], "role": role, "reason": reason}


def chosen_in(decision):
    """The choice that a saved decision stands for."""
    if decision is None:
        return ""
    return decision.role if decision.outcome == ACCEPTED else decision.outcome
