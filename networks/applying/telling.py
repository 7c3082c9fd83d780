"""What a city learns of its application once the result is published, on its page and by mail."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Decision


@dataclass(frozen=True)
class Told:
    """The result in words, and why."""

    text: str
    reason: str


def result_of(application) -> Told:
    """What was decided, or that the application fell at the formal check."""
    decision = getattr(application, "decision", None)
    if decision is None:
        text = _("Wniosek nie spełnia warunków formalnych.")
        return Told(text, application.formal_check.reason)
    texts = {
        Decision.Outcome.ACCEPTED: _("Wniosek jest przyjęty. Rola miasta w sieci: %(role)s."),
        Decision.Outcome.RESERVE: _("Wniosek jest na liście rezerwowej."),
        Decision.Outcome.REFUSED: _("Wniosek nie został przyjęty."),
    }
    return Told(texts[decision.outcome] % {"role": decision.get_role_display()}, decision.reason)
