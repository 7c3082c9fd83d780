"""Passwords that open the demo and nothing else."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoPasswordHasher(PBKDF2PasswordHasher):
    """Marks a password as one of the demo.

    Production settings do not list this hasher, so that even a copied demo database lets nobody
    in there: Django refuses a hash whose algorithm it does not know. Fast, because the passwords
    are no secret.
    """

    algorithm = "demo_only"
    iterations = 1000
