"""Mail servers that misbehave."""

import os
import signal
import sys
from pathlib import Path
from smtplib import SMTPServerDisconnected

from django.core.mail.backends.base import BaseEmailBackend

FOLLOWERS = [f"urzad{number}@miasto.pl" for number in range(6)]
MISSED = "Tramwaj nocny"  # published before anybody followed
NEW = ["Rower cargo", "Rower miejski"]


class Refusing(BaseEmailBackend):
    """Takes nothing."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("no answer")


class Files(BaseEmailBackend):
    """Writes mails into a folder, and kills its process around the one it was told."""

    sent = 0

    def send_messages(self, messages):
        folder, kill, number = Path(sys.argv[2]), *([*sys.argv[3:], "", "0"][:2])
        for message in messages:
            Files.sent += 1
            if kill == "before" and Files.sent == int(number):
                os.kill(os.getpid(), signal.SIGKILL)
            name = f"{os.getpid()}-{Files.sent}.eml"
            (folder / name).write_text(f"{message.to[0]}\n{message.body}")
            if kill == "after" and Files.sent == int(number):
                os.kill(os.getpid(), signal.SIGKILL)
        return len(messages)
