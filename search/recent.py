"""A bounded memory of arrays."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

import numpy as np

OVERHEAD = 300  # bytes of an entry beside its numbers


class Recent:
    """Tuples of arrays by key; the least recently used leave when all weigh too much."""

    def __init__(self, max_bytes: int):
        self._max_bytes, self._bytes = max_bytes, 0
        self._kept: OrderedDict[Hashable, tuple[np.ndarray, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._kept)

    def get(self, key: Hashable) -> tuple[np.ndarray, ...] | None:
        """What is kept under the key, which is now the most recently used."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, arrays: tuple[np.ndarray, ...]) -> None:
        """Keep arrays, and drop what was longest unused if need be."""
        with self._lock:
            self._bytes += _weight(arrays) - _weight(self._kept.pop(key, None))
            self._kept[key] = arrays
            while self._bytes > self._max_bytes:
                _, dropped = self._kept.popitem(last=False)
                self._bytes -= _weight(dropped)


def _weight(arrays) -> int:
    return OVERHEAD + sum(array.nbytes for array in arrays) if arrays is not None else 0
