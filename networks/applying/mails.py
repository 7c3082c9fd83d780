"""What a city learns by mail about its application."""

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.mailing import absolute, letter
from networks.announcement import deadline

from .telling import result_of


def submitted(application):
    """The confirmation, with the number."""
    subject = _("Wniosek %(number)s złożony: %(network)s")
    return about("submitted", subject, application)


def withdrawn(application):
    """Confirms that the city took it back."""
    subject = _("Wniosek %(number)s wycofany: %(network)s")
    return about("withdrawn", subject, application)


def about(name, subject, application, **context):
    """To who submitted it and to the contact that it names."""
    person = application.submitted_by
    addresses = [person.email if person else "", application.contact_email]
    facts = {"number": application.number, "network": application.network.title}
    context |= {
        "application": application,
        "deadline": deadline(application.call),
        "link": absolute(reverse("applications:one", args=[application.pk])),
    }
    to = list(dict.fromkeys(filter(None, addresses)))
    return letter(f"applying/mails/{name}.txt", subject % facts, to, context)


def to_assess(assessment):
    """Asks somebody for points."""
    application = assessment.application
    facts = {"number": application.number}
    context = {
        "application": application,
        "link": absolute(reverse("assessments:one", args=[assessment.pk])),
    }
    to = [address for address in [assessment.assessor.email] if address]
    subject = _("Wniosek %(number)s do oceny") % facts
    return letter("applying/mails/to_assess.txt", subject, to, context)


def result(application):
    """What was decided, and why."""
    subject = _("Wniosek %(number)s: wynik naboru do sieci %(network)s")
    return about("result", subject, application, told=result_of(application))
