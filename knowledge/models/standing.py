"""Texts that are read from a revision after something that they name has been deleted."""

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations


def standing(model: type[models.Model], content: dict) -> dict:
    """What a revision says of a page, without what it names and is gone by now.

    PROTECT keeps what rows of the database name, not what only a draft does: modelcluster raises
    an error there. And it asks for the page and for everything else of each row, one by one.
    """
    content = _with_standing_rows(model, content)
    for field, gone in _gone(model, [content]):
        if content[field.name] in gone:
            content[field.name] = None
    return content


def _with_standing_rows(model, content):
    content = dict(content)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in content:
            content[name] = _standing_rows(relation.related_model, content[name])
    return content


def _standing_rows(model, rows):
    """The rows that still have what they name; a link that may be empty is emptied instead."""
    rows = [_with_standing_rows(model, row) for row in rows]
    for field, gone in _gone(model, rows):
        if field.remote_field.on_delete is models.SET_NULL:
            for row in rows:
                row[field.name] = None if row.get(field.name) in gone else row.get(field.name)
        else:
            rows = [row for row in rows if row.get(field.name) not in gone]
    return rows


def _gone(model, rows):
    """Fields that link, each with those of the keys in these rows that lead nowhere."""
    for field in model._meta.concrete_fields:
        links = field.remote_field and not field.remote_field.parent_link
        if not links or isinstance(field, ParentalKey):
            continue
        named = {row[field.name] for row in rows if row.get(field.name) is not None}
        if named and field.remote_field.on_delete is not models.DO_NOTHING:
            keys = field.related_model._base_manager.filter(pk__in=named)
            found = {str(key) for key in keys.values_list("pk", flat=True)}
            yield field, {key for key in named if str(key) not in found}
