"""What may be uploaded: judged by content and not by name, with a reason when it is refused."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from knowledge.documents import check_document
from knowledge.reach import is_reviewer, on_public_page
from search.extraction.reading import state_of

PICTURES = ("JPEG", "PNG", "WEBP", "AVIF")
QUALITY = {"JPEG": "keep", "MPO": 92, "WEBP": 90, "AVIF": 85}
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError)


class PublicFileMixin:
    """A file on a published page is replaced through a review: as a new file on a new draft."""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, user=user, **kwargs)

    def clean(self):
        cleaned = super().clean()
        replaces = self.instance.pk and "file" in self.changed_data
        trusted = self.user is None or is_reviewer(self.user)
        if replaces and not trusted and on_public_page(self.instance):
            message = _("Ten plik jest na opublikowanej stronie. Dodaj nową wersję jako nowy plik.")
            self.add_error("file", message)
        return cleaned


class ImageForm(PublicFileMixin, BaseImageForm):
    """A picture is decoded and written anew, so that only the picture is left of the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            plain = self.fields["file"]
            self.fields["file"] = PictureField(
                label=plain.label, required=plain.required, widget=plain.widget
            )


class PictureField(WagtailImageField):
    """Refuses bombs before Wagtail decodes them, and returns the picture without its metadata."""

    def to_python(self, data):
        if not data:
            return super().to_python(data)
        refuse_bombs(data, self.max_image_pixels)
        try:
            return rewritten(super().to_python(data))
        except UNREADABLE as error:
            message = _(
                "Tego zdjęcia nie da się odczytać. Zapisz je ponownie i spróbuj jeszcze raz."
            )
            raise ValidationError(message) from error


class DocumentForm(PublicFileMixin, BaseDocumentForm):
    """A file must be what its name says, and carry no macros; below it stands what was read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].help_text = _("Treść: %(state)s") % {
                "state": state_of(self.instance)
            }

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            check_document(file)
            file.seek(0)
        return file

    def _post_clean(self):
        """One reason is enough: the model would also miss the extension of a refused file."""
        super()._post_clean()
        if "file" in self._errors:
            self._errors["file"] = self.error_class(self._errors["file"].data[:1])


def refuse_bombs(file, pixels):
    """Read the size a picture declares; nothing is decoded yet."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            width, height = Image.open(file, formats=PICTURES).size
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            width, height = pixels, 2
        except UNREADABLE:
            width, height = 0, 0  # not a picture we take: Wagtail says why
    file.seek(0)
    if width * height > pixels:
        raise ValidationError(
            _("Zdjęcie jest za duże: najwyżej %(millions)s mln pikseli. Zmniejsz je.")
            % {"millions": pixels // 1_000_000}
        )


def rewritten(file):
    """The same picture upright and without place, camera or anything hidden behind it."""
    picture = Image.open(file, formats=PICTURES)
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise ValidationError(_("Animacje nie są przyjmowane. Wybierz zwykłe zdjęcie."))
    return SimpleUploadedFile(file.name, encode(picture), content_type=file.content_type)


def encode(picture):
    upright = ImageOps.exif_transpose(picture)
    turned = picture.getexif().get(0x0112, 1) != 1
    options = {"quality": QUALITY[picture.format]} if picture.format in QUALITY else {}
    if turned and picture.format == "JPEG":
        options = {"quality": 92}
    elif picture.format == "JPEG":
        upright = picture  # "keep" needs the very picture that was read
    target = BytesIO()
    upright.save(
        target,
        format="JPEG" if picture.format == "MPO" else picture.format,
        icc_profile=picture.info.get("icc_profile"),
        exif=b"",
        **options,
    )
    return target.getvalue()
