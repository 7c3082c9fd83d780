"""Recommendations beside the page that they belong to."""

from django import template

from .. import related

register = template.Library()


@register.simple_tag(takes_context=True)
def recommendations_of(context, page):
    """The recommendations of this network, partnership or city that the reader may see."""
    return related.recommendations_of(page, context["request"].user)
