"""A city begins an application and writes it in several sittings; nobody's text is overwritten."""

from django.db import transaction

from .models import Answer, Application

COPIED = ("contact_name", "contact_email", "contact_phone")


class Conflict(Exception):
    """What was typed is not saved: a colleague was faster."""

    def __init__(self, application):
        super().__init__(application.pk)
        self.application = application


@transaction.atomic
def begin(call, network, city, user):
    """The city's application to this network, and whether it is new.

    A new one takes over what the city wrote to another network of the same call.
    """
    application, is_new = Application.objects.get_or_create(
        call=call, network=network, city=city, defaults={"made_by": user, "changed_by": user}
    )
    other = Application.objects.filter(call=call, city=city).exclude(pk=application.pk).first()
    if is_new and other:
        for name in COPIED:
            setattr(application, name, getattr(other, name))
        application.save(update_fields=COPIED)
        write_answers(application, {each.key: each.text for each in other.answers.all()})
    return application, is_new


@transaction.atomic
def save(application, user, *, version, facts, answers):
    """Keep what was typed, complete or not; Conflict if it was typed over an older version."""
    current = locked(application)
    if current.version != version or current.is_submitted:
        raise Conflict(current)
    for name, value in facts.items():
        setattr(current, name, value)
    current.version += 1
    current.changed_by = user
    current.save()
    write_answers(current, answers)
    return current


def locked(application):
    """The row as it is now, which nobody else changes until the transaction ends."""
    return Application.objects.select_for_update(of=["self"]).with_places().get(pk=application.pk)


def write_answers(application, answers):
    """Exactly these; an empty one is none."""
    application.answers.filter(key__in=answers).delete()
    Answer.objects.bulk_create(
        Answer(application=application, key=key, text=text) for key, text in answers.items() if text
    )
