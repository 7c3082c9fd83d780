"""Barriers of MIDs become recommendations of the network's plan, and both pages say so."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, rich_text

from knowledge.permissions import ensure_editors, ensure_secretariat
from networks.models import Barrier, MidBarrier, MidPage, OutputPage

from .factories import hide, make_city, make_mid, make_network, make_output, make_user
from .mids import mid_form
from .planning import make_plan, recommendation
from .test_plan_editing import add_url, plan_form, point, step

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TEXT = "Brak znaku „ulica szkolna”"


@pytest.fixture
def city():
    return make_city("Gdynia")


@pytest.fixture
def network(city):
    return make_network("Mobilność", members=[city])


def with_barrier(mid, text=TEXT):
    mid.barriers.add(MidBarrier(text=text, sort_order=mid.barriers.count()))
    mid.save_revision().publish()
    return MidPage.objects.get(pk=mid.pk)


@pytest.fixture
def mid(network, city):
    return with_barrier(make_mid("Ulica szkolna", network=network, city=city))


@pytest.fixture
def leader(client, network):
    client.force_login(make_user("liderka", groups=[ensure_editors(network)]))
    return client


def taking(key, **fields):
    """The form of a plan whose recommendation names the barrier of this key."""
    row = {"source": str(key), "text": "", "city": "", "id": "", "ORDER": 1, **fields}
    return plan_form(point(step(), barriers=inline_formset([row])))


def taken(mid, barrier, **fields):
    """A live plan whose recommendation came of this barrier of the MID."""
    row = recommendation("Dodać znak do rozporządzenia", **fields)
    row.barriers = [Barrier(source=barrier.key, mid=mid, text=barrier.text, city=mid.city)]
    return make_plan(row, network=mid.get_parent().specific)


def test_chosen_barrier_brings_its_words_city_and_mid(leader, network, mid, city):
    assert leader.post(add_url(network), taking(mid.barriers.get().key)).status_code == 302
    barrier = Barrier.objects.get()
    assert (barrier.text, barrier.city, barrier.mid) == (TEXT, city, mid)


def test_typed_words_and_city_stay(leader, network, mid):
    other = make_city("Sopot")
    form = taking(mid.barriers.get().key, text="Własne słowa", city=other.pk)
    assert leader.post(add_url(network), form).status_code == 302
    barrier = Barrier.objects.get()
    assert (barrier.text, barrier.city, barrier.mid) == ("Własne słowa", other, mid)


def test_form_offers_published_barriers_of_its_network_only(leader, network, mid, city):
    foreign = make_network("Obca", members=[city])
    with_barrier(make_mid("Obca MID", network=foreign, city=city), "Obca bariera")
    mid.barriers.add(MidBarrier(text="Bariera ze szkicu"))
    mid.save_revision()
    text = leader.get(add_url(network)).text
    assert str(MidBarrier.objects.get(mid=mid).key) in text
    assert TEXT in text
    assert "Obca bariera" not in text
    assert "Bariera ze szkicu" not in text
    mid.unpublish()
    assert TEXT not in leader.get(add_url(network)).text


@pytest.mark.parametrize("case", ["foreign", "unknown", "withdrawn", "nothing"])
def test_barrier_that_is_not_offered_is_refused_with_what_was_typed(
    leader, network, mid, city, case
):
    key = mid.barriers.get().key
    if case == "foreign":
        foreign = make_network("Obca", members=[city])
        key = with_barrier(make_mid("Obca MID", network=foreign, city=city)).barriers.get().key
    elif case == "unknown":
        key = "6f1c7a5e-2d0b-4c55-9e7e-5b1f5a2f3c10"
    elif case == "withdrawn":
        mid.unpublish()
    form = taking("", city=city.pk) if case == "nothing" else taking(key, text="Wpisane słowa")
    response = leader.post(add_url(network), form)
    said = "albo wybierz z listy" if case == "nothing" else "Tej bariery nie ma w opublikowanej MID"
    assert said in response.text
    assert case == "nothing" or "Wpisane słowa" in response.text
    assert not OutputPage.objects.exists()


def test_plan_whose_mid_was_withdrawn_is_still_edited(leader, network, mid):
    leader.post(add_url(network), taking(mid.barriers.get().key))
    plan, row = OutputPage.objects.get(), Barrier.objects.get()
    mid.unpublish()
    parent = row.recommendation
    held = {"source": str(row.source), "text": TEXT, "id": row.pk, "ORDER": 1}
    steps = [{**step(), "id": parent.steps.get().pk}]
    barriers = inline_formset([held], initial=1)
    form = plan_form(point(*steps, pk=parent.pk, initial=1, barriers=barriers), initial=1)
    edit = reverse("wagtailadmin_pages:edit", args=[plan.pk])
    assert TEXT in leader.get(edit).text
    assert leader.post(edit, form).status_code == 302
    assert Barrier.objects.get().mid == mid


def test_both_pages_tell_of_each_other(client, mid):
    barrier = mid.barriers.get()
    plan = taken(mid, barrier, states=["zgloszona", "w-pracach"])
    row = plan.recommendations.get()
    text = client.get(mid.url).text.replace("\xa0", " ")
    assert "Z tej bariery wynikła rekomendacja:" in text
    assert f'href="{plan.url}#rekomendacja-{row.pk}">Dodać znak do rozporządzenia' in text
    assert "<b>w pracach</b>, 2021" in text
    assert f'href="{mid.url}#bariera-{barrier.key}"' in client.get(plan.url).text
    assert "Dodać znak do" in client.get(mid.city.url).text


@pytest.mark.parametrize("closed", ["mid", "plan"])
def test_closed_page_is_not_told_of(client, mid, closed):
    plan = taken(mid, mid.barriers.get())
    hide(mid if closed == "mid" else plan)
    text = client.get(plan.url if closed == "mid" else mid.url).text
    assert "Z tej bariery" not in text
    assert f'href="{mid.url}' not in text
    assert f'href="{plan.url}' not in text


def test_barrier_keeps_its_key_however_the_mid_is_edited(client, network, mid, city):
    """Rows of a page change their numbers; what a plan took is found by key."""
    client.force_login(make_user("sekretariat", groups=[ensure_secretariat()]))
    edit = reverse("wagtailadmin_pages:edit", args=[mid.pk])

    def publish(*rows, initial):
        form = mid_form(city, title="Ulica szkolna", slug=mid.slug)
        form |= {f"barriers-{name}": value for name, value in counted(rows, initial).items()}
        form["challenge"] = rich_text("<p>Ciasno.</p>")
        assert client.post(edit, {**form, "action-publish": "1"}).status_code == 302

    first = mid.barriers.get()
    publish({"id": first.pk, "text": TEXT}, {"id": "", "text": "Druga"}, initial=1)
    second = MidBarrier.objects.get(text="Druga")
    held = [{"id": row.pk, "text": row.text} for row in (first, second)]
    publish(*held, {"id": "", "text": "Trzecia"}, initial=2)
    keys = dict(MidBarrier.objects.values_list("text", "key"))
    assert (keys[TEXT], keys["Druga"]) == (first.key, second.key)
    mid.revisions.order_by("pk").first().publish()
    mid.revisions.order_by("pk").last().publish()
    assert dict(MidBarrier.objects.values_list("text", "key"))["Druga"] == second.key


def counted(rows, initial):
    """The rows of a formset with its counters, under names without the prefix."""
    data = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": initial}
    data |= {"MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    for number, row in enumerate(rows):
        data |= {f"{number}-{name}": value for name, value in row.items()}
        data |= {f"{number}-ORDER": number + 1, f"{number}-DELETE": ""}
    return data


def test_pages_cost_the_same_with_many(client, count_queries, mid):
    barrier = mid.barriers.get()
    plan = taken(mid, barrier)
    addresses = [mid.url, plan.url]
    for address in addresses:
        client.get(address)
    few = [count_queries(address) for address in addresses]
    for number in range(6):
        row = recommendation(f"Rekomendacja {number}")
        row.barriers = [Barrier(source=barrier.key, mid=mid, text=TEXT, city=mid.city)]
        plan.recommendations.add(row)
    plan.save_revision().publish()
    for number in range(6):
        with_barrier(MidPage.objects.get(pk=mid.pk), f"Bariera {number}")
    assert [count_queries(address) for address in addresses] == few


def test_report_has_no_barriers_to_offer(leader, network, mid):
    report = make_output("Raport", network=network, kind="raport")
    edit = reverse("wagtailadmin_pages:edit", args=[report.pk])
    assert leader.get(edit).status_code == 200
