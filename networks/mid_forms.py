"""Refuses a MID of a city that is no member, and a second one of a city in a network."""

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from knowledge.forms import LibraryPageForm
from knowledge.models import CityPage

NOT_YOURS = gettext_lazy("Miasto zmienia osoba, która prowadzi sieć, albo Sekretariat.")
NO_MEMBER = gettext_lazy(
    "To miasto nie należy do tej sieci. Członków wpisuje się na stronie sieci."
)


class MidForm(LibraryPageForm):
    """The form of a MID; it offers the members of the network."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "city" in self.fields:
            self.offer_cities(self.fields["city"])

    def offer_cities(self, field):
        """A member for who may place MIDs; to the city itself it is given."""
        rights = (
            self.for_user and self.instance.pk and self.instance.permissions_for_user(self.for_user)
        )
        if rights and not rights.may_place():
            field.disabled = True
            field.help_text = NOT_YOURS
            field.queryset = CityPage.objects.filter(pk=self.instance.city_id)
        else:
            field.queryset = members_of(self.parent_page)
            field.error_messages["invalid_choice"] = NO_MEMBER

    def clean(self):
        cleaned = super().clean()
        if city := cleaned.get("city"):
            held(self.parent_page)
            if other := other_mid(self.instance, city, self.parent_page):
                self.add_error("city", second_mid(city, other))
        return cleaned


class MidCopyForm(CopyForm):
    """Copies a MID only to where the city is a member and has none."""

    def clean(self):
        cleaned = super().clean()
        target = cleaned.get("new_parent_page") or self.page.get_parent()
        if reason := misplaced(self.page.specific, target, is_new=True):
            self.add_error("new_parent_page", reason)
        return cleaned


def held(network):
    """The network, below which nobody else makes a MID until the transaction ends."""
    return Page.objects.select_for_update().get(pk=network.pk)


def members_of(network):
    """Cities that are or were in the network, by name."""
    return CityPage.objects.filter(memberships__network=network.pk).distinct().order_by("title")


def misplaced(mid, network, *, is_new=False) -> str:
    """Why the MID may not stand below this network; empty when it may."""
    if mid.city is None:
        return ""
    if not members_of(network).filter(pk=mid.city_id).exists():
        return str(NO_MEMBER)
    other = other_mid(type(mid)() if is_new else mid, mid.city, network)
    return second_mid(mid.city, other) if other else ""


def other_mid(mid, city, network):
    """The MID that the city has there besides, by what readers see or by the newest draft."""
    named = Q(city=city.pk) | Q(latest_revision__content__city=city.pk)
    mids = apps.get_model("networks", "MidPage").objects.child_of(network)
    return mids.filter(named).exclude(pk=mid.pk).first()


def second_mid(city, other) -> str:
    """Why there is no second one, and where to write instead."""
    return _("%(city)s ma już w tej sieci MID: „%(title)s”. Popraw tamtą.") % {
        "city": city.title,
        "title": other.draft_title or other.title,
    }
