"""Sending to the secretariat and taking back: what must be there, and who may."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from knowledge.checklist import Criterion

from ..curation import waiting


class CannotSend(Exception):
    """The text is not as the author saw it or lacks something; the message says what."""


def lacking(draft):
    """What must be mended before this text may be sent: criteria, required fields, half rows."""
    unmet = [each for each in draft.criteria() if each.required and not each.met]
    named = {each.anchor for each in unmet}
    wrong = [each for each in _wrong_fields(draft) if each.anchor not in named]
    return [*unmet, *wrong, *_half_rows(draft)]


def advised(draft):
    """What would make the text better and stops nobody."""
    return [each for each in draft.criteria() if not each.required and not each.met]


def may_send(user, page):
    """Whether this person writes the page and nobody reviews it just now."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit() and rights.can_submit_for_moderation())


@transaction.atomic
def send(page, user, revision):
    """Start the review, or go on with the one that was sent back."""
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    if page.latest_revision_id != revision:
        raise CannotSend(_("Tekst zmienił się, odkąd go czytasz. Przeczytaj znowu."))
    if not may_send(user, page):
        raise CannotSend(_("Ktoś już wysłał ten opis."))
    missing = lacking(page.get_latest_revision_as_object())
    if missing:
        names = ", ".join(each.name for each in missing)
        raise CannotSend(_("Nie wysłano. Brakuje: %(names)s.") % {"names": names})
    state = waiting.submission_of(page)
    if state is None:
        page.get_workflow().start(page, user)
    else:
        state.resume(user)


@transaction.atomic
def withdraw(page, user):
    """Give the text back to its author, whom the page's history names; False if it was too late."""
    state = waiting.submission_of(Page.objects.select_for_update().get(pk=page.pk))
    if state is None or state.status != waiting.IN_PROGRESS or not state.user_can_cancel(user):
        return False
    state.cancel(user=user)
    return True


def _wrong_fields(draft):
    try:
        draft.full_clean()
    except ValidationError as error:
        for name, reasons in error.message_dict.items():
            yield Criterion(_name_of(draft, name), " ".join(reasons), f"id_{name}-label", False)


def _half_rows(draft):
    for relation in get_all_child_relations(type(draft)):
        for child in getattr(draft, relation.get_accessor_name()).all():
            try:
                child.clean_fields(exclude=[relation.field.name])
            except ValidationError as error:
                row = child._meta.verbose_name
                names = ", ".join(_name_of(child, name) for name in error.message_dict)
                yield Criterion(
                    f"{row}: {names}",
                    _("Wiersz jest pusty do połowy. Uzupełnij go albo usuń."),
                    f"id_{relation.get_accessor_name()}-ADD",
                    False,
                )


def _name_of(instance, name):
    field = next((field for field in instance._meta.fields if field.name == name), None)
    return str(field.verbose_name) if field else _("Opis")
