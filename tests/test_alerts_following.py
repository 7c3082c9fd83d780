"""Following a search without an account: who is asked, what is kept."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from search.models import SavedSearch

from .factories import hide, make_city, make_practice, make_user
from .following import ADDRESS, FORM, _site, age, ask, follow, link

__all__ = ["_site", "ask"]  # fixtures
pytestmark = pytest.mark.django_db


def test_reader_follows_after_confirming_and_a_scanner_does_not(client, ask):
    response = ask(follow=True)
    assert response["Location"] == "/szukaj/powiadom/wyslano/"
    saved = SavedSearch.objects.get()
    assert (saved.email, saved.query) == ("biuro@miasto.pl", "q=smog")
    assert mail.outbox[0].to == ["biuro@miasto.pl"]
    assert "Nowe w bibliotece: smog" in mail.outbox[0].body

    page = client.get(link("potwierdz"))
    client.head(link("potwierdz"))
    assert 'method="post"' in page.text
    assert page["Cache-Control"].startswith("max-age=0")
    saved.refresh_from_db()
    assert saved.confirmed_at is None

    assert "Gotowe." in client.post(link("potwierdz")).text
    saved.refresh_from_db()
    assert saved.confirmed_at == saved.sent_until == saved.checked_at

    client.post(link("potwierdz"))
    assert SavedSearch.objects.get().confirmed_at == saved.confirmed_at


@pytest.mark.parametrize("name", ["potwierdz", "wypisz"])
def test_forged_link_does_nothing(client, ask, name):
    follow(client, ask)
    for token in (link(name).split("/")[3] + "x", "x", "a:b:c", "%00"):
        assert client.post(f"/powiadomienia/{name}/{token}/").status_code == 404
    assert client.post(link("wypisz").replace("wypisz", "potwierdz")).status_code == 404
    assert client.post(link("potwierdz").replace("potwierdz", "wypisz")).status_code == 404
    assert SavedSearch.objects.count() == 1


def test_confirmation_expires_with_what_it_would_confirm(client, ask, monkeypatch):
    ask()
    path = link("potwierdz")
    age(days=8)
    later = timezone.now().timestamp() + 8 * 24 * 3600
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: later)
        assert client.post(path).status_code == 404
    call_command("send_alerts")
    assert not SavedSearch.objects.exists()
    assert client.get(path).status_code == 404


def test_confirmed_search_is_not_forgotten(client, ask):
    follow(client, ask)
    age(days=80)
    call_command("send_alerts")
    assert SavedSearch.objects.count() == 1


def test_address_stands_in_no_link_and_no_page(client, ask):
    responses = [ask(follow=True), client.get("/szukaj/powiadom/wyslano/")]
    responses += [client.get(link(name)) for name in ("potwierdz", "wypisz")]
    assert not [page for page in responses if "miasto.pl" in page.text]
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert len(links) == 2
    assert "miasto" not in "".join(links)


def test_same_answer_whether_the_address_follows_or_not(client, ask):
    first = ask(email="nowy@miasto.pl")
    follow(client, ask)
    age(hours=2)
    mails = len(mail.outbox)
    again = ask()
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])
    assert len(mail.outbox) == mails + 1
    assert mail.outbox[-1].subject == mail.outbox[0].subject
    assert SavedSearch.objects.filter(email="biuro@miasto.pl").count() == 1


def test_how_often_changes_only_through_the_mail(client, ask):
    follow(client, ask)
    age(hours=2)
    ask(czestotliwosc="codziennie")
    assert SavedSearch.objects.get().frequency == "co-tydzien"
    client.post(link("potwierdz"))
    assert SavedSearch.objects.get().frequency == "codziennie"


def test_reader_gets_no_cookie(client, ask):
    client.get(FORM)
    ask(follow=True)
    client.get(link("potwierdz"))
    client.post(link("potwierdz"))
    client.get(link("wypisz"))
    assert not client.cookies


def test_equal_searches_are_one(client, ask):
    make_practice("Rower", city=make_city(voivodeship="pomorskie"))
    ask("/szukaj/powiadom/?woj=pomorskie&q=rower&sort=najnowsze&strona=3&obce=1")
    age(hours=2)
    ask("/szukaj/powiadom/?q=+rower+&woj=pomorskie&woj=pomorskie&rodzaj=")
    assert SavedSearch.objects.get().query == "q=rower&woj=pomorskie"
    assert len(mail.outbox) == 2


class TestLimits:
    """Somebody else's address in the form must not become a nuisance."""

    def test_one_search_is_mailed_once_an_hour(self, ask):
        assert ask().status_code == ask().status_code == 302
        assert len(mail.outbox) == 1

    def test_three_an_hour_and_ten_a_day(self, ask):
        for hour in range(5):
            for number in range(4):
                assert ask(f"/szukaj/powiadom/?q=rower+{hour}+{number}").status_code == 302
            assert len(mail.outbox) == min(3 * (hour + 1), 10 if hour > 2 else 99)
            age(hours=2)
        assert SavedSearch.objects.count() == 10
        ask(email="inny@miasto.pl")
        assert mail.outbox[-1].to == ["inny@miasto.pl"]

    def test_whole_site_has_a_limit(self, ask, monkeypatch):
        monkeypatch.setattr("search.alerts.asking.PER_SITE", 2)
        for number in range(4):
            assert ask(email=f"urzad{number}@miasto.pl").status_code == 302
        assert len(mail.outbox) == 2

    def test_twenty_searches_are_enough(self, client, ask):
        now = timezone.now()
        followed = {"confirmed_at": now, "checked_at": now, "sent_until": now}
        for number in range(20):
            SavedSearch.objects.create(
                email="biuro@miasto.pl",
                query=f"q={number}",
                asked_at=now - timedelta(days=9),
                **followed,
            )
        ask()
        path = link("potwierdz")
        assert "20" in client.post(path).text
        assert SavedSearch.objects.confirmed().count() == 20
        SavedSearch.objects.filter(query="q=7").delete()
        assert "Gotowe." in client.post(path).text
        assert SavedSearch.objects.confirmed().count() == 20

    def test_program_that_fills_in_everything_gets_the_same_answer(self, ask):
        assert ask(www="https://example.org").status_code == 302
        assert not mail.outbox
        assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"email": ""}, "Podaj pełny adres"),
        ({"email": "biuro@"}, "Podaj pełny adres"),
        ({"email": "a@b.pl\nBcc: c@d.pl"}, "Podaj pełny adres"),
        ({"email": "a\x00@b.pl"}, "field__err"),
        ({"email": "a" * 255 + "@b.pl"}, "field__err"),
        ({"czestotliwosc": "co-minute"}, "Wybierz jedną"),
    ],
)
def test_bad_input_is_explained_and_kept(ask, fields, message):
    response = ask(**fields)
    assert response.status_code == 200
    assert message in response.text
    assert "<title>Błąd:" in response.text
    assert "Nowe w bibliotece: smog" in response.text.replace("\xa0", " ")
    if "email" not in fields:
        assert ADDRESS in response.text
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "query_string",
    [
        "temat=nie-ma",
        f"q={'a' * 201}",
        "q=kup+na+sklep.example.com",
        "q=http://x",
        "q=pisz+na+a@b.pl",
        f"q={'ż' * 200}&tag=" + "&tag=".join(f"tag-{number}" for number in range(99)),
    ],
)
def test_some_searches_cannot_be_followed(ask, query_string):
    response = ask(f"/szukaj/powiadom/?{query_string}")
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    assert not SavedSearch.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("query", ["PM2.5", "ul. Polna", "P+R", "społeczno-gospodarczy", "2,5 m."])
def test_ordinary_signs_can_be_followed(ask, query):
    assert ask(f"/szukaj/powiadom/?{'q=' + query.replace('+', '%2B')}").status_code == 302


def test_member_follows_what_visitors_may_read(client, ask):
    closed = make_city("Żory")
    make_practice("Kanarek", city=closed, tags=["sekret"])
    hide(closed)
    client.force_login(make_user("szef", is_superuser=True))
    assert ask("/szukaj/powiadom/?tag=sekret").status_code == 400


def test_silent_mail_server_lets_the_reader_try_again(ask, settings):
    settings.EMAIL_BACKEND = "tests.mailing.Refusing"
    assert ask().status_code == 302
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    ask()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/szukaj/?q=smog&strona=2", "/szukaj/powiadom/?q=smog"),
        ("/praktyki/", "/szukaj/powiadom/?rodzaj=praktyka"),
        ("/szukaj/", "/szukaj/powiadom/"),
    ],
)
def test_results_offer_the_form(client, page, form):
    make_practice("Smog nad miastem")
    text = client.get(page).text
    assert f'href="{form}"' in text
    assert client.get(form).status_code == 200
