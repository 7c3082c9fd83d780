"""The course of a call as a line in time: what was on which day, and what is still ahead."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.alphabet import alphabetical

from .announcement import deadline


@dataclass(frozen=True)
class Moment:
    """One point of the line; `when` is its day in words."""

    day: date
    when: str
    title: str
    note: str = ""
    is_ahead: bool = False


def course_of(call, answers, now) -> list[Moment]:
    """The known days of a call, earliest first; a result that is published needs no promise."""
    today = timezone.localdate(now)
    titles = {}
    for each in answers.results:
        day = timezone.localdate(each.published_at)
        titles.setdefault(day, []).append(answers.pages[each.network_id].title)
    moments = [
        *([moment(call.opens, _("Początek naboru"), today)] if call.opens else []),
        *(
            [moment(call.closes, _("Koniec naboru"), today, when=deadline(call))]
            if call.closes
            else []
        ),
        *(
            [moment(call.results_on, _("Wyniki"), today, when=until(call.results_on))]
            if call.results_on and not titles
            else []
        ),
        *(
            moment(day, _("Wyniki"), today, note=", ".join(sorted(names, key=alphabetical)))
            for day, names in titles.items()
        ),
    ]
    return sorted(moments, key=lambda each: each.day)


def moment(day, title, today, *, when="", note=""):
    return Moment(day, when or in_words(day), title, note, is_ahead=day > today)


def in_words(day):
    return date_format(day, "j E Y")


def until(day):
    return _("do %(date)s") % {"date": in_words(day)}
