"""The forms of getting in, where allauth's are not enough."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordMixin
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from knowledge.models import CityPage
from knowledge.querysets import visible_to
from networks.models import NetworkPage

from .inviting import account_of, works_as
from .models import AccountRequest, CityRole, Invitation, Role
from .people import named
from .places import is_network

ALREADY = _("Ta osoba już tu pracuje.")
ALREADY_CLOSED = _("Ta osoba ma tu wyłączone konto. Sekretariat włączy je w „Konta → Ludzie”.")


class LoginForm(AllauthLoginForm):
    """City staff sign in with their e-mail; the demo's accounts have names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("Adres e-mail albo nazwa")
        login.widget.attrs.update(id="id_username", autocomplete="username", autofocus=True)
        password.label, password.help_text = _("Hasło"), ""


class OpenAccountForm(SetPasswordMixin, forms.Form):
    """What an invited person says: a name and a password. The address is that of the invitation."""

    first_name = forms.CharField(
        label=_("Imię"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Nazwisko"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    password1, password2 = SetPasswordMixin.create_password_fields(
        label1=_("Hasło"), label2=_("Hasło jeszcze raz")
    )

    def __init__(self, email, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password1"].help_text = _("Co najmniej 12 znaków. Dobre jest całe zdanie.")
        self.fields["password2"].help_text = ""

    def clean(self):
        self.validate_passwords()
        names = {name: self.cleaned_data.get(name, "") for name in ("first_name", "last_name")}
        user = get_user_model()(username=self.email, email=self.email, **names)
        self.validate_password_for_user(user, "password1")
        return super().clean()


class PlaceField(forms.ModelChoiceField):
    """Cities by their names, networks as networks."""

    def label_from_instance(self, place):
        title = place.title
        return _("sieć: %(title)s") % {"title": title} if is_network(place) else title


class InvitationForm(WagtailAdminModelForm):
    """Whom to invite, in which role and to which of the own cities; or to lead which network."""

    place = PlaceField(None)

    class Meta:
        model = Invitation
        fields = ["email", "role", "place"]
        help_texts = {
            "email": _("Służbowy adres osoby. Tylko z niego można przyjąć zaproszenie."),
            "role": _("Redakcja pisze i wysyła do przeglądu. Koordynacja także zaprasza innych."),
        }

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        place, role = self.fields["place"], self.fields["role"]
        place.queryset, place.empty_label = places, _("wybierz z listy")
        if places.exact_type(NetworkPage).exists():
            place.label = _("Miasto albo sieć")
            role.help_text = _(
                "Redakcja miasta pisze i wysyła do przeglądu. Koordynacja także zaprasza innych. "
                "Prowadzenie sieci to pisanie na stronie sieci i jej produktów."
            )
        else:
            place.label, role.choices = _("Miasto"), CityRole.choices
        only = list(places[:2])
        if len(only) == 1:
            place.initial, place.empty_label = only[0], None

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        email, place, role = (cleaned.get(name) for name in ("email", "place", "role"))
        if email and place and role:
            account = account_of(email)
            if is_network(place) and role != Role.LEADER:
                self.add_error("role", _("Do sieci zaprasza się w roli „prowadzenie sieci”."))
            elif role == Role.LEADER and not is_network(place):
                self.add_error("place", _("To miasto. Wybierz sieć albo inną rolę."))
            elif Invitation.objects.open().filter(email=email, place=place).exists():
                self.add_error("email", _("Ten adres ma już zaproszenie. Znajdź je na liście."))
            elif account and works_as(account, place, role):
                self.add_error("email", ALREADY if account.is_active else ALREADY_CLOSED)
        return cleaned


class AskForm(forms.ModelForm):
    """What an office says when it asks for an account."""

    class Meta:
        model = AccountRequest
        fields = ["city", "city_name", "name", "unit", "email"]
        labels = {"city": _("Miasto"), "city_name": _("Nie ma go na liście? Wpisz nazwę")}
        help_texts = {
            "unit": _("Np. „Wydział Rozwoju Miasta”."),
            "email": _("Twój adres w urzędzie. Na niego przyjdzie zaproszenie."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "unit": forms.TextInput(attrs={"autocomplete": "organization"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        public = visible_to(AnonymousUser()).values("pk")
        city = self.fields["city"]
        city.queryset = CityPage.objects.filter(pk__in=public).order_by("title")
        city.empty_label = _("wybierz z listy")

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("city") and not cleaned.get("city_name") and "city" not in self.errors:
            self.add_error("city", _("Wybierz miasto albo wpisz jego nazwę w następnym polu."))
        return cleaned

    @property
    def trap(self):
        """A field that people do not see; programs fill it in."""
        return format_html(
            '<p hidden><label>{} <input name="www" tabindex="-1" autocomplete="off"></label></p>',
            _("Zostaw to pole puste"),
        )

    @property
    def from_a_program(self):
        return bool(self.data.get("www"))


class InviteAskerForm(forms.Form):
    """Where the secretariat invites an office that asked."""

    city = forms.ModelChoiceField(
        CityPage.objects.order_by("title"), label=_("Miasto"), empty_label=_("wybierz miasto")
    )
    role = forms.ChoiceField(label=_("Rola"), choices=CityRole.choices)


class RefuseForm(forms.Form):
    """Why there will be no account; the office reads it."""

    reason = forms.CharField(
        label=_("Powód"),
        help_text=_("Wyślemy go osobie, która prosi."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Colleague(forms.ModelChoiceField):
    """People by the names they bear."""

    def label_from_instance(self, person):
        return named(person)


class HandOverForm(forms.Form):
    """Who takes over from somebody who leaves."""

    successor = Colleague(
        None,
        label=_("Kto przejmuje"),
        required=False,
        empty_label=_("nikt, opisy zostają tam, gdzie są"),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = colleagues


class RoleForm(forms.Form):
    """What the buttons beside a post send."""

    rola = forms.ChoiceField(choices=CityRole.choices)
    miasto = forms.CharField()
