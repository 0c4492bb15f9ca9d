"""Which columns do the files of our own layouts have? See docs/reference/file-layouts.md."""

from __future__ import annotations

from trellis.intake.layouts.fields import Layout, fields

PROGRAMS = "el|swd|section504|frl|homeless|foster|migrant|military|gifted"
STATUSES = "present|absent_excused|absent_unexcused|suspended_out|tardy"
CORES = "english|math|science|social|none"

LAYOUTS = {
    "school_days": Layout("school_days", fields("school_id:id! date:date! in_session:flag term")),
    "programs": Layout(
        "programs",
        fields(
            f"student_id:id! program:choice({PROGRAMS})! begin_date:date! end_date:date "
            "source detail"
        ),
    ),
    "attendance": Layout(
        "attendance",
        fields(f"student_id:id! school_id:id! date:date! status:choice({STATUSES})! portion:share"),
    ),
    "marks": Layout(
        "marks",
        fields(
            "student_id:id! school_id:id! school_year:year! term course_code! course_title "
            f"core:choice({CORES})! mark! credit_tried:number credit_earned:number is_final:flag!"
        ),
    ),
}
