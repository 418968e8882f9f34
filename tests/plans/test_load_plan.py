"""The command that loads plan files."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.plans.plan_files import PLAN, changed


def test_the_command_says_what_it_did(world, tmp_path, settings):
    path = tmp_path / "ke-hoach.yaml"
    path.write_text(
        changed(PLAN, "indicator: lao-dong-lien-minh", "indicator: lao-dong-nu-trong-htx")
        .replace("indicator: htx-moi", "indicator: htx-tht-moi-do-nu-quan-ly")
        .replace("indicator: viec-lam", "indicator: nu-co-viec-lam-on-dinh")
        .replace("indicator: ty-le-can-bo", "indicator: ty-le-can-bo-hoi-duoc-nang-ky-nang")
        .replace("indicator: ra-mat", "indicator: thanh-lap-hoi-nu-doanh-nhan-tinh"),
        encoding="utf-8",
    )
    first, second = StringIO(), StringIO()

    call_command("load_plan", str(path), stdout=first)
    call_command("load_plan", str(path), stdout=second)

    assert "ke-hoach-thu: nạp mới: 4 mục, 6 chỉ tiêu, 1 nhiệm vụ, 1 chế độ báo cáo" in first.getvalue()
    assert "ke-hoach-thu: không có gì thay đổi" in second.getvalue()


def test_the_command_fails_with_every_mistake_under_its_file(world, tmp_path):
    path = tmp_path / "ke-hoach.yaml"
    path.write_text("plan: {kind: plann}\n", encoding="utf-8")

    with pytest.raises(CommandError) as failed:
        call_command("load_plan", str(path), str(tmp_path / "khong-co.yaml"))

    lines = str(failed.value).splitlines()
    assert failed.value.returncode == 1
    assert "ke-hoach.yaml" in lines
    assert (
        "  dòng 1: plan.kind: không có “plann”; cần một trong: plan, decision, scheme, joint_programme, resolution"
        in lines
    )
    assert f"  dòng 1: không có tệp {tmp_path / 'khong-co.yaml'}" in lines
