"""Requests that change something run in one transaction; others ask once what is closed."""

from django.db import transaction

from knowledge.querysets import remembering

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def remember_closed_pages(get_response):
    """Each list on a page starts from what its reader may see: that is found out once."""

    def middleware(request):
        if request.method not in SAFE_METHODS:
            return get_response(request)
        with remembering():
            return get_response(request)

    return middleware


class TransactionMiddleware:
    """Publishing, its log and the search index commit together or not at all.

    Wagtail's publish is not one transaction by itself. ATOMIC_REQUESTS would make readers wait,
    because SQLite's immediate transactions take the writer's turn at their beginning. Stand last
    in MIDDLEWARE: what follows would not see the view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Run the view of an unsafe request; an exception or a server error undoes everything."""
        if request.method in SAFE_METHODS:
            return None
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
