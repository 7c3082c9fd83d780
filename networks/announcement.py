"""What a call tells a city that thinks of applying."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.alphabet import alphabetical
from knowledge.querysets import visible_to

NBSP = "\xa0"


def announced(call, user):
    """Networks, questions, criteria and the time that is left, as the page of a call shows them."""
    now = timezone.now()
    choices = list(call.network_choices.select_related("network"))
    readable = visible_to(user).filter(pk__in=[choice.network_id for choice in choices])
    readable = set(readable.values_list("pk", flat=True))
    return {
        "networks": [(choice.network, choice.network_id in readable) for choice in choices],
        "chosen": chosen(call, user) if call.pk and choices else [],
        "is_open": call.is_open_at(now),
        "is_ahead": bool(call.opens) and now < call.opens_at,
        "time_left": time_left(call, now),
        "most_points": sum(
            criterion.weight * criterion.points for criterion in call.criteria.all()
        ),
    }


def chosen(call, user):
    """Who was chosen, by network, where the result is published: city, role, whether readable."""
    published = call.compositions.select_related("network").order_by("network__title")
    networks = {each.network_id: each.network.title for each in published}
    accepted = call.applications.won().select_related("city", "decision").order_by()
    readable = visible_to(user).filter(pk__in=accepted.values("city"))
    readable = set(readable.values_list("pk", flat=True))
    return [
        (
            title,
            [
                (each.city, each.decision.get_role_display(), each.city_id in readable)
                for each in sorted(accepted, key=leader_first)
                if each.network_id == network
            ],
        )
        for network, title in networks.items()
    ]


def leader_first(application):
    """Roles in order, and cities of one role as in a dictionary."""
    return application.decision.role, alphabetical(application.city.title)


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
