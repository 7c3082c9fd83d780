"""What the queue remembers, the replies that are sent often, and what became of tags."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import WorkflowState


class ReplyTemplate(models.Model):
    """A reply that the secretariat sends often; in the queue it fills the box of the remark."""

    class Decision(models.TextChoices):
        """What the reply goes with."""

        APPROVE = "zatwierdz", _("zatwierdzenie")
        RETURN = "odeslij", _("odesłanie do poprawy")
        REFUSE = "odrzuc", _("odrzucenie")

    name = models.CharField(
        _("nazwa"), max_length=120, unique=True, help_text=_("Np. „Brakuje kosztów”.")
    )
    decision = models.CharField(
        _("do czego"), max_length=20, choices=Decision, default=Decision.RETURN
    )
    text = models.TextField(
        _("treść"),
        max_length=2000,
        help_text=_("Autor dostanie ją mailem. W kolejce można ją zmienić przed wysłaniem."),
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("decision")]), FieldPanel("text")]

    class Meta:
        ordering = ["decision", "name"]
        verbose_name = _("szablon odpowiedzi")
        verbose_name_plural = _("szablony odpowiedzi")

    def __str__(self):
        return self.name


class Assignment(models.Model):
    """Who of the secretariat took a submission; it stays theirs when it comes back mended."""

    submission = models.OneToOneField(
        WorkflowState, on_delete=models.CASCADE, related_name="assignment"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    since = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("przydział")
        verbose_name_plural = _("przydziały")

    def __str__(self):
        return f"{self.submission_id} → {self.person_id}"


class FormerTag(models.Model):
    """An address of a tag that was merged into another: links to it lead to the other."""

    slug = models.SlugField(_("dawny adres"), max_length=100, unique=True, allow_unicode=True)
    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="former_slugs")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dawny tag")
        verbose_name_plural = _("dawne tagi")

    def __str__(self):
        return self.slug


class TagChange(models.Model):
    """A tag that was merged or retired, with all that is needed to take it back.

    It names tags and pages by their keys, for the tag is gone and pages may go.
    """

    key = models.PositiveIntegerField()
    name = models.CharField(_("tag"), max_length=100)
    slug = models.CharField(max_length=100)
    into_key = models.PositiveIntegerField(null=True)  # empty: retired
    into_name = models.CharField(max_length=100, blank=True)
    pages = models.JSONField(default=list)  # {key, title, live: [tags] or null, draft: the same}
    media = models.JSONField(default=list)  # [content type, object, [tags]]
    former_slugs = models.JSONField(default=list)
    searches = models.JSONField(default=list)  # keys of followed searches that were rewritten
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("kiedy"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("cofnięto"), null=True)
    left = models.JSONField(default=list)  # titles of pages that stayed as they were

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("zmiana tagu")
        verbose_name_plural = _("zmiany tagów")

    def __str__(self):
        if self.into_key is None:
            return _("Wycofano „%(old)s”") % {"old": self.name}
        return _("„%(old)s” połączono z „%(new)s”") % {"old": self.name, "new": self.into_name}
