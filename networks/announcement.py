"""What a call tells a city that thinks of applying."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\xa0"


def announced(call, answers):
    """Networks, questions, criteria and the time that is left, as the page of a call shows them."""
    now = timezone.now()
    readable = answers.readable_networks()
    criteria = list(call.criteria.all())
    return {
        "networks": [(network, network.pk in readable) for network in answers.networks],
        "chosen": answers.chosen(),
        "is_open": call.is_open_at(now),
        "is_ahead": bool(call.opens) and now < call.opens_at,
        "time_left": time_left(call, now),
        "questions": list(call.questions.all()),
        "criteria": criteria,
        "most_points": sum(criterion.weight * criterion.points for criterion in criteria),
    }


def time_left(call, now) -> str:
    """Until when applications are taken, and how many days that is."""
    if not call.is_open_at(now):
        return ""
    days = (call.closes - timezone.localdate(now)).days
    if not days:
        left = _("dziś ostatni dzień")
    else:
        left = ngettext("został %(days)s dzień", "zostało %(days)s dni", days) % {"days": days}
    return _("do %(moment)s, %(left)s") % {"moment": deadline(call), "left": left}


def deadline(call) -> str:
    """The end of a call as people say it: with the hour, when it is not the end of a day."""
    day = date_format(call.closes, "j E Y").replace(" ", NBSP)
    if not call.closes_time:
        return day
    hour = call.closes_time.strftime("%-H.%M")
    return _("%(day)s, godz.%(space)s%(hour)s") % {"day": day, "hour": hour, "space": NBSP}
