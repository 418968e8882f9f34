"""What several files share, into the tables: agencies and letterheads here, what is measured in indicators.py."""

from plans.loading.checks.agencies import day_of
from plans.loading.declared import declarations, letterhead_key
from plans.loading.files import CATALOGUE_NAME
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.known import Known
from plans.loading.writing.indicators import write_breakdowns, write_indicators
from plans.loading.writing.rules import write_rules
from plans.loading.writing.shelf import Ledger, Shelf, each_after
from plans.models import Agency, Letterhead, LoadedFile


def write_shared(name: str, file: PlanFile | CatalogueFile, known: Known, ledger: Ledger) -> None:
    """What this file declared last time, and now neither it nor any other file does, is gone."""
    mine = _codes_of(name, file, known)
    if isinstance(file, PlanFile):
        _write_agencies(file, mine["agencies"], known, ledger)
        _write_letterheads(file, mine["letterheads"], ledger)
    write_breakdowns(file, mine["breakdowns"], ledger)
    write_indicators(file, mine["indicators"], ledger)
    if name == CATALOGUE_NAME:
        write_rules(file, None, ledger)


def _codes_of(name: str, file: PlanFile | CatalogueFile, known: Known) -> dict[str, set]:
    """By kind, the codes that are this file's business: its own, and those it once declared alone."""
    stored = LoadedFile.objects.filter(name=name).first()
    codes = {}
    for kind, said in declarations(file).items():
        before = stored.declares.get(kind, {}) if stored else {}
        elsewhere = {code for _, declares in known.besides(name) for code in declares.get(kind, {})}
        codes[kind] = said.keys() | (before.keys() - elsewhere)
    return codes


def _write_agencies(file: PlanFile, codes: set, known: Known, ledger: Ledger) -> None:
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    shelf = Shelf(ledger, Agency, [agencies[code] for code in codes if code in agencies], file.at("agencies"))
    for entry in each_after(file.agencies, lambda entry: (entry.successor, entry.body_of)):
        agencies[entry.code] = shelf.put(
            code=entry.code,
            name=entry.name,
            kind=entry.kind,
            unit_id=known.unit(entry.unit, day_of(entry, file)),
            each_level=entry.each_level,
            body_of=agencies.get(entry.body_of),
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            successor=agencies.get(entry.successor),
        )
    shelf.close()


def _write_letterheads(file: PlanFile, keys: set, ledger: Ledger) -> None:
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    rows = [row for row in Letterhead.objects.select_related("agency") if _key_of(row) in keys]
    shelf = Shelf(
        ledger,
        Letterhead,
        rows,
        file.at("letterheads"),
        key=("agency", "valid_from"),
        name=lambda row: f"mẫu văn bản {_key_of(row)}",
    )
    for entry in file.letterheads:
        shelf.put(
            agency=agencies[entry.agency],
            valid_from=entry.valid_from,
            superior=entry.superior,
            body=entry.body,
            number_pattern=entry.number,
            place=entry.place,
            signing_lines=list(entry.signing),
            signer_name=entry.signer,
            recipients=list(entry.recipients),
        )
    shelf.close()


def _key_of(row: Letterhead) -> str:
    return letterhead_key(row.agency.code, row.valid_from)
