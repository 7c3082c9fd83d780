"""Many submissions at once: chosen in the queue, listed once more, then decided."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import WorkflowState

from knowledge.reach import is_reviewer

from . import deciding, waiting
from .forms import AssignForm, Decision, ReplyForm, TemplateField
from .views import asked_for


class ApproveForm(ReplyForm):
    """A word of thanks, if wanted."""

    template = TemplateField([Decision.APPROVE])


class ReturnForm(ReplyForm):
    """One remark for all."""

    template = TemplateField([Decision.RETURN])
    needs_comment = True


class SubmissionsAction(BulkAction):
    """What the actions share: who may, and only what still waits."""

    models = [WorkflowState]
    template_name = "curation/bulk.html"
    refused_because = ""

    def dispatch(self, request, *args, **kwargs):
        if not is_reviewer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model, object_ids):
        keys = [key for key in object_ids if str(key).isdecimal()]
        return waiting.described(waiting.ordered(waiting.submissions().filter(pk__in=keys)))

    def get_all_objects_in_listing_query(self, parent_id):
        """The whole list as the reader had narrowed it, page after page."""
        query = QueryDict(urlsplit(self.next_url).query)
        return asked_for(self.request, query).values_list("pk", flat=True)

    def check_perm(self, state):
        return deciding.may_decide(self.request.user, state.subject.specific, state)

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user, "form": self.cleaned}

    @property
    def cleaned(self):
        return self.cleaned_form.cleaned_data

    def get_success_message(self, done, _children):
        text = ngettext("Gotowe: %(done)s zgłoszenie.", "Gotowe: %(done)s zgłoszenia.", done)
        return text % {"done": done}


@hooks.register("register_bulk_action")
class Approve(SubmissionsAction):
    """Publish all that is complete."""

    display_name = _("Zatwierdź")
    aria_label = _("Zatwierdź i opublikuj zaznaczone")
    action_type = "zatwierdz"
    action_priority = 10
    form_class = ApproveForm
    refused_because = _("Tych nie opublikujemy: brakuje w nich pól albo nie masz prawa.")

    def check_perm(self, state):
        draft = state.subject.specific.get_latest_revision_as_object()
        return super().check_perm(state) and not deciding.missing_fields(draft)

    @classmethod
    def execute_action(cls, states, user, form, **kwargs):
        for state in states:
            deciding.approve(state, user, form["comment"])
        return len(states), 0


@hooks.register("register_bulk_action")
class Return(SubmissionsAction):
    """Send all back with one remark."""

    display_name = _("Odeślij")
    aria_label = _("Odeślij zaznaczone do poprawy")
    action_type = "odeslij"
    action_priority = 20
    form_class = ReturnForm
    refused_because = _("Tych nie możesz odesłać.")

    @classmethod
    def execute_action(cls, states, user, form, **kwargs):
        for state in states:
            deciding.send_back(state, user, form["comment"])
        return len(states), 0


@hooks.register("register_bulk_action")
class Assign(SubmissionsAction):
    """Give all to a person."""

    display_name = _("Przydziel")
    aria_label = _("Przydziel zaznaczone osobie")
    action_type = "przydziel"
    action_priority = 30
    form_class = AssignForm

    def check_perm(self, state):
        return True

    @classmethod
    def execute_action(cls, states, user, form, **kwargs):
        deciding.assign(states, form["person"], user)
        return len(states), 0
