"""What an application still lacks before it can be submitted."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Lack:
    """One thing to do, and the field to do it in."""

    field: str
    label: str
    reason: str


def lacking(application) -> list[Lack]:
    """All that stands between a draft and its submission, in the order of the form."""
    answers = answers_of(application)
    found = [lack_of_answer(each, answers) for each in application.call.questions.all()]
    return [each for each in [*found, *lacks_of_contact(application)] if each]


def answers_of(application) -> dict:
    """What was answered, by the key of the question."""
    return {answer.key: answer.text for answer in application.answers.all()}


def content_of(application) -> dict:
    """What the city wrote and attached, as pages show it."""
    answers, questions = answers_of(application), application.call.questions.all()
    return {
        "answers": [(each, answers.get(each.key, "")) for each in questions],
        "files": application.files.all(),
    }


def field_name(question) -> str:
    """The field of the form that takes the answer."""
    return f"answer-{question.key.hex}"


def lack_of_answer(question, answers):
    text = answers.get(question.key, "")
    if question.required and not text:
        return Lack(field_name(question), question.text, _("Odpowiedz na to pytanie."))
    over = len(text) - question.limit
    if over > 0:
        reason = ngettext(
            "Skróć odpowiedź o %(over)s znak.", "Skróć odpowiedź o %(over)s znaków.", over
        )
        return Lack(field_name(question), question.text, reason % {"over": over})
    return None


def lacks_of_contact(application):
    if not application.contact_name:
        reason = _("Napisz, z kim mamy rozmawiać o wniosku.")
        yield Lack("contact_name", _("Osoba do kontaktu"), reason)
    if not application.contact_email:
        reason = _("Podaj adres, na który wyślemy potwierdzenie.")
        yield Lack("contact_email", _("Adres e-mail"), reason)
    elif not is_address(application.contact_email):
        reason = _("To nie wygląda na adres. Wpisz go jak w przykładzie: biuro@miasto.pl.")
        yield Lack("contact_email", _("Adres e-mail"), reason)
    if not application.mayor_agrees:
        reason = _("Potwierdź zgodę kierownictwa urzędu.")
        yield Lack("mayor_agrees", _("Zgoda"), reason)


def is_address(text) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
