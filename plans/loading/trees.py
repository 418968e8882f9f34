"""A plan file as a tree of dictionaries, lists and texts, under the form's own keys: what the browser writes and keeps."""

from dataclasses import fields
from typing import Any

import yaml

from plans.loading.entries import Entry, read_entry
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.mistakes import Mistakes, Place
from plans.loading.source import DEEPEST, Listing, Mapping, Node, Scalar

WIDTH = 120
HEAD = "# Tệp do cổng ghi. Giải thích từng khóa: docs/plan-form.md.\n"


def tree_of(file: PlanFile | CatalogueFile | Entry) -> dict:
    """An entry under the form's keys, in the form's order, each value as the text that the form writes."""
    return file.tree()


def read_tree(tree: Any, mistakes: Mistakes, form: type = PlanFile):
    """A tree read as a file is: the same readers, the same mistakes. None where there are no keys at all.

    There are no lines; `Place.path` names the spot, as in "goals[htx-moi].targets[2].value".
    """
    return read_entry(form, node_of(tree, "", mistakes), mistakes)


def node_of(tree: Any, path: str, mistakes: Mistakes, depth: int = 0) -> Node:
    """A part of a tree as the readers want it."""
    place = Place(0, path)
    if depth > DEEPEST:
        mistakes.add(place, "lồng quá sâu")
        return Scalar(place, "")
    if isinstance(tree, dict):
        below = {key: f"{path}.{key}" if path else str(key) for key in tree}
        return Mapping(place, {str(key): node_of(tree[key], below[key], mistakes, depth + 1) for key in tree})
    if isinstance(tree, list | tuple):
        items = enumerate(tree, 1)
        return Listing(
            place, tuple(node_of(item, f"{path}[{_name(item, n)}]", mistakes, depth + 1) for n, item in items)
        )
    return Scalar(place, "" if tree is None else str(tree))


def _name(item: Any, number: int) -> str:
    """What an item calls itself, so that a mistake names it as its writer does."""
    code = item.get("code") if isinstance(item, dict) else None
    return code if isinstance(code, str) and code else str(number)


# --- As YAML ----------------------------------------------------------------------------------------------------------


class Text(str):
    """A text of one line that is too long for one: it is folded."""


class Lines(str):
    """A text of several lines: they are kept."""


class Short(list):
    """A list that stands on one line."""


class ShortKeys(dict):
    """Keys that stand on one line."""


class Writer(yaml.SafeDumper):
    """Writes texts only: what looks like a number or a day stays a text for our own readers."""

    yaml_implicit_resolvers = {}

    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)


def _register() -> None:
    tags = "tag:yaml.org,2002:"
    Writer.add_representer(Text, lambda writer, text: writer.represent_scalar(f"{tags}str", str(text), style=">"))
    Writer.add_representer(Lines, lambda writer, text: writer.represent_scalar(f"{tags}str", str(text), style="|"))
    Writer.add_representer(
        Short, lambda writer, items: writer.represent_sequence(f"{tags}seq", list(items), flow_style=True)
    )
    Writer.add_representer(
        ShortKeys, lambda writer, keys: writer.represent_mapping(f"{tags}map", dict(keys), flow_style=True)
    )


_register()


def yaml_of(tree: dict, form: type = PlanFile) -> str:
    """The tree as a file that a person can read and change, its keys in the form's order; it loads to the same."""
    ordered = in_order(tree, form)
    parts = [_dumped({key: value}) for key, value in ordered.items()]
    return HEAD + "\n" + "\n".join(parts)


def in_order(tree: dict, form: type) -> dict:
    """The tree with the keys of its top in the order of the form; unknown ones stay, last."""
    known = [item.metadata["key"] or item.name for item in fields(form) if item.metadata]
    return {
        key: tree[key] for key in [*[key for key in known if key in tree], *[key for key in tree if key not in known]]
    }


def _dumped(part: dict) -> str:
    return yaml.dump(
        {key: _styled(value, 0) for key, value in part.items()},
        Dumper=Writer,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )


def _styled(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        styled = {key: _styled(below, depth + 1) for key, below in value.items()}
        return ShortKeys(styled) if depth and _fits(value) else styled
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value) and _fits(value):
            return Short(value)
        return [_styled(item, depth + 1) for item in value]
    text = "" if value is None else str(value)
    if "\n" in text:
        return Lines(text)
    return Text(text) if len(text) > WIDTH - 20 and "  " not in text else text


def _fits(value: dict | list) -> bool:
    """Whether all of it is short texts that stand together on one line."""
    items = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    told = [item for item in items if isinstance(item, str)]
    flat = len(told) == len(items) or (isinstance(value, dict) and all(map(_is_flat, value.values())))
    return flat and "\n" not in str(value) and sum(len(str(item)) + 4 for item in items) < WIDTH - 20


def _is_flat(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(item, str) for item in value.values())
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
