"""The page behind the yearly mail: who is asked about, and the two answers."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import confirming
from .doors import ForCoordinators
from .models import Confirmation
from .people import named, people_of, posts_of

PER_PAGE = 50


class ConfirmationsView(ForCoordinators, WagtailAdminTemplateMixin, TemplateView):
    """People of the own places whom nobody has confirmed yet, the soonest closed first."""

    template_name = "accounts/admin/confirmations.html"
    page_title = gettext_lazy("Kto nadal pracuje?")
    header_icon = "group"
    _show_breadcrumbs = True

    def asked(self):
        people = people_of(self.places).filter(is_active=True).exclude(pk=self.request.user.pk)
        asked = Confirmation.objects.exclude(asked_at=None).filter(user__in=people.values("pk"))
        return asked.select_related("user").order_by("asked_at", "user__last_name", "pk")

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page = Paginator(self.asked(), PER_PAGE).get_page(self.request.GET.get("p"))
        posts = posts_of([each.user for each in page], self.places)
        for each in page:
            each.name, each.posts = named(each.user), posts.get(each.user_id, [])
        return {**super().get_context_data(**kwargs), "asked": page}

    def post(self, request):
        key = request.POST.get("osoba", "")
        each = get_object_or_404(self.asked(), user=key if key.isdecimal() else 0)
        confirming.confirm(each.user, by=request.user)
        text = _("Potwierdzono: %(name)s. Następne pytanie za rok.") % {"name": named(each.user)}
        messages.success(request, text)
        return redirect("confirmations:index")
