"""Who signs in. An own model from the first migration on, because it cannot be swapped later."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An employee of a city, of the secretariat, or an administrator."""

    class Meta(AbstractUser.Meta):
        # Any right to a kind of object opens its history; this one opens nothing besides.
        permissions = [("read_history", _("Czyta, kto się logował i komu zmieniono prawa"))]

    def save(self, *args, **kwargs):
        """Keep the address in small letters: people sign in by it, however they write it."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)
