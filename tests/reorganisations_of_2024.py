"""Two reorganisations of Nam Định for the table of access: one being written, one carried out that split a district."""

from datetime import date

from plans.choices import Role
from plans.models import Seat
from plans.reorganising import fingerprint_of
from tests.builders import make_seat, make_unit, make_user
from tests.reorganised import carried_out, written

DECEMBER = date(2024, 12, 1)


def make_reorganisations(province, *, by):
    """By name; the districts are others than those that report in the tests."""
    one, other, gone = (
        make_unit(name, parent=province, code=code)
        for name, code in (("Huyện Giao Thủy", "365"), ("Huyện Xuân Trường", "364"), ("Huyện Nghĩa Hưng", "363"))
    )
    make_seat(make_user("nghia-hung", "Lê Thị Cúc"), Role.OFFICER, unit=gone)
    done = carried_out(province, DECEMBER, (gone, one), (gone, ("369", "Huyện Nghĩa Hải")), by=by)
    return {"planned": written(province, DECEMBER, (other, one), by=by), "done": done}


def form_for(name, reorganisation):
    """What is posted to an address of one of these."""
    match name:
        case "reporting:reorganisation-new" | "reporting:reorganisation-edit":
            return {"name": "Sắp xếp", "decision": "2/NQ", "effective_on": "01/01/2025"}
        case "reporting:reorganisation-confirm":
            return {"seen": fingerprint_of(reorganisation), "closing_last_day": "20/12/2024"}
        case "reporting:reorganisation-undo":
            return {"reason": "Nhập nhầm."}
        case "reporting:reorganisation-seat":
            left = Seat.objects.get(user__username="nghia-hung", unit__code="363")
            return {"seat": left.pk, "unit": reorganisation.lines.first().successor_id}
    return {}
