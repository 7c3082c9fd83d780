"""Every phrase of the admin has its Polish: Wagtail's own or, first, ours in pimsite/locale.

After an upgrade of Wagtail this names the phrases that are new.
"""

import json
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from tests.factories import make_practice, make_user

OURS = Path(apps.get_app_config("pimsite").path)
SPEAKERS = [
    Path(app.path)
    for app in apps.get_app_configs()
    if app.name.partition(".")[0] in {"wagtail", "modelcluster", "taggit"}
]
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]*>")
NUMBERS = (1, 3, 5)  # each takes another of the three forms

# A translation may leave these out: the name of a model has a case and a gender that a phrase
# cannot know, the name of the site is on the page already, and the guide is in English.
MAY_GO = {"%(model_name)s", "%(site_name)s", "%(guide_link)s"}
ENGLISH = (
    "Go to the first error",
    "Images",
    "Documents",
    "created in",
    "Readability",
    "Schedule to publish",
    "Toggle",
    "Keyboard shortcuts",
    "Checks",
)


def po(app, language, domain):
    """The messages of one catalogue by context and (singular) msgid; none if it has no file."""
    path = app / "locale" / language / f"LC_MESSAGES/{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = [message for message in read_po(file, locale=language) if message.id]
    return {(message.context, forms(message.id)[0]): message for message in messages}


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def is_translated(source, message):
    same_kind = message is not None and isinstance(message.id, tuple) == bool(source.pluralizable)
    return same_kind and not message.fuzzy and all(forms(message.string))


def spoken(catalogue):
    """What gettext answers: a catalogue's translations by context, msgid and plural."""
    return {
        (message.context, *forms(message.id)): forms(message.string)
        for message in catalogue.values()
    }


@pytest.fixture(scope="module", params=DOMAINS)
def domain(request):
    return request.param


@pytest.fixture(scope="module")
def ours(domain):
    return po(OURS, "pl", domain)


@pytest.fixture(scope="module")
def sources(domain):
    return [(key, source) for app in SPEAKERS for key, source in po(app, "en", domain).items()]


def test_every_phrase_is_translated(domain, ours, sources):
    catalogues = [ours, *(po(app, "pl", domain) for app in SPEAKERS)]
    missing = [
        key
        for key, source in sources
        if not any(is_translated(source, catalogue.get(key)) for catalogue in catalogues)
    ]
    assert missing == []


def test_translation_has_the_placeholders_of_its_source(ours):
    wrong = []
    for message in ours.values():
        source = set(PLACEHOLDER.findall(" ".join(forms(message.id))))
        singular = set(PLACEHOLDER.findall(forms(message.id)[0]))
        for index, text in enumerate(forms(message.string)):
            found = set(PLACEHOLDER.findall(text))
            needed = source if index else singular
            if found - source or needed - found - MAY_GO:
                wrong.append(text)
    assert wrong == []


def test_translation_has_no_tag_that_its_source_has_not(ours):
    wrong = [
        text
        for message in ours.values()
        for text in forms(message.string)
        if set(TAG.findall(text)) - set(TAG.findall(forms(message.id)[0]))
    ]
    assert wrong == []


def test_phrase_that_counts_has_three_forms(ours):
    counted = [message for message in ours.values() if message.pluralizable]
    assert [message.id for message in counted if len(message.string) != 3] == []


def test_compiled_catalogue_is_the_written_one(domain, ours):
    with (OURS / f"locale/pl/LC_MESSAGES/{domain}.mo").open("rb") as file:
        compiled = GNUTranslations(file)._catalog  # the only way to see that there is no more
    header, texts = compiled.pop(""), {}
    for key, text in compiled.items():
        texts.setdefault(key[0] if isinstance(key, tuple) else key, []).append(text)
    written = {
        "\x04".join(filter(None, key)): list(forms(message.string)) for key, message in ours.items()
    }
    assert "nplurals=3" in header
    assert texts == written, f"pybabel compile -D {domain} -d pimsite/locale -l pl"


def said(context, singular, plural=None):
    """What Django says today, all catalogues together."""
    if plural is None:
        return (pgettext(context, singular) if context else gettext(singular),)
    if context:
        return tuple(npgettext(context, singular, plural, number) for number in NUMBERS)
    return tuple(ngettext(singular, plural, number) for number in NUMBERS)


def test_our_words_stand_before_those_of_wagtail():
    written = spoken(po(OURS, "pl", "django"))
    assert {key: said(*key) for key in written} == written


@pytest.mark.django_db
def test_the_browser_gets_our_words_too(client):
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    served = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", script, re.DOTALL)[1])
    for (_context, singular), message in po(OURS, "pl", "djangojs").items():
        texts = served[singular]
        assert tuple(texts if message.pluralizable else [texts]) == forms(message.string)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["dashboard", "explorer", "editor", "account", "pictures"])
def test_admin_shows_no_english(client, page):
    practice = make_practice()
    client.force_login(make_user("admin", is_superuser=True))
    address = {
        "dashboard": reverse("wagtailadmin_home"),
        "explorer": reverse("wagtailadmin_explore", args=[practice.get_parent().pk]),
        "editor": reverse("wagtailadmin_pages:edit", args=[practice.pk]),
        "account": reverse("wagtailadmin_account"),
        "pictures": reverse("wagtailimages:index"),
    }[page]
    response = client.get(address)
    assert response.status_code == 200
    text = strip_tags(response.content.decode())
    assert [phrase for phrase in ENGLISH if phrase in text] == []
