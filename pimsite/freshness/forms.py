"""Why a practice should leave the library, and what the secretariat answers."""

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


class DecisionForm(ReasonForm):
    """The reason for readers, and a reply to the city, which has to read why its page stays."""

    class Meta(ReasonForm.Meta):
        fields = ["reason", "reply"]
        widgets = {**ReasonForm.Meta.widgets, "reply": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, data=None, *, keeps, **kwargs):
        super().__init__(data, **kwargs)
        self.keeps = keeps
        self.fields["reason"].required = not keeps

    def clean_reason(self):
        """Readers of a page that stays see no reason."""
        return self.instance.reason if self.keeps else super().clean_reason()

    def clean_reply(self):
        reply = self.cleaned_data["reply"].strip()
        if self.keeps and len(reply) < SHORTEST:
            raise forms.ValidationError(_("Napisz miastu w jednym zdaniu, dlaczego opis zostaje."))
        return reply
