"""How a map keeps what it was asked once."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps


def remembered(method: Callable) -> Callable:
    """Keep the answer. Between two reorganisations every day gives the same one, so there are only a few to keep."""

    @wraps(method)
    def answer(self, *args):
        key = (method.__name__, *(self._era(arg) if isinstance(arg, date) else arg for arg in args))
        if key not in self._answers:
            self._answers[key] = method(self, *key[1:])
        return self._answers[key]

    return answer


def listed(rows: Iterable, name: str) -> dict[int, list]:
    """The rows under each value of one of their fields."""
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found
