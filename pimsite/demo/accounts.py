"""Who can sign in to the demo."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from knowledge.permissions import ensure_coordinators, ensure_editors, ensure_secretariat

from .hashers import DemoPasswordHasher

EDITORS = {"gdynia": "Gdynia", "lodz": "Łódź"}
COORDINATORS = {"koordynacja": "Gdynia"}
LEADERS = {"prowadzenie": "pim3-energia"}
OFFICE, ADMIN = "sekretariat", "admin"
ROLES = {
    "gdynia": "redakcja Gdyni",
    "lodz": "redakcja Łodzi",
    "koordynacja": "redakcja Gdyni, zaprasza do niej",
    "prowadzenie": "prowadzi sieć o energii",
    OFFICE: "sprawdza i publikuje",
    ADMIN: "administrator",
}
PASSWORDS = {
    "gdynia": "uczymy-sie-w-gdyni",
    "lodz": "uczymy-sie-w-lodzi",
    "koordynacja": "zapraszamy-do-gdyni",
    "prowadzenie": "prowadzimy-siec-razem",
    OFFICE: "przegladamy-opisy",
    ADMIN: "tylko-na-pokaz",
}
NAMES = {
    "gdynia": ("Redakcja", "Gdyni"),
    "lodz": ("Redakcja", "Łodzi"),
    "koordynacja": ("Koordynacja", "Gdyni"),
    "prowadzenie": ("Prowadzenie", "Sieci"),
    OFFICE: ("Sekretariat", "PIM"),
    ADMIN: ("Administracja", "PIM"),
}


def load_accounts(cities, networks):
    """Give every city its editors' group, and people to the demo."""
    for name, page in cities.pages.items():
        group = ensure_editors(page)
        for username, city in EDITORS.items():
            if city == name:
                ensure_user(username).groups.add(group)
        for username, city in COORDINATORS.items():
            if city == name:
                ensure_user(username).groups.add(ensure_coordinators(page))
    for username, network in LEADERS.items():
        ensure_user(username).groups.add(ensure_editors(networks.pages[network]))
    ensure_user(OFFICE).groups.add(ensure_secretariat())
    ensure_user(ADMIN, is_superuser=True)


def ensure_user(username, **rights):
    """The account with the password that the demo promises."""
    first_name, last_name = NAMES[username]
    user, _made = get_user_model().objects.update_or_create(
        username=username,
        defaults={
            "first_name": first_name,
            "last_name": last_name,
            "email": f"{username}@pim.example",
            "is_active": True,
            **rights,
        },
    )
    hasher = DemoPasswordHasher()
    encoded = user.password or ""
    known = encoded.startswith(f"{hasher.algorithm}$") and hasher.verify(
        PASSWORDS[username], encoded
    )
    if not known:
        user.password = make_password(PASSWORDS[username], hasher=hasher)
        user.save(update_fields=["password"])
    return user


def password_table():
    """Accounts and passwords as lines of text."""
    yield f"{'Konto':<14}{'Hasło':<26}Rola"
    for username, role in ROLES.items():
        yield f"{username:<14}{PASSWORDS[username]:<26}{role}"
