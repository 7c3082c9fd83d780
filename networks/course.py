"""The course of a call as a line in time: what was on which day, and what is still ahead."""

from collections import defaultdict
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
    """The known days of a call, earliest first."""
    moments = moments_of(call, answers, timezone.localdate(now))
    return sorted(moments, key=lambda each: each.day)


def moments_of(call, answers, today):
    """Beginning, end and results; results that are published need no promise."""
    if call.opens:
        yield moment(call.opens, _("Początek naboru"), today)
    if call.closes:
        yield moment(call.closes, _("Koniec naboru"), today, when=deadline(call))
    if call.results_on and not answers.results:
        until = _("do %(date)s") % {"date": in_words(call.results_on)}
        yield moment(call.results_on, _("Wyniki"), today, when=until)
    networks = defaultdict(list)
    for each in answers.results:
        day = timezone.localdate(each.published_at)
        networks[day].append(answers.pages[each.network_id].title)
    for day, titles in networks.items():
        yield moment(day, _("Wyniki"), today, note=", ".join(sorted(titles, key=alphabetical)))


def moment(day, title, today, *, when="", note=""):
    return Moment(day, when or in_words(day), title, note, is_ahead=day > today)


def in_words(day):
    return date_format(day, "j E Y")
