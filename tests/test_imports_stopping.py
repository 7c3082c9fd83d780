"""Tables sent in: stopped, gone wrong half-way, or taken back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from knowledge.models import CityPage, PracticePage
from pimsite.deleted.models import Deletion
from pimsite.imports import running, turns, views
from pimsite.imports.models import Import, State

from .editing import standing_team, team
from .factories import make_practice, make_theme
from .test_imports import GARDEN, HEAD, csv_of, office, press, send, state_of_library

__all__ = ["office", "standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class TestStopping:
    LINES = [f"Gdynia;Ogród {number};;;;;;" for number in range(60)]

    def test_undo_takes_back_what_nobody_touched(self, office, team):
        live = make_practice("Ogród", city=team[0]["gdynia"], slug="ogrod")
        before = state_of_library()
        source = press(office, "start", send(office, csv_of(HEAD, GARDEN, *self.LINES)))
        assert PracticePage.objects.count() == 61
        assert press(office, "take_back", source).state == State.UNDONE
        assert state_of_library() == before
        live.refresh_from_db()
        assert not live.has_unpublished_changes

    def test_what_is_taken_back_comes_again_from_its_file(self, office):
        source = press(office, "start", send(office, csv_of(HEAD, GARDEN, *self.LINES)))
        press(office, "take_back", source)
        assert not Deletion.objects.exists(), "they would hide what people have deleted"
        assert "Sprawdź ten plik jeszcze raz" in office.get(f"/cms/import/{source.pk}/").text
        assert press(office, "check_again", source).state == State.READY
        assert (source.new, source.done) == (61, 61)
        press(office, "start", source)
        assert PracticePage.objects.count() == 61

    @pytest.mark.parametrize("pressed", [[], ["start"]])
    def test_file_of_what_stands_is_not_checked_again(self, office, pressed):
        source = send(office, csv_of(HEAD, GARDEN))
        for button in pressed:
            press(office, button, source)
        state = source.state
        assert press(office, "check_again", source).state == state

    def test_checked_again_after_what_was_wrong_is_mended(self, office):
        source = send(office, csv_of(HEAD, GARDEN.replace("Klimat", "Woda")))
        assert source.state == State.REFUSED
        make_theme("water", "Woda")
        assert press(office, "check_again", source).state == State.READY
        assert source.problems == []

    def test_undo_leaves_what_somebody_wrote_on(self, office):
        source = press(office, "start", send(office, csv_of(HEAD, GARDEN, *self.LINES)))
        touched = PracticePage.objects.get(slug="ogrod")
        touched.get_latest_revision_as_object().save_revision(clean=False)
        answer = office.post(reverse("imports:take_back", args=[source.pk]), follow=True)
        assert "1 stronę ktoś od tego czasu zmienił" in answer.text
        assert [page.pk for page in PracticePage.objects.all()] == [touched.pk]

    def test_cancelled_while_writing(self, office, monkeypatch):
        source = send(office, csv_of(HEAD, *self.LINES))
        before = state_of_library()
        write = running._write

        def cancel_after(source, kind, rows):
            write(source, kind, rows)
            Import.objects.filter(pk=source.pk).update(is_cancelled=True)

        monkeypatch.setattr(running, "_write", cancel_after)
        assert press(office, "start", source).state == State.CANCELLED
        assert state_of_library() == before

    def test_row_that_went_wrong_since_the_check(self, office):
        source = send(office, csv_of(HEAD, *self.LINES, GARDEN))
        before_themes = source.new
        assert before_themes == 61
        make_practice("Ogród", city=CityPage.objects.get(slug="gdynia"), slug="ogrod", locked=True)
        before = state_of_library()
        source = press(office, "start", source)
        assert source.state == State.FAILED
        assert source.problems[0][0] == 62
        assert state_of_library() == before

    def test_pressed_twice_it_is_written_once(self, office):
        source = send(office, csv_of(HEAD, GARDEN))
        press(office, "start", source)
        press(office, "start", source)
        assert PracticePage.objects.count() == 1

    def test_undo_is_seen_and_told_as_it_goes(self, office, monkeypatch):
        source = press(office, "start", send(office, csv_of(HEAD, *self.LINES)))
        seen = []
        advance = Import.advance

        def watched(source, number):
            advance(source, number)
            seen.append(office.get(reverse("imports:one", args=[source.pk])).text)

        monkeypatch.setattr(Import, "advance", watched)
        press(office, "take_back", source)
        assert len(seen) == 6
        for done, text in zip(range(10, 61, 10), seen, strict=True):
            assert f"{done} z 60 wierszy" in text
        assert "Cofamy." in seen[0]
        assert "Anuluj" not in seen[0]

    def test_cancelled_shows_how_far_it_is_taken_back(self, office, monkeypatch):
        source = send(office, csv_of(HEAD, *self.LINES))
        states = []
        write, advance = running._write, Import.advance

        def cancel_after(source, kind, rows):
            write(source, kind, rows)
            Import.objects.filter(pk=source.pk).update(is_cancelled=True)

        def watched(source, number):
            advance(source, number)
            states.append((source.state, source.done, source.total))

        monkeypatch.setattr(running, "_write", cancel_after)
        monkeypatch.setattr(Import, "advance", watched)
        press(office, "start", source)
        assert states == [(State.UNDOING, 10, 10)]

    def test_turns_are_short_and_leave_a_gap(self, office, monkeypatch):
        source = send(office, csv_of(HEAD, *self.LINES))
        gaps = []
        monkeypatch.setattr(turns, "sleep", gaps.append)
        with CaptureQueriesContext(connection) as context:
            press(office, "start", source)
            few = len(context)
            press(office, "take_back", source)
        assert few / 60 < 70
        assert (len(context) - few) / 60 < 50
        assert len(gaps) == (12 if connection.vendor == "sqlite" else 0)

    def test_button_pressed_late_is_no_silence(self, office, monkeypatch):
        source = press(office, "start", send(office, csv_of(HEAD, GARDEN)))
        Import.objects.update(moved_at=timezone.now() - timedelta(hours=1))
        monkeypatch.setattr(views, "undo", SimpleNamespace(enqueue=lambda pk: None))
        answer = office.post(reverse("imports:take_back", args=[source.pk]), follow=True)
        assert "Zaraz zaczniemy." in answer.text
        assert "Od kilku minut nic się nie dzieje" not in answer.text
