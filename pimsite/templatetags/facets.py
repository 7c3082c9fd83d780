"""Which values of a filter stand in view, and which are folded away until asked for."""

from django import template

register = template.Library()

FEW = 8  # a filter this short is shown whole
IN_VIEW = 6


@register.filter
def folded(facet):
    """The chosen and the fullest values in view, the rest folded, both in their own order."""
    if len(facet.choices) <= FEW:
        return {"shown": facet.choices, "folded": []}
    fullest = sorted(facet.choices, key=lambda choice: -choice.count)[:IN_VIEW]
    in_view = {choice.value for choice in fullest}
    parts = {"shown": [], "folded": []}
    for choice in facet.choices:
        part = "shown" if choice.selected or choice.value in in_view else "folded"
        parts[part].append(choice)
    return parts
