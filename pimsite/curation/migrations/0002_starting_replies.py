from django.db import migrations

REPLIES = [
    ("zatwierdz", "Podziękowanie", "Dziękujemy. Opis jest już w bibliotece i można go znaleźć w wyszukiwarce."),
    ("odeslij", "Brakuje kosztów", "Dopiszcie, proszę, ile to kosztowało i kto zapłacił. Wystarczy kwota brutto i zdanie, co obejmuje."),
    ("odeslij", "Brakuje wyników", "Napiszcie, proszę, co się zmieniło i skąd to wiecie: było, jest, jak mierzono. Jeśli nikt nie mierzył, też to napiszcie."),
    ("odeslij", "Za mało, żeby powtórzyć", "Opiszcie, proszę, krok po kroku, co zrobiliście i co zrobilibyście dziś inaczej, tak żeby inne miasto mogło to powtórzyć."),
    ("odeslij", "Kontakt do osoby", "Podajcie, proszę, komórkę urzędu i jej adres zamiast nazwiska i adresu osoby."),
    ("odrzuc", "To nie jest praktyka", "To zapowiedź, ogłoszenie albo reklama, a biblioteka zbiera opisy tego, co miasto już zrobiło lub sprawdza. Zapraszamy, gdy będzie co opisać."),
    ("odrzuc", "Ten opis już jest", "Ta praktyka jest już w bibliotece. Uzupełnijcie, proszę, istniejący opis."),
]


def add(apps, schema_editor):
    """The list to begin with; from then on the secretariat's own."""
    template = apps.get_model("curation", "ReplyTemplate")
    template.objects.bulk_create(template(decision=d, name=n, text=t) for d, n, t in REPLIES)


class Migration(migrations.Migration):
    dependencies = [("curation", "0001_curation")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
