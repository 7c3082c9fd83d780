"""Settings of the processes that `tests.mailing_process` runs: mails are files."""

from pimsite.settings.test import *  # noqa: F403

EMAIL_BACKEND = "tests.mailing.Files"
