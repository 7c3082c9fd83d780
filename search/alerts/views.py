"""Following a search without an account: ask, confirm, unfollow.

No view here acts for whoever is signed in: it acts on an address typed by anybody, or on a signed
link. A forged post could do no more than its author can do alone, so the forms carry no CSRF token
and readers get no cookie, as the page about privacy promises.
"""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..following import Following, public_results
from . import tokens
from .asking import MOST_FOLLOWED, ask, may_follow, objection
from .forms import FollowForm
from .mails import following_of
from .models import SavedSearch


@never_cache
@csrf_exempt
def follow(request):
    """The form; every address gets the same answer, whether it follows already or not."""
    following = Following(public_results(request.GET))
    refusal = objection(following)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not refusal and form.is_valid():
        if not form.from_a_program:
            asked = form.cleaned_data
            ask(asked["email"], following.query_string, asked["czestotliwosc"])
        return redirect("search:asked")
    heading = _("Powiadomienia o nowych wynikach")
    context = {"heading": heading, "following": following, "refusal": refusal, "form": form}
    return render(request, "search/alerts/follow.html", context, status=400 if refusal else 200)


def asked(request):
    """Look into your mail."""
    return render(request, "search/alerts/asked.html", {"heading": _("Sprawdź pocztę")})


@never_cache
@csrf_exempt
def confirm(request, token):
    """The link of the first mail: looking changes nothing, because mail scanners look too."""
    saved, frequency = tokens.read_confirmation(token)
    if saved is None:
        return _expired(request)
    full = not may_follow(saved)
    confirmed = request.method == "POST" and not full
    if confirmed:
        saved.confirm(frequency)
    context = {
        "heading": _("Powiadomienia włączone") if confirmed else _("Potwierdź powiadomienia"),
        "following": following_of(saved),
        "frequency": SavedSearch.Frequency(frequency).label,
        "confirmed": confirmed,
        "most": MOST_FOLLOWED if full else 0,
        "unfollow_token": tokens.unfollowing(saved),
    }
    return render(request, "search/alerts/confirm.html", context)


@never_cache
@csrf_exempt  # RFC 8058: the reader's mail program posts here without ever having seen the page
def unfollow(request, token):
    """The link at the end of every mail; posting deletes the row, twice does no harm."""
    ours, saved = tokens.read_unfollowing(token)
    if not ours:
        return _expired(request)
    posted = request.method == "POST"
    context = {
        "heading": _("Rezygnacja z powiadomień"),
        "following": following_of(saved) if saved else "",
        "others": saved.siblings.count() if saved else 0,
        "gone": posted or saved is None,
    }
    if saved and posted:
        if "wszystkie" in request.POST:
            saved.siblings.delete()
        saved.delete()
    return render(request, "search/alerts/unfollow.html", context)


def _expired(request):
    heading = _("Ten link już nie działa")
    return render(request, "search/alerts/expired.html", {"heading": heading}, status=404)
