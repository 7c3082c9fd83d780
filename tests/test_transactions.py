"""A change and its index commit together or not at all, however the change comes in."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.http import HttpResponse, HttpResponseServerError
from django.test import RequestFactory
from django.utils import timezone

from knowledge.models import PracticePage, Theme
from pimsite.middleware import TransactionMiddleware
from search.models import LibraryEntry

from .factories import make_city, make_practice, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_disk(monkeypatch):
    """From now on nothing can be taken out of the index."""

    def fail(pks):
        raise OSError("disk full")

    return lambda: monkeypatch.setattr("search.signals.forget", fail)


def call(method, view):
    """Send a request through the middleware as Django does."""
    request = RequestFactory().generic(method, "/")
    middleware = TransactionMiddleware(lambda request: HttpResponse())
    return middleware.process_view(request, view, [], {})


def test_answer_of_an_unsafe_request_is_kept():
    def view(request):
        make_theme("kept")
        return HttpResponse("done", status=422)

    assert call("POST", view).content == b"done"
    assert Theme.objects.filter(key="kept").exists()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_server_error_undoes_everything(method):
    def view(request):
        make_theme("undone")
        return HttpResponseServerError()

    assert call(method, view).status_code == 500
    assert not Theme.objects.filter(key="undone").exists()


def test_exception_undoes_everything():
    def view(request):
        make_theme("undone")
        raise LookupError

    with pytest.raises(LookupError):
        call("POST", view)
    assert not Theme.objects.filter(key="undone").exists()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_readers_take_no_turn(method):
    assert call(method, lambda request: pytest.fail("called by Django itself")) is None


def test_middleware_is_installed_last(settings):
    assert settings.MIDDLEWARE[-1] == "pimsite.middleware.TransactionMiddleware"


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_page_whose_index_fails_stays_as_it_was(admin_client, full_disk, action):
    practice = make_practice("Ogród")
    full_disk()
    admin_client.raise_request_exception = False
    assert admin_client.post(f"/cms/pages/{practice.pk}/{action}/").status_code == 500
    assert PracticePage.objects.get(pk=practice.pk).live
    assert LibraryEntry.objects.filter(page=practice).exists()


class TestScheduled:
    def test_due_page_is_published_and_found(self):
        practice = make_practice("Ogród", city=make_city("Ełk"))
        practice.title = "Park kieszonkowy"
        practice.go_live_at = timezone.now() - timedelta(hours=1)
        practice.save_revision(approved_go_live_at=practice.go_live_at)
        call_command("publish_scheduled")
        assert LibraryEntry.objects.get(page=practice).title == "Park kieszonkowy"

    def test_expired_page_leaves(self):
        practice = make_practice("Ogród", city=make_city("Ełk"))
        PracticePage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
        call_command("publish_scheduled")
        assert not PracticePage.objects.get(pk=practice.pk).live
        assert not LibraryEntry.objects.filter(page=practice).exists()

    def test_dry_run_changes_nothing(self, capsys):
        PracticePage.objects.filter(pk=make_practice("Ogród").pk).update(
            expire_at=timezone.now() - timedelta(hours=1)
        )
        call_command("publish_scheduled", dryrun=True)
        assert "Ogr" in capsys.readouterr().out
        assert LibraryEntry.objects.filter(title="Ogród").exists()

    def test_page_whose_index_fails_stays_as_it_was(self, full_disk):
        practice = make_practice("Ogród")
        PracticePage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
        full_disk()
        with pytest.raises(OSError, match="disk full"):
            call_command("publish_scheduled")
        assert PracticePage.objects.get(pk=practice.pk).live
