"""Who signs in. An own model from the first migration on, because it cannot be swapped later."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An employee of a city, of the secretariat, or an administrator."""
