"""Does every mapping find in the vendors' files what counting the raw cells finds?

The expected numbers are counted here with the csv module alone, by the names of the columns: lines,
different students, and filled cells of the columns that hold scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.intake.mappings.tables import file_sheet, raw_rows
from trellis.intake.mappings.run import read_scores
from trellis.intake.mappings.saved import shipped, shipped_mapping


@dataclass(frozen=True)
class Case:
    """One mapping, one file, and how its scores are counted by hand."""

    key: str
    file: str
    student: str
    scores: str
    answers: dict[str, str] = field(default_factory=dict)
    none: tuple[str, ...] = ("",)
    header_line: int = 1
    silent: bool = False
    """Some students of the file have no score at all, and are in the end not among its students."""


WIDA = "Listening|Reading|Speaking|Writing|Comprehension|Literacy|Oral|Overall"
CASES = [
    Case(
        "map_growth",
        "MAP_Growth/sample_anonymized_file.csv",
        "Student_StateID",
        r"TestRITScore|TestPercentile|PercentCorrect|LexileScore|QuantileScore|Goal\dRitScore",
    ),
    Case(
        "staar",
        "STAAR_Summative/sample_anonymized_file.csv",
        "tx_unique_student_id",
        r"(reading_language_arts|mathematics|science|social_studies)_(raw|scale)_score"
        r"|(reading_language_arts|mathematics|science|social_studies)_reporting_category_\d_scores"
        r"|percentile_185|percentile_(mathematics|science|social_studies)"
        r"|lexile_measure_184|quantile_measure_219",
    ),
    Case(
        "iready_reading",
        "i-Ready/sample_anonymized_file_ela.csv",
        "Student State ID",
        r"(?!Mid On).*Scale Score|Percentile|Lexile Measure",
    ),
    Case(
        "iready_math",
        "i-Ready/sample_anonymized_file_math.csv",
        "Student State ID",
        r"(?!Mid On).*Scale Score|Percentile|Quantile Measure",
    ),
    Case(
        "star",
        "STAR/SR_sample_anonymized_file.csv",
        "StudentStateID",
        r"ScaledScore|UnifiedScore|PercentileRank|NormalCurveEquivalent|GradeEquivalent|Lexile"
        r"|CurrentSGP|(State|District|School)BenchmarkCategoryName",
    ),
    Case(
        "dibels8",
        "Dibels_8_Benchmark/sample_anonymized_file.csv",
        "Primary ID - Student ID (State ID)",
        r"Composite Score|.* - Score|.* - National Norm Percentile|.* - Lexile",
    ),
    Case(
        "access",
        "ACCESS/sample_anonymized_file_ACCESS.csv",
        "State Student ID",
        rf"(Scale Score|Proficiency Level) - ({WIDA})",
    ),
    Case(
        "access_2021",
        "ACCESS/2021_to_2025_sample_anonymized_file_ACCESS.csv",
        "State Student ID",
        rf"(Scale Score|Proficiency Level) - ({WIDA})",
    ),
    Case(
        "access_alternate",
        "ACCESS/sample_anonymized_file_alternate_Alternate_ACCESS.csv",
        "State Student ID",
        rf"Scale Score - ({WIDA})",
    ),
    Case(
        "access_alternate_2021",
        "ACCESS/2021_to_2025_sample_anonymized_file_Alternate_ACCESS.csv",
        "State Student ID",
        rf"Scale Score - ({WIDA})",
    ),
    *(
        Case(
            f"psat_{test}",
            f"PSAT_SAT/sample_anonymized_file_psat_{test}.csv",
            "STATE_STUDENT_ID",
            r"LATEST_PSAT_(?!DATE|GRADE).*"
            r"|PERCENTILE_NAT(REP|USER)_PSAT_(TOTAL|EBRW|MATH_SECTION)",
        )
        for test in ("89", "10", "nmsqt")
    ),
    Case(
        "sat",
        "PSAT_SAT/sample_anonymized_file_sat.csv",
        "STATE_STUDENT_ID",
        r"LATEST_SAT_(?!DATE|GRADE|REVISED).*|ADMIN\d_SAT_(TOTAL|EBRW|MATH_SECTION)"
        r"|PERCENTILE_NAT(REP|USER)_SAT_(TOTAL|EBRW|MATH_SECTION)",
    ),
    Case(
        "dibels_next",
        "Dibels_Next_Benchmark/sample_anonymized_file.csv",
        "Primary ID - Student ID (State ID)",
        r"Assessment Measure-.*-Score",
    ),
    Case(
        "act",
        "ACT/sample_anonymized_file.csv",
        "ID_StateAssign",
        r"Composite|Eng|Mth|Rdg|Sci|STEM|ELA|Writing|(USRnk|St[Rr]nk)_.*|W_USRnk|R_CmplxTxt",
        none=("", "--", "---"),
    ),
    Case("eocep", "EOCEP/sample_anonymized_file_EOCEP.csv", "StateID", "SS|Lex"),
    Case("win", "WIN/sample_anonymized_file.csv", "StateID", "(Math|Data|Read|Soft)SS"),
    Case(
        "sc_ready",
        "SC_READY/sample_anonymized_file.csv",
        "StateID",
        r"(ELA|Math|Sci|Soc)(VSS|SPR|RS)|Lex|Quant",
    ),
    Case(
        "map_fluency",
        "MAP_Fluency/sample_anonymized_file.csv",
        "StudentID",
        r"(?!Progress|RAN).*(DomainScore|TestPercentile|Correct|Attempted|WCPMScaled|AccuracyScore)"
        r"|LexileOralReadingMeasure|LiteralComprehensionPerformanceLevel|UniversalScreenerOutcome",
        none=("", "N/A"),
    ),
    Case(
        "staar_interim",
        "STAAR_Interim/sample_anonymized_file.csv",
        "TSDS UID",
        r"Total Scale Score|Overall Raw Score|PROBABILITY OF .*|Reporting Category \d: Raw Score.*",
    ),
    *(
        Case(
            f"fastbridge_{test.lower()}",
            f"FastBridgeCAT/sample_anonymized_{test}.csv",
            "State ID",
            rf".* {test} Test Theta|.* {test} Percentile at .*|.* (Lexile|Quantile)",
            none=("", "N/A*"),
            silent=True,
        )
        for test in ("aMath", "aReading")
    ),
    Case("mvpa", "MVPA/sample_anonymized_file.csv", "StudentID", "PercCorr"),
    Case(
        "istation",
        "iStation/sample_anonymized_file.csv",
        "STUDENT_ID",
        r".*_(SCORE|PTILE)",
        answers={"subject": "reading"},
    ),
]


def counted(case: Case, path: Path) -> tuple[int, set[str], int]:
    """Count a file by hand: its whole rows, its students, its filled cells of scores."""
    header, body = raw_rows(path, header_line=case.header_line)
    names = [" ".join(name.replace("\xa0", " ").split()) for name in header]
    filled = [
        sum(_counts(case, name, cell) for name, cell in zip(names, row, strict=True))
        for row in body
    ]
    students = {
        row[names.index(case.student)].strip()
        for row, scores in zip(body, filled, strict=True)
        if scores or not case.silent
    }
    return len(body), students, sum(filled)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.replace("/", "-"))
def test_lines_students_and_scores_are_those_counted_by_hand(shared_data: Path, case: Case) -> None:
    path = shared_data / "assessments" / case.file
    rows, students, expected = counted(case, path)

    found = read_scores(
        file_sheet(path, header_line=case.header_line),
        shipped_mapping(case.key),
        answers=case.answers,
    )

    assert expected > 0
    assert found.counts.lines == rows
    assert found.counts.lines_read == rows
    assert found.counts.students == len(students)
    assert found.rows.height == expected
    assert found.problems == []


def test_every_shipped_mapping_is_tried_on_a_real_file() -> None:
    in_other_tests = {"lectura"}
    assert set(shipped()) == {case.key for case in CASES} | in_other_tests


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_no_name_birth_date_address_or_item_answer_is_read(shared_data: Path, case: Case) -> None:
    path = shared_data / "assessments" / case.file
    private = re.compile(
        r"(?i).*(last.?name|first.?name|middle|birth|dob|e-?mail|address|phone(?!m)|teacher|respons"
        r"|access_code|ques_ans|(?-i:(?<![a-z_])student_id)|peims.?id|ssn).*"
    )

    found = read_scores(
        file_sheet(path, header_line=case.header_line),
        shipped_mapping(case.key),
        answers=case.answers,
    )

    # DIBELS calls an own count of answers "Correct Responses (Maze)": a score, not an answer.
    read = [name for name in found.columns_read if "(Maze)" not in name]
    assert [name for name in read if private.match(name)] == []
    assert found.columns_dropped > 0


def _counts(case: Case, name: str, cell: str) -> bool:
    return bool(re.fullmatch(case.scores, name)) and cell.strip() not in case.none
