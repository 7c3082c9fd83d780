"""Addresses of getting in: allauth's views that we offer, under its names."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from . import asking, joining

FACTOR = "konto/drugi-skladnik/"

urlpatterns = [
    path("konto/logowanie/", account.login, name="account_login"),
    path("konto/wylogowanie/", account.logout, name="account_logout"),
    path("konto/nieaktywne/", account.account_inactive, name="account_inactive"),
    path("konto/nowe/", account.signup, name="account_signup"),
    path("konto/potwierdz/", account.reauthenticate, name="account_reauthenticate"),
    path("konto/haslo/", account.password_reset, name="account_reset_password"),
    path("konto/haslo/wyslano/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "konto/haslo/zmienione/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^konto/haslo/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("konto/zaproszenie/<str:token>/", joining.invitation, name="accounts_invitation"),
    path("konto/prosba/", asking.ask, name="accounts_request"),
    path("konto/prosba/wyslano/", asking.asked, name="accounts_requested"),
    path(FACTOR, mfa.index, name="mfa_index"),
    path(f"{FACTOR}kod/", mfa.authenticate, name="mfa_authenticate"),
    path(f"{FACTOR}potwierdz/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(f"{FACTOR}wlacz/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{FACTOR}wylacz/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{FACTOR}kody/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{FACTOR}kody/nowe/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        f"{FACTOR}kody/pobierz/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
