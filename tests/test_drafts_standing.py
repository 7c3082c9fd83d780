"""A draft can be read after what only it names has been deleted."""

import pytest

from knowledge.models import CityPage, PageTheme, PracticeAttachment, PracticePartner
from tests.editing import make_file, make_picture, page_url, standing_team, team
from tests.factories import make_city, make_practice, make_theme
from tests.planning import make_addressee, make_plan, recommendation

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_rows_go_with_what_they_name_and_the_others_stay(client, team):
    page = make_practice("Jawna", city=team[0]["gdynia"])
    kept, theme = make_theme("k", "Klimat"), make_theme("w", "Woda")
    city, file = make_city("Ełk"), make_file()
    page.theme_links = [PageTheme(theme=theme), PageTheme(theme=kept)]
    page.partner_links = [PracticePartner(city=city)]
    page.attachments = [PracticeAttachment(title="Wzór", document=file)]
    page.image = picture = make_picture()
    page.save_revision(clean=False)
    for gone in (theme, city, file, picture):
        gone.delete()

    client.force_login(team[1]["sekretariat"])
    assert client.get(page_url("edit", page)).status_code == 200
    draft = page.get_latest_revision_as_object()
    assert [link.theme for link in draft.theme_links.all()] == [kept]
    assert not draft.partner_links.exists()
    assert not draft.attachments.exists()
    assert draft.image is None


def test_rows_of_rows_go_with_what_they_name(team):
    plan = make_plan(recommendation("Zostaje", city=team[0]["lodz"]))
    plan.recommendations.add(recommendation("Znika", addressee=make_addressee("Urząd")))
    plan.recommendations.all()[0].barriers.add(
        *recommendation(city=make_city("Ełk")).barriers.all()
    )
    plan.save_revision(clean=False)
    make_addressee("Urząd").delete()
    CityPage.objects.get(title="Ełk").delete()
    [row] = plan.get_latest_revision_as_object().recommendations.all()
    assert row.text == "Zostaje"
    assert [barrier.city for barrier in row.barriers.all()] == [team[0]["lodz"]]
    assert row.steps.count() == 1
