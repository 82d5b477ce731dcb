"""The HTTP API: the command line's own JSON; who may call it; its document."""

from __future__ import annotations

import json

import jsonschema
import pytest
from django.test import Client

from ashore.cli import main
from ashore.files.case import parse_case, write_case
from ashore.report.schemas import SCHEMAS
from ashore.web.api_answers import ANSWERS
from ashore.web.api_shape import NAMES
from ashore.web.models import Access, CaseFile, Organisation, Role
from ashore.web.team import add_member, found_organisation, new_token
from tests.web.cast import EXAMPLE, text_of

JSON = "application/json"
CASE = write_case(parse_case(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name).case, "json")
QUICK = {"plan": ["--quick"]}


def asked(client, path, body=CASE, **more):
    more.setdefault("content_type", JSON)
    return client.post(f"/api/v1/{path}", body, **more)


@pytest.fixture(scope="module")
def case_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("api") / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return file


def test_the_document_names_every_answer():
    assert set(ANSWERS) == set(NAMES) and set(NAMES) <= set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_same_json_as_the_command_line(client, case_file, capsys, name):
    assert main([name, str(case_file), "--format", "json", *QUICK.get(name, [])]) == 0
    printed = capsys.readouterr().out
    answer = asked(client, f"answers/{name}?quick=true")
    assert answer.status_code == 200, text_of(answer)[:500]
    assert json.loads(printed) == answer.json()
    jsonschema.validate(answer.json(), SCHEMAS[name])
    assert not CaseFile.objects.exists()


def test_a_case_is_kept_asked_changed_and_erased(client):
    made = asked(client, "cases")
    assert made.status_code == 201 and made.json()["version"] == 1
    code = made.json()["id"]
    kept = client.get(f"/api/v1/cases/{code}")
    assert kept.headers["ETag"] == '"1"' and json.loads(CASE) == kept.json()
    direct, stored = asked(client, "answers/balance"), client.get(f"/api/v1/cases/{code}/balance")
    assert direct.json() == stored.json()
    changed = json.dumps({**json.loads(CASE), "title": "改过"})
    put = client.put(f"/api/v1/cases/{code}?version=1", changed, content_type=JSON)
    assert put.json() == {"id": code, "version": 2}
    late = client.put(f"/api/v1/cases/{code}?version=1", changed, content_type=JSON)
    assert late.status_code == 409 and "version=2" in text_of(late)
    assert client.put(f"/api/v1/cases/{code}", changed, content_type=JSON).status_code == 422
    listed = client.get("/api/v1/cases").json()
    assert [(each["id"], each["loans"], each["sealed"]) for each in listed] == [(code, 6, False)]
    assert client.delete(f"/api/v1/cases/{code}").status_code == 204
    assert client.get(f"/api/v1/cases/{code}").status_code == 404
    assert client.get("/api/v1/cases").json() == []


def test_what_cannot_be_used_is_said_in_four_parts(client):
    for body in (" ", "[]", "{", '{"ashore": 1, "loans": [{"id": "x"}]}', '{"a": 1, "a": 2}'):
        answer = asked(client, "answers/balance", body)
        assert answer.status_code == 400, body
        assert set(answer.json()) == {"where", "what", "expected", "do"}
        assert set(answer.json()["what"]) == {"zh", "en"}
    assert asked(client, "answers/balance", b"\xff\xfe").status_code == 400
    assert asked(client, "answers/judge", '{"ashore": 1}').status_code == 400
    assert asked(client, "answers/offers", '{"ashore": 1}').status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("answers/luck", 404),
        ("answers/balance?on=never", 422),
        ("answers/balance?on=0", 422),
        ("answers/balance?on=2026-02-30", 422),
        ("answers/balance?lang=fr", 422),
        ("answers/balance?on=2026-11-23", 200),
    ],
)
def test_parameters_are_read_strictly(client, path, status):
    assert asked(client, path).status_code == status


def test_a_sealed_case_stays_sealed(client, demo):
    words = {"first": "a long passphrase", "second": "a long passphrase"}
    client.post(f"/c/{demo}/file/passphrase/", words)
    assert client.get(f"/api/v1/cases/{demo}").status_code == 423
    assert client.get("/api/v1/cases").json()[0] | {"created_at": ""} == {
        "id": demo, "created_at": "", "loans": None, "sealed": True, "demo": True,
        "unfinished": False,
    }  # fmt: skip


def test_the_guide_and_the_schemas(client):
    whole = client.get("/api/v1/guide?on=2026-11-23").json()
    jsonschema.validate(whole, SCHEMAS["guide"])
    assert client.get("/api/v1/guide/s9?on=2026-11-23").json()["articles"] == [
        each for each in whole["articles"] if each["id"] == "S9"
    ]
    assert client.get("/api/v1/guide/S19").status_code == 404
    assert client.get("/api/v1/schemas/balance").json() == json.loads(
        json.dumps(SCHEMAS["balance"])
    )
    assert client.get("/api/v1/schemas/none").status_code == 404


# -- who may call ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9999"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_a_page_from_elsewhere_is_refused(client, demo, headers):
    assert client.get("/api/v1/cases", **headers).status_code == 403
    assert client.delete(f"/api/v1/cases/{demo}", **headers).status_code == 403
    assert asked(client, "cases", **headers).status_code == 403
    assert CaseFile.objects.count() == 1


def test_a_page_of_our_own_may_call(client):
    own = {"HTTP_ORIGIN": "http://127.0.0.1", "HTTP_SEC_FETCH_SITE": "same-origin"}
    assert client.get("/api/v1/cases", **own).status_code == 200


def test_a_name_bound_to_loopback_from_elsewhere_is_refused(client):
    assert client.get("/api/v1/cases", HTTP_HOST="rebound.example").status_code == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_a_form_could_send_is_refused(client, kind):
    assert asked(client, "cases", content_type=kind).status_code == 415
    assert not CaseFile.objects.exists()


def test_no_answer_invites_other_origins(client):
    answer = client.options("/api/v1/cases", HTTP_ORIGIN="https://evil.example")
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.fixture
def team(db, settings):
    """Three keys: of a counsellor, of a reviewer of the same organisation, of a stranger."""
    settings.ASHORE_TEAM = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.contrib.auth.models import User

    found_organisation("甲中心", "lin")
    found_organisation("乙中心", "shi")
    first = Organisation.objects.get(name="甲中心")
    add_member(first, "bo", Role.COUNSELLOR)
    add_member(first, "re", Role.REVIEWER)
    users = {name: User.objects.get(username=name) for name in ("bo", "re", "shi")}
    keys = {name: {"HTTP_AUTHORIZATION": f"Bearer {new_token(user, 'test')}"}
            for name, user in users.items()}  # fmt: skip
    return Client(HTTP_HOST="127.0.0.1"), keys, users


def test_in_a_team_every_call_carries_a_key(team):
    client, keys, users = team
    for headers in ({}, {"HTTP_AUTHORIZATION": "Bearer x"}, {"HTTP_AUTHORIZATION": "Basic eA=="}):
        assert client.get("/api/v1/cases", **headers).status_code == 401
        assert asked(client, "answers/balance", **headers).status_code == 401
    assert client.get("/api/v1/cases", **keys["bo"]).status_code == 200
    users["bo"].is_active = False
    users["bo"].save()
    assert client.get("/api/v1/cases", **keys["bo"]).status_code == 401
    users["re"].tokens.all().delete()
    assert client.get("/api/v1/cases", **keys["re"]).status_code == 401


def test_a_stranger_404_a_reader_403_a_writer_200(team):
    client, keys, _ = team
    code = asked(client, "cases", **keys["bo"]).json()["id"]
    path, body = f"/api/v1/cases/{code}", {"data": CASE, "content_type": JSON}
    for who, read, wrote in (("shi", 404, 404), ("re", 200, 403), ("bo", 200, 200)):
        assert client.get(path, **keys[who]).status_code == read
        assert client.get(f"{path}/balance", **keys[who]).status_code == read
        assert client.put(f"{path}?version=1", **body, **keys[who]).status_code == wrote
        listed = client.get("/api/v1/cases", **keys[who]).json()
        assert [each["id"] for each in listed] == ([] if who == "shi" else [code])
    assert asked(client, "cases", **keys["re"]).status_code == 403
    assert client.delete(path, **keys["shi"]).status_code == 404
    assert client.delete(path, **keys["re"]).status_code == 403
    assert client.delete(path, **keys["bo"]).status_code == 204
    actions = set(Access.objects.filter(case=code).values_list("user__username", "action"))
    assert {("bo", "write"), ("re", "read"), ("bo", "erase")} <= actions


# -- the document ---------------------------------------------------------------------------------


def references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def test_the_document_is_whole(client):
    document = client.get("/api/v1/openapi.json").json()
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known
    for path, operations in document["paths"].items():
        for deed, operation in operations.items():
            codes = set(operation["responses"])
            assert {"401", "403", "422"} <= codes, (deed, path)
            if "{" in path:
                assert "404" in codes, (deed, path)
    assert client.get("/api/v1/docs").status_code == 404  # it would load scripts from elsewhere
