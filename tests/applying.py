"""Calls that take applications, and what cities write in answer."""

import csv
from datetime import timedelta
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from networks.applying.completing import field_name
from networks.applying.models import Application
from networks.models import CallCriterion, CallNetwork, CallPage, CallQuestion

from .factories import add, make_call_index, make_city, make_network

PDF = b"%PDF-1.7 regulamin"
QUESTIONS = ("Dlaczego chcecie dołączyć?", "Co wnosicie?")
CRITERIA = (("Problem", 2), ("Zespół", 1))


def make_open_call(title="Nabór 2026", *, networks=None, days=7, **fields):
    """A live call with two questions and two criteria, which closes in so many days."""
    today = timezone.localdate()
    dates = {"opens": today - timedelta(days=30), "closes": today + timedelta(days=days)}
    call = CallPage(title=title, **{**dates, **fields})
    for network in [make_network()] if networks is None else networks:
        call.network_choices.add(CallNetwork(network=network))
    for text in QUESTIONS:
        call.questions.add(CallQuestion(text=text))
    for name, weight in CRITERIA:
        call.criteria.add(CallCriterion(name=name, weight=weight))
    return add(make_call_index(), call)


def make_application(call=None, *, city=None, network=None, submitted=True, **fields):
    """An application with all answers; submitted unless told otherwise."""
    call = call or CallPage.objects.first() or make_open_call()
    network = network or call.network_choices.first().network
    city = city or make_city()
    if submitted:
        number = Application.objects.numbered().count() + 1
        moment = {"year": 2026, "sequence": number, "submitted_at": timezone.now()}
        fields = {"state": Application.State.SUBMITTED, **moment, **fields}
    contact = {"contact_name": "Biuro Rozwoju", "contact_email": "rozwoj@miasto.example"}
    fields = {**contact, "contact_phone": "22 000 00 00", "mayor_agrees": True, **fields}
    application = Application.objects.create(call=call, network=network, city=city, **fields)
    for question in call.questions.all():
        application.answers.create(key=question.key, text="Chcemy się uczyć.")
    return application


def application_form(application, **fields):
    """The form of an application as the browser posts it, with all answers."""
    answers = {
        field_name(question): f"Odpowiedź na: {question.text}"
        for question in application.call.questions.all()
    }
    return {
        "version": application.version,
        **answers,
        "contact_name": "Biuro Rozwoju",
        "contact_email": "rozwoj@miasto.example",
        "contact_phone": "",
        "mayor_agrees": "on",
        "calosc": "1",
        **fields,
    }


def one_url(application, name="one"):
    return reverse(f"applications:{name}", args=[application.pk])


def close(call):
    """The deadline passes."""
    yesterday = timezone.localdate() - timedelta(days=1)
    CallPage.objects.filter(pk=call.pk).update(closes=yesterday)


def pdf(name="zgoda.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def told(response):
    return [str(message) for message in response.context["messages"]]


def results(client, call, query=""):
    """The page of the figures of a call."""
    return client.get(f"{call.url}wyniki/{query}")


def table(client, call):
    """The same figures as a file."""
    return client.get(f"{call.url}wyniki/tabela/")


def read(response):
    """The rows of the file, without their heading."""
    _head, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    return rows
