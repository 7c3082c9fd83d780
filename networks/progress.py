"""How far a call is: announced, open, closed, being assessed, its results published."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.querysets import LibraryQuerySet


class CallState(models.TextChoices):
    """The words for where a call stands."""

    AHEAD = "zapowiedziany", gettext_lazy("zapowiedziany")
    OPEN = "otwarty", gettext_lazy("otwarty")
    CLOSED = "zamkniety", gettext_lazy("zamknięty")
    ASSESSED = "w-ocenie", gettext_lazy("w ocenie")
    RESULTS = "wyniki", gettext_lazy("wyniki ogłoszone")
    UNKNOWN = "nieznany", gettext_lazy("termin nieznany")


class CallQuerySet(LibraryQuerySet):
    """Questions about calls."""

    def with_progress(self):
        """Annotate what applications tell: whether assessing began and ended, how many there are.

        A call is decided when every network that somebody applied to has its published result.
        """
        compositions = apps.get_model("applying", "Composition").objects
        published = compositions.filter(call=OuterRef("call"), network=OuterRef("network"))
        applications = apps.get_model("applying", "Application").objects.submitted()
        applications = applications.filter(call=OuterRef("pk")).order_by()
        number = applications.values("call").annotate(number=Count("pk")).values("number")
        return self.annotate(
            is_assessed=Exists(applications.exclude(formal_check=None)),
            is_decided=Exists(compositions.filter(call=OuterRef("pk")))
            & ~Exists(applications.filter(~Exists(published))),
            drew=Subquery(number),
        )


def progress_of(call):
    """Whether assessing this call began and whether it ended; of a page nobody saved neither."""
    known = type(call).objects.filter(pk=call.pk).with_progress()
    return known.values_list("is_assessed", "is_decided").first() or (False, False)


def call_state(call, now, *, is_assessed, has_figures) -> CallState:
    """Where the call stands: its dates first, then what became of the applications."""
    if call.opens and now < call.opens_at:
        return CallState.AHEAD
    if call.closes and not is_over(call, now):
        return CallState.OPEN if call.opens else CallState.UNKNOWN
    if has_figures:
        return CallState.RESULTS
    if not call.closes:
        return CallState.OPEN if call.opens else CallState.UNKNOWN
    return CallState.ASSESSED if is_assessed else CallState.CLOSED


def is_over(call, now) -> bool:
    """Whether its last moment has passed."""
    return bool(call.closes) and now >= call.closes_at


def awaited(call, now) -> str:
    """When the results will be known; a day that has passed is promised no more."""
    if call.results_on and timezone.localdate(now) <= call.results_on:
        return _("Wyniki ogłosimy do %(date)s.") % {"date": date_format(call.results_on, "j E Y")}
    if call.closes and list(call.network_choices.all()):
        return _("Wyniki ogłosimy po zakończeniu oceny.")
    return _("Wyników tego naboru nie ma jeszcze w bibliotece.")
