"""The secrets of second factors lie encrypted in the database and in its backups."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts with SECRET_KEY; former keys go on reading what they wrote."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ten kod jest błędny albo już nieważny. Wpisz nowy."),
    }

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()


def cipher():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key):
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"second factor")
    return base64.urlsafe_b64encode(digest.digest())
