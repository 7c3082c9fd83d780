"""Words of titles without diacritics, kept with the index: what type-ahead looks up."""

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii
from django.db import connection

from .models import LibraryEntry, TitleWord

LONGEST_WORD = TitleWord._meta.get_field("word").max_length
_WORD = re.compile(r"\w+")


def write_titles(entries: Iterable[LibraryEntry]) -> None:
    """Keep the words of these entries' titles; called in the transaction that writes them."""
    entries = list(entries)
    TitleWord.objects.filter(entry__in=[entry.pk for entry in entries]).delete()
    rows = [row for entry in entries for row in title_rows(entry)]
    table = connection.ops.quote_name(TitleWord._meta.db_table)
    insert = f"INSERT INTO {table} (entry_id, kind, word, place) VALUES (%s, %s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(insert, rows)


def title_rows(entry: LibraryEntry) -> list[tuple[int, str, str, int]]:
    """Entry, kind, word and place of each word of a page's title; files are not offered."""
    if entry.document_id is not None:
        return []
    return [(entry.pk, entry.kind, word, place) for word, place in _places(entry.title).items()]


def plain_words(text: str) -> list[str]:
    """The words of a text in plain small letters and digits: „Łódź, PM2.5” is lodz, pm2, 5."""
    return [word for word, _, _ in placed_words(text)]


def placed_words(text: str) -> list[tuple[str, int, int]]:
    """The same words with their beginning and end in the text."""
    found = ((_plain(match.group()), *match.span()) for match in _WORD.finditer(text))
    return [(word, start, end) for word, start, end in found if word]


@lru_cache(50_000)
def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", anyascii(word).lower())[:LONGEST_WORD]


def _places(title: str) -> dict[str, int]:
    """Each word and where it first stands."""
    places: dict[str, int] = {}
    for place, word in enumerate(plain_words(title)):
        places.setdefault(word, min(place, 32_767))
    return places


def last_word(prefix: str) -> str:
    """The last word with this beginning, in whichever order a database compares a-z and 0-9."""
    return prefix + "z" * (LONGEST_WORD - len(prefix))
