"""What units and the province have on paper under a plan, and where it is tried out first.

rights: who sees and writes it. turns: which documents a year asks, and of whom. matrix: who has them. filing: a document
comes or is taken back. records: proposals for funds, inspections, commendations. pilots: the localities and cooperatives.
"""

from reporting.complying.filing import Filing, file_document, filed_visible_to, withdraw_document
from reporting.complying.matrix import Board, Cell, Column, Row, board_of, plan_counts
from reporting.complying.pilots import PilotFacts, agencies_of, pilot_units, pilots_of, remove_pilot, save_pilot
from reporting.complying.records import RecordFacts, records_visible_to, remove_record, save_record
from reporting.complying.rights import ComplianceRights, rights_on, units_of, units_open_to, units_seen
from reporting.complying.turns import Turn, turns_in, years_of

__all__ = [
    "Board",
    "Cell",
    "Column",
    "ComplianceRights",
    "Filing",
    "PilotFacts",
    "RecordFacts",
    "Row",
    "Turn",
    "agencies_of",
    "board_of",
    "file_document",
    "filed_visible_to",
    "pilot_units",
    "pilots_of",
    "plan_counts",
    "records_visible_to",
    "remove_pilot",
    "remove_record",
    "rights_on",
    "save_pilot",
    "save_record",
    "turns_in",
    "units_of",
    "units_open_to",
    "units_seen",
    "withdraw_document",
    "years_of",
]
