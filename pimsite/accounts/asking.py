"""The public form "Załóż konto urzędu"."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .forms import AskForm
from .requesting import ask as keep


@never_cache
def ask(request):
    """Every address gets the same answer, whatever we know of it already."""
    form = AskForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="account_request"):
            if not form.from_a_program:
                keep(form.save(commit=False))
            return redirect("accounts_requested")
        form.add_error(None, _("Z tej sieci przyszło dziś dużo próśb. Spróbuj za godzinę."))
        status = 429
    return render(request, "accounts/request.html", {"form": form}, status=status)


def asked(request):
    """What happens next."""
    return render(request, "accounts/requested.html")
