"""What a city won, beside the networks that it is in."""

from django import template

from .. import related

register = template.Library()


@register.simple_tag(takes_context=True)
def won_by(context, city):
    """The applications of this city that a published result chose."""
    return related.won_by(city, context["request"].user)
