"""Deadlines are judged by when a request was received, not by when its turn to write came."""

from django.utils import timezone


class ReceivedAt:
    """Notes the moment; stand first in MIDDLEWARE, before any file of the request is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.received_at = timezone.now()
        return self.get_response(request)
