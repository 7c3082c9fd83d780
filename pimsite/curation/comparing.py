"""The fields of a submission: beside those of the live page, or as they are when it is new."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.compare import StreamFieldComparison
from wagtail.fields import RichTextField
from wagtail.rich_text import expand_db_html

EMPTY = (None, "", False)
SETTINGS = {"show_in_menus", "go_live_at", "expire_at", "seo_title", "search_description"}


@dataclass
class Row:
    """One field: Wagtail's marks show what went and what came."""

    label: str
    marks: SafeString = SafeString()
    children: list[Any] = field(default_factory=list)
    is_rich: bool = False


@dataclass
class Comparison:
    """All fields of a text, sorted by what the reader has to look at."""

    is_new: bool
    changed: list[Row] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def compare(page, draft, request):
    """Every field of the draft that this person may see, against the page if that is live."""
    before = page if page.live else draft
    panel = draft.get_edit_handler().get_bound_panel(instance=draft, request=request, form=None)
    result = Comparison(is_new=not page.live)
    for comparator in panel.get_comparison():
        found = comparator(before, draft)
        if found.has_changed():
            result.changed.append(_row(found))
        elif _is_empty(found):
            if found.field.name not in SETTINGS:
                result.empty.append(str(found.field_label()))
        else:
            result.same.append(_row(found))
    return result


def _row(found):
    label = str(found.field_label())
    if found.is_child_relation:
        return Row(label, children=found.get_child_comparisons())
    if isinstance(found.field, BooleanField):
        return Row(label, marks=_yes_or_no(found))
    if isinstance(found.field, RichTextField) and not found.has_changed():
        return Row(label, marks=mark_safe(expand_db_html(found.val_b)), is_rich=True)
    return Row(label, marks=found.htmldiff())


def _yes_or_no(found):
    words = [_("tak") if value else _("nie") for value in (found.val_a, found.val_b)]
    if words[0] == words[1]:
        return mark_safe(words[0])
    return mark_safe(
        f'<span class="deletion">{words[0]}</span><span class="addition">{words[1]}</span>'
    )


def _is_empty(found):
    if found.is_child_relation:
        return not found.val_b.all()
    if isinstance(found, StreamFieldComparison):
        return not len(found.val_b)
    return found.val_b in EMPTY or found.val_b == []
