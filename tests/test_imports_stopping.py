"""Tables sent in: stopped, gone wrong half-way, or taken back."""

import pytest
from django.urls import reverse

from knowledge.models import CityPage, PracticePage
from pimsite.imports import running
from pimsite.imports.models import Import, State

from .editing import standing_team, team
from .factories import make_practice
from .test_imports import GARDEN, HEAD, csv_of, office, press, send, state_of_library

__all__ = ["office", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


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
