"""Page forms of the library: only material its author may use, remarks where the eye is."""

import re
from itertools import count

from anyascii import anyascii
from django.db.models import prefetch_related_objects
from django.forms import ModelChoiceField, Select
from django.urls import resolve
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from .reach import choosable_media, choosable_pages, is_reviewer

REFUSED = {
    "images": _("Tego zdjęcia nie ma w Twoich zbiorach. Wybierz inne albo dodaj własne."),
    "documents": _("Tego pliku nie ma w Twoich zbiorach. Wybierz inny albo dodaj własny."),
    "pages": _("Tej strony nie można wskazać, bo nie jest opublikowana."),
}
RESERVED = _("Adres „%(slug)s” zajmuje tu inna część serwisu. Wpisz inny, np. „%(slug)s-2”.")
STREAM_KEYS = {"count", "order", "type", "id", "deleted"}


class LibraryPageForm(WagtailAdminPageForm):
    """Refuses pictures, files and links of another city, which a forged form could name."""

    def __init__(self, *args, **kwargs):
        read_at_once(kwargs["instance"])
        super().__init__(*args, **kwargs)
        self.share_choices()
        self.material_before = material_of(self.instance) if self.instance.pk else set()
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def share_choices(self):
        """Read what may be chosen once for all rows of one kind, not for each."""
        for formset in self.formsets.values():
            shared = {}
            for form in formset.forms:
                for name, field in form.fields.items():
                    if isinstance(field, ModelChoiceField) and isinstance(field.widget, Select):
                        shared[name] = shared.get(name) or list(field.choices)
                        field.choices = shared[name]

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and cleaned.get("title"):
            cleaned["slug"] = self.free_slug(slugify(anyascii(cleaned["title"])) or "opis")
        slug = cleaned.get("slug")
        if slug and slug != self.instance.slug and self.is_reserved(slug):
            self.add_error("slug", RESERVED % {"slug": slug})
        return cleaned

    def free_slug(self, slug):
        """The first of slug, slug-2, slug-3… that nothing else has."""
        candidates = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
        return next(
            candidate
            for candidate in candidates
            if Page._slug_is_available(candidate, self.parent_page, self.instance)
            and not self.is_reserved(candidate)
        )

    def is_reserved(self, slug):
        """Whether another part of the site answers there, so that nobody would see the page."""
        parts = self.parent_page.get_url_parts()
        return bool(parts) and resolve(f"{parts[2]}{slug}/").url_name != "wagtail_serve"

    def is_valid(self):
        self.skip_empty_rows()
        return super().is_valid() and self.uses_own_material()

    def skip_empty_rows(self):
        """A row that was added and left blank says nothing; it must not stop a draft."""
        for formset in self.formsets.values():
            for form in formset.extra_forms:
                if not set(form.changed_data) - {"ORDER", "id"}:
                    form.changed_data = []

    def uses_own_material(self):
        """Add a reason to each field that names what its author may not use."""
        if self.for_user is None or is_reviewer(self.for_user):
            return True
        forms = [self, *(form for formset in self.formsets.values() for form in formset.forms)]
        refusals = [
            (form, name, kind, pk)
            for form in forms
            for name, kind, pk in material_in(form)
            if (kind, pk) not in self.material_before and not self.may_use(kind, pk)
        ]
        for form, name, kind, pk in refusals:
            form.add_error(name, REFUSED[kind])
            form.data = without(form.data, form.add_prefix(name), pk)
        return not refusals

    def may_use(self, kind, pk):
        if kind == "pages":
            return choosable_pages(self.for_user).filter(pk=pk).exists()
        return choosable_media(self.for_user, kind).filter(pk=pk).exists()


def read_at_once(page):
    """Read the tags of a draft together; a revision holds only their keys."""
    if hasattr(page, "tagged_items"):
        prefetch_related_objects([*page.tagged_items.all()], "tag")


def without(data, prefix, pk):
    """What was posted, less the refused key: shown again, the form would print its title."""
    data = data.copy()
    for key in [key for key in data if key == prefix or key.startswith(f"{prefix}-")]:
        if key.rsplit("-", 1)[-1] not in STREAM_KEYS:
            kept = "" if data[key] == pk else data[key]
            data[key] = re.sub(rf'("id":\s*"?){pk}\b', r"\g<1>0", kept)
    return data


def material_of(instance):
    """Pictures, files and pages that an object and its children name: (kind, key)."""
    found = {
        named
        for field in instance._meta.concrete_fields
        for named in named_by(field, getattr(instance, field.attname))
    }
    for relation in get_all_child_relations(type(instance)):
        for child in getattr(instance, relation.get_accessor_name()).all():
            found |= material_of(child)
    return found


def material_in(form):
    """The same for what a form was sent: (field name, kind, key)."""
    for field in form.instance._meta.concrete_fields:
        value = form.cleaned_data.get(field.name)
        for kind, pk in named_by(field, getattr(value, "pk", value)):
            yield field.name, kind, pk


def named_by(field, value):
    """What one value names: a foreign key one thing, rich text and streams many."""
    if field.remote_field:
        kind = value and kind_of(field.related_model)
        if kind:
            yield kind, str(value)
    elif hasattr(field, "extract_references") and value is not None:
        for model, pk, *_path in field.extract_references(value):
            if kind_of(model):
                yield kind_of(model), str(pk)


def kind_of(model):
    if issubclass(model, Page):
        return "pages"
    return {get_image_model(): "images", get_document_model(): "documents"}.get(model)
