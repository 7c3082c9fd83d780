"""Facts in the words of a reader, for templates."""

from django import template

from knowledge.listing import practice_entry
from knowledge.wording import partial_date, rounded, years

register = template.Library()
register.filter("partial_date", partial_date)
register.filter("years", years)
register.filter("rounded", rounded)
register.filter("entry", practice_entry)
