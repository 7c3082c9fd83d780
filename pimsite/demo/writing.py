"""Pages and vocabularies written so that a second run changes nothing."""

import uuid
from html import escape

from django.core.exceptions import ValidationError
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.blocks import StreamValue
from wagtail.models import Locale, ModelLogEntry

NAMESPACE = uuid.UUID("6f1c7a5e-2d0b-4c55-9e7e-5b1f5a2f3c10")
OUTCOMES = ("made", "mended", "kept", "same")


class Writer:
    """Makes what is missing, mends what the data changed, leaves alone what a person edited.

    A page is recognised by its translation key, made from the entry's key, so it is found again
    after somebody renamed or moved it. The loader makes no revisions and no log entries: whatever
    has one was edited by a person, and the data no longer touch it.
    """

    def __init__(self, tick=lambda: None):
        self.locale = Locale.objects.get_or_create(language_code="pl")[0]
        self.outcomes = {}
        self.tick = tick

    def counts(self):
        """How many things were made, mended, kept for a person's sake, and the same already."""
        return {outcome: list(self.outcomes.values()).count(outcome) for outcome in OUTCOMES}

    def page(self, entry, model, parent, key, *, rows=None, tags=None, **fields):
        """The page of this key, as the data describe it."""
        self.tick()
        identity = {"translation_key": identity_of(model, key), "locale": self.locale}
        rows = ordered(entry, model, rows or {})
        page = model.objects.filter(**identity).first()
        if page and page.latest_revision_id:
            return self._noted(page, "kept", identity)
        if page and same(page, fields, rows, tags):
            return self._noted(page, "same", identity)
        outcome = "mended" if page else "made"
        now = timezone.now()
        page, parent = (page, None) if page else (model(**identity, first_published_at=now), parent)
        page.last_published_at = now
        fill(page, fields, rows, tags)
        try:
            parent.add_child(instance=page) if parent else page.save()
        except ValidationError as error:
            raise told(entry, error) from None
        return self._noted(page, outcome, identity)

    def thing(self, entry, model, known_by, **fields):
        """An entry of a vocabulary or of the settings, as the data describe it."""
        self.tick()
        thing = model.objects.filter(**known_by).first()
        if thing and ModelLogEntry.objects.for_instance(thing).exists():
            return self._noted(thing, "kept", known_by)
        if thing and all(getattr(thing, name) == value for name, value in fields.items()):
            return self._noted(thing, "same", known_by)
        outcome = "mended" if thing else "made"
        thing = thing or model(**known_by)
        for name, value in fields.items():
            setattr(thing, name, value)
        try:
            thing.full_clean()
        except ValidationError as error:
            raise told(entry, error) from None
        thing.save()
        return self._noted(thing, outcome, known_by)

    def _noted(self, thing, outcome, known_by):
        """Remember what happened; what was made in this run stays made when its text follows."""
        key = (type(thing), *known_by.values())
        self.outcomes[key] = min(outcome, self.outcomes.get(key, outcome), key=OUTCOMES.index)
        return thing


def identity_of(model, key):
    """The same key gives the same identity on every machine."""
    return uuid.uuid5(NAMESPACE, f"{model._meta.label_lower}:{key}")


def paragraphs(*texts):
    """Plain texts as rich text."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts if text)


def story(key, html):
    """Rich text as the body of a page, in a block whose id stays."""
    block = {"type": "paragraph", "value": html, "id": str(uuid.uuid5(NAMESPACE, f"body:{key}"))}
    return [block] if html else []


def told(entry, error):
    """A model's complaint as a complaint about the entry."""
    messages = error.message_dict if hasattr(error, "error_dict") else {"*": error.messages}
    field, texts = next(iter(messages.items()))
    return entry.error(field, " ".join(texts))


def ordered(entry, model, rows):
    """Child rows, checked and numbered in their order."""
    for relation, items in rows.items():
        owner = model._meta.get_field(relation).field.name
        for number, item in enumerate(items):
            item.sort_order = number
            try:
                item.clean_fields(exclude=[owner])
            except ValidationError as error:
                raise told(entry, error) from None
    return rows


def same(page, fields, rows, tags):
    """Whether the page already says what the data say."""
    return (
        all(said(page, name) == value for name, value in fields.items())
        and all(
            [facts(item) for item in getattr(page, relation).all()] == [facts(i) for i in items]
            for relation, items in rows.items()
        )
        and (tags is None or folded(page.tags.names()) == folded(tags))
    )


def folded(names):
    """Tags as the library compares them: the case of letters is one tag's own affair."""
    return {name.casefold() for name in names}


def said(page, name):
    """What the page says, in the form the data have."""
    value = getattr(page, name)
    return value.get_prep_value() if isinstance(value, StreamValue) else value


def facts(item):
    """What a child row says, without its number and its owner."""
    return {
        field.attname: getattr(item, field.attname)
        for field in item._meta.concrete_fields
        if not (field.primary_key or isinstance(field, ParentalKey) or field.name == "sort_order")
    }


def fill(page, fields, rows, tags):
    """Put the data on the page; nothing is saved yet."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.draft_title = page.title  # the explorer shows this one
    for relation, items in rows.items():
        setattr(page, relation, items)
    if tags is not None:
        page.tags.set(tags)
