"""The form of a MID in the admin."""

from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from networks.models import MidPage

CHILDREN = [relation.get_accessor_name() for relation in get_all_child_relations(MidPage)]


def mid_form(city, *, rows=None, **fields):
    """The form of a MID as the browser posts it."""
    values = {"title": "Ulica szkolna", "slug": "ulica", "lead": "", "tags": "", **fields}
    values |= {"city": city.pk if city else "", "body": streamfield([])}
    values |= {"challenge": rich_text("<p>Ciasno.</p>"), "diagnosis": rich_text("")}
    values |= {"aim": rich_text("")}
    values |= {name: inline_formset((rows or {}).get(name, [])) for name in CHILDREN}
    return nested_form_data(values)


def add_url(network):
    return reverse("wagtailadmin_pages:add", args=["networks", "midpage", network.pk])
