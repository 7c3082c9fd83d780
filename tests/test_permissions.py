"""Who may do what: the tables are the specification."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from knowledge.models import PracticePage
from pimsite.guard import CHECKS
from pimsite.models import PimDocument, PimImage
from tests.doors import addresses, admin_names
from tests.editing import (
    CANARY,
    add_url,
    canary,
    complete_form,
    standing_team,
    team,
)
from tests.factories import make_practice

__all__ = ["canary", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "action", "allowed"),
    [
        ("gdynia", "can_edit", True),
        ("gdynia", "can_publish", False),
        ("gdynia", "can_unpublish", False),
        ("gdynia", "can_delete", False),
        ("gdynia", "can_move", False),
        ("gdynia", "can_lock", False),
        ("gdynia", "can_set_view_restrictions", False),
        ("lodz", "can_edit", False),
        ("lodz", "can_publish", False),
        ("lodz", "can_delete", False),
        ("lodz", "can_copy", False),
        ("koordynacja", "can_edit", False),
        ("koordynacja", "can_publish", False),
        ("koordynacja", "can_delete", False),
        ("koordynacja", "can_copy", False),
        ("sekretariat", "can_edit", True),
        ("sekretariat", "can_publish", True),
        ("sekretariat", "can_unpublish", True),
        ("sekretariat", "can_delete", True),
        ("sekretariat", "can_move", True),
        ("sekretariat", "can_lock", True),
        ("sekretariat", "can_unlock", True),
    ],
)
def test_rights_to_a_live_practice(team, role, action, allowed):
    cities, users = team
    practice = make_practice(city=cities["gdynia"])
    assert bool(getattr(practice.permissions_for_user(users[role]), action)()) is allowed


@pytest.mark.parametrize(
    ("role", "place", "allowed"),
    [
        ("gdynia", "gdynia", True),
        ("gdynia", "lodz", False),
        ("gdynia", "index", False),
        ("gdynia", "home", False),
        ("koordynacja", "lodz", True),
        ("koordynacja", "gdynia", False),
        ("koordynacja", "index", False),
        ("sekretariat", "gdynia", True),
        ("sekretariat", "index", True),
        ("sekretariat", "home", True),
        ("sekretariat", "root", False),
    ],
)
def test_rights_to_add(team, role, place, allowed):
    cities, users = team
    gdynia = cities["gdynia"]
    places = {
        **cities,
        "index": gdynia.get_parent(),
        "home": gdynia.get_parent().get_parent(),
        "root": Page.get_first_root_node(),
    }
    perms = places[place].specific.permissions_for_user(users[role])
    assert bool(perms.can_add_subpage()) is allowed


REPORTS = ["aging_pages", "locked_pages", "page_types_usage", "site_history", "workflow"]
OFFICE_REPORTS = ["to_review", "themes_without", "cities", "activity", "times"]
OFFICE_REPORTS += ["networks", "members", "meetings", "outputs"]
SEARCH_REPORTS = ["in_vain", "most_sought", "themes"]


@pytest.mark.parametrize(
    ("name", "editor", "secretariat"),
    [
        ("wagtailadmin_home", 200, 200),
        ("wagtailadmin_explore_root", 302, 302),
        ("wagtailadmin_pages:search", 200, 200),
        ("wagtailimages:index", 200, 200),
        ("wagtailimages:add", 200, 200),
        ("wagtaildocs:index", 200, 200),
        ("wagtaildocs:add", 200, 200),
        ("wagtailadmin_account", 200, 200),
        *((f"wagtailadmin_reports:{report}", 404, 200) for report in REPORTS),
        *((f"wagtailadmin_reports:{report}_results", 404, 200) for report in REPORTS),
        ("wagtailsnippets:index", 302, 200),
        ("wagtailsnippets_knowledge_theme:list", 302, 200),
        ("wagtailsnippets_knowledge_theme:add", 302, 200),
        ("wagtailsnippets_networks_edition:list", 302, 200),
        ("wagtailsnippets_search_synonym:list", 302, 200),
        ("wagtailsnippets_search_synonym:add", 302, 200),
        *((f"search_reports:{report}", 302, 200) for report in SEARCH_REPORTS),
        *((f"search_reports:{report}_results", 302, 200) for report in SEARCH_REPORTS),
        ("curation:queue", 302, 200),
        ("curation_tags:list", 302, 200),
        ("curation_tags:list_results", 302, 200),
        ("curation_tags:changes", 302, 200),
        ("curation_tags:changes_results", 302, 200),
        ("curation:queue_results", 302, 200),
        *((f"curation_reports:{report}", 302, 200) for report in OFFICE_REPORTS),
        *((f"curation_reports:{report}_results", 302, 200) for report in OFFICE_REPORTS),
        ("wagtailsnippets_curation_replytemplate:list", 302, 200),
        ("deleted:list", 302, 200),
        ("deleted:list_results", 302, 200),
        ("freshness:withdrawals", 302, 200),
        ("freshness:withdrawals_results", 302, 200),
        ("readership:index", 200, 200),
        ("readership:index_results", 200, 200),
        ("history:report", 302, 200),
        ("history:report_results", 302, 200),
        ("wagtailsearchpromotions:index", 302, 200),
        ("wagtailsearchpromotions:add", 302, 200),
        ("wagtailsearchpromotions:chooser", 404, 200),
        ("wagtailsearchpromotions:chooserresults", 404, 200),
        ("wagtailsearchpromotions:search_terms", 302, 302),
        ("wagtailadmin_collections:index", 302, 200),
        ("wagtailadmin_workflows:index", 302, 302),
        ("wagtailadmin_workflows:task_index", 302, 302),
        ("wagtailusers_users:index", 302, 302),
        ("wagtailusers_groups:index", 302, 302),
        ("wagtailsites:index", 302, 302),
    ],
)
def test_doors_of_the_admin(client, team, name, editor, secretariat):
    _cities, users = team
    assert client.get(reverse(name)).status_code == 302, "anonymous"
    for user, status in (("gdynia", editor), ("sekretariat", secretariat)):
        client.force_login(users[user])
        assert client.get(reverse(name)).status_code == status, user


def guessed(canary):
    """All addresses with the canary's keys, and those that take keys or words as a query."""
    page, image, document = (canary[name].pk for name in ("page", "image", "document"))
    latest = canary["page"].latest_revision_id
    yield from sorted({path for _name, path in addresses(canary["keys"])})
    yield f"/cms/pages/{page}/revisions/compare/earliest...latest/"
    yield f"/cms/pages/{page}/revisions/compare/live...{latest}/"
    yield f"/cms/choose-page/chosen-multiple/?id={page}"
    yield "/cms/choose-page/search/?q=szkicu"
    yield "/cms/images/chooser/?q=zdjęciu"
    yield f"/cms/images/chooser/chosen-multiple/?id={image}"
    yield "/cms/documents/chooser/?q=pliku"
    yield f"/cms/documents/chooser/chosen-multiple/?id={document}"
    yield "/cms/pages/search/?q=szkicu"
    yield "/cms/pages/search/results/?q=szkicu"
    yield "/cms/images/?q=zdjęciu"
    yield "/cms/documents/?q=pliku"
    for action in ("delete", "move", "publish", "unpublish"):
        yield f"/cms/bulk/wagtailcore/page/{action}/?id={page}"
        yield f"/cms/bulk/wagtailcore/page/{action}/?id=all"
    for kind, key in (("pimimage", image), ("pimdocument", document)):
        for action in ("delete", "add_tags", "add_to_collection"):
            yield f"/cms/bulk/pimsite/{kind}/{action}/?id={key}"
    for action in ("zatwierdz", "odeslij", "przydziel"):
        state = canary["keys"]["workflow_state_id"]
        yield f"/cms/bulk/wagtailcore/workflowstate/{action}/?id={state}"
        yield f"/cms/bulk/wagtailcore/workflowstate/{action}/?id=all"
    yield "/cms/pages/usage/knowledge/practicepage/"
    yield "/cms/pages/usage/knowledge/practicepage/results/"
    yield f"/cms/api/main/pages/?search={CANARY}"
    yield f"/cms/api/main/pages/{page}/"
    yield f"/cms/api/main/images/{image}/"
    yield f"/cms/api/main/documents/{document}/"
    yield canary["document"].url
    yield canary["page"].url


@pytest.mark.parametrize("role", ["lodz", "koordynacja", "anonymous"])
def test_no_guessed_address_shows_another_city(client, team, canary, role):
    _cities, users = team
    if role != "anonymous":
        client.force_login(users[role])
    addresses = list(guessed(canary))
    assert len(addresses) > 120
    seen = [url for url in addresses if CANARY in text_of(client.get(url))]
    assert seen == []


def text_of(response):
    """What was shown; a file that is sent is seen."""
    if response.streaming:
        response.close()
        return CANARY
    return response.content.decode(errors="replace")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # image preview
def test_canary_is_visible_to_its_own_city(client, team, canary):
    """The walk above would pass on an empty site; here the same addresses do show it."""
    _cities, users = team
    client.force_login(users["gdynia"])
    shown = [url for url in guessed(canary) if CANARY in text_of(client.get(url))]
    assert len(shown) > 30


@pytest.mark.parametrize("role", ["lodz", "koordynacja", "anonymous"])
def test_no_guessed_post_changes_another_city(client, team, canary, role):
    cities, users = team
    if role != "anonymous":
        client.force_login(users[role])
    before = state_of(canary)
    client.raise_request_exception = False  # Wagtail itself stumbles over some forms
    for url in guessed(canary):
        client.post(url, {**complete_form("Podmieniony"), "action-publish": "1", "id": "1"})
    for data in ({"action-submit": "1"}, {"action-publish": "1"}, {}):
        client.post(add_url(cities["gdynia"]), {**complete_form("Podrzucony"), **data})
    assert state_of(canary) == before
    assert not PracticePage.objects.exclude(title__contains=CANARY).exists()


def state_of(canary):
    page = Page.objects.get(pk=canary["page"].pk)
    return (
        page.title,
        page.path,
        page.live,
        page.locked,
        page.latest_revision_id,
        page.workflow_in_progress,
        list(PimImage.objects.values_list("title", "file", "collection")),
        list(PimDocument.objects.values_list("title", "file", "collection")),
    )


def test_guarded_views_exist():
    assert set(CHECKS) - {name for name, _pattern in admin_names()} == set()
