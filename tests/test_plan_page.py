"""A Plan Ulepszeń as a reader sees it: by kind, with barriers, history and legal acts."""

import pytest

from networks.models import Step

from .factories import hide, make_city, make_network, make_partnership
from .planning import ACT, SAID, make_plan, recommendation

pytestmark = pytest.mark.django_db


def test_plan_shows_recommendations_by_kind_with_their_history(client):
    gdynia = make_city("Gdynia")
    law = recommendation("Wspólny bilet", city=gdynia)
    law.steps.add(Step(state="w-prawie", date="2022-03", sort_order=1, **SAID, **ACT))
    plan = make_plan(law, recommendation("Dotacja na pociągi", kind="finansowanie"))
    text = client.get(plan.url).text
    assert text.index("Rekomendacje: prawo") < text.index("Wspólny bilet")
    assert text.index("Wspólny bilet") < text.index("Rekomendacje: finansowanie")
    assert text.index("zgłoszona") < text.index("przyjęta do prawa")
    assert "marzec\xa02022" in text
    assert 'href="https://isap.example.org/1"' in text
    assert "Dz.U. 2026 poz. 1" in text.replace("\xa0", " ")
    assert f'<a href="{gdynia.url}">Gdynia</a>' in text


def test_plan_without_recommendations_says_so(client):
    assert (
        "Rekomendacji tego planu nie ma jeszcze w bibliotece." in client.get(make_plan().url).text
    )


def test_plan_does_not_name_a_city_that_is_not_public(client):
    hidden = make_city("Kanarkowo")
    hide(hidden)
    plan = make_plan(recommendation(city=hidden))
    text = client.get(plan.url).text
    assert "Ustawa zabrania wspólnej taryfy" in text.replace("\xa0", " ")
    assert "Kanarkowo" not in text


def test_plan_costs_the_same_with_many_recommendations(client, count_queries):
    gdynia = make_city("Gdynia")
    few = make_plan(recommendation(city=gdynia))
    client.get(few.url)
    cost = count_queries(few.url)
    many = make_plan(*(recommendation(f"Zmiana {n}", city=gdynia) for n in range(30)))
    assert count_queries(many.url) == cost
    assert cost <= 25


@pytest.mark.parametrize(("number", "is_cut"), [(10, False), (11, True)])
def test_pages_around_show_ten_recommendations_at_most(client, number, is_cut):
    partnership = make_partnership("Mobilność")
    network = make_network(partnership=partnership)
    city = make_city("Gdynia")
    texts = [f"Pozwolić na bilet {step:02}" for step in range(number)]
    make_plan(*(recommendation(text, city=city) for text in texts), network=network)
    for page in (network, partnership, city):
        text = client.get(page.url).text.replace("\xa0", " ")
        assert text.count("Pozwolić na bilet") == 10
        assert ("Pokazujemy 10 ostatnio zmienionych z 11." in text) == is_cut
    assert f'href="/sieci/rekomendacje/?siec={network.slug}"' in client.get(network.url).text
