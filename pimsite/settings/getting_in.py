"""Signing in: django-allauth and its second factor."""

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "wagtailadmin_home", "/"
SECOND_FACTOR_REQUIRED = False  # for the admin; production asks for it
ACCOUNT_ADAPTER = "pimsite.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has shown that the address is theirs
ACCOUNT_FORMS = {"login": "pimsite.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {"invitation": "20/m/ip", "account_request": "10/h/ip"}
ACCOUNT_SESSION_REMEMBER = False  # till the browser is closed
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # unused: nobody signs up alone
MFA_ADAPTER = "pimsite.accounts.encryption.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Partnerska Inicjatywa Miast"
PASSWORD_RESET_TIMEOUT = 24 * 3600
