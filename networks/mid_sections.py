"""A MID's page: its sections in reading order, and what it is connected with."""

from django.utils.translation import gettext as _

from knowledge.dossier import Section, says_something
from knowledge.models import PracticePage
from knowledge.querysets import visible_to

from .barriers import barriers_of
from .timetable import timetable, when


def mid_links(mid, user):
    """What a MID's page shows beside its own fields; only pages this user may read."""
    visible = visible_to(user)
    named = {
        page.pk: page for page in visible.filter(pk__in=[mid.city_id]) | visible.parent_of(mid)
    }
    return {
        "themes": mid.themes,
        "city": named.pop(mid.city_id, None),
        "network": next(iter(named.values()), None),
        "sections": sections(mid, user, visible),
    }


def sections(mid, user, visible) -> list[Section]:
    """The sections in reading order; an empty one is left out, of the contents list too."""
    actions = list(mid.actions.all())
    files = [each for each in mid.documents.select_related("document") if each.document]
    candidates = [
        Section("wyzwanie", _("Wyzwanie"), "text", mid.challenge),
        Section("diagnoza", _("Diagnoza"), "text", mid.diagnosis),
        Section("cel", _("Cel i oczekiwany rezultat"), "text", mid.aim),
        Section("inspiracje", _("Inspiracje"), "inspirations", inspirations(mid, visible)),
        Section("dzialania", _("Działania"), "actions", [(each, when(each)) for each in actions]),
        Section("harmonogram", _("Harmonogram"), "timetable", timetable(actions)),
        Section("interesariusze", _("Interesariusze"), "stakeholders", mid.stakeholders.all()),
        Section("ryzyka", _("Ryzyka"), "risks", mid.risks.all()),
        Section("wskazniki", _("Wskaźniki"), "indicators", mid.indicators.all()),
        Section("bariery", _("Bariery do Planu Ulepszeń"), "barriers", barriers_of(mid, user)),
        Section("wiecej", _("Więcej"), "body", mid.body),
        Section("zalaczniki", _("Załączniki"), "files", files),
        Section("dokument", _("Dokument u wydawcy"), "external", mid.external_url),
        Section("zrodlo", _("Źródło opisu"), "source", mid.source_name or mid.source_url),
    ]
    return [section for section in candidates if says_something(section.content)]


def inspirations(mid, visible):
    """What the city learnt, each with its practice where the reader may see it."""
    rows = list(mid.inspirations.all())
    practices = PracticePage.objects.filter(pk__in=[row.practice_id for row in rows])
    known = practices.filter(pk__in=visible.values("pk")).with_city().defer_streamfields().in_bulk()
    found = [(row, known.get(row.practice_id)) for row in rows]
    return [(row, practice) for row, practice in found if practice or row.lesson]
