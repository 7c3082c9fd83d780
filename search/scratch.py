"""An index of another collection in a database of its own, for measuring; thrown away after use."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from django.db import connections, transaction
from taggit.models import Tag

from knowledge.models import Theme
from networks.models import Edition

from . import models
from .arrays import Snapshot
from .documents import Document
from .entries import Filler
from .weighing import LONGEST_KEY, count_lemmas

TABLES = [
    *(Theme, Tag, Edition, models.Synonym),
    *(models.IndexVersion, models.IndexChange, models.LibraryEntry, models.Term),
    *(models.Posting, models.TermVector, models.LemmaWeight, models.Paradigm, models.TitleWord),
]
_BATCH = 200  # documents written at once


class CorpusError(ValueError):
    """A line of a corpus that cannot be read; the message names it."""


def read_corpus(path: Path) -> Iterator[tuple[str, Document]]:
    """Id and document of each line of a corpus in BEIR layout: _id, title, text and our fields."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode())
            place = row.get("place") or []
            yield (
                str(row["_id"]),
                Document(
                    models.Kind.PRACTICE,
                    row.get("title") or "",
                    row.get("lead") or "",
                    tags=list(row.get("tags") or []),
                    place=[place] if isinstance(place, str) else list(place),
                    body=(row.get("text") or "").splitlines(),
                ),
            )
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise CorpusError(f"{path}, line {number}: {error!r}") from error


@contextmanager
def scratch_snapshot(documents: Iterable[Document]) -> Iterator[Snapshot]:
    """A snapshot of these documents, in their order, with the synonyms of the site."""
    synonyms = list(models.Synonym.objects.all())
    with _scratch_database():
        models.Synonym.objects.bulk_create(synonyms)
        _index(list(documents))
        yield Snapshot.read()


@transaction.atomic
def _index(documents: list[Document]) -> None:
    counts: Counter[str] = count_lemmas(documents)
    weights = {text: weight for text, weight in counts.items() if len(text) <= LONGEST_KEY}
    models.LemmaWeight.objects.bulk_create(
        (models.LemmaWeight(text=text, weight=weight) for text, weight in weights.items()),
        batch_size=1000,
    )
    filler = Filler(0, weights)
    pages = [
        (SimpleNamespace(pk=pk, first_published_at=None), document)
        for pk, document in enumerate(documents, start=1)
    ]
    for start in range(0, len(pages), _BATCH):
        filler.write(pages[start : start + _BATCH])
    models.IndexVersion.lock().bump()


@contextmanager
def _scratch_database() -> Iterator[None]:
    """An empty SQLite database in place of the site's own, with the tables of the index alone."""
    own = connections["default"]
    with TemporaryDirectory() as folder:
        settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "index")}
        connections.databases["scratch"] = connections.configure_settings({"default": settings})[
            "default"
        ]
        scratch = connections.create_connection("scratch")
        scratch.alias = "default"
        connections["default"] = scratch
        try:
            with scratch.schema_editor() as editor:
                for model in TABLES:
                    editor.create_model(model)
            scratch.disable_constraint_checking()  # pages, cities and files are not here
            yield
        finally:
            connections["default"] = own
            scratch.close()
            del connections.databases["scratch"]
