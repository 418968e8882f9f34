"""What stands against publishing is told at its box, in words that a clerk knows."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from plans.forms.problems import problems_of
from plans.forms.vocabulary import KEYS, retold
from plans.loading.mistakes import Mistake
from plans.models import PlanDraft
from tests.test_pages import ENGLISH

LOADING = Path(settings.BASE_DIR) / "plans/loading"
# These speak of files as such: of their bytes, lines and commas. A draft has none.
OF_FILES_ONLY = {"source.py", "files.py", "load.py", "entries.py"}
KEY_LIKE = re.compile(r"[a-z]+(?:_[a-z]+)+|\b[a-z]+\[")


def sentences_of_the_loader():
    """Every sentence in which the loader tells a mistake; whatever it puts in stands as “…”."""
    for path in sorted(LOADING.rglob("*.py")):
        if path.name in OF_FILES_ONLY:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {"add", "Misread"}:
                yield from (f"{path.name}: {text}" for text in map(_text, node.args) if text)


def _called(node):
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def _text(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("sentence", list(sentences_of_the_loader()))
def test_no_mistake_speaks_in_keys(sentence):
    told = retold(sentence.partition(": ")[2], {})

    words = {word for word in re.findall(r"[^\W\d_]+", told.lower()) if word in ENGLISH or word in KEYS}
    assert (words, KEY_LIKE.findall(told)) == (set(), [])


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("thiếu khóa “signed_on”; cần ngày dạng năm-tháng-ngày, ví dụ 2024-02-26", "Chưa có “ngày ký”."),
        ("không có cơ quan “so-cu”; có phải “so-moi”?", "Không có cơ quan “so-cu”."),
        (
            "không có cơ quan “so-cu”; cần mã của cơ quan đã khai trong tệp hoặc đã nạp",
            "Không có cơ quan “so-cu”; chọn cơ quan trong danh sách.",
        ),
        ("cơ quan “hoi-tinh” được nêu hai lần", "Cơ quan “Hội LHPN tỉnh” được nêu hai lần."),
        (
            "2023-2024 nằm ngoài các năm của kế hoạch (2024-2025)",
            "2023-2024 nằm ngoài các năm của kế hoạch (2024-2025).",
        ),
        (
            "số hiện có (stock) không cộng dồn qua các năm; cần term",
            "Số hiện có không cộng dồn qua các năm; cần “đến cuối năm”.",
        ),
        (
            "mốc hoàn thành không so “at_least”; cần reach hoặc followed",
            "Mốc hoàn thành không so “ít nhất”; cần “đạt” hoặc “theo dõi, không giao số”.",
        ),
        (
            "không có đơn vị “province 99” vào ngày 26/02/2024; cần cấp và mã đã nạp bằng load_units",
            "Không có đơn vị “cấp tỉnh 99” vào ngày 26/02/2024; chọn đơn vị có vào ngày đó.",
        ),
        (
            "cùng thời gian với lần giao ở “goals[htx].targets[1]”; cần effective_from khác nhau",
            "Cùng thời gian với một lần giao khác; ghi “áp dụng từ ngày” (hoặc ghi ở phần Văn bản điều chỉnh), "
            "hay chọn thời gian khác.",
        ),
        ("1.5 có phần lẻ; chỉ số này nhận số nguyên", "1,5 có phần lẻ; chỉ số này nhận số nguyên."),
        (
            "mã mục “i” lặp lại; đã dùng ở “sections[i].code”",
            "Mã mục “I. MỤC TIÊU” lặp lại; đã dùng ở “chỗ khác của bản soạn”.",
        ),
    ],
)
def test_a_mistake_is_told_in_the_words_of_the_desk(message, told):
    names = {"hoi-tinh": "Hội LHPN tỉnh", "i": "I. MỤC TIÊU"}

    assert retold(message, names) == told


CONTENT = {
    "plan": {"short_title": "Kế hoạch 2026"},
    "phases": [{"code": "gd1", "name": "Giai đoạn 1", "years": "2026"}],
    "sections": [
        {"code": "i", "label": "I.", "heading": "MỤC TIÊU", "sections": [{"code": "i-1", "text": "Lập 03 HTX."}]}
    ],
    "relations": [{"carries_out": "Quyết định 01", "dated": "năm ngoái"}],
    "goals": [{"code": "htx", "wording": "Lập 03 HTX", "targets": [{"year": "2026"}]}],
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "part", "key", "path", "about"),
    [
        ("plan.scope", "plan", "", "scope", ""),
        ("phases[gd1].years", "phases", "gd1", "years", "Giai đoạn 1"),
        ("sections[i]", "sections", "i", "", "I. MỤC TIÊU"),
        ("sections[i].sections[i-1].text", "sections", "i-1", "text", "Lập 03 HTX."),
        ("relations[1].dated", "relations", "1", "dated", ""),
        ("goals[htx].targets[1].value", "goals", "htx", "targets[1].value", "Lập 03 HTX"),
        ("legal_basis[2]", "legal_basis", "", "legal_basis[2]", ""),
    ],
)
def test_a_mistake_is_found_at_its_entry(place, part, key, path, about):
    draft = PlanDraft(pk=7, content=CONTENT)

    (problem,) = problems_of(draft, [Mistake("", 0, place, "không đọc được")])

    assert (problem.part.key, problem.key, problem.path, problem.about) == (part, key, path, about)
    assert problem.words == "Không đọc được."


@pytest.mark.django_db
@pytest.mark.parametrize(("missing", "part"), [("plan", "plan"), ("phases", "phases"), ("sections", "sections")])
def test_a_part_that_is_missing_is_told_at_its_own_line(missing, part):
    draft = PlanDraft(pk=7, content={})

    (problem,) = problems_of(draft, [Mistake("", 0, "", f"thiếu khóa “{missing}”; cần danh sách")])

    assert (problem.part.key, problem.key) == (part, "")
