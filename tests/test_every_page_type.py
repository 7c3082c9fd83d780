"""Every page type renders, and a new one cannot be forgotten."""

import pytest
from wagtail.models import get_page_models

from . import factories

pytestmark = pytest.mark.django_db
MODELS = [model for model in get_page_models() if not model.__module__.startswith("wagtail")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_page_type_renders(client, model):
    page = factories.PAGES[model.__name__]()
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert page.title in response.text


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_page_type_says_what_may_stand_below_it(model):
    assert model.__dict__.get("subpage_types") is not None
