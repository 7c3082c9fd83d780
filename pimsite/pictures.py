"""Uploaded pictures, served by the site itself where no web server does it before."""

from posixpath import normpath

from django.conf import settings
from django.http import Http404
from django.views.static import serve

PICTURES = ("images/", "original_images/")


def picture(request, path):
    """Pictures only: files offered for download go through Wagtail, which asks who may read."""
    if not normpath(path).startswith(PICTURES):
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)
