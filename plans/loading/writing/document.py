"""The frame of a plan into the tables: the paper, its issuers and relations, phases and sections."""

from collections import Counter

from django.db.models import Q

from plans.loading.form import PlanFile
from plans.loading.known import Known
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.models import Agency, Phase, Plan, PlanIssuer, PlanRelation, Section


def write_document(file: PlanFile, known: Known, ledger: Ledger) -> Plan:
    """The plan of a file, with everything of it that commits nobody to anything."""
    plan = _write_frame(file, known, ledger)
    _write_issuers(file, plan, ledger)
    _write_relations(file, plan, ledger)
    _write_phases(file, plan, ledger)
    _write_sections(file, plan, ledger)
    return plan


def _write_frame(file: PlanFile, known: Known, ledger: Ledger) -> Plan:
    frame = file.plan
    as_of = frame.scope_as_of or frame.signed_on
    return Shelf(ledger, Plan, Plan.objects.filter(code=frame.code), frame.where).put(
        code=frame.code,
        kind=frame.kind,
        number=frame.number,
        signed_on=frame.signed_on,
        place=frame.place,
        title=frame.title,
        short_title=frame.short_title,
        signing_lines=list(frame.signing),
        signer_name=frame.signer,
        recipients=list(file.recipients),
        legal_basis=list(file.legal_basis),
        opening=frame.opening,
        closing=frame.closing,
        funding_sources=list(file.funding),
        scope_id=known.unit(frame.scope, as_of),
        scope_as_of=as_of,
        first_year=frame.years.first,
        last_year=frame.years.last,
        note=frame.note,
    )


def _part_of_plan(ledger: Ledger, plan: Plan, model: type, rows, place, key: tuple) -> Shelf:
    return Shelf(ledger, model, rows, place, key=key, name=lambda row: own_name(plan), part_of=True)


def _write_issuers(file: PlanFile, plan: Plan, ledger: Ledger) -> None:
    agencies = Agency.objects.in_bulk(file.plan.issuers, field_name="code")
    shelf = _part_of_plan(ledger, plan, PlanIssuer, plan.issuer_rows.all(), file.plan.at("issuers"), ("agency",))
    for order, code in enumerate(file.plan.issuers, 1):
        shelf.put(plan=plan, agency=agencies[code], order=order)
    shelf.close()


def _write_relations(file: PlanFile, plan: Plan, ledger: Ledger) -> None:
    shelf = _part_of_plan(ledger, plan, PlanRelation, plan.relations.all(), file.at("relations"), ("order",))
    for order, entry in enumerate(file.relations, 1):
        [(kind, document)] = entry.documents()
        shelf.put(plan=plan, order=order, kind=kind, document=document, number=entry.number, dated=entry.dated)
    shelf.close()


def link_relations() -> None:
    """Every relation points at the plan of its number and day, as soon as that plan is loaded, and at no other."""
    plans = {(plan.number, plan.signed_on): plan.pk for plan in Plan.objects.exclude(number="")}
    named = Q(dated__isnull=False) & ~Q(number="")
    for relation in PlanRelation.objects.filter(named | Q(other__isnull=False)):
        other = plans.get((relation.number, relation.dated))
        if relation.other_id != other:
            PlanRelation.objects.filter(pk=relation.pk).update(other=other)


def _write_phases(file: PlanFile, plan: Plan, ledger: Ledger) -> None:
    shelf = Shelf(ledger, Phase, plan.phases.all(), file.at("phases"))
    for order, entry in enumerate(file.phases, 1):
        shelf.put(
            plan=plan,
            code=entry.code,
            name=entry.name,
            first_year=entry.years.first,
            last_year=entry.years.last,
            note=entry.note,
            order=order,
        )
    shelf.close()


def _write_sections(file: PlanFile, plan: Plan, ledger: Ledger) -> None:
    shelf = Shelf(ledger, Section, plan.sections.all(), file.at("sections"))
    order = Counter()

    def write(entries, parent):
        for entry in entries:
            order["section"] += 1
            section = shelf.put(
                plan=plan,
                parent=parent,
                code=entry.code,
                label=entry.label,
                heading=entry.heading,
                text=entry.text,
                note=entry.note,
                order=order["section"],
            )
            write(entry.sections, section)

    write(file.sections, None)
    shelf.close()
