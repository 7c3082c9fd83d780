"""What a MID needs to be sent, and what makes it better; like a practice, no draft is blocked."""

from django.utils.translation import gettext as _

from knowledge.checklist import Criterion, of_opening, told


def criteria(mid):
    """In the order of the form."""
    return [
        *of_opening(mid),
        Criterion(
            _("wyzwanie"),
            _("Bez niego czytelnik nie wie, po co reszta."),
            "id_challenge-label",
            bool(told(mid.challenge)),
        ),
        Criterion(
            _("cel i oczekiwany rezultat"),
            _("Po nim poznacie, że się udało."),
            "id_aim-label",
            bool(told(mid.aim)),
        ),
        Criterion(
            _("inspiracja: praktyka z biblioteki"),
            _("Miasto, od którego się uczycie, zobaczy to na jej stronie."),
            "id_inspirations-ADD",
            any(each.practice_id for each in mid.inspirations.all()),
            required=False,
        ),
        Criterion(
            _("działanie z terminem"),
            _("Z terminów powstaje harmonogram."),
            "id_actions-ADD",
            any(each.start or each.end for each in mid.actions.all()),
        ),
        Criterion(
            _("wskaźnik z wartością docelową"),
            _("Po niej widać, czy cel jest blisko."),
            "id_indicators-ADD",
            any(each.target.strip() for each in mid.indicators.all()),
            required=False,
        ),
    ]
