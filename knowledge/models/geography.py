"""Where a city lies and how large it is: the vocabularies of space."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Voivodeship(models.TextChoices):
    """The sixteen voivodeships, in Polish alphabetical order; values stand in addresses."""

    DOLNOSLASKIE = "dolnoslaskie", _("dolnośląskie")
    KUJAWSKO_POMORSKIE = "kujawsko-pomorskie", _("kujawsko-pomorskie")
    LUBELSKIE = "lubelskie", _("lubelskie")
    LUBUSKIE = "lubuskie", _("lubuskie")
    LODZKIE = "lodzkie", _("łódzkie")
    MALOPOLSKIE = "malopolskie", _("małopolskie")
    MAZOWIECKIE = "mazowieckie", _("mazowieckie")
    OPOLSKIE = "opolskie", _("opolskie")
    PODKARPACKIE = "podkarpackie", _("podkarpackie")
    PODLASKIE = "podlaskie", _("podlaskie")
    POMORSKIE = "pomorskie", _("pomorskie")
    SLASKIE = "slaskie", _("śląskie")
    SWIETOKRZYSKIE = "swietokrzyskie", _("świętokrzyskie")
    WARMINSKO_MAZURSKIE = "warminsko-mazurskie", _("warmińsko-mazurskie")
    WIELKOPOLSKIE = "wielkopolskie", _("wielkopolskie")
    ZACHODNIOPOMORSKIE = "zachodniopomorskie", _("zachodniopomorskie")

    @property
    def teryt(self) -> str:
        """The two digits a TERYT code of this voivodeship starts with: even numbers from 02."""
        return f"{2 * (list(type(self)).index(self) + 1):02}"


class CitySize(models.TextChoices):
    """The classes of the programme's map of participants, from large to joint bodies."""

    LARGE = "duze", _("miasto duże")
    MEDIUM = "srednie", _("miasto średnie")
    SMALL = "male", _("miasto małe")
    FUNCTIONAL_AREA = "obszar-funkcjonalny", _("obszar funkcjonalny")
    ASSOCIATION = "zwiazek", _("związek lub stowarzyszenie miast")
