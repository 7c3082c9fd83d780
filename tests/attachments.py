"""Uploaded files whose reading is watched instead of done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge.permissions import collection_of, ensure_editors
from search.extraction import reading
from search.extraction.models import AttachmentText
from search.extraction.outcome import Extract, Reason, Unreadable

from .editing import make_file
from .factories import make_city, make_user

STATES = AttachmentText.State
REPORT = reverse("attachment_report")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs a block and then what it left for after its commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def refreshed(monkeypatch):
    """The pages whose entries were brought in step, call by call."""
    calls = []
    monkeypatch.setattr(reading, "refresh", lambda pks: calls.append(sorted(pks)))
    return calls


@pytest.fixture
def readings(monkeypatch):
    """What was given to the sandbox; it answers with the words it got, or fails as told."""
    calls = []

    def read(content, extension):
        calls.append(content)
        if content.startswith(b"locked"):
            raise Unreadable(Reason.ENCRYPTED)
        if content == b"crash":
            raise MemoryError
        return Extract([content.decode()], truncated=content.startswith(b"long"))

    monkeypatch.setattr(reading.sandbox, "read", read)
    return calls


@pytest.fixture
def gdynia(db):
    """A city's editor and the collection of the city."""
    group = ensure_editors(make_city("Gdynia"))
    return make_user("gdynia", groups=[group]), collection_of(group)


def make_text(content=b"tresc", name="plan.txt", **fields):
    return make_file("Plan", name=name, content=content, **fields)


def known_of(file):
    return AttachmentText.objects.get(document=file)


def replace(client, file, content):
    data = {"title": file.title, "file": SimpleUploadedFile("nowy.txt", content), "tags": ""}
    if content is None:
        del data["file"]
    return client.post(
        reverse("wagtaildocs:edit", args=[file.pk]), {**data, "collection": file.collection_id}
    )
