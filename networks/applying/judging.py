"""Formal check and two assessments made apart; nobody judges the application of an own city."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from . import mails
from .access import own_cities
from .drafting import locked
from .models import Assessment, Composition, FormalCheck, Score
from .submitting import Refused, record, tell

CHECKED, ASSIGNED, ASSESSED = "applying.checked", "applying.assigned", "applying.assessed"
ASSESSORS = 2


@transaction.atomic
def check_formally(application, user, *, passed, reason, moment):
    """Say whether the application keeps the rules, with the reason if it does not."""
    current = locked(application)
    refuse_unready(current, moment)
    if not passed and current.assessments.exclude(submitted_at=None).exists():
        raise Refused(_("Ten wniosek ma już ocenę. Odrzuć go przy składzie sieci."))
    facts = {"passed": passed, "reason": reason, "made_by": user}
    FormalCheck.objects.update_or_create(application=current, defaults=facts)
    record(current, CHECKED, user)


def refuse_unready(application, moment):
    """Nothing is judged before the deadline, nor after the result."""
    if not application.is_submitted:
        raise Refused(_("Miasto wycofało ten wniosek."))
    if application.call.closes_at and moment < application.call.closes_at:
        raise Refused(_("Nabór jeszcze trwa: miasto może wycofać i poprawić wniosek."))
    if is_published(application.call_id, application.network_id):
        raise Refused(_("Wynik tej sieci jest już ogłoszony."))


def is_published(call, network) -> bool:
    """Whether the result of this network of the call is known to all."""
    return Composition.objects.filter(call=call, network=network).exists()


def possible_assessors():
    """Accounts that come into the admin, by name."""
    enters = Q(groups__permissions__codename="access_admin") | Q(is_superuser=True)
    people = get_user_model().objects.filter(enters, is_active=True).distinct()
    return people.order_by("last_name", "first_name", "username")


def is_partial(user, application) -> bool:
    """Whether the city of the application is this person's own."""
    return own_cities(user).filter(pk=application.city_id).exists()


def partiality(application) -> str:
    """Why somebody may not assess, in words for whoever tries."""
    text = _("Osoba pracująca w mieście %(city)s nie może oceniać jego wniosku.")
    return text % {"city": application.city.title}


@transaction.atomic
def assign(application, assessor, *, by, moment):
    """Ask this person for an assessment."""
    current = locked(application)
    refuse_unready(current, moment)
    if not hasattr(current, "formal_check") or not current.formal_check.passed:
        raise Refused(_("Najpierw potwierdź, że wniosek spełnia warunki formalne."))
    if is_partial(assessor, current):
        raise Refused(partiality(current))
    if current.assessments.count() >= ASSESSORS:
        raise Refused(_("Ten wniosek oceniają już dwie osoby."))
    try:
        with transaction.atomic():
            assessment = current.assessments.create(assessor=assessor, assigned_by=by)
    except IntegrityError as error:
        raise Refused(_("Ta osoba już ocenia ten wniosek. Wybierz drugą.")) from error
    record(current, ASSIGNED, by)
    transaction.on_commit(lambda: tell(mails.to_assess(assessment)))


@transaction.atomic
def unassign(assessment, *, by, moment):
    """Give it to somebody else, as long as it was not handed in."""
    refuse_unready(locked(assessment.application), moment)
    assessment.refresh_from_db()
    if assessment.is_submitted:
        raise Refused(_("Ta ocena jest już oddana."))
    assessment.delete()


@transaction.atomic
def assess(assessment, user, *, points, comment, hand_in, moment):
    """Keep points by the keys of criteria; handed in, they are final."""
    application = locked(assessment.application)
    refuse_unready(application, moment)
    if is_partial(user, application):
        raise Refused(partiality(application))
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.is_submitted:
        raise Refused(_("Ta ocena jest już oddana. Nic się nie zmieniło."))
    current.comment = comment
    if hand_in:
        current.submitted_at = timezone.now()
    current.save()
    current.scores.all().delete()
    Score.objects.bulk_create(
        Score(assessment=current, key=key, points=value) for key, value in points.items()
    )
    if hand_in:
        record(application, ASSESSED, user)


def others_are_open(application) -> bool:
    """Whether assessors may see each other's points: once both are in."""
    done = [each.is_submitted for each in application.assessments.all()]
    return len(done) == ASSESSORS and all(done)


def described(assessment) -> dict:
    """Points beside their criteria, and their weighted sum."""
    given = {score.key: score.points for score in assessment.scores.all()}
    criteria = list(assessment.application.call.criteria.all())
    return {
        "assessment": assessment,
        "rows": [(each, given.get(each.key)) for each in criteria],
        "sum": sum(given.get(each.key, 0) * each.weight for each in criteria),
        "most": sum(each.points * each.weight for each in criteria),
    }
