"""What authors and the secretariat are shown of their readers, and who may look."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pimsite.readership import figures
from pimsite.readership.models import PageCount, WordsCount
from tests.editing import page_url, standing_team, team
from tests.factories import make_practice

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def practice(team):
    return make_practice("Ulica szkolna", city=team[0]["gdynia"])


def count(page, number, day=None, act="czytanie"):
    day = day or timezone.localdate()
    PageCount.objects.create(day=day, page_id=page.pk, act=act, number=number)


def one_url(page):
    return reverse("readership:one", args=[page.pk])


class TestFigures:
    def test_months(self, practice, monkeypatch):
        monkeypatch.setattr(figures.timezone, "localdate", lambda: date(2026, 3, 15))
        count(practice, 3, date(2026, 3, 1))
        count(practice, 4, date(2026, 3, 2))
        count(practice, 2, date(2026, 3, 2), "pobranie")
        count(practice, 5, date(2025, 12, 31))
        count(practice, 9, date(2025, 3, 31))
        months = figures.months_of(practice)
        assert len(months) == 12
        assert (months[0].first, months[0].reads, months[0].downloads) == (date(2026, 3, 1), 7, 2)
        assert (months[3].first, months[3].reads) == (date(2025, 12, 1), 5)
        assert sum(month.reads for month in months) == 12

    def test_words_told_from_twice_on(self, client, team, practice):
        for text, number in (("ulica szkolna", 2), ("szlaban", 1)):
            WordsCount.objects.create(
                day=timezone.localdate(), page_id=practice.pk, text=text, number=number
            )
        client.force_login(team[1]["gdynia"])
        html = client.get(one_url(practice)).text
        assert "„ulica szkolna”: 2" in html
        assert "szlaban" not in html
        assert "Otwarć z wyszukiwarki serwisu: 3." in html

    def test_the_page_of_a_practice(self, client, team, practice):
        client.force_login(team[1]["gdynia"])
        assert one_url(practice) in client.get(page_url("edit", practice)).text
        assert "Nikt jeszcze nie otworzył tego opisu" in client.get(one_url(practice)).text
        count(practice, 2)
        count(practice, 1, act="pobranie")
        html = client.get(one_url(practice)).text
        assert "<strong>2</strong> razy" in html
        assert "<td><strong>1</strong></td>" in html

    def test_first_page_thanks(self, client, team, practice):
        other = make_practice("Woonerf", city=team[0]["lodz"])
        count(other, 50)
        home = reverse("wagtailadmin_home")
        client.force_login(team[1]["gdynia"])
        assert "Czytają Was" not in client.get(home).text
        count(practice, 1)
        html = client.get(home).text
        assert "<strong>1</strong> raz." in html
        assert f'href="{reverse("readership:index")}"' in html


class TestWalls:
    @pytest.mark.parametrize(
        ("role", "is_open"),
        [
            ("anonymous", False),
            ("gdynia", True),
            ("lodz", False),
            ("koordynacja", False),
            ("sekretariat", True),
        ],
    )
    def test_figures_of_a_practice(self, client, team, practice, role, is_open):
        if role != "anonymous":
            client.force_login(team[1][role])
        assert (client.get(one_url(practice)).status_code == 200) is is_open

    def test_the_list_has_ones_own(self, client, team, practice):
        make_practice("Woonerf", city=team[0]["lodz"])
        seen = {
            role: [
                title
                for title in ("Ulica szkolna", "Woonerf")
                if title in self.listed(client, team, role)
            ]
            for role in ("gdynia", "koordynacja", "sekretariat")
        }
        assert seen == {
            "gdynia": ["Ulica szkolna"],
            "koordynacja": ["Woonerf"],
            "sekretariat": ["Ulica szkolna", "Woonerf"],
        }

    def listed(self, client, team, role):
        client.force_login(team[1][role])
        index = reverse("readership:index")
        exported = client.get(f"{index}?export=csv")
        table = b"".join(exported.streaming_content).decode()
        html = client.get(index).text
        assert ("Ulica szkolna" in table) == ("Ulica szkolna" in html)
        return html

    def test_the_list_costs_the_same_with_more(self, client, team, practice, count_queries):
        client.force_login(team[1]["gdynia"])
        index = reverse("readership:index")
        count(practice, 3)
        count_queries(index)
        few = count_queries(index)
        for number in range(6):
            count(make_practice(f"Ulica {number}", city=team[0]["gdynia"]), number)
        assert count_queries(index) == few

    def test_the_most_read_come_first(self, client, team, practice):
        busy = make_practice("Szlaban", city=team[0]["gdynia"])
        count(practice, 1)
        count(busy, 8, timezone.localdate() - timedelta(days=3))
        client.force_login(team[1]["gdynia"])
        rows = client.get(reverse("readership:index")).context["object_list"]
        assert [(row.title, row.lately, row.reads) for row in rows] == [
            ("Szlaban", 8, 8),
            ("Ulica szkolna", 1, 1),
        ]
        count(busy, 2, act="pobranie")
        exported = client.get(f"{reverse('readership:index')}?export=csv")
        first = b"".join(exported.streaming_content).decode().splitlines()[1]
        assert first == "Szlaban,Gdynia,8,8,0,2"
