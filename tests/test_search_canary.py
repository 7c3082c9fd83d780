"""A word that stands only where visitors may not read is told to them nowhere."""

import pytest

from search.similar import similar_practices

from .editing import make_draft
from .factories import hide, make_city, make_practice, make_theme
from .searching import VISITOR, ask
from .test_alerts_sending import follow, send
from .test_search_attachments import offer

pytestmark = pytest.mark.django_db

CANARY = "Qwertanik"  # in no dictionary
HIDDEN = {"lead": f"Ogród deszczowy i {CANARY}.", "tags": [CANARY]}


def draft():
    city = make_city("Żory")
    make_draft(f"Ogród {CANARY}", city=city, lead=HIDDEN["lead"])


def withdrawn():
    make_practice(f"Ogród {CANARY}", city=make_city("Żory"), **HIDDEN).unpublish()


def draft_of_a_live_page():
    page = make_practice("Ogród", city=make_city("Żory"), lead="Ogród deszczowy.")
    page.title, page.lead = f"Ogród {CANARY}", HIDDEN["lead"]
    page.tags.add(CANARY)
    page.save_revision()


def private():
    hide(make_practice(f"Ogród {CANARY}", city=make_city("Żory"), **HIDDEN))


def below_a_private_city():
    city = make_city(f"Ogród {CANARY}")
    make_practice(f"Ogród {CANARY}", city=city, **HIDDEN)
    hide(city)


def file_of_a_private_page():
    page = make_practice("Ogród", city=make_city("Żory"))
    offer(page, f"Regulamin {CANARY}", [f"Ogród deszczowy i {CANARY}."])
    hide(page)


STATES = [draft, withdrawn, draft_of_a_live_page, private, below_a_private_city]
STATES += [file_of_a_private_page]
ADDRESSES = [
    "/szukaj/",
    "/szukaj/?q=ogrody",
    "/szukaj/?q=ogrody&widok=mapa",
    "/szukaj/?q=ogrody&woj=opolskie",
    "/szukaj/?q=qwertanki",  # one slip away
    "/szukaj/?q=qwertan",
    "/praktyki/",
    "/praktyki/?widok=mapa",
    "/szukaj/podpowiedzi/?q=qwert",
    "/szukaj/podpowiedzi/?q=qwetran",
    "/szukaj/podpowiedzi/?q=ogr",
    "/szukaj/kanal/?q=ogrody",
    "/praktyki/kanal/",
    "/sitemap.xml",
]


@pytest.fixture
def public():
    """What visitors may read, like what they may not."""
    make_theme()
    return make_practice("Ogród", city=make_city("Ełk"), lead="Ogród deszczowy.", tags=["zieleń"])


@pytest.mark.parametrize("hidden", STATES)
class TestCanary:
    def test_no_address_tells_it(self, public, client, hidden):
        hidden()
        for address in [*ADDRESSES, public.url]:
            answer = client.get(address, follow=True)
            assert answer.status_code in (200, 400), address
            assert CANARY.lower() not in answer.text.lower(), address

    def test_its_word_finds_nothing(self, public, hidden):
        hidden()
        results = ask(f"q={CANARY}")
        assert (results.total, results.hits[:], results.offered) == (0, [], [])
        assert not any(choice.count for each in results.facets for choice in each.choices)
        assert ask(f"tag={CANARY.lower()}").form.errors

    def test_it_is_not_near_another_practice(self, public, hidden):
        hidden()
        assert CANARY not in str(similar_practices(public, VISITOR))

    def test_it_is_not_mailed(self, public, hidden):
        for query in ("", "q=ogrody", f"q={CANARY}"):
            follow(query)
        hidden()
        make_practice("Ogród nowy", city=make_city("Ryki"))
        mails = send()
        assert "Ogród nowy" in set().union(*mails)
        assert CANARY not in str(mails)
