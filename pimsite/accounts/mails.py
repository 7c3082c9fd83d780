"""The mails about accounts: plain text, because nothing in them needs more."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge.mailing import absolute, letter

from .people import named
from .places import is_network

MOST_NAMED = 20


def invitation(invitation, token):
    """The link that opens an account, or a place to an account."""
    leads = is_network(invitation.place)
    context = {
        "invitation": invitation,
        "is_network": leads,
        "needs_phone": settings.SECOND_FACTOR_REQUIRED,
        "link": absolute(reverse("accounts_invitation", args=[token])),
    }
    subject = _("Zaproszenie do redakcji: %(place)s")
    if leads:
        subject = _("Zaproszenie do prowadzenia sieci: %(place)s")
    subject %= {"place": invitation.place.title}
    return mail("invitation", subject, [invitation.email], context)


def request_made(request, to):
    """Tells the secretariat that an office waits."""
    link = absolute(reverse("account_requests:one", args=[request.pk]))
    subject = _("Prośba o konto: %(place)s") % {"place": request.place}
    return mail("request_made", subject, to, {"request": request, "link": link})


def request_refused(request):
    """Tells the office why there is no account."""
    subject = _("Konto w Partnerskiej Inicjatywie Miast")
    return mail("request_refused", subject, [request.email], {"request": request})


def taken_over(successor, person, place, number):
    """Tells a colleague whose pages are theirs now."""
    context = {
        "name": named(person),
        "place": place,
        "number": number,
        "link": absolute(reverse("wagtailadmin_explore", args=[place.pk])),
    }
    subject = _("Przejmujesz opisy: %(place)s") % {"place": place.title}
    return mail("taken_over", subject, [successor.email], context)


def confirmation_asked(to, people, day):
    """Asks whether these people still work there."""
    names = [named(person) for person in people]
    context = {
        "names": names[:MOST_NAMED],
        "more": len(names[MOST_NAMED:]),
        "day": timezone.localtime(day),
        "link": absolute(reverse("confirmations:index")),
    }
    return mail("confirmation_asked", _("Kto nadal pracuje w urzędzie?"), to, context)


def confirmation_warned(confirmation, to):
    """Tells the person and those who may confirm that the account will be closed."""
    person = confirmation.user
    context = {
        "name": named(person),
        "day": timezone.localtime(confirmation.closes_at),
        "link": absolute(reverse("confirmations:index")),
    }
    everyone = dict.fromkeys([address for address in (person.email, *to) if address])
    return mail("confirmation_warned", _("Konto zostanie wyłączone"), [*everyone], context)


def mail(name, subject, to, context):
    """A message of this name."""
    return letter(f"accounts/mails/{name}.txt", subject, to, context)
