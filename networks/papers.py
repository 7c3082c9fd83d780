"""Working papers: pages of a network that only its members read, by Wagtail's page privacy."""

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from knowledge.permissions import SECRETARIAT, groups_of


class WorkingPaperMixin(models.Model):
    """A page that its author may keep for the members of the network it stands in."""

    members_only = models.BooleanField(
        _("tylko dla członków sieci"),
        default=False,
        help_text=_(
            "Przeczytają zalogowane osoby z miast, które są teraz w sieci, osoby prowadzące sieć "
            "i Sekretariat. Inni nie dowiedzą się, że ta strona istnieje."
        ),
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        """The privacy goes with the page, in one transaction: it is never public in between."""
        was = self.pk and type(self).objects.filter(pk=self.pk, members_only=True).exists()
        super().save(*args, **kwargs)
        if self.members_only:
            keep_for_members(self)
        elif was:
            restrictions(self).delete()


def keep_for_members(page) -> None:
    """Let only the people of the network above the page, and the secretariat, read it."""
    restriction, _made = restrictions(page).get_or_create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set(readers(page.get_parent().specific))


def follow(network) -> None:
    """Let the papers of a network be read by those who are its members now."""
    for model in working_papers():
        for page in model.objects.child_of(network).filter(members_only=True):
            keep_for_members(page)


def readers(network) -> set[Group]:
    """Groups of those who lead a network, of its present members and of the secretariat."""
    found = set(Group.objects.filter(name=SECRETARIAT))
    memberships = getattr(network, "memberships", None)
    if memberships is not None:
        present = memberships.filter(end="").select_related("city")
        for place in [network, *{membership.city for membership in present}]:
            found.update(groups_of(place))
    return found


def restrictions(page):
    """How the privacy of a working paper is written down."""
    return PageViewRestriction.objects.filter(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )


def working_papers() -> list[type[Page]]:
    """The page types that may be kept for members."""
    return [model for model in Page.__subclasses__() if issubclass(model, WorkingPaperMixin)]
