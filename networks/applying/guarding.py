"""Cities, networks and calls with applications are not deleted by the way."""

from django.db.models import Q

from .models import Application


def applications_below(*pages):
    """Applications that would lose their city, network or call with these pages; drafts too."""
    keys = [
        pk
        for page in pages
        for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)
    ]
    lost = Q(city__in=keys) | Q(network__in=keys) | Q(call__in=keys)
    return Application.objects.filter(lost).with_places()
