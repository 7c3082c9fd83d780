"""Lets the page of results offer its feed and its alerts."""

from django import template

from search.following import Following

register = template.Library()


@register.simple_tag
def following(results):
    """The search on this page as something to follow."""
    return Following(results)
