"""Files of an application: checked like all that is uploaded, kept where no address leads."""

import logging
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from knowledge.documents import check_document

from .models import ApplicationFile

MOST_FILES = 10
LONGEST_NAME = 255

_logger = logging.getLogger(__name__)


def attach(application, uploads, user) -> list[str]:
    """Keep the good ones; say what is wrong with each of the others."""
    problems, room = [], MOST_FILES - application.files.count()
    for upload in uploads:
        try:
            if room < 1:
                text = _("Wniosek ma już %(number)s plików. Usuń któryś, żeby dodać ten.")
                raise ValidationError(text % {"number": MOST_FILES})
            keep(application, upload, user)
            room -= 1
        except ValidationError as error:
            problems.append(f"{upload.name}: {' '.join(error.messages)}")
    return problems


def keep(application, upload, user):
    """Store one file, or say why not; a disk that fails must not take the text with it."""
    most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if upload.size > most:
        text = _("Plik jest za duży (najwyżej %(most)s).")
        raise ValidationError(text % {"most": filesizeformat(most)})
    if not upload.size:
        raise ValidationError(_("Plik jest pusty."))
    check_document(upload)
    upload.seek(0)
    name = PurePath(upload.name)
    suffix = name.suffix
    shortened = f"{name.stem[: LONGEST_NAME - len(suffix)]}{suffix}"
    file = ApplicationFile(
        application=application, file=upload, name=shortened, size=upload.size, added_by=user
    )
    try:
        with transaction.atomic():
            file.save()
    except OSError as error:
        _logger.exception("A file of application %s could not be stored", application.pk)
        raise ValidationError(_("Pliku nie udało się zapisać. Dodaj go jeszcze raz.")) from error


def remove(file):
    """Forget a file; its content goes once that is certain."""
    stored = file.file
    file.delete()
    transaction.on_commit(lambda: stored.storage.delete(stored.name))
