"""How does a person map a file's columns: choose, look at the first scores, save?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from trellis.intake import acts
from trellis.intake.batches import known
from trellis.intake.mappings import generic
from trellis.intake.mappings.chosen import ROLES, choices_of, guessed_role
from trellis.intake.mappings.detect import IdProposal, id_columns, match_ids
from trellis.intake.mappings.sheet import Sheet
from trellis.intake.models import Batch, File
from trellis.intake.permissions import LOAD_FILES
from trellis.intake.reading.rows import DELIMITERS, delimiter_of, read_sheet
from trellis.intake.tasks import check_batch
from trellis.lib.api import BadInput, NotThere, TrellisError
from trellis.web.api import PageRequest

_SHOWN = 12
_FEW = 5_000
"""Rows that are read to propose and to preview; checking reads them all."""

_PREVIEWED = (
    "subject",
    "window",
    "school_year",
    "tested_on",
    "score_type",
    "value",
    "level_label",
    "state",
)


def columns(request: PageRequest, pk: int, file: int) -> HttpResponse:
    """Show a file's columns; a POST looks at the scores they would give, or saves the mapping."""
    batch = LOAD_FILES.find(request.user, pk)
    record = File.objects.filter(batch=batch, pk=file).first()
    if record is None:
        raise NotThere
    given = request.POST.dict() if request.method == "POST" else {}
    told: dict[str, Any] = {
        "batch": batch,
        "file": record,
        "why": "you look after the district’s files",
        "roles": ROLES,
        "given": given,
        "delimiters": DELIMITERS.items(),
    }
    try:
        sheet, layout = _sheet(batch, record, given)
        told |= {"layout": layout, "columns": _columns(sheet, given)}
        if "look" in given or "save" in given:
            mapping = generic.mapping_for(choices_of(given, sheet, layout))
            answers = {k: given[k] for k in ("school_year", "window", "subject") if given.get(k)}
            looked = generic.preview(sheet, mapping, answers=answers)
            if "save" in given:
                acts.save_mapping(mapping, by=request.user)
                kept = batch.answers.get("mappings", {}) | {record.name: mapping.key}
                acts.answer(batch, by=request.user, answers={"mappings": kept})
                check_batch.enqueue(batch.pk)
                return redirect("batch", pk)
            told["looked"] = _preview(looked)
        else:
            told["ids"] = _ids(sheet)
            _propose(told["columns"], told["ids"], given)
    except TrellisError as error:
        told["trouble"] = error.sentence
    status = 422 if "trouble" in told and given else 200
    return render(request, "intake/map.html", told, status=status)


def _sheet(batch: Batch, record: File, given: dict[str, str]) -> tuple[Sheet, dict[str, Any]]:
    path = batch.folder / record.path
    if not path.exists():
        raise BadInput(f"{record.name} was removed with its delivery.")
    encoding = batch.answers.get("encodings", {}).get(record.name, "utf-8")
    delimiter = given.get("delimiter") or delimiter_of(path, record.name, encoding=encoding)
    line = given.get("header_line", "") or "1"
    if delimiter not in DELIMITERS or not line.isascii() or not line.isdigit() or int(line) > 50:
        raise BadInput("The names of the columns stand in a line from 1 to 50.")
    layout = {"delimiter": delimiter, "header_line": max(int(line), 1), "encoding": encoding}
    sheet = read_sheet(path, record.name, **layout).sheet
    few = Sheet(sheet.name, sheet.header, sheet.cells.head(_FEW), sheet.lines.head(_FEW))
    return few, layout


def _columns(sheet: Sheet, given: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for index, name in enumerate(sheet.header.names):
        some = sheet.text(index).drop_nulls().head(3).to_list()
        role = given.get(f"column-{index}", guessed_role(name))
        found.append({"index": index, "name": name, "some": " · ".join(some), "role": role})
    return found


def _ids(sheet: Sheet) -> IdProposal:
    """Try the columns that may hold ids against the ids that the roster knows."""
    return match_ids(id_columns(sheet), known.identities())


def _propose(columns: list[dict[str, Any]], ids: IdProposal, given: dict[str, str]) -> None:
    """Let what the roster knows win over what a column's name says."""
    if ids.best is None or f"column-{columns[0]['index']}" in given:
        return
    kind = ids.best.id_type if ids.best.id_type in ("state", "local") else ""
    for column in columns:
        if column["name"] == ids.best.column and kind:
            column["role"] = kind


def _preview(looked: Any) -> dict[str, Any]:
    rows = looked.rows.head(_SHOWN).to_dicts()
    return {
        "names": [name.replace("_", " ") for name in _PREVIEWED],
        "rows": [
            ["" if row[name] is None else str(row[name]) for name in _PREVIEWED] for row in rows
        ],
        "problems": [problem.sentence for problem in looked.problems[:8]],
        "students": looked.counts.students,
        "scores": looked.counts.scores,
    }
