"""A province's own catalogue: kept as a file of its own, written by the loader, with the loader's own checks."""

import json
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from plans.auditing import record_own_catalogue
from plans.choices import Role, UnitLevel
from plans.loading.files import OWN_CATALOGUE, OpenedFile
from plans.loading.form import CatalogueFile
from plans.loading.load import load_contents, one_at_a_time
from plans.loading.mistakes import Mistakes, PlanFileWrong
from plans.loading.trees import read_tree
from plans.models import LoadedFile, Unit
from plans.publishing.exporting import declared_tree
from plans.rules import may_write_for, sitting_of
from plans.succession import current_map

KINDS = ("breakdowns", "indicators")


def provinces_kept_by(user) -> QuerySet[Unit]:
    """The provinces whose catalogue the person keeps: the own ones, and what went into them with a catalogue."""
    sitting = sitting_of(user)
    mine = sitting.units({Role.ADMINISTRATOR})
    if not mine:
        return Unit.objects.none()
    units, owners = current_map(), LoadedFile.objects.filter(owner__isnull=False).values_list("owner", flat=True)
    carried_on = {owner for owner in owners if units.home(owner, sitting.day) in mine}
    return Unit.objects.filter(pk__in=mine | carried_on, level=UnitLevel.PROVINCE).order_by("code", "pk")


def own_catalogue(owner: Unit) -> dict:
    """What a province keeps besides the shared catalogue, as a content of the desk: its breakdowns and its indicators."""
    file = LoadedFile.objects.filter(owner=owner).first()
    declared = file.declares if file else {}
    return {kind: [declared_tree(said) for said in declared.get(kind, {}).values()] for kind in KINDS}


@transaction.atomic
def keep_own_catalogue(owner: Unit, change: Callable[[dict], dict], *, by, now: datetime) -> None:
    """Write what `change` makes of a province's own catalogue. Raises PlanFileWrong and RuleBroken; then nothing changes.

    `change` is given the catalogue as it stands now: nobody else writes it before this has finished.
    """
    if not may_write_for(by, owner.pk):
        raise PermissionDenied
    one_at_a_time()
    mistakes, before = Mistakes(owner.name), own_catalogue(owner)
    tree = change(before)
    file = read_tree({kind: tree.get(kind, []) for kind in KINDS}, mistakes, CatalogueFile)
    if mistakes:
        raise PlanFileWrong(mistakes.found)
    load_contents([OpenedFile(None, _name(owner), _digest(owner, tree), mistakes, file, owner=owner)])
    record_own_catalogue(owner, before, tree, by=by, now=now)


def _name(owner: Unit) -> str:
    return f"{OWN_CATALOGUE}{owner.pk}"


def _digest(owner: Unit, tree: dict) -> str:
    said = json.dumps(tree, sort_keys=True, ensure_ascii=False)
    return sha256(f"{_name(owner)} {said}".encode()).hexdigest()
