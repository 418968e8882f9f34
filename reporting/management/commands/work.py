"""The background worker, for a supervisor such as systemd."""

from django.core.management.base import BaseCommand

from portal.worker import BEAT, PulsingWorker
from reporting.tasks import Timetable


class Command(BaseCommand):
    help = (
        "Chạy việc nền: nhắc báo cáo từ 7 giờ mỗi ngày, gửi thư đang chờ mỗi phút, và việc mà máy khác bỏ dở. Chạy nhiều "
        "tiến trình cùng lúc được. Dừng bằng SIGTERM: làm xong việc đang làm rồi thoát."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="làm hết việc đang chờ rồi thoát")
        parser.add_argument(
            "--beat", type=float, default=BEAT, metavar="GIÂY", help="nhịp báo còn sống (mặc định %(default)s)"
        )

    def handle(self, *, batch, beat, **options):
        worker = PulsingWorker(beat=beat, batch=batch, at_beat=Timetable())
        worker.configure_signals()
        worker.run()
