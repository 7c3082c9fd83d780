"""A file is read after its upload, in the background."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from knowledge.models import PracticeAttachment
from pimsite.models import PimDocument
from search.extraction import reading
from search.extraction.models import AttachmentText
from search.extraction.outcome import Extract

from .attachments import (
    STATES,
    committed,
    gdynia,
    known_of,
    make_text,
    readings,
    refreshed,
    replace,
)
from .factories import make_practice

__all__ = ["committed", "gdynia", "readings", "refreshed"]  # fixtures
pytestmark = pytest.mark.django_db


class TestReading:
    def test_upload_is_read_in_the_real_sandbox(self, admin_client, committed):
        file = SimpleUploadedFile("plan.txt", "Zażółć gęślą".encode())
        with committed():
            admin_client.post(
                reverse("wagtaildocs:add_multiple"), {"files[]": file, "title": "Plan"}
            )
        text = AttachmentText.objects.get()
        assert (text.state, text.pages) == (STATES.READ, ["Zażółć gęślą"])
        assert text.file_hash == text.document.file_hash
        assert text.read_at

    def test_nothing_is_read_before_the_commit(self, readings):
        file = make_text()
        assert known_of(file).state == STATES.WAITING
        assert readings == []

    def test_replaced_file_is_read_and_the_old_text_is_gone_at_once(
        self, admin_client, readings, committed
    ):
        with committed():
            file = make_text(b"stary")
        with committed() as waiting:
            replace(admin_client, file, b"nowy")
            assert (known_of(file).state, known_of(file).pages) == (STATES.WAITING, [])
        assert waiting
        assert known_of(file).pages == ["nowy"]

    def test_new_title_reads_nothing(self, admin_client, readings, committed):
        with committed():
            file = make_text()
        PimDocument.objects.get().get_file_hash()
        with committed():
            replace(admin_client, file, None)
        assert readings == [b"tresc"]
        assert known_of(file).state == STATES.READ

    def test_reading_twice_reads_once(self, readings):
        file = make_text()
        first = reading.read_now(file)
        assert reading.read_now(file).read_at == first.read_at
        assert readings == [b"tresc"]

    def test_file_replaced_while_it_is_read_keeps_the_newer_text(self, monkeypatch):
        file = make_text(b"stary")

        def read(content, extension):
            PimDocument.objects.update(file="documents/nowszy.txt")
            return Extract(["stary"])

        monkeypatch.setattr(reading.sandbox, "read", read)
        reading.read_now(file)
        assert known_of(file).state == STATES.WAITING

    def test_file_deleted_before_or_while_it_is_read(self, readings, monkeypatch):
        gone = make_text()
        gone.delete()
        reading.read_attachment.enqueue(gone.pk)
        file = make_text()
        monkeypatch.setattr(
            reading.sandbox, "read", lambda *_: PimDocument.objects.all().delete() and Extract([])
        )
        reading.read_attachment.enqueue(file.pk)
        assert not AttachmentText.objects.exists()

    def test_file_that_is_not_on_the_disk_says_so(self):
        file = make_text()
        file.file.storage.delete(file.file.name)
        assert "nie ma na serwerze" in reading.read_now(file).reason

    def test_failure_of_the_task_itself_fails_no_upload(self, readings, committed):
        with committed():
            file = make_text(b"crash")
        assert known_of(file).state == STATES.WAITING


class TestPages:
    def test_pages_of_a_file_are_brought_in_step_when_its_text_changes(self, readings, refreshed):
        file = make_text()
        practice = make_practice(attachments=[PracticeAttachment(document=file)])
        refreshed.clear()
        reading.read_now(file)
        assert refreshed == [[practice.pk]]

    def test_page_published_while_its_file_is_read_gets_the_text_after_all(
        self, readings, refreshed, committed
    ):
        file = make_text()
        with committed():
            practice = make_practice(attachments=[PracticeAttachment(document=file)])
            reading.read_now(file)  # as the worker, which would not see the page yet
            refreshed.clear()
        assert refreshed == [[practice.pk]]
        assert readings == [b"tresc"]

    def test_text_forgotten_after_a_replacement_leaves_its_pages(
        self, admin_client, readings, refreshed
    ):
        file = make_text()
        practice = make_practice(attachments=[PracticeAttachment(document=file)])
        reading.read_now(file)
        refreshed.clear()
        replace(admin_client, file, b"nowy")
        assert refreshed == [[practice.pk]]

    def test_publishing_reads_what_was_left_unread(self, readings, committed):
        file, other = make_text(), make_text(b"inny")
        with committed():
            make_practice(attachments=[PracticeAttachment(document=file)])
        assert known_of(file).state == STATES.READ
        assert known_of(other).state == STATES.WAITING

    def test_publishing_reads_nothing_again(self, readings, committed):
        with committed():
            file = make_text(b"locked")
        with committed() as left:
            make_practice(attachments=[PracticeAttachment(document=file)])
        assert left == []

    def test_text_is_no_use_of_the_file(self, readings):
        file = make_text()
        reading.read_now(file)
        assert file.get_usage().count() == 0

    def test_text_of_a_file_is_not_shown_by_its_page_or_its_draft(self, client, readings):
        file = make_text(b"kanarek")
        reading.read_now(file)
        practice = make_practice(attachments=[PracticeAttachment(document=file)])
        assert "kanarek" not in client.get(practice.url).content.decode()
        practice.unpublish()
        assert practice.title not in client.get("/szukaj/?q=kanarek").content.decode()


class TestCommand:
    def test_reads_what_waits_and_what_nobody_knew_of(self, readings, capsys):
        interrupted, unknown, done = make_text(b"a"), make_text(b"b"), make_text(b"locked")
        known_of(unknown).delete()
        reading.read_now(done)
        call_command("extract_attachments")
        assert {known_of(file).state for file in (interrupted, unknown)} == {STATES.READ}
        assert readings == [b"locked", b"a", b"b"]
        assert "2 files read." in capsys.readouterr().out

    def test_reads_all_again(self, readings):
        reading.read_now(make_text())
        call_command("extract_attachments", all=True, verbosity=0)
        assert readings == [b"tresc", b"tresc"]


class TestWorker:
    @pytest.fixture(autouse=True)
    def _as_in_production(self, settings):
        worker = {"BACKEND": "django_tasks_db.DatabaseBackend"}
        settings.TASKS = {**settings.TASKS, "background": worker}

    def test_upload_waits_for_the_worker(self, readings, committed, monkeypatch):
        with committed():
            file = make_text()
        assert known_of(file).state == STATES.WAITING
        monkeypatch.setattr(Worker, "configure_signals", lambda worker: None)
        call_command("db_worker", "--backend=background", "--batch", "--no-startup-delay", "-v0")
        assert known_of(file).pages == ["tresc"]
        assert DBTaskResult.objects.get().status == "SUCCESSFUL"

    def test_wagtail_knows_at_once_which_page_offers_a_file(self, client):
        file = make_text()
        make_practice(attachments=[PracticeAttachment(document=file)])
        response = client.get(file.url)
        assert response.status_code == 200
        response.close()
