"""Pages of the admin: who works for a city, one person, and what happens when they leave."""

import django_filters
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from knowledge.reach import is_reviewer
from knowledge.spreadsheets import ColumnsExport

from . import inviting, leaving
from .doors import ForCoordinators
from .forms import HandOverForm, RoleForm
from .models import Role
from .people import colleagues, named, people_of, posts_of
from .places import places_named

INDEX = "people:index"
WORKS, CLOSED = "pracuje", "wylaczone"


class PeopleFilter(WagtailFilterSet):
    """Narrow the list."""

    kto = django_filters.CharFilter(label=gettext_lazy("Nazwisko lub adres"), method="by_name")
    miasto = django_filters.CharFilter(label=gettext_lazy("Miasto albo sieć"), method="by_place")
    stan = django_filters.ChoiceFilter(
        label=gettext_lazy("Konto"),
        choices=[(WORKS, gettext_lazy("włączone")), (CLOSED, gettext_lazy("wyłączone"))],
        method="by_state",
    )

    class Meta:
        model = get_user_model()
        fields = []

    def by_name(self, people, name, part):
        for word in part.split():
            people = people.filter(
                Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
            )
        return people

    def by_place(self, people, name, part):
        named_so = self.request.people_places.filter(pk__in=places_named(part))
        return people.filter(pk__in=people_of(named_so).values("pk"))

    def by_state(self, people, name, state):
        return people.filter(is_active=state == WORKS)


class PeopleView(ForCoordinators, ColumnsExport, ReportView):
    """Everyone who works where one looks after people."""

    page_title = gettext_lazy("Ludzie")
    header_icon = "group"
    index_url_name = INDEX
    index_results_url_name = "people:index_results"
    results_template_name = "accounts/admin/people_results.html"
    filterset_class = PeopleFilter
    default_ordering = "last_name"
    paginate_by = 50
    verbose_name_plural = gettext_lazy("osób")
    no_results_message = gettext_lazy("Nikt nie pasuje. Zmień filtry albo zaproś pierwszą osobę.")
    columns = [
        TitleColumn(
            "name",
            label=gettext_lazy("Kto"),
            sort_key="last_name",
            get_url=lambda person: reverse("people:one", args=[person.pk]),
        ),
        Column("email", label=gettext_lazy("Adres"), sort_key="email"),
        Column("held_at", label=gettext_lazy("Miasto albo sieć")),
        Column("roles", label=gettext_lazy("Rola")),
        Column("account", label=gettext_lazy("Konto"), sort_key="is_active"),
        DateColumn("last_login", label=gettext_lazy("Ostatnie logowanie"), sort_key="last_login"),
    ]
    export_filename = "ludzie"

    def get_base_queryset(self):
        self.request.people_places = self.places
        return people_of(self.places)

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "first_name", "pk")

    def decorate_paginated_queryset(self, people):
        people = list(people)
        posts = posts_of(people, self.places)
        for person in people:
            held = posts.get(person.pk, [])
            person.name = named(person)
            person.held_at = ", ".join(post.place.title for post in held)
            person.roles = ", ".join(dict.fromkeys(str(post.role.label) for post in held))
            person.account = _("włączone") if person.is_active else _("wyłączone")
        return people


class OnePerson(ForCoordinators):
    """What the pages about one person share: only those of the own places can be found."""

    header_icon = "user"
    _show_breadcrumbs = True

    def person(self):
        return get_object_or_404(people_of(self.places), pk=self.kwargs["pk"])

    def crumbs(self, *last):
        above = [{"url": reverse(INDEX), "label": PeopleView.page_title}]
        return [*above, *({"url": url, "label": label} for url, label in last)]


class PersonView(OnePerson, WagtailAdminTemplateMixin, DetailView):
    """One person: posts, the account, the ways to leave."""

    template_name = "accounts/admin/person.html"
    context_object_name = "person"

    def get_object(self):
        return self.person()

    def get_page_title(self):
        return named(self.object)

    def get_breadcrumbs_items(self):
        return self.crumbs(("", named(self.object)))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "posts": posts_of([self.object], self.places).get(self.object.pk, []),
            "is_oneself": self.object == self.request.user,
            "may_open": is_reviewer(self.request.user) and not self.object.is_active,
        }

    def post(self, request, pk):
        person = self.person()
        if "rola" in request.POST:
            return self.change_role(person)
        if not is_reviewer(request.user):
            raise PermissionDenied
        leaving.reopen(person, by=request.user)
        messages.success(
            request, _("Konto jest znowu włączone: %(name)s.") % {"name": named(person)}
        )
        return redirect("people:one", pk)

    def change_role(self, person):
        """Of somebody else, in a city where they work."""
        if person == self.request.user or not person.is_active:
            raise PermissionDenied
        form = RoleForm(self.request.POST)
        posts = posts_of([person], self.places).get(person.pk, [])
        known = {str(post.place.pk): post.place for post in posts if post.role != Role.LEADER}
        if not form.is_valid() or form.cleaned_data["miasto"] not in known:
            raise Http404
        role = Role(form.cleaned_data["rola"])
        inviting.change_role(person, known[form.cleaned_data["miasto"]], role)
        messages.success(self.request, _("Zapisano. Rola: %(role)s.") % {"role": role.label})
        return redirect("people:one", person.pk)


class LeaveView(OnePerson, WagtailAdminTemplateMixin, FormView):
    """Says what will pass to whom, and does it."""

    template_name = "accounts/admin/leave.html"
    form_class = HandOverForm
    page_title = gettext_lazy("Już tu nie pracuje")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.left = None

    def subject(self):
        """Who leaves which city or network."""
        if self.left is None:
            person, place = self.person(), get_object_or_404(self.places, pk=self.kwargs["place"])
            if person == self.request.user or not person.is_active:
                raise PermissionDenied
            posts = posts_of([person], self.places).get(person.pk, [])
            if place not in [post.place for post in posts]:
                raise Http404
            self.left = person, place
        return self.left

    def get_form_kwargs(self):
        person, place = self.subject()
        return {**super().get_form_kwargs(), "colleagues": colleagues(person, place)}

    def get_breadcrumbs_items(self):
        person, _place = self.subject()
        one = reverse("people:one", args=[person.pk])
        return self.crumbs((one, named(person)), ("", self.page_title))

    def get_context_data(self, **kwargs):
        person, place = self.subject()
        own = leaving.belongings(person, place)
        return {
            **super().get_context_data(**kwargs),
            "person": person,
            "name": named(person),
            "place": place,
            "drafts": own.filter(live=False).count(),
            "published": own.filter(live=True).count(),
            "waiting": leaving.submissions(person, place).count(),
            "stays": leaving.stays_elsewhere(person, place),
        }

    def form_valid(self, form):
        person, place = self.subject()
        leaving.hand_over(person, place, form.cleaned_data["successor"], by=self.request.user)
        messages.success(self.request, _("Zapisano. Opisy zostają tam, gdzie są."))
        return redirect(INDEX)
