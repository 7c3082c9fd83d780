"""Polish typography: no lonely one-letter words, thousands with a narrow space."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"
# In text between tags only: one-letter words, and a number before its unit or month.
LONELY = re.compile(r"(?<![\w&-])([aiouwzAIOUWZ])\s+(?=[\w„(]|$)")
MONTHS = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada"
    "|grudnia"
)
UNIT = re.compile(rf"(?<=\d)\s+(?=%|(?:zł|tys|mln|mld|proc|km|ha|r|lat|m|{MONTHS})\b)")


@register.filter(is_safe=True)
def sierotki(text):
    """Tie one-letter words to the next word, and numbers to their units."""
    escaped = conditional_escape(text)
    parts = re.split(r"(<[^>]*>)", escaped)
    tied = (part if part.startswith("<") else tie(part) for part in parts)
    return mark_safe("".join(tied))  # every part was escaped above or came safe


def tie(text):
    return UNIT.sub(NBSP, LONELY.sub(rf"\1{NBSP}", text))


@register.filter
def thousands(number):
    """1500 as 1 500; unknown stays empty."""
    return "" if number is None else f"{number:,}".replace(",", NBSP)
