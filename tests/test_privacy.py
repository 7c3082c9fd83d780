"""The privacy text says what the code does: spans of time, cookies, what the log keeps."""

import pytest
from django.conf import settings

from pimsite.accounts import inviting
from pimsite.accounts.models import confirmations
from pimsite.deleted.models import KEPT
from search.alerts.models import KEPT_UNCONFIRMED
from tests.factories import make_home, make_practice

TEXT = (settings.BASE_DIR / "pimsite/demo/texts/prywatnosc.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    [
        f"Link działa {inviting.LIFETIME.days} dni",
        f"przez {confirmations.GRACE.days} dni od corocznego pytania",
        f"leży jeszcze {KEPT.days} dni",
        f"kasujemy po {settings.SEARCH_COUNT_MONTHS} miesiącach",
        f"bez potwierdzenia usuwamy po {KEPT_UNCONFIRMED.days} dniach",
    ],
)
def test_spans_of_time_are_those_of_the_code(said):
    assert said in TEXT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "cookies"),
    [
        ("/", set()),
        ("/szukaj/?q=rower", set()),
        ("/szukaj/powiadom/?q=rower", set()),
        ("/praktyki/", set()),
        ("/konto/logowanie/", {"csrftoken"}),
        ("/konto/prosba/", {"csrftoken"}),
    ],
)
def test_cookies_are_set_by_forms_about_accounts_only(client, path, cookies):
    make_home()
    make_practice("Rower cargo")
    assert set(client.get(path).cookies) == cookies
