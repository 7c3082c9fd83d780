"""The links of the yearly mail: they answer for a city, without an account.

Looking changes nothing, because mail scanners look too. As with followed searches, a forged post
could do no more than its author can do with the link alone, so the forms carry no CSRF token.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from . import answers, tokens
from .forms import ReasonForm

TRUE, CHANGES, WITHDRAW = "aktualne", "zmieniam", "wycofuje"
ANSWERS = {
    TRUE: _("Nadal aktualne"),
    CHANGES: _("Zmienię opis"),
    WITHDRAW: _("Wycofujemy"),
}


@never_cache
@csrf_exempt
def answer(request, token, answer):
    """One question and one of its three answers."""
    if answer not in ANSWERS:
        raise Http404
    response = _answer(request, token, answer)
    response["Referrer-Policy"] = "same-origin"  # the address is a secret
    return response


def _answer(request, token, answer):
    practice, asked_at = tokens.read(token)
    if practice is None:
        return _page(request, "gone", status=404)
    if not practice.live:
        return _page(request, "away", practice, status=410)
    freshness = getattr(practice, "freshness", None)
    if practice.withdrawals.open().exists():
        return _page(request, "leaving", practice)
    if freshness is None or freshness.asked_at != asked_at:
        return _page(request, "answered", practice, freshness=freshness)
    others = [
        (label, reverse("freshness_answer", args=[token, other]))
        for other, label in ANSWERS.items()
        if other != answer
    ]
    return HANDLERS[answer](request, practice, others)


def _true(request, practice, others):
    if request.method != "POST":
        return _page(request, "true", practice, others=others)
    answers.still_true(practice, by=request.user if request.user.is_authenticated else None)
    return redirect(request.path)


def _changes(request, practice, others):
    return _page(request, "changes", practice, others=others)


def _withdraw(request, practice, others):
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "withdraw", practice, others=others, form=form)
    answers.ask_to_withdraw(practice, form.cleaned_data["reason"])
    return redirect(request.path)


HANDLERS = {TRUE: _true, CHANGES: _changes, WITHDRAW: _withdraw}
HEADINGS = {
    "gone": _("Ten link już nie działa"),
    "away": _("Tej praktyki nie ma już w serwisie"),
    "answered": _("Odpowiedź jest zapisana"),
    "leaving": _("Prośba o wycofanie czeka w Sekretariacie"),
    "true": _("Czy opis jest nadal aktualny?"),
    "changes": _("Zmień opis"),
    "withdraw": _("Wycofaj opis"),
}


def _page(request, case, practice=None, *, status=200, **context):
    context |= {"case": case, "heading": HEADINGS[case], "practice": practice}
    return render(request, "freshness/answer.html", context, status=status)
