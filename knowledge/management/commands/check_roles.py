"""Say where the rights of cities and of the secretariat drifted, or mend them."""

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from knowledge.drift import drift, withdraw_extra_rights
from knowledge.models import CityPage
from knowledge.permissions import ensure_secretariat, ensure_team


class Command(BaseCommand):
    """Ends with 1 when something drifted, so that a monitor notices."""

    help = "Check the rights of cities and of the secretariat."

    def add_arguments(self, parser):
        parser.add_argument("--napraw", action="store_true", help=_("przywróć właściwe prawa"))

    def handle(self, *args, napraw, **options):
        if napraw:
            ensure_secretariat()
            for city in CityPage.objects.all():
                ensure_team(city)
                withdraw_extra_rights(city)
        found = list(drift())
        for line in found:
            self.stdout.write(line)
        if found:
            raise SystemExit(1)
        groups = Group.objects.count()
        self.stdout.write(_("Prawa w porządku (grup: %(groups)s).") % {"groups": groups})
