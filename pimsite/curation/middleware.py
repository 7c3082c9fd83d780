"""Addresses of tags that were merged: they lead to where their practices are now."""

from django.http import HttpResponsePermanentRedirect

from .models import FormerTag

PREFIXES = ("/szukaj/", "/praktyki/")


class FormerTags:
    """Looks only where a tag stands in the address of a search."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "GET" and request.path_info.startswith(PREFIXES):
            slugs = request.GET.getlist("tag")
            now = _now(slugs)
            if now != slugs:
                query = request.GET.copy()
                query.setlist("tag", now)
                return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")
        return self.get_response(request)


def _now(slugs):
    if not slugs:
        return slugs
    former = FormerTag.objects.filter(slug__in=slugs).values_list("slug", "tag__slug")
    moved = dict(former)
    return list(dict.fromkeys(moved.get(slug, slug) for slug in slugs)) if moved else slugs
