"""A table on its way into the library: checked as a whole, written as drafts, undone if wanted."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision


class State(models.TextChoices):
    """Where an import stands."""

    CHECKING = "sprawdzanie", _("sprawdzamy")
    REFUSED = "bledy", _("do poprawienia")
    READY = "gotowy", _("sprawdzony, czeka na decyzję")
    WRITING = "wczytywanie", _("wczytujemy")
    DONE = "wczytany", _("wczytany")
    CANCELLED = "anulowany", _("anulowany")
    FAILED = "nieudany", _("nie udał się")
    UNDOING = "cofanie", _("cofamy")
    UNDONE = "cofniety", _("cofnięty")


ENDED = (State.REFUSED, State.CANCELLED, State.FAILED, State.UNDONE)  # nothing of it stands


class Import(models.Model):
    """One file: who sent it, how far it has come, what is wrong with it."""

    kind = models.CharField(_("co"), max_length=20)
    name = models.CharField(_("plik"), max_length=255)
    content = models.BinaryField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kto"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("stan"), max_length=20, choices=State, default=State.CHECKING)
    created_at = models.DateTimeField(_("kiedy"), auto_now_add=True)
    moved_at = models.DateTimeField(auto_now=True)  # when it last gave a sign
    is_cancelled = models.BooleanField(default=False)  # asked for; the task stops at the next turn
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)  # line, column, message
    more_problems = models.PositiveIntegerField(default=0)  # not listed
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)  # not taken back: changed by others since

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("importy")

    def __str__(self):
        return self.name

    @classmethod
    def turn_to(cls, pk, state, *, since):
        """Give the import to a task; False if it has left the state that the button was for."""
        now = {"state": state, "total": 0, "done": 0, "moved_at": timezone.now()}
        return bool(cls.objects.filter(pk=pk, state=since).update(**now))

    @classmethod
    def begin_again(cls, pk):
        """Take the file as if it were sent now; False while something of it stands or moves."""
        clean = {"is_cancelled": False, "problems": []}
        clean |= dict.fromkeys(
            ("total", "done", "more_problems", "new", "changed", "same", "left"), 0
        )
        now = {"state": State.CHECKING, "moved_at": timezone.now(), **clean}
        return bool(cls.objects.filter(pk=pk, state__in=ENDED).update(**now))

    def begin(self, total):
        """Count anew what is to be done in this state."""
        self.total, self.done = total, 0
        self.save(update_fields=["total", "done", "moved_at"])

    def advance(self, number):
        """Note that this many more are done, which is also a sign of life."""
        self.done += number
        self.save(update_fields=["done", "moved_at"])

    @property
    def can_begin_again(self):
        """Whether its file may be checked once more."""
        return self.state in ENDED

    @property
    def is_moving(self):
        """Whether a task is at work on it."""
        return self.state in (State.CHECKING, State.WRITING, State.UNDOING)


class ImportedDraft(models.Model):
    """A draft that an import wrote, and what stood there before."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="pages")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    is_new = models.BooleanField()
    had_changes = models.BooleanField(default=False)  # of a live page, not yet published

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.page_id} ← {self.source_id}"
