"""A plan as a tree of texts and as the portal's own YAML: nothing is lost, nothing is added."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from plans.choices import Comparator, Reporter, UnitLevel
from plans.loading.entries import read_entry
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.commitments import DocumentEntry, GoalEntry, TargetEntry, TaskEntry
from plans.loading.form.document import PhaseEntry, PlanFrame, SectionEntry
from plans.loading.mistakes import Mistake, Mistakes
from plans.loading.scalars import UnitName, YearDay, Years
from plans.loading.source import read_source
from plans.loading.trees import read_tree, tree_of, yaml_of
from portal.text import normalise

HOUSE = Path(settings.BASE_DIR)
FILES = [
    "plans/catalogue/nam-dinh-108-2024.yaml",
    "plans/catalogue/ben-tre-2747-2023.yaml",
    "docs/plan-example.yaml",
]


def read(raw, form=PlanFile):
    mistakes = Mistakes("ke-hoach.yaml")
    source = read_source(raw, mistakes)
    file = read_entry(form, source, mistakes) if source else None
    assert mistakes.found == []
    return file


@pytest.mark.parametrize("name", FILES)
def test_a_plan_written_by_the_portal_reads_the_same(name):
    file = read((HOUSE / name).read_bytes())

    assert read(yaml_of(tree_of(file)).encode()) == file
    assert read_tree(tree_of(file), Mistakes("")) == file


def test_the_catalogue_written_by_the_portal_reads_the_same():
    file = read((HOUSE / "plans/catalogue/indicators.yaml").read_bytes(), CatalogueFile)

    assert read(yaml_of(tree_of(file), CatalogueFile).encode(), CatalogueFile) == file


# --- Any plan ---------------------------------------------------------------------------------------------------------

CODES = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
WORDS = st.text(
    alphabet=st.sampled_from("aăâđêôơưÁẾ 0123456789:#-–&*!|>'\"%@`{}[],?/\\~=<.;…“”\n\t "), min_size=1, max_size=200
).map(lambda text: normalise(text).strip())
TEXTS = WORDS.filter(bool)
LINES = TEXTS.filter(lambda text: "\n" not in text)
NUMBERS = st.decimals(0, 10**9, places=2).map(lambda number: Decimal(str(number)))
YEARS = st.integers(1990, 2090).flatmap(lambda first: st.integers(0, 9).map(lambda more: Years(first, first + more)))
DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
SECTIONS = st.recursive(
    st.builds(SectionEntry, code=CODES, label=LINES.map(lambda text: text[:20].strip() or "-"), text=WORDS),
    lambda below: st.builds(SectionEntry, code=CODES, heading=TEXTS, sections=st.lists(below, max_size=3).map(tuple)),
    max_leaves=6,
)
TARGETS = st.builds(
    TargetEntry,
    year=st.integers(1990, 2100),
    value=NUMBERS,
    effective_from=DAYS,
    decision=LINES.map(lambda text: text[:200].strip() or "-"),
    reason=WORDS,
    units=st.lists(
        st.tuples(st.from_regex(r"[0-9]{3,5}", fullmatch=True), NUMBERS), max_size=3, unique_by=lambda p: p[0]
    ).map(tuple),
)
GOALS = st.builds(
    GoalEntry,
    code=CODES,
    section=CODES,
    wording=TEXTS,
    indicator=CODES,
    comparator=st.sampled_from(Comparator.values),
    alternative_to=st.none() | CODES,
    targets=st.lists(TARGETS, max_size=3).map(tuple),
)
TASKS = st.builds(
    TaskEntry,
    code=CODES,
    section=CODES,
    wording=TEXTS,
    level=st.sampled_from(["", UnitLevel.COMMUNE.value]),
    units=st.lists(st.from_regex(r"[0-9]{3,5}", fullmatch=True), max_size=3).map(tuple),
    every=st.integers(0, 20),
    due=st.none() | DAYS,
    programmes=st.lists(TEXTS, max_size=2).map(tuple),
)
PHASES = st.builds(PhaseEntry, code=CODES, name=LINES.map(lambda text: text[:120].strip() or "-"), years=YEARS)
DOCUMENTS = st.builds(
    DocumentEntry,
    code=CODES,
    name=LINES,
    owed_by=st.sampled_from([Reporter.UNIT.value, Reporter.PROVINCE.value]),
    years=st.none() | YEARS,
    due=st.none() | st.builds(YearDay, month=st.integers(1, 12), day=st.integers(1, 28)),
)
PLANS = st.builds(
    PlanFile,
    plan=st.builds(
        PlanFrame,
        code=CODES,
        kind=st.just("plan"),
        signed_on=DAYS,
        title=TEXTS,
        short_title=LINES,
        scope=st.builds(UnitName, level=st.just("province"), code=st.from_regex(r"[0-9]{2}", fullmatch=True)),
        years=YEARS,
        issuers=st.lists(CODES, max_size=2).map(tuple),
        opening=WORDS,
    ),
    legal_basis=st.lists(TEXTS, max_size=3).map(tuple),
    phases=st.lists(PHASES, max_size=2).map(tuple),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    goals=st.lists(GOALS, max_size=3).map(tuple),
    tasks=st.lists(TASKS, max_size=2).map(tuple),
    documents=st.lists(DOCUMENTS, max_size=2).map(tuple),
)


@trying(max_examples=150, deadline=None)
@given(PLANS)
def test_any_plan_written_by_the_portal_reads_the_same(file):
    tree = tree_of(file)

    assert read(yaml_of(tree).encode()) == file
    assert read_tree(tree, Mistakes("")) == file
    assert tree_of(read_tree(tree, Mistakes(""))) == tree


ANYTHING = st.recursive(
    st.none() | st.integers() | WORDS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(CODES, below, max_size=4),
    max_leaves=20,
)


@trying(max_examples=100, deadline=None)
@given(ANYTHING)
def test_whatever_a_draft_holds_is_told_and_never_breaks_the_reader(tree):
    mistakes = Mistakes("")

    read_tree({"plan": tree, "goals": tree, "sections": [tree], "nonsense": tree}, mistakes)

    assert mistakes.found


# --- How it is written and told ---------------------------------------------------------------------------------------


def test_the_file_is_written_for_people():
    tree = {
        "goals": [{"code": "htx", "wording": "x" * 10 + " chữ" * 40, "targets": [{"year": "2024", "value": "3"}]}],
        "plan": {"code": "a", "issuers": ["hoi-tinh"], "note": "Dòng một\nDòng hai"},
    }

    text = yaml_of(tree)

    assert text.splitlines()[:9] == [
        "# Tệp do cổng ghi. Giải thích từng khóa: docs/plan-form.md.",
        "",
        "plan:",
        "  code: a",
        "  issuers: [hoi-tinh]",
        "  note: |-",
        "    Dòng một",
        "    Dòng hai",
        "",
    ]
    assert "      - {year: 2024, value: 3}" in text
    assert max(map(len, text.splitlines())) <= 130
    assert yaml.load(text, Loader=yaml.BaseLoader) == tree


def test_a_mistake_of_a_tree_names_its_spot_instead_of_a_line():
    mistakes = Mistakes("Bản soạn")

    read_tree({"goals": [{"code": "htx", "targets": [{"year": "2024"}, {"value": "1,5"}]}]}, mistakes)

    assert (
        Mistake(
            "Bản soạn",
            0,
            "goals[htx].targets[2].value",
            "không đọc được số “1,5”; cần số viết liền, phần thập phân sau dấu chấm, ví dụ 1500 hoặc 12.5",
        )
        in mistakes.found
    )
    assert all(not str(mistake).startswith("dòng") for mistake in mistakes.found)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"[" * 100_000, 1),
        (b"a: " + b"{a: " * 5_000, 1),
        ("\n".join(" " * depth + "a:" for depth in range(3_000)).encode(), 41),
        (("- " * 10_000 + "a").encode(), 1),
    ],
)
def test_what_is_nested_without_end_is_refused_by_its_line(raw, line):
    mistakes = Mistakes("ke-hoach.yaml")

    assert read_source(raw, mistakes) is None
    assert [str(mistake) for mistake in mistakes.found] == [
        f"dòng {line}: lồng quá 40 bậc; kiểm tra dấu ngoặc và chỗ thụt đầu dòng"
    ]


def test_a_tree_nested_without_end_is_refused():
    tree = mistakes = {}
    for _ in range(3_000):
        tree = {"sections": [tree]}
    mistakes = Mistakes("")

    read_tree(tree, mistakes)

    assert "lồng quá sâu" in {mistake.message for mistake in mistakes.found}
