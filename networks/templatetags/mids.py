"""MIDs beside the city that they belong to."""

from django import template

from ..related import mids_of

register = template.Library()


@register.inclusion_tag("components/mids.html", takes_context=True)
def mids(context, city):
    """A section with the MIDs of this city, if there are any."""
    return {"mids": mids_of(city, context["request"].user)}
