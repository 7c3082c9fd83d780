"""Work on a library in a child process that is killed at one write after another.

python -m tests.killed_process publish|withdraw|rebuild [STEP]      at every write, or each STEP

Prints how often the child was killed, and each kill after which something was wrong.
"""

import json
import os
import signal
import sys
import traceback
from itertools import count

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402

from knowledge.models import PracticePage  # noqa: E402
from search import rebuilding  # noqa: E402
from search.checking import check  # noqa: E402
from search.documents import findable_pages  # noqa: E402
from search.models import IndexVersion, LemmaWeight, LibraryEntry, Term  # noqa: E402

from .editing import COMPLETE, page_url, practice_form  # noqa: E402
from .factories import make_city, make_practice, make_user  # noqa: E402
from .searching import ask  # noqa: E402

rebuilding._CHUNK = 2


class Kill:
    """Lets so many writes pass and kills its process at the next one."""

    def __init__(self, allowed):
        self.left = allowed

    def __call__(self, execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith("SELECT"):
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


def main(work, step=1):
    prepare()
    wrong, ended = [], None
    for allowed in count(0, step):
        ended = end_of(WORKS[work], allowed)
        if found := faults():
            wrong.append([allowed, found])
        if ended != -signal.SIGKILL:
            break
    if work == "rebuild" and (left := leftovers()):
        wrong.append(["at the end", left])
    json.dump({"ended": ended, "kills": allowed // step, "wrong": wrong}, sys.stdout)


def prepare():
    """A library where nothing is wrong, whatever was left by the last run."""
    if not get_user_model().objects.exists():
        make_user("szef", is_superuser=True)
        for name in ("Żory", "Ełk"):
            make_practice(f"Ogród {name}", city=make_city(name))
    practices = PracticePage.objects.filter(slug="ulica-szkolna")
    if practices:
        practices.get().delete()
    make_practice("Ulica szkolna")
    rebuilding.rebuild()


def end_of(work, allowed):
    """How a child ended that did the work with so many writes allowed."""
    connections.close_all()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        with connection.execute_wrapper(Kill(allowed)):
            work(allowed)
    except BaseException:  # noqa: BLE001  a child must never go on as its parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def publish(number):
    """As an editor does in the admin: the live page has another title."""
    page = PracticePage.objects.get(slug="ulica-szkolna")
    form = {**practice_form(f"Ulica numer {number}", **COMPLETE), "slug": page.slug}
    answer = admin().post(page_url("edit", page), {**form, "action-publish": "1"})
    assert answer.status_code == 302, answer.content.decode()


def withdraw(number):
    page = PracticePage.objects.get(slug="ulica-szkolna")
    assert admin().post(page_url("unpublish", page)).status_code == 302


def rebuild(number):
    """A page that was published since the last kill must be there, too."""
    rebuilding.rebuild()


def admin():
    client = Client(raise_request_exception=True)
    client.force_login(get_user_model().objects.get(username="szef"))
    return client


def faults():
    """What is wrong with the search now: every live page is found once, by its words, alone."""
    live = sorted(findable_pages())
    found = {"everything": sorted(hit.page_id for hit in ask("").hits[:])}
    wrong = [] if found["everything"] == live else [found]
    for page in PracticePage.objects.all():
        expected = [page.pk] if page.live else []
        if [hit.page_id for hit in ask(f'q="{page.title}"').hits[:]] != expected:
            wrong.append(page.title)
    if findings := check():
        wrong.append(str(findings))
    return wrong


def leftovers():
    """What a rebuild that came to its end should have removed."""
    version = IndexVersion.objects.get()
    rows = {
        model.__name__: model.objects.exclude(generation=version.generation).count()
        for model in (LibraryEntry, Term, LemmaWeight)
    }
    return {name: number for name, number in rows.items() if number} or version.building


WORKS = {"publish": publish, "withdraw": withdraw, "rebuild": rebuild}
main(sys.argv[1], *map(int, sys.argv[2:]))
