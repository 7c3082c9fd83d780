"""„Pokaż przełożonemu”: one draft for who has the link, and nothing else for anybody."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from knowledge.models import PracticeAttachment
from knowledge.permissions import collection_of, ensure_editors
from pimsite.previews import admin
from pimsite.previews.models import SALT, PreviewLink
from tests.editing import CANARY, make_draft, make_file, page_url, standing_team, team
from tests.factories import hide, make_practice
from tests.test_templates import assert_promises

__all__ = ["standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db
BAND = "Podgląd szkicu."


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """An address bears the second in which it was asked for."""
    now = signing.TimestampSigner().timestamp()
    monkeypatch.setattr(signing.TimestampSigner, "timestamp", lambda signer: now)


@pytest.fixture
def draft(team):
    return make_draft("Ulica szkolna", city=team[0]["gdynia"], owner=team[1]["gdynia"])


@pytest.fixture
def link(draft, team):
    return PreviewLink.objects.create(page=draft, made_by=team[1]["gdynia"])


def links_url(page):
    return reverse("previews:links", args=[page.pk])


def revoke_url(link):
    return reverse("previews:revoke", args=[link.page_id, link.pk])


class TestReading:
    def test_a_stranger_reads_the_draft(self, client, link):
        response = client.get(link.address)
        assert_promises(response)
        assert response.status_code == 200
        assert BAND in response.text
        assert "Rano stoi sto aut." in response.text
        assert response.cookies == {}

    def test_the_newest_draft(self, client, link, draft):
        draft.title = "Ulica szkolna, po poprawce"
        draft.save_revision()
        assert "po poprawce" in client.get(link.address).text.replace("\xa0", " ")

    def test_changes_of_a_published_page(self, client, team):
        page = make_practice("Ulica szkolna", city=team[0]["gdynia"])
        link = PreviewLink.objects.create(page=page)
        page.title = "Ulica szkolna po roku"
        page.save_revision()
        assert "po roku" in client.get(link.address).text.replace("\xa0", " ")
        assert BAND not in client.get(page.url).text
        page.refresh_from_db()
        page.get_latest_revision().publish()
        assert client.get(link.address)["Location"] == page.url

    def test_it_is_kept_nowhere(self, client, link):
        response = client.get(link.address)
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert '<meta name="robots" content="noindex">' in response.text
        assert 'rel="canonical"' not in response.text

    def test_it_is_as_anybody_would_see_it(self, client, link, team):
        client.force_login(team[1]["sekretariat"])
        hide(make_practice(CANARY, city=team[0]["gdynia"]))
        response = client.get(link.address)
        assert CANARY not in response.text
        assert "wagtail-userbar" not in response.text
        assert "Zaloguj się" in response.text

    def test_only_reading(self, client, link):
        assert client.post(link.address).status_code == 405


class TestEnd:
    def ended(self, client, address, status, why):
        response = client.get(address)
        assert_promises(response)
        assert (response.status_code, "Ulica szkolna" in response.text) == (status, False)
        assert why in response.text.replace("\xa0", " ")
        assert response["X-Robots-Tag"]

    def test_after_two_weeks(self, client, link):
        assert timedelta(days=13) < link.expires_at - timezone.now() <= timedelta(days=14)
        PreviewLink.objects.update(expires_at=timezone.now())
        self.ended(client, link.address, 410, "Link działał 14 dni.")

    def test_revoked(self, client, link):
        PreviewLink.objects.update(revoked_at=timezone.now())
        self.ended(client, link.address, 410, "Autor cofnął ten link.")

    def test_of_a_deleted_page(self, client, link, draft):
        address = link.address
        draft.delete()
        self.ended(client, address, 404, "Szkic usunięto")

    def test_guessed(self, client, link):
        key = link.key.hex
        foreign = signing.dumps(key, salt="search.alerts.unfollow")
        for word in (key, str(link.key), foreign, link.address.split("/")[2][:-1]):
            self.ended(client, f"/podglad/{word}/", 404, "Poproś osobę")

    def test_of_a_row_that_is_gone(self, client):
        unknown = signing.dumps("0" * 32, salt=SALT)
        self.ended(client, f"/podglad/{unknown}/", 404, "Poproś osobę")


class TestFiles:
    @pytest.fixture
    def file(self, draft, team):
        file = make_file(collection=collection_of(ensure_editors(team[0]["gdynia"])))
        draft.attachments = [PracticeAttachment(document=file)]
        draft.save_revision()
        return file

    def get(self, client, address, **headers):
        response = client.get(address, headers=headers)
        response.close()
        return response.status_code

    def by_link(self, link, file):
        return f"{link.address}plik/{file.pk}/"

    def test_of_the_draft_can_be_saved_from_the_preview(self, client, link, file):
        page = client.get(link.address).text
        assert self.by_link(link, file) in page
        assert file.url not in page
        response = client.get(self.by_link(link, file))
        assert b"".join(response.streaming_content) == b"%PDF-1.7"
        assert response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        response.close()

    def test_of_the_text_too(self, client, link, file, draft):
        draft.problem = f'<p><a linktype="document" id="{file.pk}">regulamin</a></p>'
        draft.attachments = []
        draft.save_revision()
        assert self.by_link(link, file) in client.get(link.address).text
        assert self.get(client, self.by_link(link, file)) == 200

    def test_own_address_stays_closed(self, client, link, file):
        referer = f"http://testserver{link.address}"
        assert self.get(client, file.url, referer=referer) == 404

    def test_no_other_file(self, client, link, file):
        other = make_file("Inny", collection=file.collection, name="inny.pdf")
        assert self.get(client, self.by_link(link, other)) == 404

    def test_not_when_the_draft_names_it_no_more(self, client, link, file, draft):
        draft.attachments = []
        draft.save_revision()
        assert self.get(client, self.by_link(link, file)) == 404

    @pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
    def test_not_after_the_end(self, client, link, file, end):
        address = self.by_link(link, file)
        PreviewLink.objects.update(**{end: timezone.now()})
        assert self.get(client, address) == 410

    def test_not_by_a_guessed_word(self, client, link, file):
        assert self.get(client, f"/podglad/{link.key.hex}/plik/{file.pk}/") == 404


class TestMaking:
    def test_the_editor_leads_to_the_links(self, client, team, draft, settings):
        settings.WAGTAILADMIN_BASE_URL = "http://testserver"
        client.force_login(team[1]["gdynia"])
        assert links_url(draft) in client.get(page_url("edit", draft)).text
        assert "Zrób link" in client.get(links_url(draft)).text
        assert not PreviewLink.objects.exists(), "only looked at"
        response = client.post(links_url(draft), follow=True)
        address = re.search(r'readonly value="([^"]+)"', response.text)[1]
        assert BAND in Client().get(address).text
        assert PageLogEntry.objects.get(action=admin.MADE).user == team[1]["gdynia"]

    def test_revoking(self, client, team, link):
        client.force_login(team[1]["gdynia"])
        assert client.get(revoke_url(link)).status_code == 405
        response = client.post(revoke_url(link), follow=True)
        assert "cofnięty" in response.text
        assert link.address not in response.text
        assert Client().get(link.address).status_code == 410
        client.post(revoke_url(link))
        assert PageLogEntry.objects.filter(action=admin.REVOKED).count() == 1

    @pytest.mark.parametrize(
        ("role", "allowed"),
        [
            ("anonymous", False),
            ("gdynia", True),
            ("lodz", False),
            ("koordynacja", False),
            ("sekretariat", True),
        ],
    )
    def test_walls(self, client, team, link, draft, role, allowed):
        if role != "anonymous":
            client.force_login(team[1][role])
        response = client.get(links_url(draft))
        assert (response.status_code == 200) is allowed
        assert (link.address in response.text) is allowed
        client.post(revoke_url(link))
        link.refresh_from_db()
        assert bool(link.revoked_at) is allowed
        client.post(links_url(draft))
        assert PreviewLink.objects.count() == (2 if allowed else 1)

    def test_a_link_is_revoked_at_its_own_page_only(self, client, team, link):
        own = make_draft("Woonerf", city=team[0]["lodz"])
        client.force_login(team[1]["lodz"])
        client.post(reverse("previews:revoke", args=[own.pk, link.pk]))
        assert client.get(link.address).status_code == 200

    def test_cost_does_not_grow_with_links(self, client, team, draft, count_queries):
        client.force_login(team[1]["gdynia"])
        PreviewLink.objects.create(page=draft, made_by=team[1]["gdynia"])
        count_queries(links_url(draft))
        few = count_queries(links_url(draft))
        for _number in range(8):
            PreviewLink.objects.create(page=draft, made_by=team[1]["gdynia"])
        assert count_queries(links_url(draft)) == few
