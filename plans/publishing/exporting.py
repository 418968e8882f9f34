"""A published plan as a document again: its content, and the file that another portal can load."""

from collections.abc import Iterable

from plans.drafting.references import PLACES, codes_at
from plans.loading.files import CATALOGUE_NAME
from plans.loading.form import PlanFile
from plans.loading.mistakes import Mistakes
from plans.loading.spans import Span, span_of
from plans.loading.trees import read_tree, yaml_of
from plans.loading.versions import edition_of, last_version
from plans.models import LoadedFile, Phase, Plan, TargetVersion
from portal.errors import RuleBroken

SHARED_KINDS = ("agencies", "letterheads", "breakdowns", "indicators")
RENAMED = {"valid_from": "from", "valid_to": "to"}


def content_of(plan: Plan) -> dict:
    """The plan as it was last published, as a document. RuleBroken where no version was kept of it."""
    version = last_version(plan)
    if version is None:
        raise RuleBroken("Kế hoạch này chưa có bản công bố nào trên cổng; người vận hành cần nạp lại tệp của kế hoạch.")
    return version.content


def yaml_file(plan: Plan) -> str:
    """The plan as a file, with what its units are allotted and with all shared things that it uses.

    It loads on an empty portal (which has the shared catalogue) to the same plan, and here it changes nothing.
    """
    content = content_of(plan)
    tree = _with_shared(_with_allotments(content, plan))
    return yaml_of(tree | {"plan": tree["plan"] | {"edition": edition_of(content)}})


# --- What units are allotted -------------------------------------------------------------------------------------------


def _with_allotments(content: dict, plan: Plan) -> dict:
    """Each allotment beside the plan's own line of its span and day, else on a line of its own."""
    allotted = TargetVersion.objects.filter(target__goal__plan=plan, target__unit__isnull=False)
    rows = allotted.select_related("target__goal", "target__unit").order_by("target__unit__code", "pk")
    by_goal: dict[str, list[TargetVersion]] = {}
    for version in rows:
        by_goal.setdefault(version.target.goal.code, []).append(version)
    file = read_tree(content, Mistakes(""))
    lines = {goal.code: [span_of(line, file) for line in goal.targets] for goal in file.goals}
    phases = {(phase.first_year, phase.last_year): phase for phase in plan.phases.all()}
    goals = [
        goal | {"targets": _lines(goal["targets"], lines[goal["code"]], by_goal.get(goal["code"], ()), phases, file)}
        for goal in content.get("goals", ())
    ]
    return content | ({"goals": goals} if goals else {})


def _lines(lines: list[dict], spans: list[Span], allotted: Iterable[TargetVersion], phases: dict, file: PlanFile):
    lines = [dict(line) for line in lines]
    places = {_key(span, line): line for span, line in zip(spans, lines, strict=True)}
    for version in allotted:
        target = version.target
        span = Span(target.span_kind, target.first_year, target.last_year, target.every_years)
        told = {
            "effective_from": str(version.effective_from or ""),
            "decision": version.decision,
            "reason": version.reason,
        }
        told = {key: value for key, value in told.items() if value}
        if _key(span, told) not in places:
            lines.append(_span_keys(span, phases, file) | told)
            places[_key(span, told)] = lines[-1]
        line = places[_key(span, told)]
        line["units"] = line.get("units", {}) | {target.unit.code: _number(version.value)}
    return lines


def _key(span: Span, line: dict) -> tuple:
    return span, *(line.get(key, "") for key in ("effective_from", "decision", "reason"))


def _span_keys(span: Span, phases: dict[tuple, Phase], file: PlanFile) -> dict:
    """A span as a line says it."""
    if span.kind == "phase":
        return {"phase": phases[span.first, span.last].code}
    if span.kind == "every":
        years = f"{span.first}-{span.last}" if span.first != span.last else str(span.first)
        return {"every": str(span.every)} | ({"years": years} if years != str(file.plan.years) else {})
    return {span.kind: str(span.first if span.kind == "year" else span.last)}


def _number(value) -> str:
    """A number without the zeros that its column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- Shared things -----------------------------------------------------------------------------------------------------


def _with_shared(content: dict) -> dict:
    """The content with everything that it points at and another file declares, but for the catalogue of all plans."""
    elsewhere = _declared_elsewhere()
    tree = dict(content)
    while True:
        missing = {kind: _missing(tree, kind, elsewhere[kind]) for kind in SHARED_KINDS}
        if not any(missing.values()):
            return tree
        tree |= {kind: [*tree.get(kind, []), *found] for kind, found in missing.items() if found}


def _declared_elsewhere() -> dict[str, dict[str, dict]]:
    """Kind, then code (of a letterhead: its agency and first day), then the entry's tree."""
    found: dict[str, dict[str, dict]] = {kind: {} for kind in SHARED_KINDS}
    for declares in LoadedFile.objects.exclude(name=CATALOGUE_NAME).order_by("name").values_list("declares", flat=True):
        for kind in SHARED_KINDS:
            found[kind] |= {code: declared_tree(said) for code, said in declares.get(kind, {}).items()}
    return found


def _missing(tree: dict, kind: str, declared: dict[str, dict]) -> list[dict]:
    if kind == "letterheads":
        agencies = {agency["code"] for agency in tree.get("agencies", ())}
        there = [_letterhead(entry) for entry in tree.get(kind, ())]
        return [entry for entry in declared.values() if entry["agency"] in agencies and _letterhead(entry) not in there]
    there = {entry["code"] for entry in tree.get(kind, ())}
    wanted = {code for place in PLACES[kind] for code in codes_at(tree, place)} - there
    return [declared[code] for code in sorted(wanted) if code in declared]


def _letterhead(entry: dict) -> tuple:
    return entry["agency"], entry.get("from", "")


def declared_tree(said):
    """What a file declares of a shared thing (LoadedFile.declares), under the form's keys, as texts."""
    if isinstance(said, dict):
        return {RENAMED.get(key, key): declared_tree(value) for key, value in said.items()}
    return [declared_tree(item) for item in said] if isinstance(said, list) else str(said)
