"""Words that mean the same in a Polish town hall: a list that the secretariat keeps."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel

from .polish import analyse, normalise

FEWEST, MOST = 2, 12  # expressions of a group
MOST_WORDS = 5  # of an expression


class Synonym(models.Model):
    """A group of expressions: who looks for one also finds the others, further down."""

    words = models.TextField(
        gettext_lazy("wyrażenia"),
        help_text=gettext_lazy(
            "Każde w osobnym wierszu, w formie podstawowej; od dwóch do dwunastu wyrażeń, każde "
            "do pięciu słów. Np. „smog”, „niska emisja”, „kopciuch”. Odmianę wyszukiwarka zna."
        ),
    )
    note = models.CharField(
        gettext_lazy("uwaga"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Dla Sekretariatu, np. skąd ta grupa. Czytelnicy jej nie widzą."),
    )
    active = models.BooleanField(
        gettext_lazy("używana"),
        default=True,
        help_text=gettext_lazy("Odznacz, aby wyłączyć grupę bez usuwania."),
    )

    panels = [FieldPanel("words"), FieldPanel("note"), FieldPanel("active")]

    class Meta:
        ordering = ["words"]
        verbose_name = gettext_lazy("grupa synonimów")
        verbose_name_plural = gettext_lazy("synonimy")

    def __str__(self):
        return " · ".join(self.phrases)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The expressions in the order they were written."""
        return tuple(filter(None, (" ".join(line.split()) for line in self.words.splitlines())))

    def clean(self):
        """Say everything that is wrong with the group at once."""
        self.words = "\n".join(" ".join(normalise(phrase).split()) for phrase in self.phrases)
        errors = [*_wrong_number(self.phrases), *_repeated(self.phrases)]
        errors += [error for phrase in self.phrases for error in _wrong(phrase)]
        if errors:
            raise ValidationError({"words": errors})


class StartingGroup(models.Model):
    """A group of the starting list that was once offered; what people did with it since stays."""

    key = models.SlugField(unique=True)

    def __str__(self):
        return self.key


def active_synonyms() -> list[tuple[str, ...]]:
    """The groups in use, for the query side: each a tuple of expressions of one or more words."""
    return [group.phrases for group in Synonym.objects.filter(active=True)]


def _wrong_number(phrases):
    if len(phrases) < FEWEST:
        yield _("Wpisz co najmniej dwa wyrażenia, każde w osobnym wierszu.")
    if len(phrases) > MOST:
        yield _("Grupa może mieć najwyżej %(most)s wyrażeń. Podziel ją na mniejsze.") % {
            "most": MOST
        }


def _repeated(phrases):
    seen = set()
    for phrase in phrases:
        if phrase.casefold() in seen:
            yield _("Wyrażenie „%(phrase)s” jest wpisane dwa razy.") % {"phrase": phrase[:60]}
        seen.add(phrase.casefold())


def _wrong(phrase):
    if not analyse(phrase):
        yield _("W wierszu „%(phrase)s” nie ma żadnego słowa.") % {"phrase": phrase[:60]}
    if len(phrase.split()) > MOST_WORDS:
        yield _("Wyrażenie „%(phrase)s” jest za długie: najwyżej %(most)s słów.") % {
            "phrase": phrase[:60],
            "most": MOST_WORDS,
        }
