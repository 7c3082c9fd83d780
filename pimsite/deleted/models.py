"""What is kept of a deleted page: its last text, where it stood, who deleted it and when."""

from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations

KEPT = timedelta(days=90)


class DeletionQuerySet(models.QuerySet):
    """Pages by how long they were promised to be kept."""

    def kept(self):
        return self.filter(deleted_at__gte=timezone.now() - KEPT)

    def over(self):
        return self.filter(deleted_at__lt=timezone.now() - KEPT)


class Deletion(models.Model):
    """A page as it was; the key of its parent says where it stood."""

    former_pk = models.PositiveIntegerField(_("dawny klucz"), unique=True)
    parent_pk = models.PositiveIntegerField(_("klucz strony nadrzędnej"))
    title = models.CharField(_("tytuł"), max_length=255)
    place = models.CharField(_("miasto lub strona nadrzędna"), max_length=255)
    kind = models.ForeignKey(
        ContentType, verbose_name=_("rodzaj"), on_delete=models.CASCADE, related_name="+"
    )
    content = models.JSONField(_("treść"), encoder=DjangoJSONEncoder)
    was_public = models.BooleanField(_("była opublikowana"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kto usunął"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    deleted_at = models.DateTimeField(_("kiedy"), default=timezone.now, db_index=True)

    objects = DeletionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("usunięta strona")
        verbose_name_plural = _("usunięte strony")

    def __str__(self):
        return self.title

    @property
    def kept_till(self):
        """The day after which nobody can bring it back."""
        return self.deleted_at + KEPT

    def as_page(self):
        """The page in memory, a draft; what its text named and is gone by now is left out."""
        model = self.kind.model_class()
        content = _as_new(model, self.content)
        page = model.from_serializable_data(content, check_fks=True, strict_fks=False)
        page.live = page.expired = page.locked = False
        page.has_unpublished_changes = True
        page.latest_revision = page.live_revision = page.go_live_at = page.locked_by = None
        page.numchild = 0
        return page


def _as_new(model, content):
    """The content without keys of its own."""
    content = {**content, "pk": None}
    for relation in get_all_child_relations(model):
        name, parent = relation.get_accessor_name(), relation.field.name
        content[name] = [
            {**_as_new(relation.related_model, row), parent: None} for row in content.get(name, [])
        ]
    return content
