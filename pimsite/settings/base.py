"""What every installation shares; dev, test and production say what differs."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from .getting_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"  # everything the running site writes

env = environ.Env()

DEBUG = False
ROOT_URLCONF = "pimsite.urls"
WSGI_APPLICATION = "pimsite.wsgi.application"
AUTH_USER_MODEL = "users.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "pimsite",
    "pimsite.users",
    "pimsite.imports",
    "pimsite.accounts",
    "pimsite.curation",
    "pimsite.history",
    "pimsite.freshness",
    "pimsite.deleted",
    "pimsite.previews",
    "pimsite.readership",
    "pimsite.writing",
    "search",
    "networks",
    "networks.applying",
    "knowledge",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_countries",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "networks.applying.middleware.ReceivedAt",
    "django.middleware.security.SecurityMiddleware",
    "pimsite.security.ContentSecurityPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pimsite.accounts.middleware.SecondFactor",
    "pimsite.guard.AdminGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "pimsite.curation.middleware.FormerTags",
    "pimsite.middleware.remember_closed_pages",
    "pimsite.middleware.TransactionMiddleware",  # last: it calls the view itself
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL: readers never wait; IMMEDIATE: a writer takes its turn when its transaction begins.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

# Wagtail's own tasks ("default") keep what decides who may fetch a file: they never wait. What
# takes long goes to "background", which production hands to a worker.
IMMEDIATE = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
BY_WORKER = {"BACKEND": "django_tasks_db.DatabaseBackend"}
TASKS = {
    "default": IMMEDIATE,
    "background": IMMEDIATE,
    "imports": BY_WORKER if env.bool("IMPORT_WORKER", default=False) else IMMEDIATE,
}

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polski"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Sekretariat PIM <pim@localhost>")

TAGGIT_CASE_INSENSITIVE = True

SEARCH_COUNT_SECONDS = 10  # between two attempts of a worker to write counted searches
SEARCH_COUNT_MONTHS = env.int("SEARCH_COUNT_MONTHS", default=13)  # `manage.py forget_queries`

WAGTAIL_SITE_NAME = "Partnerska Inicjatywa Miast"
WAGTAILADMIN_BASE_URL = env("BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = [("pl", _("Polski"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", _("Polski"))]
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # who may sign in is bound to an address
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth's, which tells nobody who has an account
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = []
WAGTAILIMAGES_IMAGE_MODEL = "pimsite.PimImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "pimsite.PimDocument"
WAGTAILDOCS_EXTENSIONS = [
    "pdf",
    "docx",
    "odt",
    "xlsx",
    "ods",
    "pptx",
    "odp",
    "csv",
    "txt",
]
WAGTAILIMAGES_IMAGE_FORM_BASE = "pimsite.uploads.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pimsite.uploads.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # saved, never shown inside our origin
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/logowanie/"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_search"}}  # the library has its own
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a practice with many rows is one form
PERMISSIONS_POLICY = {
    "browsing-topics": [],
    "camera": [],
    "display-capture": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
