"""Where Wagtail asks the site: who may fetch an uploaded file, and how the admin looks."""

from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from knowledge.querysets import visible_to
from knowledge.reach import choosable_media, pages_offering


@hooks.register("before_serve_document")
def serve_published_only(document, request):
    """A file is public when a page the visitor may read offers it; till then it is its city's."""
    if visible_to(request.user).filter(pk__in=pages_offering(document)).exists():
        return
    if not choosable_media(request.user, "documents").filter(pk=document.pk).exists():
        raise Http404


@hooks.register("insert_global_admin_css")
def admin_colours():
    """The admin wears the colours of the site it fills."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
