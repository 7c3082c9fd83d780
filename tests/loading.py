"""Loading the demo as its command does, from the real data or a spoilt copy."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Page, Revision

from knowledge.models import PracticePage, Theme
from networks.models.networks import Membership, NetworkPractice
from networks.models.partnerships import PolishParticipant
from pimsite.demo.loader import FOLDER
from search.models import IndexVersion


def read(name, folder=FOLDER):
    return json.loads((folder / name).read_text())


def load(folder=FOLDER):
    out = StringIO()
    call_command("load_demo", folder=folder, stdout=out)
    return out.getvalue()


def everything():
    """What a person could notice to have changed: pages, their rows, revisions, accounts."""
    return {
        "pages": list(Page.objects.order_by("pk").values()),
        "practices": list(PracticePage.objects.order_by("pk").values()),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", flat=True)),
        "members": list(Membership.objects.order_by("pk").values()),
        "links": list(NetworkPractice.objects.order_by("pk").values()),
        "themes": list(Theme.objects.order_by("pk").values()),
        "participants": list(PolishParticipant.objects.order_by("pk").values()),
        "accounts": list(get_user_model().objects.order_by("pk").values()),
        "index": list(IndexVersion.objects.values()),
        "groups": list(get_user_model().groups.through.objects.order_by("pk").values()),
    }


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "data", ignore=shutil.ignore_patterns("*.py")))


def rewrite(folder, name, change):
    data = read(name, folder)
    change(data)
    (folder / name).write_text(json.dumps(data))
