"""Pictures and files: own models from the first migration on, as they cannot be swapped later."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PimImage(AbstractImage):
    """A picture with its author, in the collection of the city that uploaded it."""

    credit = models.CharField(
        _("autor zdjęcia"),
        max_length=120,
        blank=True,
        help_text=_("Np. „Urząd Miasta Gdyni”."),
    )

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("zdjęcie")
        verbose_name_plural = _("zdjęcia")


class PimRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(PimImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="rendition_once",
            )
        ]


class PimDocument(AbstractDocument):
    """A file offered for download, in the collection of the city that uploaded it."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("plik")
        verbose_name_plural = _("pliki")
