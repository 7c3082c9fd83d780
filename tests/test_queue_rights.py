"""Who may decide on what waits, whatever the way."""

import pytest
from wagtail.models import GroupApprovalTask

from knowledge.drift import drift
from knowledge.models import PracticePage
from knowledge.permissions import ensure_editors, permission
from tests.editing import page_url, standing_team, team
from tests.factories import make_user
from tests.test_queue import decide, review_url, send

__all__ = ["send", "standing_team", "team"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def half_approver(client, team):
    """In the group that approves, without the right to publish."""
    group = ensure_editors(team[0]["gdynia"])
    GroupApprovalTask.objects.get(active=True).groups.add(group)
    user = make_user("polowiczna", groups=[group])
    client.force_login(user)
    return client


@pytest.mark.parametrize("way", ["list", "form"])
def test_approver_without_publish_leaves_nothing_hanging(half_approver, send, way):
    page = send()
    state = page.current_workflow_task_state
    if way == "list":
        half_approver.post(page_url("workflow_action", page, "approve", state))
    else:
        data = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        half_approver.post(page_url("edit", page), data)
    page, state = PracticePage.objects.get(pk=page.pk), type(state).objects.get(pk=state.pk)
    assert not page.live
    assert state.status == state.STATUS_IN_PROGRESS
    assert "ma prawo publikować" in half_approver.get(page_url("edit", page)).text
    assert "Zatwierdź i opublikuj" not in half_approver.get(page_url("edit", page)).text


def test_approvers_without_publish_are_reported(half_approver):
    assert any("zatwierdza, a nie może publikować" in line for line in drift())


def test_reader_who_publishes_but_does_not_approve_has_no_buttons(client, team, send):
    page = send()
    user = make_user("publikuje", groups=[ensure_editors(team[0]["gdynia"])])
    group = user.groups.get()
    group.page_permissions.create(
        page=team[0]["gdynia"], permission=permission("wagtailcore", "publish_page")
    )
    client.force_login(user)
    assert "Decyduje ktoś" in client.get(review_url(page)).text
    assert decide(client, page, "zatwierdz").status_code in (302, 403)
    assert not page.live
