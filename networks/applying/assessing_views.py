"""Pages of the admin where somebody assesses applications, apart from the other assessor."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import judging
from .access import assigned
from .completing import content_of
from .forms import AssessmentForm
from .models import Assessment
from .submitting import Refused

INDEX = "assessments:index"
ONE = "assessments:one"


class AssessmentsView(WagtailAdminTemplateMixin, TemplateView):
    """What one was asked to assess; what waits stands first."""

    template_name = "applying/assessments.html"
    page_title = gettext_lazy("Oceny")
    header_icon = "pick"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        places = ["application__city", "application__network", "application__call"]
        asked = assigned(self.request.user).select_related(*places)
        waiting, done = [], []
        for each in asked:
            (done if each.is_submitted else waiting).append(each)
        return {**super().get_context_data(**kwargs), "assessments": [*waiting, *done]}


class AssessmentView(WagtailAdminTemplateMixin, TemplateView):
    """One application, and the points; only who was asked for them comes in."""

    template_name = "applying/assess.html"
    header_icon = "pick"
    form = None
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        asked = Assessment.objects.filter(pk=kwargs["pk"], assessor=request.user)
        asked = asked.select_related("application__city").first()
        if asked and judging.is_partial(request.user, asked.application):
            text = _("Powiedz Sekretariatowi, że ocenę trzeba przydzielić komuś innemu.")
            messages.error(request, f"{judging.partiality(asked.application)} {text}")
            return redirect(INDEX)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def assessment(self):
        asked = assigned(self.request.user).select_related(
            "application__city", "application__network", "application__call"
        )
        return get_object_or_404(asked, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.assessment.application.number

    def get_page_subtitle(self):
        application = self.assessment.application
        return f"{application.city.title}, {application.network.title}"

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(INDEX), "label": AssessmentsView.page_title}]
        return [*above, {"url": "", "label": self.get_page_title()}]

    def post(self, request, pk):
        hand_in = "oddaj" in request.POST
        self.form = AssessmentForm(request.POST, assessment=self.assessment, hand_in=hand_in)
        if not self.form.is_valid():
            messages.error(request, _("Ocena nie jest jeszcze zapisana. Popraw zaznaczone pola."))
            return self.render_to_response(self.get_context_data())
        try:
            judging.assess(
                self.assessment,
                request.user,
                points=self.form.points,
                comment=self.form.cleaned_data["comment"],
                hand_in=hand_in,
                moment=request.received_at,
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(ONE, pk)
        except Assessment.DoesNotExist as error:
            raise Http404 from error
        done = _("Ocena oddana. Dziękujemy.") if hand_in else _("Zapisano. Ocena czeka na oddanie.")
        messages.success(request, done)
        return redirect(ONE, pk)

    def get_context_data(self, **kwargs):
        assessment = self.assessment
        application = assessment.application
        are_open = judging.others_are_open(application)
        others = application.assessments.exclude(pk=assessment.pk) if are_open else []
        return {
            **super().get_context_data(**kwargs),
            **content_of(application),
            "assessment": assessment,
            "application": application,
            "form": self.form or AssessmentForm(assessment=assessment),
            "shown": [judging.described(each) for each in [assessment, *others]],
        }
