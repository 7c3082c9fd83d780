"""Why a practice should leave the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Withdrawal

SHORTEST = 10


class ReasonForm(forms.ModelForm):
    """The reason, as readers will see it."""

    class Meta:
        model = Withdrawal
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "reason": {"required": _("Napisz w jednym zdaniu, dlaczego opis ma zniknąć.")}
        }

    def clean_reason(self):
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < SHORTEST:
            raise forms.ValidationError(_("Napisz pełne zdanie: zobaczą je czytelnicy."))
        return reason
