"""A YAML file as a tree of plain texts, each with its line. What it means is not asked here."""

import re
from dataclasses import dataclass

import yaml

from plans.loading.mistakes import Mistakes, Place

# All scalars stay texts: "2024", "no" and "2023-05-29" are understood by our own readers, not guessed.
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# A plan is at most a few levels deep; what is nested deeper is no plan, and would exhaust whoever reads it.
DEEPEST = 40

TAB_IN_MARGIN = re.compile(r" *\t")
NOT_YAML = "không đọc được: kiểm tra chỗ thụt đầu dòng, dấu hai chấm, dấu ngoặc và dấu nháy ở dòng này và dòng trên"
WORDS_OF_YAML = [
    ("mapping values are not allowed", 'không đọc được: chữ có dấu hai chấm phải đặt trong dấu nháy kép “"…"”'),
    ("unexpected end of stream", "dấu nháy hoặc dấu ngoặc mở ở đây chưa đóng"),
    ("expected ',' or", "không đọc được: thiếu dấu phẩy hoặc dấu đóng ngoặc"),
    ("cannot start any token", "không đọc được: chữ bắt đầu bằng ký tự đặc biệt (như % @ `) phải đặt trong dấu nháy"),
    ("undefined alias", "chữ bắt đầu bằng dấu * phải đặt trong dấu nháy"),
    ("block mapping", "không đọc được: dòng này thụt khác các dòng cùng nhóm, hoặc thiếu dấu hai chấm sau khóa"),
    ("block collection", "không đọc được: dòng này thụt khác các dòng cùng nhóm"),
    ("could not find expected ':'", "không đọc được: thiếu dấu hai chấm sau khóa"),
]


@dataclass(frozen=True)
class Scalar:
    """A single text."""

    place: Place
    text: str


@dataclass(frozen=True)
class Listing:
    """Items behind dashes, or between [ ]."""

    place: Place
    items: tuple


@dataclass(frozen=True)
class Mapping:
    """Keys and what stands behind them."""

    place: Place
    entries: dict


Node = Scalar | Listing | Mapping


def read_source(raw: bytes, mistakes: Mistakes) -> Node | None:
    """The tree of a file's bytes, or None where it is no YAML at all (then `mistakes` says why)."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        mistakes.add(Place(line), "tệp không phải chữ Unicode; cần lưu tệp với mã hóa UTF-8")
        return None
    if _has_tabs(text, mistakes):
        return None
    return _compose(text, mistakes)


def _has_tabs(text: str, mistakes: Mistakes) -> bool:
    lines = [number for number, line in enumerate(text.splitlines(), 1) if TAB_IN_MARGIN.match(line)]
    for number in lines:
        mistakes.add(Place(number), "thụt đầu dòng bằng phím Tab; cần dùng dấu cách")
    return bool(lines)


def _compose(text: str, mistakes: Mistakes) -> Node | None:
    try:
        too_deep = _line_too_deep(text)
        root = None if too_deep else yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        mistakes.add(Place(mark.line + 1 if mark else 1), _in_vietnamese(f"{error.context} {error.problem}"))
        return None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        mistakes.add(Place(line), "có ký tự điều khiển không đọc được; cần xóa ký tự đó")
        return None
    if too_deep:
        mistakes.add(Place(too_deep), f"lồng quá {DEEPEST} bậc; kiểm tra dấu ngoặc và chỗ thụt đầu dòng")
        return None
    if root is None:
        mistakes.add(Place(1), "tệp trống; cần các phần plan, sections, goals… (xem docs/plan-form.md)")
        return None
    return _Tree(mistakes).node(root, "", 1)


def _line_too_deep(text: str) -> int:
    """The line on which the nesting passes what is bearable, else 0. The events are read one by one, not nested."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return event.start_mark.line + 1
    return 0


def _in_vietnamese(problem: str) -> str:
    return next((words for part, words in WORDS_OF_YAML if part in problem), NOT_YAML)


class _Tree:
    def __init__(self, mistakes: Mistakes):
        self.mistakes = mistakes
        self.seen = set()

    def node(self, found: yaml.Node, path: str, asked_on: int) -> Node:
        """`asked_on`: the line that asks for the node; it is another than the node's own where it stands for a copy."""
        place = Place(found.start_mark.line + 1, path)
        if id(found) in self.seen:
            self.mistakes.add(Place(asked_on, path), "dùng lại đoạn khác bằng dấu * và &; cần viết đủ ra ở đây")
            return Scalar(place, "")
        self.seen.add(id(found))
        if isinstance(found, yaml.MappingNode):
            return Mapping(place, self._entries(found, path))
        if isinstance(found, yaml.SequenceNode):
            return Listing(place, tuple(self._items(found, path)))
        return Scalar(place, found.value)

    def _entries(self, found: yaml.MappingNode, path: str) -> dict:
        entries, lines = {}, {}
        for key, value in found.value:
            name, line = str(key.value), key.start_mark.line + 1
            below = f"{path}.{name}" if path else name
            if name in entries:
                self.mistakes.add(Place(line, below), f"khóa lặp lại; đã có ở dòng {lines[name]}")
                continue
            entries[name], lines[name] = self.node(value, below, line), line
        return entries

    def _items(self, found: yaml.SequenceNode, path: str):
        for number, item in enumerate(found.value, 1):
            yield self.node(item, f"{path}[{_code_of(item) or number}]", found.start_mark.line + 1)


def _code_of(item: yaml.Node) -> str:
    """What an item calls itself, so that a mistake names it as its writer does."""
    if not isinstance(item, yaml.MappingNode):
        return ""
    return next((value.value for key, value in item.value if key.value == "code" and isinstance(value.value, str)), "")
