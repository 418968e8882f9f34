"""Opening a form and saving it changes nothing, for every entry of the real plans; and what a form refuses."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.http import QueryDict

from plans.drafting import entries_of, section_list
from plans.forms import parts
from plans.forms.document import AgencyForm, PhaseForm, RelationForm, SectionForm
from plans.forms.duties import DutyForm
from plans.forms.frame import FrameForm, LinesForm
from plans.forms.offers import Offers
from plans.forms.papers import LetterheadForm, OwedDocumentForm
from plans.models import PlanDraft

pytestmark = pytest.mark.django_db

PAPERS = ["ben-tre-2747-2023", "nam-dinh-108-2024"]


def content_of_paper(name):
    file = Path(settings.BASE_DIR) / f"plans/catalogue/{name}.yaml"
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def offers_of(world, content=None):
    return Offers(PlanDraft(pk=1, province=world.ninh_binh, title="Thử", content=content or {}))


def typed(fields):
    """What a browser sends of these boxes."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def opened_and_saved(form_class, offers, entry):
    untouched = form_class(offers, entry)
    form = form_class(offers, entry, typed(untouched.as_if_typed()))
    assert form.errors == {}
    return form


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("part", [part for part in parts.PARTS.values() if part.form], ids=lambda part: part.key)
def test_a_form_that_is_opened_and_saved_changes_nothing(part, paper, world):
    content = content_of_paper(paper)
    entries = (
        [spot.entry for spot in section_list(content)] if part.key == "sections" else entries_of(content, part.key)
    )
    offers = offers_of(world, content)

    saved = [opened_and_saved(part.form, offers, entry).entry() for entry in entries]

    assert saved == entries


@pytest.mark.parametrize("paper", PAPERS)
def test_the_frame_that_is_opened_and_saved_is_the_same(paper, world):
    content = content_of_paper(paper)

    form = opened_and_saved(FrameForm, offers_of(world, content), content["plan"])

    assert form.entry() == content["plan"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("part", parts.LINES, ids=lambda part: part.key)
def test_a_list_of_lines_that_is_opened_and_saved_is_the_same(part, paper, world):
    lines = content_of_paper(paper).get(part.key, [])

    form = opened_and_saved(LinesForm, offers_of(world), {"lines": lines})

    assert form.said() == lines


def test_a_blank_box_takes_out_what_stood_in_the_frame(world):
    there = {"code": "ke-hoach", "short_title": "Kế hoạch 2026", "signer": "Nguyễn Thị An", "issuers": ["hoi-tinh"]}

    form = FrameForm(offers_of(world), there, typed({"short_title": "Kế hoạch 2026"}))

    assert form.is_valid()
    assert {key: form.frame()[key] for key in ("short_title", "signer", "issuers")} == {
        "short_title": "Kế hoạch 2026",
        "signer": "",
        "issuers": "",
    }


def test_two_issuers_stand_in_the_order_in_which_they_were_chosen(world):
    boxes = {"short_title": "Liên tịch", "issuers-1": world.alliance.code, "issuers-2": world.union.code}

    form = FrameForm(offers_of(world), {}, typed(boxes))

    assert form.is_valid()
    assert form.entry()["issuers"] == [world.alliance.code, world.union.code]


def test_the_scope_is_the_province_or_one_that_went_into_it(world):
    assert offers_of(world).scopes == [
        ("", "– chọn –"),
        ("province 36", "Tỉnh Nam Định (đến 30/06/2025)"),
        ("province 37", "Tỉnh Ninh Bình"),
    ]


def test_the_agencies_of_the_draft_are_offered_before_those_the_portal_knows(world):
    content = {"agencies": [{"code": "so-moi", "name": "Sở Nội vụ tỉnh Ninh Bình"}]}

    assert offers_of(world, content).agencies == [
        ("", "– chọn –"),
        ("Của kế hoạch này", [("so-moi", "Sở Nội vụ tỉnh Ninh Bình")]),
        (
            "Đã có trên cổng",
            [(world.union.code, "Hội LHPN tỉnh Nam Định"), (world.alliance.code, "Liên minh HTX tỉnh Nam Định")],
        ),
    ]


@pytest.mark.parametrize(
    ("form_class", "boxes", "refused"),
    [
        (PhaseForm, {"name": "", "years": "2026"}, {"name"}),
        (PhaseForm, {"name": "Năm 2026", "years": "26"}, {"years"}),
        (FrameForm, {"short_title": "Kế hoạch", "signed_on": "31/02/2026"}, {"signed_on"}),
        (FrameForm, {"short_title": "", "years": "2030-2026"}, {"short_title", "years"}),
        (RelationForm, {"kind": "carries_out", "document": ""}, {"document"}),
        (SectionForm, {"label": "I."}, {"heading"}),
        (AgencyForm, {"name": "Sở Công Thương", "kind": "department"}, {"unit"}),
        (OwedDocumentForm, {"name": "Kế hoạch năm", "owed_by": "unit", "every": "0"}, {"every"}),
        (OwedDocumentForm, {"name": "Kế hoạch năm", "owed_by": "unit", "due": "cuối năm"}, {"due"}),
        (LetterheadForm, {"body": "HỘI LHPN TỈNH"}, {"agency", "number", "place"}),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_box(form_class, boxes, refused, world):
    form = form_class(offers_of(world), None, typed(boxes))

    assert set(form.errors) == refused


def test_an_agency_that_the_portal_knows_is_not_made_twice(world):
    boxes = {"name": "hội lhpn tỉnh  nam định", "kind": "union", "unit": "province 36"}

    form = AgencyForm(offers_of(world), None, typed(boxes))

    assert form.errors["name"] == ["Cơ quan này đã có trong danh sách, không cần thêm: chọn luôn ở nơi cần."]


DUTY = {"wording": "Báo cáo trước ngày 30/11", "reporter": "unit", "recipients-1": "hoi-lhpn-nam-dinh"}


def test_a_duty_has_the_reports_whose_day_is_said(world):
    boxes = DUTY | {
        "half_year-words": "do tỉnh đặt",
        "year-words": "trước ngày",
        "year-day": "30/11",
        "year-cut_off": "29/11",
        "final-words": "không nêu hạn",
        "final-years": "2026",
    }

    form = DutyForm(offers_of(world), None, typed(boxes))

    assert form.is_valid(), form.errors
    assert form.entry() == {
        "wording": "Báo cáo trước ngày 30/11",
        "reporter": "unit",
        "recipients": ["hoi-lhpn-nam-dinh"],
        "reports": [
            {"period": "half_year", "due": "do tỉnh đặt"},
            {"period": "year", "due": "trước ngày 30/11", "cut_off": "29/11"},
            {"period": "final", "years": "2026"},
        ],
    }


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ({"year-words": "trước ngày"}, {"year-day"}),
        ({"year-words": "trước ngày", "year-day": "31/11"}, {"year-day"}),
        ({"year-words": "do tỉnh đặt", "year-day": "30/11"}, {"year-words"}),
        ({"year-day": "30/11"}, {"year-words"}),
        ({"year-years": "2026"}, {"year-words"}),
        ({"recipients-1": ""}, {"recipients-1"}),
    ],
)
def test_a_report_that_is_half_said_is_refused_at_its_box(row, refused, world):
    form = DutyForm(offers_of(world), None, typed(DUTY | row))

    assert set(form.errors) == refused


def test_a_part_that_somebody_else_changed_is_noticed(world):
    was, is_ = (
        {"code": "gd1", "name": "Giai đoạn 1", "years": "2026"},
        {"code": "gd1", "name": "Năm 2026", "years": "2026"},
    )
    on_screen = PhaseForm(offers_of(world), was)

    form = PhaseForm(offers_of(world), is_, typed(on_screen.as_if_typed() | {"name": "Năm đầu"}))

    assert form.is_valid()
    assert form.is_stale()
    assert [(row.label, row.there, row.typed) for row in form.look_again()] == [
        ("Tên giai đoạn", "Năm 2026", "Năm đầu")
    ]
    assert form["seen"].value() == PhaseForm(offers_of(world), is_)["seen"].value()


def test_a_difference_is_told_in_words_and_not_in_codes(world):
    was, is_ = {"kind": "plan", "short_title": "A"}, {"kind": "decision", "short_title": "A"}
    on_screen = FrameForm(offers_of(world), was)

    form = FrameForm(offers_of(world), is_, typed(on_screen.as_if_typed()))

    assert form.is_valid()
    assert [(row.label, row.there, row.typed) for row in form.look_again()] == [
        ("Loại văn bản", "Quyết định", "Kế hoạch")
    ]
