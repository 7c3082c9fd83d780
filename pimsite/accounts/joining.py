"""The page behind the link of an invitation: it opens an account, or a place to an account."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .forms import OpenAccountForm
from .inviting import Ended, account_of, join, open_account
from .models import Invitation, State


@sensitive_post_parameters("password1", "password2")
@never_cache
def invitation(request, token):
    """Looking changes nothing, because mail scanners look too."""
    response = answer(request, token)
    response["Referrer-Policy"] = "same-origin"  # the address is a secret
    return response


def answer(request, token):
    if request.method == "POST" and not ratelimit.consume(request, action="invitation"):
        return ratelimit.respond_429(request)
    found = Invitation.objects.select_related("place").with_token(token)
    if found is None or found.state != State.WAITING:
        return ended(request, found)
    account = account_of(found.email)
    if request.user.is_authenticated:
        return for_one_signed_in(request, found)
    if account is None:
        return for_a_newcomer(request, found)
    return show(request, found, "sign_in" if account.is_active else "closed")


def for_a_newcomer(request, found):
    form = OpenAccountForm(found.email, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show(request, found, "open", form=form)
    try:
        user = open_account(
            found,
            password=form.cleaned_data["password1"],
            first_name=form.cleaned_data["first_name"],
            last_name=form.cleaned_data["last_name"],
        )
    except Ended:
        return redirect(request.path)
    return perform_password_login(request, {"email": user.email}, Login(user=user))


def for_one_signed_in(request, found):
    if request.user.email != found.email:
        return show(request, found, "other")
    if request.method != "POST":
        return show(request, found, "join")
    try:
        join(found, request.user)
    except Ended:
        return redirect(request.path)
    text = _("Od teraz piszesz także tu: %(city)s.") % {"city": found.place.title}
    messages.success(request, text)
    return redirect("wagtailadmin_home")


def show(request, found, case, **context):
    context |= {"invitation": found, "case": case, "form": context.get("form")}
    return render(request, "accounts/invitation.html", context)


def ended(request, found):
    """Why the link opens nothing; who has it may know what became of it, but no address."""
    state = found.state if found else ""
    status = 410 if found else 404
    return render(request, "accounts/invitation_ended.html", {"state": state}, status=status)
