"""What may be uploaded as a file: judged by content and not by name, with a reason against it."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .office import CONTAINERS, HasMacros, TooLarge, is_container


def check_document(file):
    """Refuse what is not of the type its extension names."""
    extension = PurePath(file.name).suffix.lower().lstrip(".")
    if extension not in settings.WAGTAILDOCS_EXTENSIONS:
        kinds = ", ".join(settings.WAGTAILDOCS_EXTENSIONS).upper()
        raise ValidationError(
            _("Takich plików nie przyjmujemy. Dodaj: %(kinds)s.") % {"kinds": kinds}
        )
    file.seek(0)
    if extension == "pdf":
        genuine = file.read(5) == b"%PDF-"
    elif extension in CONTAINERS:
        genuine = is_genuine_office(file, extension)
    else:
        genuine = is_text(file)
    if not genuine:
        raise ValidationError(
            _("To nie jest plik %(kind)s, choć tak się nazywa. Zapisz go ponownie w tym formacie.")
            % {"kind": extension.upper()}
        )


def is_text(file):
    content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in content:
            return False
        message = _("Zapisz plik w kodowaniu UTF-8 (w Excelu: „CSV UTF-8”), inaczej znikną ogonki.")
        raise ValidationError(message) from error
    return not any(ord(character) < 32 and character not in "\t\n\r\f" for character in text)


def is_genuine_office(file, extension):
    """Whether the file is the office document it claims to be; bombs and macros are refused."""
    try:
        return is_container(file, extension)
    except TooLarge as error:
        raise ValidationError(_("Plik po rozpakowaniu byłby za duży.")) from error
    except HasMacros as error:
        message = _("Plik zawiera makra. Zapisz go bez makr i dodaj ponownie.")
        raise ValidationError(message) from error
