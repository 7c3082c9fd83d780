"""Links that show a draft: whose, till when, and the secret that only the link carries."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LIFETIME = timedelta(days=14)
SALT = "pimsite.previews"


class PreviewLinkQuerySet(models.QuerySet):
    def working(self):
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def with_token(self, token):
        """The link that carries this word, whatever its state; nothing if the word is not ours."""
        try:
            key = signing.loads(token, salt=SALT)
        except signing.BadSignature:
            return None
        return self.select_related("page").filter(key=key).first()


def in_two_weeks():
    return timezone.now() + LIFETIME


class PreviewLink(models.Model):
    """Lets whoever has its address read the newest draft of one page, and nothing else."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="preview_links")
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="preview_links"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_two_weeks)
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("link do podglądu")
        verbose_name_plural = _("linki do podglądu")

    def __str__(self):
        return str(self.page)

    @property
    def works(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def address(self):
        """The path that is the secret: the database alone does not give it away."""
        return reverse("preview", args=[signing.dumps(self.key.hex, salt=SALT)])
