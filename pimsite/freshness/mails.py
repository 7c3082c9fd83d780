"""Mails to a city: the yearly question about its practices, and what became of a wish."""

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.mailing import absolute

from . import tokens
from .views import ANSWERS

HEADERS = {"Auto-Submitted": "auto-generated"}


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
        headers=HEADERS,
    )
    message.attach_alternative(
        render_to_string("freshness/question_mail.html", context), "text/html"
    )
    return message


def decided(withdrawal, to):
    """Tells a city what the secretariat did with its wish to withdraw a practice."""
    practice = withdrawal.practice
    subject = _("Wycofano: „%(title)s”") if withdrawal.accepted else _("Zostaje: „%(title)s”")
    context = {
        "withdrawal": withdrawal,
        "url": absolute(practice.url),
        "edit_url": absolute(reverse("wagtailadmin_pages:edit", args=[practice.pk])),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    return EmailMessage(
        " ".join((subject % {"title": practice.title}).split()),
        render_to_string("freshness/decided.txt", context),
        to=to,
        headers=HEADERS,
    )


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
