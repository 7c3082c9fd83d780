"""What a preview link opens: the newest draft, as any reader would see it once published, and
the files that it names."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from knowledge.forms import material_of

from .models import PreviewLink


def secret(view):
    """The address is all that one needs, so it goes nowhere: no index, no cache, no Referer."""

    @require_safe
    @never_cache
    def guarded(request, token, **kwargs):
        response = answer(request, token, view, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return guarded


def answer(request, token, view, **kwargs):
    """For who has the link, whoever is signed in besides; why it ended, if it did."""
    link = PreviewLink.objects.with_token(token)
    if link is None or not link.works:
        request.user = AnonymousUser()
        status = 410 if link else 404
        return render(request, "previews/ended.html", {"link": link}, status=status)
    return view(request, link, token, **kwargs)


@secret
def preview(request, link, token):
    """The draft and nothing else."""
    if link.page.live and not link.page.has_unpublished_changes:
        return redirect(link.page.get_url(request))
    request.user = AnonymousUser()
    request.is_preview, request.preview_link = True, link
    draft = link.page.get_latest_revision_as_object()
    link.revision = link.page.latest_revision
    response = draft.serve_preview(request, draft.default_preview_mode).render()
    html = response.text
    for document in files_of(draft):
        by_link = reverse("preview_file", args=[token, document.pk])
        html = html.replace(f'href="{escape(document.url)}"', f'href="{by_link}"')
    response.content = html
    return response


@secret
def preview_file(request, link, token, pk):
    """A file that the draft names; Wagtail's own address of it may still be closed."""
    document = files_of(link.page.get_latest_revision_as_object()).filter(pk=pk).first()
    if document is None:
        raise Http404
    request.previewed = document
    return serve(request, document.pk, document.filename)


def files_of(draft):
    keys = [key for kind, key in material_of(draft) if kind == "documents"]
    return get_document_model().objects.filter(pk__in=keys)


def offers(request, document):
    """Whether the reader came by a working link to a draft that names this file."""
    return getattr(request, "previewed", None) == document
