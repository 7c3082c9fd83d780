"""Cities that networks count on are not deleted by the way."""

from .models import Membership


def memberships_below(*pages):
    """Memberships, present and ended, of the cities that would go with these pages."""
    cities = [
        pk
        for page in pages
        for pk in page.get_descendants(inclusive=True)
        .filter(citypage__isnull=False)
        .values_list("pk", flat=True)
    ]
    memberships = Membership.objects.filter(city__in=cities)
    return memberships.select_related("city", "network").order_by("city__title", "network__title")
