"""Does the district's page say where support goes, and to the board nothing but figures?"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.access.world import make_world
from tests.cast import Cast
from tests.home.pages import answer_of, headings, opened, part_of, words_in
from tests.support.asking import asked, set_back


def test_the_central_office_reads_every_school_by_name_with_what_is_late(cast: Cast) -> None:
    set_back(asked(cast), timezone.localdate() - timedelta(days=6))
    page = opened(cast.specialist, "/district/")
    lines = part_of(page, "Between schools and us")
    assert lines.index("Elm Street") < lines.index("Oak Hollow")
    assert "An interpreter" in part_of(page, "Late, on our side")
    assert "One promised answer is late." in answer_of(page)
    assert "Elm Street has heard from nobody in 40 school days." in answer_of(page)


def test_it_leads_to_the_map_the_measures_and_the_need(cast: Cast) -> None:
    page = opened(cast.cabinet, "/district/")
    for path in ("/support/map/", "/support/measures/", "/support/need/", "/support/map/next-day/"):
        assert f'href="{path}"' in page


def test_a_school_reads_its_own_line_and_no_other_schools(cast: Cast) -> None:
    make_world(cast)
    said = words_in(opened(cast.principal_of_oak, "/district/").split("<main")[1])
    assert "Oak Hollow" in said
    assert "Elm Street" not in said


def test_a_board_observer_reads_figures_and_nothing_of_schools_or_adults(cast: Cast) -> None:
    make_world(cast)
    page = opened(cast.board_observer, "/district/")
    assert "Between schools and us" not in headings(page)
    said = words_in(page.split("<main")[1].split("</main>")[0])
    names = [one.name for one in cast.everybody.values()]
    assert not [name for name in [*names, "Oak Hollow"] if name in said]
