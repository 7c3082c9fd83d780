"""A bounded memory."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

OVERHEAD = 300  # bytes of an entry beside what it holds


class Recent:
    """Values by key; the least recently used leave when all weigh too much."""

    def __init__(self, max_bytes: int):
        self._max_bytes, self._bytes = max_bytes, 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._kept)

    def get(self, key: Hashable) -> Any | None:
        """What is kept under the key, which is now the most recently used."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Any, size: int) -> None:
        """Keep a value of so many bytes, and drop what was longest unused if need be."""
        with self._lock:
            self._bytes += OVERHEAD + size - self._pop(key)
            self._kept[key] = value, OVERHEAD + size
            while self._bytes > self._max_bytes:
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped

    def _pop(self, key: Hashable) -> int:
        return self._kept.pop(key, (None, 0))[1]
