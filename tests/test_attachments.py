"""A file is read after its upload, in the background; what came of it is told to its editors."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from knowledge.models import PracticeAttachment
from knowledge.permissions import collection_of, ensure_editors, ensure_secretariat
from pimsite.models import PimDocument
from search.extraction import reading
from search.extraction.models import AttachmentText
from search.extraction.outcome import Extract, Reason, Unreadable

from .editing import make_file
from .factories import make_city, make_practice, make_user

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"tresc", "Odczytany."),
        (b"", "Bez tekstu: plik jest pusty albo jest skanem"),
        (b"locked", "Nie udało się odczytać: plik jest zaszyfrowany"),
        (b"long", "Odczytany w części"),
        (None, "Czeka na odczytanie."),
    ],
)
class TestTelling:
    @pytest.fixture
    def file(self, content, readings, gdynia):
        file = make_text(content or b"x", collection=gdynia[1])
        if content == b"":
            AttachmentText.objects.update(state=STATES.EMPTY)
            text = known_of(file)
            text.accept(Extract([""]))
            text.save()
        elif content:
            reading.read_now(file)
        return file

    def test_form_of_the_file_says_what_came_of_it(self, client, gdynia, file, said):
        client.force_login(gdynia[0])
        page = client.get(reverse("wagtaildocs:edit", args=[file.pk])).content.decode()
        assert f"Treść: {said}" in page

    def test_report_says_the_same(self, client, gdynia, file, said):
        client.force_login(gdynia[0])
        assert said in client.get(REPORT).content.decode()

    def test_editor_of_the_page_learns_what_cannot_be_found(self, client, gdynia, file, said):
        city = make_city("Sopot")
        practice = make_practice(city=city, attachments=[PracticeAttachment(document=file)])
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(reverse("wagtailadmin_pages:edit", args=[practice.pk]))
        told = "nie można wyszukać" in page.content.decode()
        assert told == (known_of(file).state in {STATES.EMPTY, STATES.UNREADABLE})


class TestReport:
    @pytest.fixture
    def files(self, readings, gdynia):
        collection = collection_of(ensure_editors(make_city("Łódź")))
        own = make_text(b"locked", collection=gdynia[1])
        foreign = make_text(b"obcy", name="kanarek.txt", collection=collection)
        foreign.title = "Kanarek"
        foreign.save()
        for file in (own, foreign):
            reading.read_now(file)
        return own, foreign

    @pytest.mark.parametrize("address", ["", "wyniki/", "?export=csv", "?export=xlsx"])
    def test_city_sees_only_its_own(self, client, gdynia, files, address):
        client.force_login(gdynia[0])
        response = client.get(REPORT + address)
        assert response.status_code == 200
        assert b"anarek" not in response.getvalue()

    def test_secretariat_sees_all_and_has_it_in_the_menu(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(REPORT).content.decode()
        assert "Kanarek" in page
        assert "plik jest zaszyfrowany" in page
        assert REPORT in client.get("/cms/").content.decode()

    def test_filter_by_state(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        page = client.get(f"{REPORT}?state=nieczytelny").content.decode()
        assert "zaszyfrowany" in page
        assert "Kanarek" not in page

    def test_export_names_the_reason(self, client, files):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        assert "zaszyfrowany" in client.get(f"{REPORT}?export=csv").getvalue().decode()

    def test_visitor_and_stranger_see_nothing(self, client, files):
        assert client.get(REPORT).status_code == 302
        client.force_login(make_user("obcy"))
        assert client.get(REPORT).status_code == 302

    def test_costs_the_same_with_more_files(self, client, files, count_queries):
        client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
        client.get(REPORT)
        few = count_queries(REPORT)
        for number in range(5):
            make_text(f"tekst {number}".encode())
        assert count_queries(REPORT) == few
