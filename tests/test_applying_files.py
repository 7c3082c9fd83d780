"""Files of an application: checked, private, and never the end of a text."""

import pytest
from django.urls import reverse

from networks.applying.completing import field_name
from networks.applying.models import ApplicationFile

from .applying import PDF, application_form, make_application, make_open_call, one_url, pdf, told
from .editing import standing_team, team

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(team):
    return make_open_call()


@pytest.fixture
def gdynia(client, team):
    """An editor of Gdynia, signed in."""
    client.force_login(team[1]["gdynia"])
    return team[1]["gdynia"]


@pytest.fixture
def draft(call, team):
    return make_application(call, city=team[0]["gdynia"], submitted=False)


def test_upload_that_breaks_half_way_costs_no_text(client, gdynia, draft):
    """The body ends inside the file; the last field never came."""
    body = (
        f'--b\r\nContent-Disposition: form-data; name="version"\r\n\r\n{draft.version}\r\n'
        '--b\r\nContent-Disposition: form-data; name="contact_name"\r\n\r\nBiuro Miasta\r\n'
        '--b\r\nContent-Disposition: form-data; name="teksty"\r\n\r\n1\r\n'
        '--b\r\nContent-Disposition: form-data; name="pliki"; filename="zgoda.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-1.7 polo"
    )
    response = client.generic(
        "POST", one_url(draft), body, content_type="multipart/form-data; boundary=b"
    )
    page = client.get(response.url)
    assert any("Połączenie urwało się" in text for text in told(page))
    draft.refresh_from_db()
    assert draft.contact_name == "Biuro Miasta"
    assert draft.mayor_agrees
    assert draft.answers.filter(text="Chcemy się uczyć.").count() == 2
    assert draft.files.count() == 0


def test_text_that_was_cut_off_does_not_replace_the_saved_one(client, gdynia, draft):
    first = draft.call.questions.first()
    body = (
        f'--b\r\nContent-Disposition: form-data; name="version"\r\n\r\n{draft.version}\r\n'
        f'--b\r\nContent-Disposition: form-data; name="{field_name(first)}"\r\n\r\nChce'
    )
    client.generic("POST", one_url(draft), body, content_type="multipart/form-data; boundary=b")
    assert draft.answers.get(key=first.key).text == "Chcemy się uczyć."


def test_disk_that_fails_costs_the_file_only(client, gdynia, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    form = application_form(draft, contact_name="Biuro Miasta", pliki=pdf())
    response = client.post(one_url(draft), form, follow=True)
    assert any("Pliku nie udało się zapisać" in text for text in told(response))
    draft.refresh_from_db()
    assert draft.contact_name == "Biuro Miasta"
    assert draft.files.count() == 0


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (pdf(content=b"to nie jest PDF"), "To nie jest plik PDF"),
        (pdf("program.exe"), "Takich plików nie przyjmujemy"),
        (pdf("pusty.pdf", b""), "pust"),
    ],
)
def test_file_that_is_refused_costs_neither_text_nor_other_files(
    client, gdynia, draft, file, reason
):
    form = application_form(draft, contact_name="x" * 201, pliki=[file, pdf("dobry.pdf")])
    response = client.post(one_url(draft), form)
    assert any(reason in text for text in told(response))
    assert "x" * 201 in response.text
    assert [each.name for each in draft.files.all()] == ["dobry.pdf"]


def test_file_too_large_is_refused(client, gdynia, draft, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
    response = client.post(one_url(draft), application_form(draft, pliki=pdf()), follow=True)
    assert any("Plik jest za duży" in text for text in told(response))
    assert draft.files.count() == 0


def test_file_is_kept_without_public_address_and_can_be_removed(
    client, gdynia, draft, django_capture_on_commit_callbacks
):
    client.post(one_url(draft), application_form(draft, pliki=pdf()))
    file = ApplicationFile.objects.get()
    response = client.get(reverse("applications:file", args=[file.pk]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="zgoda.pdf"'
    assert client.get(f"/media/{file.file.name}").status_code == 404
    assert "zgoda" not in file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("applications:remove_file", args=[file.pk]))
    assert draft.files.count() == 0
    assert not file.file.storage.exists(file.file.name)
