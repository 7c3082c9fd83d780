"""Let somebody who lost phone and recovery codes set up a second factor anew."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _


class Command(BaseCommand):
    """For an administrator who has made sure who is asking."""

    help = "Remove a person's second factor and recovery codes."

    def add_arguments(self, parser):
        parser.add_argument("konto", help=_("nazwa albo adres e-mail"))

    def handle(self, *args, konto, **options):
        people = get_user_model().objects.filter(Q(username=konto) | Q(email__iexact=konto))
        if len(people) != 1:
            raise CommandError(_("Tej nazwie odpowiada kont: %(n)s") % {"n": len(people)})
        removed, _kinds = Authenticator.objects.filter(user=people[0]).delete()
        if not removed:
            raise CommandError(_("To konto nie ma drugiego składnika."))
        self.stdout.write(_("Usunięto. Przy wejściu do panelu trzeba ustawić nowy."))
