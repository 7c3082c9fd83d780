"""What is known of the text of each uploaded file."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from .outcome import Extract, Reason, Unreadable

REASONS = {
    Reason.ENCRYPTED: _("plik jest zaszyfrowany; dodaj wersję bez hasła"),
    Reason.DAMAGED: _("plik jest uszkodzony; zapisz go ponownie i dodaj jeszcze raz"),
    Reason.WRONG_KIND: _("zawartość pliku nie zgadza się z rozszerzeniem w nazwie"),
    Reason.MACROS: _("plik zawiera makra; zapisz go bez makr"),
    Reason.TOO_LARGE: _("plik jest za duży; podziel go na mniejsze"),
    Reason.TOO_SLOW: _("odczyt trwał zbyt długo; podziel plik na mniejsze"),
    Reason.ENCODING: _("tekst nie jest zapisany w kodowaniu UTF-8"),
    Reason.NO_FILE: _("pliku nie ma na serwerze; dodaj go jeszcze raz"),
    Reason.UNKNOWN_KIND: _("takich plików nie odczytujemy"),
}
NO_TEXT = _("plik jest pusty albo jest skanem; dodaj wersję z rozpoznanym tekstem (OCR)")


class AttachmentText(models.Model):
    """What could be read of an uploaded file, page by page.

    Only the index of live pages may show any of it: a file of a draft is read too.
    """

    class State(models.TextChoices):
        WAITING = "czeka", _("Czeka na odczytanie")
        READ = "odczytany", _("Odczytany")
        EMPTY = "bez-tekstu", _("Bez tekstu")
        UNREADABLE = "nieczytelny", _("Nie udało się odczytać")

    document = models.OneToOneField(
        get_document_model_string(),
        verbose_name=_("plik"),
        on_delete=models.CASCADE,
        related_name="extracted",
    )
    state = models.CharField(_("stan"), max_length=20, choices=State, default=State.WAITING)
    reason = models.TextField(_("przyczyna"), blank=True)  # in words, for the editor
    file_hash = models.CharField(max_length=40, blank=True)  # of what was read
    pages = models.JSONField(default=list, blank=True)  # one string a page, sheet or slide
    truncated = models.BooleanField(_("odczytany w części"), default=False)
    read_at = models.DateTimeField(_("odczytano"), null=True, blank=True)

    wagtail_reference_index_ignore = True  # reading a file is not using it

    class Meta:
        verbose_name = _("treść pliku")
        verbose_name_plural = _("treści plików")

    def __str__(self):
        return f"{self.document}: {self.summary}"

    @property
    def summary(self):
        """State and reason in one sentence for the editor."""
        if self.truncated:
            return gettext("Odczytany w części: plik jest dłuższy, niż przeszukujemy.")
        label = self.get_state_display()
        return f"{label}: {self.reason}." if self.reason else f"{label}."

    def forget(self):
        """Wait for another file, keeping nothing of the one before."""
        self._settle(self.State.WAITING)

    def accept(self, extract: Extract):
        if extract.is_empty:
            self._settle(self.State.EMPTY, str(NO_TEXT))
        else:
            self._settle(self.State.READ, extract=extract)

    def refuse(self, unreadable: Unreadable):
        self._settle(self.State.UNREADABLE, str(REASONS[unreadable.reason]))

    def _settle(self, state, reason="", extract=None):
        self.state, self.reason = state, reason
        self.pages = extract.pages if extract else []
        self.truncated = bool(extract and extract.truncated)
        self.read_at = None if state == self.State.WAITING else timezone.now()
