"""Load plan files (YAML) into the portal. docs/plan-form.md explains the form."""

from django.core.management.base import BaseCommand, CommandError

from plans.loading import LoadResult, PlanFileWrong, load_plan_files
from plans.loading.mistakes import Mistake


class Command(BaseCommand):
    help = "Nạp các tệp kế hoạch (YAML): nạp hết hoặc không nạp gì, nạp lại nhiều lần không bị trùng."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="TỆP", help="tệp kế hoạch, ví dụ plans/catalogue/….yaml")

    def handle(self, *args, files, **options):
        try:
            results = load_plan_files(files)
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
    if not result.changes:
        return [f"{result.name}: không có gì thay đổi"]
    if result.is_new:
        counts = ", ".join(f"{count} {noun}" for noun, count in result.counts)
        return [f"{result.name}: nạp mới{': ' + counts if counts else f', {len(result.changes)} mục'}"]
    return [f"{result.name}: {len(result.changes)} thay đổi", *[f"  {change}" for change in result.changes]]
