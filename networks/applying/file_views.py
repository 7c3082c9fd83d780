"""Files of an application: handed out to those who may read it, taken off by its city."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from . import attaching, drafting, submitting
from .access import own_applications, readable_files
from .models import ApplicationFile
from .views import ONE


@require_POST
def remove_file(request, pk):
    """Take a file off a draft."""
    files = ApplicationFile.objects.filter(application__in=own_applications(request.user))
    file = get_object_or_404(files.select_related("application"), pk=pk)
    application = drafting.locked(file.application)
    if application.is_submitted:
        messages.error(request, submitting.already(application))
    else:
        attaching.remove(file)
        messages.success(request, _("Usunięto plik %(name)s.") % {"name": file.name})
    return redirect(ONE, application.pk)


@require_safe
@never_cache
def download(request, pk):
    """A file for those who may read its application; saved, never shown inside our origin."""
    file = get_object_or_404(readable_files(request.user), pk=pk)
    try:
        content = file.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=file.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
