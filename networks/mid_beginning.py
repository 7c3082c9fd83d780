"""Beginning a MID: one for a city in each of its networks, however many people press at once."""

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.permissions import page_permission_policy

from .mid_forms import held, other_mid


def owing():
    """Memberships that owe a MID: present ones in networks that run."""
    membership = apps.get_model("networks", "Membership")
    rows = membership.objects.filter(
        end="",
        role__in=membership.OWING,
        network__live=True,
        network__state=apps.get_model("networks", "NetworkPage").State.ACTIVE,
    )
    return rows.select_related("city", "network").order_by("network__title", "city__title", "pk")


def owing_to(user):
    """Those whose MID this person may begin: for the own city, or in a network that one leads."""
    places = page_permission_policy.instances_user_has_permission_for(user, "add").values("pk")
    return owing().filter(Q(city__in=places) | Q(network__in=places))


def unbegun(memberships):
    """Those whose city has no MID there, not even in a draft; a city with two roles once."""
    rows = list(memberships)
    mids = apps.get_model("networks", "MidPage").objects.filter(
        network__in={row.network_id for row in rows}
    )
    named = mids.annotate(newest=F("latest_revision__content__city"))
    taken = {
        (network, city)
        for network, *cities in named.values_list("network", "city", "newest")
        for city in cities
    }
    first = {}
    for row in rows:
        if (row.network_id, row.city_id) not in taken:
            first.setdefault((row.network_id, row.city_id), row)
    return list(first.values())


def beginnings(network, user):
    """The memberships of one network whose MID this person may begin, by city."""
    if not user.is_authenticated:
        return {}
    return {row.city_id: row.pk for row in unbegun(owing_to(user).filter(network=network))}


@transaction.atomic
def begin(membership, user):
    """The city's MID in the network, and whether it was made just now."""
    network = held(membership.network).specific
    city = membership.city
    model = apps.get_model("networks", "MidPage")
    other = other_mid(model(), city, network)
    if other is not None:
        return other, False
    mid = model(
        title=_("Miejska Inicjatywa Działań: %(city)s") % {"city": city.title},
        slug=find_available_slug(network, f"mid-{city.slug}"),
        city=city,
        owner=user,
        live=False,
    )
    network.add_child(instance=mid)
    mid.save_revision(user=user)
    return mid, True
