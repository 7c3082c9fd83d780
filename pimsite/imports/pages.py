"""Rows that are pages: how a row becomes a draft, and a page a row again."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from pimsite.deleted.keeping import forgetting

from .kinds import Kind, RowError
from .models import Import, ImportedDraft
from .table import Problem, Row
from .turns import TURN, turn


@dataclass
class Draft:
    """A page as the row wants it, not yet written."""

    page: Page
    parent: Page
    is_new: bool
    is_changed: bool
    links: dict[str, list] = field(default_factory=dict)


class PageKind(Kind):
    """One kind of page; subclasses name the model."""

    model: type[Page]
    linking: tuple[str, ...] = ()  # fields that are links to other things

    def __init__(self):
        super().__init__()
        self._lines: dict[tuple[int, str], int] = {}

    def draft(self, row: Row) -> tuple[Draft | None, list[Problem]]:
        """The draft that this row asks for, or everything that is wrong with it."""
        values, problems = self._read(row)
        if problems:
            return None, problems
        try:
            self.resolve(values)
            parent = self.parent(values)
            page, is_new = self._page(row, parent, values)
        except RowError as error:
            return None, [Problem(row.line, self._headings.get(error.name, ""), str(error))]
        links = {name: values.pop(name) for name in self.linking if name in values}
        is_changed = is_new or any(self.linked(page, name) != to for name, to in links.items())
        for name, value in self._differing(row, page, values):
            is_changed = True
            setattr(page, name, value)
        problems = list(self._invalid(row, page, values))
        return (None if problems else Draft(page, parent, is_new, is_changed, links)), problems

    @abstractmethod
    def resolve(self, values: dict[str, Any]) -> None:
        """Put what names stand for in their place; raises RowError for a wrong one."""

    @abstractmethod
    def parent(self, values: dict[str, Any]) -> Page:
        """Under which page the row belongs; takes the value that names it. Raises RowError."""

    @abstractmethod
    def check(self, page: Page) -> None:
        """Refuse what fields say only together; raises ValidationError."""

    @abstractmethod
    def pages(self) -> Iterable[Page]:
        """All pages of this kind, for a table of them."""

    def linked(self, page: Page, name: str) -> list:
        """What the page links, as a cell names it; for kinds that are `linking`."""
        raise LookupError(name)

    def link(self, page: Page, name: str, values: list) -> None:
        """Link these instead."""
        raise LookupError(name)

    def cells(self, page: Page) -> list[str]:
        """The page as a row."""
        return [column.show(self.value(page, column.field)) for column in self.columns]

    def value(self, page: Page, name: str):
        """What a column shows of a page."""
        return self.linked(page, name) if name in self.linking else getattr(page, name)

    def rows(self) -> Iterable[list[str]]:
        """Each page as its last draft has it, which is what a table sent in would change."""
        for page in self.pages().iterator(chunk_size=500):
            latest = page.get_latest_revision_as_object() if page.has_unpublished_changes else page
            yield self.cells(latest)

    def write(self, source: Import, draft: Draft) -> None:
        page = draft.page
        before, had_changes = page.latest_revision, page.has_unpublished_changes
        if draft.is_new:
            page.owner = source.user
            with disable_reference_index_auto_update():  # the revision's saving updates it
                draft.parent.add_child(instance=page)
        for name, values in draft.links.items():
            self.link(page, name, values)
        revision = page.save_revision(user=source.user, clean=False, changed=True)
        log(page, "pimsite.import", user=source.user, revision=revision, data={"name": source.name})
        ImportedDraft.objects.create(
            source=source,
            page_id=page.pk,
            revision=revision,
            before=before,
            is_new=draft.is_new,
            had_changes=had_changes,
        )

    def take_back(self, source: Import) -> int:
        """Remove the drafts of this import that nobody touched since; return how many stay."""
        left = 0
        source.begin(source.pages.count())
        while written := list(source.pages.select_related("before").order_by("-pk")[:TURN]):
            with turn():
                left += _remove(written, source.user)
                source.pages.filter(pk__in=[each.pk for each in written]).delete()
            source.advance(len(written))
        return left

    def _page(self, row: Row, parent: Page, values: dict[str, Any]) -> tuple[Page, bool]:
        """The page to change, as its last draft has it, or a new one."""
        slug = values.get("slug") or slugify(anyascii(values["title"])) or "opis"
        if slug != slugify(slug):
            raise RowError("slug", _("Adres może mieć tylko małe litery a-z, cyfry i łączniki."))
        values["slug"] = slug
        first = self._lines.setdefault((parent.pk, slug), row.line)
        if first != row.line:
            where = {"slug": slug, "line": first}
            raise RowError("slug", _("Ten sam adres „%(slug)s” co w wierszu %(line)s.") % where)
        taken = Page.objects.child_of(parent).filter(slug=slug).first()
        if taken is None:
            return self.model(slug=slug, live=False), True
        page = taken.specific
        if not isinstance(page, self.model):
            raise RowError("slug", _("Pod tym adresem jest już inna strona."))
        if page.locked:
            raise RowError("title", _("Ta strona jest zablokowana. Odblokuj ją albo pomiń wiersz."))
        if page.current_workflow_state:
            raise RowError("title", _("Ta strona czeka na przegląd. Zakończ go lub pomiń wiersz."))
        return page.get_latest_revision_as_object(), False

    def _differing(self, row: Row, page: Page, values: dict[str, Any]):
        """Fields whose cell says something else: what a table cannot show, like bold, stays."""
        for column in self.columns:
            if column.field in values:
                shown = column.show(getattr(page, column.field))
                if shown.split() != row.cells.get(column.heading, shown).split():
                    yield column.field, values[column.field]

    def _invalid(self, row: Row, page: Page, values: dict[str, Any]):
        """What the model says of the filled fields; a draft may leave others empty."""
        filled = {name for name, value in values.items() if value not in ("", None)}
        others = {field.name for field in page._meta.concrete_fields} - filled
        for check in (lambda: page.clean_fields(exclude=others), lambda: self.check(page)):
            try:
                check()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    for message in messages:
                        yield Problem(row.line, self._headings.get(name, ""), message)


def _remove(written: list[ImportedDraft], user) -> int:
    """Take these back; return how many stay, because somebody touched them."""
    pages = Page.objects.select_for_update().prefetch_workflow_states()
    pages = pages.in_bulk([each.page_id for each in written])
    untouched = [each for each in written if _is_untouched(each, pages[each.page_id])]
    new = Page.objects.filter(pk__in=[each.page_id for each in untouched if each.is_new])
    for page in new.specific():
        log(page, "wagtail.delete", user=user, deleted=True)
    with forgetting():
        new.delete()
    for each in untouched:
        if not each.is_new:
            _restore(each)
    return len(written) - len(untouched)


def _is_untouched(written: ImportedDraft, page: Page) -> bool:
    if page.latest_revision_id != written.revision_id or page.current_workflow_state:
        return False
    return not (written.is_new and (page.live or page.first_published_at or page.numchild))


def _restore(written: ImportedDraft) -> None:
    title = written.before.content["title"] if written.before else F("title")
    Page.objects.filter(pk=written.page_id).update(
        latest_revision=written.before,
        draft_title=title,
        has_unpublished_changes=written.had_changes,
    )
    Revision.objects.filter(pk=written.revision_id).delete()
