"""Where Wagtail asks the site: who may fetch an uploaded file, and how the admin looks."""

from django.http import Http404
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from knowledge.querysets import visible_to
from knowledge.reach import choosable_media, pages_offering

from .previews.views import offers


@hooks.register("before_serve_document")
def serve_published_only(document, request):
    """A file is public when a page the visitor may read offers it; till then it is its city's."""
    if visible_to(request.user).filter(pk__in=pages_offering(document)).exists():
        return
    if offers(request, document):
        return
    if not choosable_media(request.user, "documents").filter(pk=document.pk).exists():
        raise Http404


@hooks.register("insert_global_admin_css")
def admin_colours():
    """The admin wears the colours of the site it fills."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def keep_comments():
    """What is remarked while Wagtail saves by itself stays; before the form that waits for it."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin/comments.js"))


@hooks.register("insert_editor_js")
def wait_for_autosave():
    """A form is not sent while Wagtail saves it by itself."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin/autosave.js"))


@hooks.register("insert_editor_js")
def paste_from_word():
    """Lists that come from Word are lists."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin/word.js"))


@hooks.register("insert_editor_js")
def name_fields():
    """Every box of a form has a name, and the checklist leads into it."""
    return format_html('<script src="{}" type="module"></script>', static("js/admin/fields.js"))
