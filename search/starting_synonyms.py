"""The synonyms a new library begins with; from then on the secretariat's list decides."""

import json
from pathlib import Path

from django.db import transaction

from .index import touch
from .synonyms import StartingGroup, Synonym

STARTING_LIST = Path(__file__).parent / "synonyms_pl.json"


@transaction.atomic
def ensure_synonyms() -> int:
    """Add the groups of the starting list that were never offered; return how many."""
    known = set(StartingGroup.objects.values_list("key", flat=True))
    new = {key: words for key, words in starting_list().items() if key not in known}
    if new:
        StartingGroup.objects.bulk_create(StartingGroup(key=key) for key in new)
        Synonym.objects.bulk_create(Synonym(words="\n".join(words)) for words in new.values())
        touch()
    return len(new)


def starting_list() -> dict[str, list[str]]:
    """Key and expressions of each group."""
    return json.loads(STARTING_LIST.read_text(encoding="utf-8"))
