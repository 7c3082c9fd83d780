"""The forms of the library, ordered as a person thinks; each help text carries an example."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)

from .checklist import ChecklistPanel

THEMES_PANEL = InlinePanel(
    "theme_links",
    heading=_("Tematy"),
    label=_("temat"),
    help_text=_("Pierwszy temat jest główny. Wybierz od jednego do trzech."),
    max_num=3,
)

WHAT = MultiFieldPanel(
    [
        TitleFieldPanel(
            "title",
            help_text=_(
                "Napisz, co zrobiliście, nie jak nazywał się projekt. "
                "Np. „Ulica szkolna: dwadzieścia minut bez samochodów”. Do 90 znaków."
            ),
        ),
        FieldPanel(
            "lead",
            help_text=_(
                "Dwa zdania dla kogoś, kto ma minutę: co, dla kogo, z jakim skutkiem. "
                "Np. „Sześć szkół i ruchomy szlaban: rano ulica jest dla dzieci. "
                "Aut przed szkołami ubyło o dwie trzecie”."
            ),
        ),
        FieldPanel("tags"),
        FieldPanel(
            "image",
            help_text=_("Zdjęcie tego, co powstało, np. ulicy przed szkołą. Bez logotypów."),
        ),
    ],
    heading=_("Co zrobiliście"),
)

WHERE_AND_WHEN = MultiFieldPanel(
    [
        FieldRowPanel(
            [
                FieldPanel("start_year", help_text=_("Np. 2019.")),
                FieldPanel("end_year", help_text=_("Np. 2022. Puste, jeśli trwa nadal.")),
                FieldPanel("stage", help_text=_("Jak jest dzisiaj, np. „trwa”.")),
            ]
        ),
        FieldPanel(
            "participants",
            help_text=_("Kto to robił, np. „Zarząd Dróg, sześć szkół, rada dzielnicy”."),
        ),
        InlinePanel(
            "partner_links",
            heading=_("Miasta partnerskie"),
            label=_("miasto partnerskie"),
            help_text=_("Gdy praktykę prowadziło kilka miast. Wasze miasto jest już wpisane."),
        ),
    ],
    heading=_("Gdzie, kiedy i z kim"),
)

PROBLEM = MultiFieldPanel(
    [
        FieldPanel(
            "problem",
            help_text=_(
                "Co nie działało i skąd to wiecie? Podaj jedną liczbę, np. „rano pod każdą szkołę "
                "podjeżdżało od 80 do 140 aut”. 400–1200 znaków."
            ),
        )
    ],
    heading=_("Problem"),
)

SOLUTION = MultiFieldPanel(
    [
        FieldPanel(
            "solution",
            help_text=_(
                "Krok po kroku, w kolejności zdarzeń, np. „1. Policzyliśmy auta. 2. Próba na "
                "sześć tygodni”. Co zrobilibyście w pierwszym miesiącu? 600–2500 znaków."
            ),
        )
    ],
    heading=_("Rozwiązanie"),
)

RESULTS = MultiFieldPanel(
    [
        FieldPanel(
            "results",
            help_text=_(
                "Było, jest, jak mierzono, np. „pieszo przychodzi 68% uczniów, wcześniej 41%”. "
                "Brak pomiaru też napisz."
            ),
        ),
        InlinePanel(
            "figures",
            heading=_("Wyniki w liczbach"),
            label=_("wynik"),
            help_text=_("Do czterech liczb, które czytelnik zapamięta, np. „−64%”."),
            max_num=4,
        ),
        FieldPanel(
            "lessons",
            help_text=_(
                "Co byście dziś zrobili inaczej? To najczęściej czytana część. "
                "Np. „Zaczęlibyśmy od rozmowy z piekarnią na rogu”."
            ),
        ),
    ],
    heading=_("Rezultaty i wnioski"),
)

COSTS = MultiFieldPanel(
    [
        FieldPanel(
            "cost_band",
            help_text=_("Całość brutto. Np. „50–200 tys. zł”. Puste, jeśli nie wiadomo."),
        ),
        FieldPanel(
            "costs",
            help_text=_("Kwota brutto i co obejmuje, np. „185 tys. zł na sześć szkół, trzy lata”."),
        ),
        FieldPanel(
            "funding",
            help_text=_("Kto zapłacił, np. „budżet miasta, dotacja wojewody 40%”."),
        ),
    ],
    heading=_("Koszty"),
)

CONDITIONS = MultiFieldPanel(
    [
        FieldPanel(
            "transferability",
            help_text=_(
                "Gdzie to zadziała, a gdzie nie? Np. „W miastach od 8 tys. mieszkańców; "
                "nie przy drogach krajowych”."
            ),
        )
    ],
    heading=_("Warunki przeniesienia"),
)

CONTACT = MultiFieldPanel(
    [
        FieldPanel(
            "contact_unit",
            help_text=_("Komórka, która odpowie za rok, np. „Wydział Polityki Mobilności”."),
        ),
        FieldPanel(
            "contact_email",
            help_text=_("Adres komórki, nie osoby, np. „mobilnosc@miasto.pl”. Będzie jawny."),
        ),
    ],
    heading=_("Kontakt"),
)

ATTACHMENTS = InlinePanel(
    "attachments",
    heading=_("Załączniki"),
    label=_("załącznik"),
    help_text=_(
        "Dokumenty do skopiowania: regulamin, uchwała, umowa, np. „Wzór przepustki” (PDF, DOCX, "
        "ODT, XLSX, ODS, PPTX, ODP, CSV, TXT; do 20 MB)."
    ),
)

ABOUT_THIS_TEXT = MultiFieldPanel(
    [
        FieldRowPanel(
            [
                FieldPanel(
                    "source_name",
                    help_text=_("Np. „Raport z ewaluacji, Urząd Miasta”."),
                ),
                FieldPanel("source_url", help_text=_("Np. „https://miasto.pl/raport”.")),
            ]
        ),
        FieldPanel(
            "valid_until",
            help_text=_("Kiedy sprawdzić opis na nowo, np. za rok: „2027-06-30”."),
        ),
    ],
    heading=_("Źródło i aktualność"),
)

ENGLISH = MultiFieldPanel(
    [
        FieldPanel("title_en", help_text=_("Np. „School street: twenty minutes without cars”.")),
        FieldPanel(
            "summary_en",
            help_text=_("Dwa, trzy zdania dla czytelników z innych krajów."),
        ),
    ],
    heading=_("Streszczenie po angielsku"),
)

PRACTICE_PANELS = [
    ChecklistPanel(heading=_("Czego brakuje do dobrego opisu")),
    WHAT,
    THEMES_PANEL,
    WHERE_AND_WHEN,
    PROBLEM,
    SOLUTION,
    RESULTS,
    COSTS,
    CONDITIONS,
    CONTACT,
    ATTACHMENTS,
    ABOUT_THIS_TEXT,
    ENGLISH,
    FieldPanel("body", heading=_("Dodatkowe materiały: zdjęcia, cytaty, liczby")),
]


def fact(name, **options):
    """A field kept by the secretariat. The right stands on the field: on a group it only hides."""
    return FieldPanel(name, permission="knowledge.manage_city_facts", **options)


CITY_PANELS = [
    TitleFieldPanel("title", help_text=_("Nazwa miasta, np. „Gdynia”.")),
    FieldPanel(
        "lead",
        help_text=_(
            "Dwa zdania o tym, czego Wasze miasto się uczy, np. „Uczymy się od innych, jak "
            "oddawać ulice pieszym. Chętnie opowiemy o rewitalizacji osiedli”."
        ),
    ),
    FieldPanel("image", help_text=_("Zdjęcie miasta, nie herb, np. ulicy, o której piszecie.")),
    FieldPanel("body", heading=_("Dodatkowe materiały: zdjęcia, cytaty, liczby")),
    MultiFieldPanel(
        [FieldPanel("contact_unit"), FieldPanel("contact_email"), FieldPanel("website")],
        heading=_("Kontakt"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([fact("name_genitive"), fact("name_locative")]),
            FieldRowPanel([fact("country"), fact("voivodeship")]),
            FieldRowPanel([fact("size_class"), fact("teryt")]),
            FieldRowPanel([fact("population"), fact("population_year")]),
            FieldRowPanel([fact("latitude"), fact("longitude")]),
            fact("losing_functions"),
            FieldRowPanel([fact("losing_functions_source"), fact("losing_functions_date")]),
            FieldRowPanel([fact("source_name"), fact("source_url")]),
        ],
        heading=_("Dane urzędowe (prowadzi Sekretariat)"),
        permission="knowledge.manage_city_facts",
    ),
]
