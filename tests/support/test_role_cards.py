"""Who publishes a role card, and what does each version keep?"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast, person
from tests.support.asking import INTERPRETING, LINES, publish, service_of, transportation
from trellis.district.api import Role
from trellis.lib.api import BadInput, NotAllowed, NotThere
from trellis.support.acts.asking import front_desk
from trellis.support.acts.cards import choose_front_desk, make_card, publish_card
from trellis.support.models import RoleCard, Service
from trellis.support.rules.cards import Kasab, Offer
from trellis.trail.api import history_of

pytestmark = pytest.mark.django_db


def offer(title: str = "Reading a home-language survey", **changes: object) -> Offer:
    told = {"kind": "technical_help", "words": "", "reply_in_days": 2, "visit_in_days": 5}
    return Offer(title=title, **{**told, **changes})  # type: ignore[arg-type]


def test_the_department_the_pl_director_and_the_cabinet_publish_it(cast: Cast) -> None:
    card, may = publish(cast), set()
    for name, somebody in cast.everybody.items():
        try:
            publish_card(card.pk, by=somebody, lines=LINES, offers=[offer(name)])
        except NotThere:
            continue
        may.add(name)
    assert may == {"specialist", "pl_director", "cabinet"}


def test_a_specialist_of_another_department_does_not(cast: Cast) -> None:
    stranger = person("Tomasz Wieczorek", Role.SPECIALIST, department=cast.academics)
    with pytest.raises(NotThere):
        publish_card(publish(cast).pk, by=stranger, lines=LINES, offers=[offer()])
    with pytest.raises(NotThere):
        make_card(
            by=stranger,
            department=cast.student_services,
            title="Another",
            role=Role.SPECIALIST,
            lines=LINES,
            offers=[],
        )


def test_a_change_is_a_new_version_and_the_old_one_stays_as_it_was(cast: Cast) -> None:
    card = publish(cast)
    key = str(service_of(card).key)
    kept = Offer(INTERPRETING.title, INTERPRETING.kind, INTERPRETING.words, 2, 4, key)
    version = publish_card(card.pk, by=cast.specialist, lines=LINES, offers=[kept, offer()])
    first, second = card.versions.order_by("number")
    assert (second, second.number, second.replaced_at) == (version, 2, None)
    assert first.replaced_at == second.published_at
    assert [s.reply_in_days for s in first.services.all()] == [1]
    assert [(str(s.key) == key, s.reply_in_days) for s in second.services.all()] == [
        (True, 2),
        (False, 2),
    ]
    assert [entry.detail for entry in history_of(card)] == [{"version": 2}, {"version": 1}]


def test_publishing_the_same_again_changes_nothing(cast: Cast) -> None:
    card = publish(cast)
    before = card.versions.get()
    again = publish_card(card.pk, by=cast.pl_director, lines=LINES, offers=[INTERPRETING])
    assert again == before


def test_a_key_of_another_card_is_not_taken_over(cast: Cast) -> None:
    foreign = str(service_of(publish(cast)).key)
    card = make_card(
        by=cast.pl_director,
        department=cast.academics,
        title="Math specialist",
        role=Role.SPECIALIST,
        lines=LINES,
        offers=[offer(key=foreign)],
    )
    assert str(service_of(card).key) != foreign


@pytest.mark.parametrize("empty", ["knowledge", "attitudes", "skills", "aspirations", "behaviors"])
def test_every_one_of_the_five_lines_is_said(cast: Cast, empty: str) -> None:
    lines = Kasab(**{**vars(LINES), empty: "  "})
    with pytest.raises(BadInput, match=empty):
        publish_card(publish(cast).pk, by=cast.specialist, lines=lines, offers=[])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reply_in_days": 0}, "within 1 to 30"),
        ({"visit_in_days": 31}, "within 1 to 30"),
        ({"reply_in_days": 6}, "cannot come before"),
        ({"kind": "required_visit"}, "what kind of help"),
        ({"title": " "}, "a few words"),
    ],
)
def test_a_service_has_words_a_kind_and_a_promise_that_holds(
    cast: Cast, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        publish_card(
            publish(cast).pk,
            by=cast.specialist,
            lines=LINES,
            offers=[offer(**changes)],  # type: ignore[arg-type]
        )


def test_one_service_stands_once_on_a_card(cast: Cast) -> None:
    with pytest.raises(BadInput, match="twice"):
        publish_card(
            publish(cast).pk, by=cast.specialist, lines=LINES, offers=[offer("A"), offer("a")]
        )


def test_a_department_has_one_card_of_a_title(cast: Cast) -> None:
    publish(cast)
    with pytest.raises(BadInput, match="already"):
        publish(cast)


def test_the_cabinet_and_the_pl_director_choose_the_front_desk(cast: Cast) -> None:
    for somebody in cast.everybody.values():
        try:
            choose_front_desk(
                by=somebody, department=cast.academics, reply_in_days=1, visit_in_days=5
            )
        except NotAllowed:
            continue
        desk = front_desk()
        assert desk is not None
        assert desk.chosen_by == somebody
        assert somebody in (cast.cabinet, cast.pl_director)
    assert front_desk() is not None


def test_the_form_publishes_what_it_shows(cast: Cast, client: Client) -> None:
    card = publish(cast)
    client.force_login(cast.specialist)
    path = f"/support/catalogue/{card.key}/edit/"
    page = client.get(path).content.decode()
    assert INTERPRETING.title in page
    given = dict(vars(LINES)) | {
        "key-1": str(service_of(card).key),
        "title-1": "Interpreting",
        "kind-1": "resource_delivery",
        "words-1": "Dari, Pashto",
        "reply-1": "2",
        "visit-1": "4",
        "title-2": "",
        "reply-2": "",
    }
    assert client.post(path, given)["Location"] == card.get_absolute_url()
    service = Service.objects.get(version__card=card, version__replaced_at=None)
    assert (service.title, service.words, service.reply_in_days) == (
        "Interpreting",
        "Dari, Pashto",
        2,
    )


def test_what_cannot_be_published_is_said_and_nothing_typed_is_lost(
    cast: Cast, client: Client
) -> None:
    card = publish(cast)
    client.force_login(cast.specialist)
    given = dict(vars(LINES)) | {"skills": "Juggles", "title-1": "New one", "reply-1": "soon"}
    answer = client.post(f"/support/catalogue/{card.key}/edit/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "whole school days" in page
    assert "Juggles" in page
    assert "New one" in page
    assert card.versions.count() == 1


def test_whoever_reads_a_card_but_does_not_keep_it_is_told_so(cast: Cast, client: Client) -> None:
    card = publish(cast)
    client.force_login(cast.principal_of_oak)
    assert client.get(card.get_absolute_url()).status_code == 200
    assert client.get(f"/support/catalogue/{card.key}/edit/").status_code == 403


def test_a_new_card_of_a_department_is_published_from_its_form(cast: Cast, client: Client) -> None:
    buses = transportation()
    client.force_login(cast.pl_director)
    given = dict(vars(LINES)) | {
        "department": str(buses.pk),
        "role": "specialist",
        "title": "Route planner",
        "title-1": "A stop moved",
        "kind-1": "problem_solving",
        "reply-1": "1",
        "visit-1": "5",
    }
    client.post("/support/catalogue/new/", given)
    card = RoleCard.objects.get(department=buses)
    assert (card.key, card.title) == ("transportation-route-planner", "Route planner")
    page = client.get(f"{card.get_absolute_url()}?version=1").content.decode()
    assert "A stop moved" in page
