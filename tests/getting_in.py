"""Signing in as people do, for tests."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

PASSWORD = "dlugie-haslo-testowe"
LOGIN, CODE = "/konto/logowanie/", "/konto/drugi-skladnik/kod/"
SETUP = "/konto/drugi-skladnik/wlacz/"


def give_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, name, password=PASSWORD, **headers):
    return client.post(LOGIN, {"login": name, "password": password}, **headers)


def code_for(secret):
    """What the telephone would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_factor(client):
    """Switch the second factor on; return its secret."""
    page = client.get(SETUP).content.decode()
    secret = re.search(r'accounts__secret">(\w+)<', page)[1]
    answer = client.post(SETUP, {"code": code_for(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
