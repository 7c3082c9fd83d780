"""Recommendations beside the page that they belong to."""

from django import template

from ..related import recommendations_of

register = template.Library()


@register.inclusion_tag("components/recommendations.html", takes_context=True)
def recommendations(context, page):
    """A section with the recommendations of this network, partnership or city, if there are any."""
    return {"rows": recommendations_of(page, context["request"].user)}
