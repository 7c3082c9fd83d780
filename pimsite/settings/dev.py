"""The demo and everyday development: SQLite, mails on the console, no secret worth keeping."""

from .base import *  # noqa: F403
from .base import MIDDLEWARE, STORAGES

DEBUG = True
SECRET_KEY = "demo-only-never-in-production"
ALLOWED_HOSTS = ["*"]
MIDDLEWARE.insert(-1, "pimsite.errors.OwnNotFound")
# Passwords set here open nothing elsewhere: production settings do not know this hasher.
PASSWORD_HASHERS = ["pimsite.demo.hashers.DemoPasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
