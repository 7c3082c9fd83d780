"""What stands near a practice, for its page."""

from django import template

from search.similar import similar_practices

register = template.Library()


@register.inclusion_tag("search/_similar.html", takes_context=True)
def similar(context, practice):
    """Practices like this one that the reader may see."""
    return {"hits": similar_practices(practice, context["request"].user)}
