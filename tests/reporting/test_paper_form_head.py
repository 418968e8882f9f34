"""Whose paper a form is: the head of its first page and who signs it."""

from datetime import date

from plans.choices import AgencyKind, Reporter
from plans.models import Letterhead
from reporting.documents.paper_form.head import Head
from tests.builders import (
    make_agency,
    make_goal,
    make_indicator,
    make_report,
    make_round,
)
from tests.reporting.on_paper import form_of


def test_a_unit_s_union_is_composed_from_its_name(report, jobs):
    assert form_of(report).head == Head(
        "Hội LHPN tỉnh Nam Định", "Hội Liên hiệp Phụ nữ huyện Hải Hậu", ("Thủ trưởng đơn vị",), ""
    )


def test_what_is_entered_of_a_unit_s_union_goes_before_what_is_composed(report, jobs, world):
    own = make_agency("Hội LHPN huyện Hải Hậu", unit=world.hai_hau, kind=AgencyKind.UNION)
    named = form_of(report).head
    Letterhead.objects.create(
        agency=own,
        superior="Hội LHPN tỉnh Nam Định",
        body="Ban Thường vụ",
        number_pattern="…/BC-BTV",
        place="Hải Hậu",
        signing_lines=["TM. Ban Thường vụ", "Chủ tịch"],
        signer_name="Trần Thị Hoa",
    )

    assert named.body == "Hội LHPN huyện Hải Hậu"
    assert form_of(report).head == Head(
        "Hội LHPN tỉnh Nam Định", "Ban Thường vụ", ("TM. Ban Thường vụ", "Chủ tịch"), "Trần Thị Hoa"
    )


def test_the_unions_below_a_unit_are_not_its_own(report, jobs, world):
    make_agency("Hội LHPN các huyện", unit=world.hai_hau, kind=AgencyKind.UNION, each_level="commune")

    assert form_of(report).head.body == "Hội Liên hiệp Phụ nữ huyện Hải Hậu"


def test_the_province_s_part_is_written_by_the_union_that_steers_the_round(plan, world):
    make_goal(plan, make_indicator("Lớp của tỉnh", from_units=False, from_province=True))
    own = make_report(make_round(plan), world.nam_dinh, reporter=Reporter.PROVINCE)
    carried_on = make_report(
        make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 12, 11)),
        world.nam_dinh,
        reporter=Reporter.PROVINCE,
    )

    assert form_of(own).head == Head("", "Hội LHPN tỉnh Nam Định", ("Thủ trưởng đơn vị",), "")
    assert form_of(carried_on).head.body == "Hội Liên hiệp Phụ nữ tỉnh Ninh Bình"
    assert form_of(carried_on).facts[0] == ("Đơn vị báo cáo", "Tỉnh Nam Định")


def test_an_agency_writes_under_its_own_name(plan, world):
    make_goal(plan, make_indicator("Nữ quản lý", from_units=False, from_agencies=True)).agencies.add(world.alliance)
    report = make_report(make_round(plan), world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance)

    assert form_of(report).head == Head("", "Liên minh HTX tỉnh Nam Định", ("Thủ trưởng đơn vị",), "")
