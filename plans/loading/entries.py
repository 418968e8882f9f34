"""How a class of form.py is read from the tree: one line of the class for each key of the form."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from plans.loading.mistakes import Mistakes, Place
from plans.loading.source import Listing, Mapping, Node, Scalar


@dataclass(frozen=True)
class Reader:
    """Turns a node into a value; what it cannot read it tells and gives back as None. `write` turns the value back."""

    expects: str
    read: Callable[[Node, Mistakes], object]
    write: Callable[[object], object] = str


def needs(reader: Reader, key: str = ""):
    """A key that must be there."""
    return field(default=None, metadata={"reader": reader, "key": key, "required": True})


def may(reader: Reader, key: str = "", default: object = None):
    """A key that may be left out, or left blank."""
    return field(default=default, metadata={"reader": reader, "key": key, "required": False})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a file. Two entries are equal when they say the same, wherever they stand.

    A value that could not be read is None (its mistake is told already), so checks ask nothing of it.
    """

    where: Place = field(default=Place(1), compare=False, repr=False)
    places: dict = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Place:
        """Where a key's value stands; the entry itself where the key was left out."""
        return self.places.get(key, self.where)

    def plain(self) -> dict:
        """What the entry says, as JSON: texts, lists and dictionaries, without what was left out."""
        said = {item.name: _plain(getattr(self, item.name)) for item in fields(self) if item.metadata}
        return {name: value for name, value in said.items() if value not in (None, "", [], {})}

    def tree(self) -> dict:
        """What the entry says under the form's own keys, as dictionaries, lists and texts; no key without a value."""
        said = [(item, getattr(self, item.name)) for item in fields(self) if item.metadata]
        return {
            item.metadata["key"] or item.name: item.metadata["reader"].write(value)
            for item, value in said
            if value is not None and value != item.default
        }


def read_entry(kind: type, node: Node, mistakes: Mistakes):
    """An entry of a class from its keys; None where there are no keys at all."""
    if not isinstance(node, Mapping):
        mistakes.add(node.place, f"cần các khóa {', '.join(_keys(kind))}")
        return None
    _tell_unknown(kind, node, mistakes)
    values = {item.name: _value(item, node, mistakes) for item in fields(kind) if item.metadata}
    places = {name: found.place for name, found in node.entries.items() if not _is_blank(found)}
    return kind(where=node.place, places=places, **values)


def one(kind: type) -> Reader:
    """An entry with keys of its own."""
    return entry_reader(kind, f"các khóa {', '.join(_keys(kind))}")


def entries(kind: type, expects: str) -> Reader:
    """A list of entries."""
    return many(entry_reader(kind, expects))


def entry_reader(kind: type, expects: str) -> Reader:
    """How an entry of a class is read and written back."""
    return Reader(expects, lambda node, mistakes: read_entry(kind, node, mistakes), lambda entry: entry.tree())


def many(reader: Reader) -> Reader:
    """A list of what `reader` reads, as a tuple; items that cannot be read are left out."""

    def read(node, mistakes):
        if not isinstance(node, Listing):
            mistakes.add(node.place, f"cần danh sách {reader.expects} (mỗi dòng một dấu gạch, hoặc trong ngoặc vuông)")
            return ()
        items = [reader.read(item, mistakes) for item in node.items]
        return tuple(item for item in items if item is not None)

    return Reader(f"danh sách {reader.expects}", read, lambda values: [reader.write(value) for value in values])


def by_code(reader: Reader) -> Reader:
    """Values behind codes ({"366": 2, "360": 1}), as a tuple of (code, value)."""

    def read(node, mistakes):
        if not isinstance(node, Mapping):
            mistakes.add(node.place, f"cần các cặp mã: {reader.expects}")
            return ()
        pairs = [(code, reader.read(value, mistakes)) for code, value in node.entries.items()]
        return tuple((code, value) for code, value in pairs if value is not None)

    def write(pairs):
        return {code: reader.write(value) for code, value in pairs}

    return Reader(f"các cặp mã: {reader.expects}", read, write)


def _keys(kind: type) -> list[str]:
    return [item.metadata["key"] or item.name for item in fields(kind) if item.metadata]


def _tell_unknown(kind: type, node: Mapping, mistakes: Mistakes) -> None:
    known = _keys(kind)
    for name, found in node.entries.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            advice = f"có phải “{near[0]}”?" if near else f"các khóa được dùng: {', '.join(known)}"
            mistakes.add(found.place, f"không có khóa này; {advice}")


def _value(item, node: Mapping, mistakes: Mistakes):
    reader, key = item.metadata["reader"], item.metadata["key"] or item.name
    found = node.entries.get(key)
    if found is not None and not _is_blank(found):
        return reader.read(found, mistakes)
    if item.metadata["required"]:
        mistakes.add(node.place if found is None else found.place, f"thiếu khóa “{key}”; cần {reader.expects}")
    return item.default


def _is_blank(node: Node) -> bool:
    """A key without a value says as much as no key."""
    return isinstance(node, Scalar) and not node.text.strip()


def _plain(value):
    if is_dataclass(value):
        return value.plain() if isinstance(value, Entry) else str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, date | Decimal):
        return str(value)
    return value
