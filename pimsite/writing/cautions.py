"""What in a text looks like a private matter: a warning to its author, never a ban."""

import re
from dataclasses import dataclass
from html import unescape

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from knowledge.models import Attachment

PRIVATE_HOSTS = (
    "gmail|googlemail|wp|o2|onet|op|interia|poczta|vp|tlen|gazeta|yahoo|outlook|hotmail|icloud"
    "|protonmail|proton|autograf"
)
PRIVATE_MAIL = re.compile(rf"\b[\w.+-]+@(?:[\w-]+\.)*(?:{PRIVATE_HOSTS})\.(?:com|pl|eu|me)\b", re.I)
GROUP = r"[ \u00a0-]?"
DIGITS = re.compile(r"(?<![\d.,/-])\d{11}(?![\d/-])")
# Polish mobile numbers begin with 45, 50, 51, 53, 57, 60, 66, 69, 72, 73, 78, 79, 88.
MOBILE = re.compile(
    rf"(?<![\d.,/-])(?:(?:\+|00)48{GROUP})?(?:45|50|51|53|57|60|66|69|72|73|78|79|88)\d{GROUP}"
    rf"\d{{3}}{GROUP}\d{{3}}(?![\d/-]|{GROUP}\d{{3}})(?!{GROUP}(?:zł|PLN|euro|EUR|mieszk))"
)
PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
BLOCK_ENDS = re.compile(r"</(?:p|li|h\d)>|<br/?>")
TEXTS = (
    "title",
    "lead",
    "challenge",
    "diagnosis",
    "aim",
    "problem",
    "solution",
    "results",
    "lessons",
    "transferability",
    "costs",
    "funding",
    "participants",
    "contact_unit",
    "contact_email",
    "source_name",
    "title_en",
    "summary_en",
)


TYPED = (models.CharField, models.TextField)


@dataclass(frozen=True)
class Caution:
    """What was found, what to do about it, and the field of the form that holds it."""

    what: str
    advice: str
    field: str
    anchor: str


def cautions(draft):
    """Everything in the page's texts, rows and names of attachments that looks private."""
    return [
        Caution(f"{kind}: {found}", advice, place, anchor)
        for place, anchor, text in _places(draft)
        for kind, advice, found in _private_parts(text)
    ]


def is_pesel(digits):
    """Whether eleven digits are a PESEL by date of birth and check digit."""
    month, day = int(digits[2:4]), int(digits[4:6])
    weighed = sum(int(d) * w for d, w in zip(digits, PESEL_WEIGHTS, strict=False))
    is_date = 1 <= month % 20 <= 12 and 1 <= day <= 31
    return is_date and (weighed + int(digits[10])) % 10 == 0


def _private_parts(text):
    for found in DIGITS.findall(text):
        if is_pesel(found):
            yield _("numer PESEL"), _("Usuń go: opis jest jawny."), f"{found[:2]}…{found[-2:]}"
    for match in PRIVATE_MAIL.finditer(text):
        yield _("prywatny adres"), _("Podaj adres komórki urzędu."), match[0]
    for match in MOBILE.finditer(text):
        yield (
            _("numer komórkowy"),
            _("Podaj numer urzędu, jeśli ten jest czyjś prywatny."),
            match[0].strip(),
        )


def _places(draft):
    fields = {field.name: field for field in draft._meta.concrete_fields}
    for name in (name for name in TEXTS if name in fields):
        text = words_of(getattr(draft, name) or "")
        yield str(fields[name].verbose_name), f"id_{name}-label", text
    for relation in get_all_child_relations(type(draft)):
        name, kind = relation.get_accessor_name(), relation.related_model
        if name != COMMENTS_RELATION_NAME:
            text = " \n".join(_words_of_row(row) for row in getattr(draft, name).all())
            is_file = issubclass(kind, Attachment)
            place = _("nazwa załącznika") if is_file else str(kind._meta.verbose_name_plural)
            yield place, f"id_{name}-ADD", text
    body = draft._meta.get_field("body")
    yield str(body.verbose_name), "id_body-ADD", " \n".join(body.get_searchable_content(draft.body))


def _words_of_row(row):
    """All that is typed in a row; of a file also its names."""
    if isinstance(row, Attachment):
        document = row.document
        names = [row.title, *([document.title, document.filename] if document else [])]
        return " \n".join(name.replace("_", " ") for name in dict.fromkeys(names))
    typed = [field for field in row._meta.concrete_fields if isinstance(field, TYPED)]
    return " ".join(str(getattr(row, field.name)) for field in typed)


def words_of(rich_text):
    """The text of a field as it is read: blocks apart, entities resolved."""
    return unescape(strip_tags(BLOCK_ENDS.sub(" \n", rich_text)))
