"""What stands before an edition is played in a demo: people of five cities, and one network."""

from django.contrib.auth import get_user_model

from knowledge.models import CityPage, PageTheme
from knowledge.permissions import ensure_editors
from networks.models import Edition, NetworkIndexPage, NetworkPage, PartnershipPage

PASSWORD = "gramy-cala-edycje"
PEOPLE = {
    "gdynia": "Gdynia",
    "lodz": "Łódź",
    "olsztyn": "Olsztyn",
    "bialystok": "Białystok",
    "zabki": "Ząbki",
}
NETWORK, PARTNERSHIP = "Chłodne podwórka", "Adaptacja do zmian klimatu"


def prepare():
    """Accounts of the cities that have none in the demo, and a planned network of a partnership."""
    for username, city in PEOPLE.items():
        user, is_new = get_user_model().objects.get_or_create(
            username=username, defaults={"email": f"{username}@pim.example"}
        )
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.add(ensure_editors(CityPage.objects.get(title=city)))
    partnership = PartnershipPage.objects.get(title=PARTNERSHIP)
    network = NetworkPage(title=NETWORK, edition=Edition.objects.first(), partnership=partnership)
    network.theme_links = [PageTheme(theme=theme) for theme in partnership.themes[:1]]
    NetworkIndexPage.objects.get().add_child(instance=network)
    network.save_revision().publish()
