"""The yearly question to a city: one mail about all its practices whose time has come."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from search.following import absolute

from . import tokens
from .views import ANSWERS


def question(city, asked, recipients):
    """Asks about these practices; those who get it may answer without an account."""
    context = {
        "city": city,
        "is_office": recipients.are_office,
        "items": [_item(each) for each in asked],
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    message = EmailMultiAlternatives(
        _subject(city, len(asked)),
        render_to_string("freshness/question.txt", context),
        to=recipients.addresses,
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(
        render_to_string("freshness/question_mail.html", context), "text/html"
    )
    return message


def _subject(city, number):
    said = ngettext("Czy ten opis jest nadal aktualny?", "Czy te opisy są nadal aktualne?", number)
    return " ".join(f"{said} {city.title}".split())


def _item(asked):
    token = tokens.question(asked.practice, asked.asked_at)
    links = [
        (label, absolute(reverse("freshness_answer", args=[token, answer])))
        for answer, label in ANSWERS.items()
    ]
    return {
        "practice": asked.practice,
        "url": absolute(asked.practice.url),
        "links": links,
        "again": asked.again,
    }
