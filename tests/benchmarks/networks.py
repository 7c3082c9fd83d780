"""What pages of networks cost with 50 networks of 12 cities, 600 MIDs and 5,000 applications.

Run as `python -m tests.benchmarks.networks`, or the same after `-m tests.postgres python`.
"""

import os
import sys
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimsite.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from knowledge.models import CityPage, CitySize, PageTheme, PracticePage, Voivodeship  # noqa: E402
from networks.applying.models import (  # noqa: E402
    Application,
    Composition,
    Decision,
    FormalCheck,
)
from networks.models import (  # noqa: E402
    Addressee,
    Barrier,
    CallNetwork,
    CallPage,
    Indicator,
    Inspiration,
    MeetingPage,
    Membership,
    MidAction,
    MidBarrier,
    MidPage,
    NetworkPage,
    NetworkPractice,
    OutputPage,
    Recommendation,
    Risk,
    Step,
)
from search.index import paused  # noqa: E402
from tests.factories import (  # noqa: E402
    make_call_index,
    make_city_index,
    make_edition,
    make_network_index,
    make_partnership,
    make_theme,
)

from .filling import HEAD, gather_statistics, line, rows  # noqa: E402

NETWORKS, MEMBERS, CITIES, APPLICATIONS = 50, 12, 500, 5_000
MEETINGS, REPORTS, PRACTICES, POINTS = 10, 5, 10, 10  # of each network


def main():
    with transaction.atomic(), paused():
        addresses = make_programme()
        gather_statistics()
        out = sys.stdout.write
        out(
            f"{connection.vendor}, {NETWORKS} networks of {MEMBERS} cities, "
            f"{NETWORKS * MEMBERS} MIDs, {APPLICATIONS} applications\n"
        )
        out(HEAD)
        for path in addresses:
            out(line(path))
        transaction.set_rollback(True)


def make_programme():
    """The chain from the call to the recommendation, straight in the tables."""
    theme, partnership = make_theme("bench", "Temat"), make_partnership("Partnerstwo")
    index = make_city_index()
    cities = rows(CityPage, index, CITIES, size_class=CitySize, voivodeship=Voivodeship)
    practices = [page for city in cities for page in rows(PracticePage, city, 1)]
    networks = rows(
        NetworkPage,
        make_network_index(),
        NETWORKS,
        edition=[make_edition()],
        partnership=[partnership],
        state=["trwa"],
    )
    PageTheme.objects.bulk_create(
        PageTheme(page_id=page.pk, theme=theme) for page in [partnership, *networks]
    )
    share = [
        [cities[(number * 7 + step) % CITIES] for step in range(MEMBERS)]
        for number in range(NETWORKS)
    ]
    addressee = Addressee.objects.create(name="Ministerstwo")
    for number, (network, members) in enumerate(zip(networks, share, strict=True)):
        Membership.objects.bulk_create(
            Membership(network=network, city=city, role="partner" if place else "lider")
            for place, city in enumerate(members)
        )
        fill(network, members, practices[number : number + PRACTICES], addressee)
    call = apply(networks, cities)
    member = share[0][0]
    mid = MidPage.objects.child_of(networks[0]).first()
    plan = OutputPage.objects.child_of(networks[0]).filter(kind="plan-ulepszen").first()
    pages = [networks[0], mid, plan, member, practices[0], partnership, call]
    pages.append(MeetingPage.objects.child_of(networks[0]).first())
    lists = [networks[0].get_parent(), partnership.get_parent(), call.get_parent(), index]
    urls = [page.url for page in (*pages, *lists)]
    urls += [f"{call.url}wyniki/", f"{call.url}wyniki/tabela/"]
    return [*urls, "/sieci/rekomendacje/", f"/sieci/rekomendacje/?siec={networks[0].slug}"]


def fill(network, members, practices, addressee):
    """What a network leaves behind in two years."""
    today = date.today()
    days = [today - timedelta(days=60 * step) for step in range(-2, MEETINGS - 2)]
    rows(MeetingPage, network, MEETINGS, first=100, day=days)
    rows(OutputPage, network, REPORTS, first=200, kind=["raport"])
    mids = rows(MidPage, network, MEMBERS, first=300, city=members)
    [plan] = rows(OutputPage, network, 1, first=400, kind=["plan-ulepszen"])
    NetworkPractice.objects.bulk_create(
        NetworkPractice(network=network, practice=practice) for practice in practices
    )
    for mid in mids:
        MidAction.objects.bulk_create(
            MidAction(mid=mid, title=f"Działanie {step}", start=f"202{step}", end=f"202{step + 1}")
            for step in range(6)
        )
        MidBarrier.objects.bulk_create(MidBarrier(mid=mid, text=f"Bariera {n}") for n in range(3))
        Risk.objects.bulk_create(Risk(mid=mid, text=f"Ryzyko {n}") for n in range(3))
        Indicator.objects.bulk_create(Indicator(mid=mid, name=f"Liczba {n}") for n in range(3))
        Inspiration.objects.bulk_create(
            Inspiration(mid=mid, practice=practice, lesson="Szlaban.") for practice in practices[:3]
        )
    recommend(plan, members, addressee)


def recommend(plan, members, addressee):
    points = Recommendation.objects.bulk_create(
        Recommendation(plan=plan, text=f"Pozwolić gminom {n}", kind="prawo", addressee=addressee)
        for n in range(POINTS)
    )
    Barrier.objects.bulk_create(
        Barrier(recommendation=point, text="Ustawa zabrania.", city=city)
        for point, city in zip(points, members, strict=False)
    )
    Step.objects.bulk_create(
        Step(recommendation=point, state=state, date=day, recorded_at=timezone.now())
        for point in points
        for state, day in (("zgloszona", "2020"), ("przyjeta", "2021"))
    )


def apply(networks, cities):
    """A call that is over, in which every city applied to some networks; its results are out."""
    today = date.today()
    days = {"opens": [today - timedelta(days=60)], "closes": [today - timedelta(days=30)]}
    [call] = rows(CallPage, make_call_index(), 1, first=500, edition=[networks[0].edition], **days)
    CallNetwork.objects.bulk_create(CallNetwork(call=call, network=each) for each in networks)
    each = APPLICATIONS // NETWORKS
    applications = Application.objects.bulk_create(
        Application(
            call=call,
            network=network,
            city=cities[(number * 11 + step) % CITIES],
            state="zlozony",
            year=2026,
            sequence=number * each + step + 1,
            submitted_at=timezone.now(),
        )
        for number, network in enumerate(networks)
        for step in range(each)
    )
    FormalCheck.objects.bulk_create(
        FormalCheck(application=application, passed=True) for application in applications
    )
    Decision.objects.bulk_create(
        Decision(
            application=application,
            outcome="przyjety" if number % each < MEMBERS else "odrzucony",
            role="partner" if number % each else "lider",
        )
        for number, application in enumerate(applications)
    )
    Composition.objects.bulk_create(Composition(call=call, network=each) for each in networks)
    return call


if __name__ == "__main__":
    main()
