"""Headers of every answer, cookies, and the settings of a real installation."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.urls import reverse

from tests.editing import make_file, make_picture, make_team
from tests.factories import PAGES, make_home, make_practice, make_user

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[1]


def policy(response):
    parts = response.headers["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (part.split() for part in parts if part.strip())}


@pytest.mark.parametrize("kind", PAGES)
def test_public_page_trusts_only_its_own_host(client, kind):
    page = PAGES[kind]()
    rules = policy(client.get(page.url))
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]


@pytest.mark.parametrize(
    "address", ["/", "/nie-ma/", "/szukaj/", "/media/images/nie-ma.jpg", "/cms/"]
)
def test_every_answer_carries_the_headers(client, address):
    make_home()
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert "Content-Security-Policy" in headers


def test_broken_page_carries_the_headers_too(client, monkeypatch):
    make_home()
    client.raise_request_exception = False
    monkeypatch.setattr("pimsite.models.HomePage.serve", lambda *args: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert policy(response)["script-src"] == ["'self'"]


def test_no_eval_anywhere_and_no_inline_script_outside_the_admin(client):
    client.force_login(make_user("admin", is_superuser=True))
    make_home()
    for address in ("/", "/cms/"):
        assert "unsafe-eval" not in client.get(address).headers["Content-Security-Policy"]
    assert policy(client.get("/"))["script-src"] == ["'self'"], "an editor reads a public page"


def test_preview_may_stand_in_a_frame_of_the_admin_only(client):
    client.force_login(make_user("admin", is_superuser=True))
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[make_practice().pk]))
    assert policy(draft)["frame-ancestors"] == ["'self'"]


def test_file_is_saved_and_never_run(client, django_capture_on_commit_callbacks):
    document = make_file()
    page = make_practice()
    with django_capture_on_commit_callbacks(execute=True):
        page.attachments.create(document=document)
        page.save_revision().publish()
    response = client.get(document.url)
    response.close()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert policy(response)["sandbox"] == []
    assert policy(response)["default-src"] == ["'none'"]


def test_files_have_no_second_address(client):
    document = make_file()
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get("/media/images/../documents/regulamin.pdf").status_code == 404


def test_pictures_are_served_sandboxed(client):
    image = make_picture()
    response = client.get(image.get_rendition("width-100").url)
    response.close()
    assert response.status_code == 200
    assert policy(response)["sandbox"] == []


def test_session_cookie_is_hidden_and_bound_to_the_site(client):
    cache.clear()  # other tests signed in too, and logins are counted
    _cities, users = make_team()
    users["gdynia"].set_password("dlugie-haslo-testowe")
    users["gdynia"].save()
    response = client.post(
        reverse("account_login"), {"login": "gdynia", "password": "dlugie-haslo-testowe"}
    )
    cookie = response.cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "pimsite.settings.production",
    "SECRET_KEY": "k7#" + "abcdefghij0123456789" * 3,
    "ALLOWED_HOSTS": "pim.example.org",
    "DATABASE_URL": "sqlite:////tmp/nie-ma.sqlite3",
    "BASE_URL": "https://pim.example.org",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "pim@example.org",
}


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_deployment_check():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", sorted(set(PRODUCTION) - {"DJANGO_SETTINGS_MODULE"}))
def test_production_refuses_to_start_without(missing):
    environment = {key: value for key, value in PRODUCTION.items() if key != missing}
    done = manage("check", **environment)
    assert done.returncode != 0
    assert missing in done.stderr


def test_production_hardens_cookies_and_transport():
    wanted = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {wanted}])"
    done = manage("shell", "--no-imports", "-c", code, **PRODUCTION)
    assert done.stdout.strip() == "[True, True, True]", done.stderr


def test_production_hands_only_what_takes_long_to_workers():
    code = "from django.conf import settings as s; print([s.TASKS[n]['BACKEND'] for n in s.TASKS])"
    done = manage("shell", "--no-imports", "-c", code, **PRODUCTION)
    immediate, worker = "django_tasks.backends.immediate.ImmediateBackend", "django_tasks_db"
    expected = [immediate, f"{worker}.DatabaseBackend", f"{worker}.DatabaseBackend"]
    assert done.stdout.strip() == str(expected), done.stderr
