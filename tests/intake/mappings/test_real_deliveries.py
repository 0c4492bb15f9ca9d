"""Does every vendor's file go in, from upload to the published lake, with the counts of its cells?

The roster knows just the students of the file; it is made here from the raw cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.intake.deliveries import Deliveries
from tests.intake.mappings.tables import raw_rows
from tests.intake.mappings.test_real_files import CASES, Case, counted
from tests.intake.packages import tables
from trellis.evidence.api import reader
from trellis.intake.mappings.saved import shipped_mapping

pytestmark = pytest.mark.django_db

SHORT_ROWS = {"map_growth": 1}
"""The last row of that file lacks its last cell."""


def roster(case: Case, students: set[str]) -> dict[str, str]:
    """Return a package that knows these students by the number that the case counts them by."""
    kinds = {
        where.name: one.type for one in shipped_mapping(case.key).student for where in one.column
    }
    files = tables(students=3)
    people, roles, taken = [], [], []
    for n, student in enumerate(sorted(students), 100):
        state = f'"{{State:{student}}}"' if kinds[case.student] == "state" else ""
        local = student if kinds[case.student] == "local" else f"L{n}"
        people.append(f"u{n},true,x,{state},,,{local},,06\n")
        roles.append(f"r{n},u{n},primary,student,s1\n")
        taken.append(f"e{n},c-s1-06,s1,u{n},student\n")
    for name, lines in (("users", people), ("roles", roles), ("enrollments", taken)):
        files[f"{name}.csv"] += "".join(lines)
    return files


def standing(*columns: str) -> Iterator[tuple[object, ...]]:
    """Return columns of the scores that everybody can read."""
    read = reader()
    assert read is not None
    table = read.table("score")
    table = table.filter(table.replaced_in.isnull())
    for row in read.run(table.select(*columns)).to_pylist():
        yield tuple(row[name] for name in columns)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_lines_students_and_scores_arrive(
    deliveries: Deliveries, shared_data: Path, case: Case
) -> None:
    path = shared_data / "assessments" / case.file
    rows, students, scores = counted(case, path)
    _, body = raw_rows(path, header_line=case.header_line)

    file = {path.name: path.read_bytes()}
    batch = deliveries.published(roster(case, students) | file, **case.answers)

    record = batch.files.get(name=path.name)
    aside = SHORT_ROWS.get(case.key, 0)
    assert record.kind == f"results:{case.key}"
    assert (record.rows, record.set_aside) == (rows + aside, aside)
    assert rows == len(body)
    assert record.counts["students"] == record.counts["matched"] == len(students)
    assert record.counts["unmatched"] == 0
    assert record.counts["scores"] == scores
    assert batch.review["changes"]["score"]["new"] == scores
    published = list(standing("student_key", "product", "school_year"))
    assert len(published) == scores
    assert len({key for key, _, _ in published}) == len(students)
    assert {product for _, product, _ in published} == {shipped_mapping(case.key).product}


def test_a_file_that_two_mappings_fit_is_asked_about(
    deliveries: Deliveries, shared_data: Path
) -> None:
    path = shared_data / "assessments/PSAT_SAT/sample_anonymized_file_psat_10.csv"
    batch = deliveries.checked({"scores.csv": path.read_bytes()})
    record = batch.files.get()
    assert record.kind == "unmapped"
    assert record.note == "This file can be read as “PSAT 10” or “PSAT/NMSQT”. Say which it is."
    named = deliveries.checked({"scores.csv": path.read_bytes()}, mapping="psat_nmsqt")
    assert named.files.get().kind == "results:psat_nmsqt"


def test_results_of_one_key_that_differ_are_conflicts(
    deliveries: Deliveries, shared_data: Path
) -> None:
    """All five students of this file have the same number: nobody's result can be told apart."""
    path = shared_data / "assessments/Lectura/sample_anonymized_file.csv"
    _, body = raw_rows(path)
    batch = deliveries.checked({path.name: path.read_bytes()})
    record = batch.files.get()
    assert (record.kind, record.rows) == ("results:lectura", len(body))
    assert record.counts["students"] <= 1
    assert record.counts["scores_set_aside"] > 0
    assert batch.faults.filter(rule="mapping.same_key").exists()
    said = batch.faults.filter(rule="mapping.same_key").first().sentence
    assert "Other lines say something else about the same test. None of them was taken." in said
