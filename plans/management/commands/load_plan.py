"""Load plan files (YAML) into the portal. docs/plan-form.md explains the form."""

from django.core.management.base import BaseCommand, CommandError

from plans.loading import Loading, LoadResult, PlanFileWrong, load_plan_files
from plans.loading.mistakes import Mistake
from portal import clock


class Command(BaseCommand):
    help = "Nạp các tệp kế hoạch (YAML): nạp hết hoặc không nạp gì, nạp lại nhiều lần không bị trùng."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp kế hoạch, ví dụ plans/catalogue/….yaml")
        parser.add_argument("--reason", default="", metavar="LÝ DO", help="vì sao sửa kế hoạch đã nạp")
        parser.add_argument("--decision", default="", metavar="VĂN BẢN", help="sửa theo văn bản điều chỉnh nào")
        amended = parser.add_mutually_exclusive_group()
        amended.add_argument("--over", action="store_true", help="lấy tệp thay cho bản đã sửa trên cổng")
        amended.add_argument(
            "--keep", action="store_true", help="kế hoạch đã sửa trên cổng thì giữ nguyên, không báo lỗi"
        )

    def handle(self, *args, files, reason, decision, over, keep, **options):
        try:
            loading = Loading(reason=reason, decision=decision, over=over, keep=keep)
            results = load_plan_files(files, loading=loading, now=clock.now())
        except PlanFileWrong as wrong:
            raise CommandError("\n".join(told_mistakes(wrong.mistakes)), returncode=1) from None
        for result in results:
            self.stdout.write("\n".join(told_result(result)))


def told_mistakes(mistakes: list[Mistake]) -> list[str]:
    """The mistakes under the name of their file."""
    lines = [f"Không nạp gì: có {len(mistakes)} lỗi cần sửa."]
    for file in dict.fromkeys(mistake.file for mistake in mistakes):
        lines.append(f"{file}")
        lines += [f"  {mistake}" for mistake in mistakes if mistake.file == file]
    return lines


def told_result(result: LoadResult) -> list[str]:
    """What loading a file did, in one line, or in one line for each change of a plan that was there before."""
    if result.note:
        return [f"{result.name}: {result.note}"]
    if not result.changes:
        return [f"{result.name}: không có gì thay đổi"]
    if result.is_new:
        counts = ", ".join(f"{count} {noun}" for noun, count in result.counts)
        return [f"{result.name}: nạp mới{': ' + counts if counts else f', {len(result.changes)} mục'}"]
    return [f"{result.name}: {len(result.changes)} thay đổi", *[f"  {change}" for change in result.changes]]
