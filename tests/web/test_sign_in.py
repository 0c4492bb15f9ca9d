"""Can people sign in, only they, and is nothing left when they leave?"""

import re

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str, **headers: str) -> int:
    answer = client.post("/accounts/login/", {"login": email, "password": password}, **headers)
    return answer.status_code


def test_a_person_signs_in_with_her_address_and_password(cast: Cast) -> None:
    client = Client()
    assert sign_in(client, cast.principal_of_oak.email, PASSWORD) == 302
    assert client.get("/").status_code == 200


def test_a_wrong_password_says_nothing_of_who_exists(cast: Cast) -> None:
    known = Client().post(
        "/accounts/login/", {"login": cast.principal_of_oak.email, "password": "wrong"}
    )
    unknown = Client().post(
        "/accounts/login/", {"login": "nobody@cedarvalley.example", "password": "wrong"}
    )
    errors = [list(answer.context["form"].errors.values()) for answer in (known, unknown)]
    assert known.status_code == unknown.status_code == 200
    assert errors[0] == errors[1] != []


def test_the_sixth_wrong_password_is_not_even_tried(cast: Cast) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, cast.sis_admin.email, "wrong")
    assert sign_in(client, cast.sis_admin.email, PASSWORD) != 302


def test_nobody_signs_herself_up() -> None:
    answer = Client().get("/accounts/signup/")
    assert b"password1" not in answer.content


def test_signed_in_pages_stay_in_no_cache(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.teacher_at_oak)
    assert client.get("/")["Cache-Control"] == "no-store"


def test_a_session_ends_after_half_an_hour_without_a_request(cast: Cast, time_machine) -> None:
    time_machine.move_to("2026-11-17 15:00:00+00:00", tick=False)
    client = Client()
    sign_in(client, cast.teacher_at_oak.email, PASSWORD)
    assert client.get("/").status_code == 200
    time_machine.shift(31 * 60)
    assert client.get("/").status_code == 302


def test_a_position_that_ended_opens_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.former_principal)
    assert client.get(f"/schools/{cast.oak.key}/").status_code == 404


def test_a_second_factor_and_passkeys_can_be_added(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.teacher_at_oak.email, PASSWORD)
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/totp/activate/").status_code == 302, "asks once more"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200


def test_what_you_may_not_see_looks_like_what_is_not_there(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.principal_of_elm)
    hers, nobodys = client.get(f"/schools/{cast.oak.key}/"), client.get("/schools/no-school/")
    assert hers.status_code == nobodys.status_code == 404
    token = re.compile(rb'"X-CSRFToken": "[^"]+"')
    assert token.sub(b"", hers.content) == token.sub(b"", nobodys.content)
