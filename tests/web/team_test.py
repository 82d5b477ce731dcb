"""A team: who comes in, who may see and change what, what is written down."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from ashore.cli import main
from ashore.web.models import Access, Attempt, CaseFile, Member, Organisation, Role
from ashore.web.team import add_member, found_organisation, new_token, user_of_token
from ashore.words import BadInput
from tests.web.cast import opened_demo, text_of


def six_digits(device, step=0):
    return f"{totp(device.bin_key, step=device.step, t0=device.t0, digits=6, drift=step):06d}"


def visitor():
    return Client(HTTP_HOST="127.0.0.1")


def enter(name, password):
    """Log somebody in with password and second factor, set up on the way."""
    client = visitor()
    client.post("/team/in/", {"username": name, "password": password})
    client.get("/team/enrol/")
    device = TOTPDevice.objects.get(user__username=name)
    client.post("/team/enrol/", {"code": six_digits(device)})
    return client


@pytest.fixture
def team(db, settings):
    settings.ASHORE_TEAM = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a quick one


@pytest.fixture
def cast(team):
    """Lin looks after an organisation, Bo counsels there, Re reviews; Shi is a stranger."""
    people = {
        "lin": found_organisation("甲中心", "lin"),
        "shi": found_organisation("乙中心", "shi"),
    }
    first = Organisation.objects.get(name="甲中心")
    people["bo"] = add_member(first, "bo", Role.COUNSELLOR)
    people["re"] = add_member(first, "re", Role.REVIEWER)
    return {name: enter(name, password) for name, password in people.items()} | {
        "nobody": visitor()
    }


@pytest.fixture
def case(cast):
    return opened_demo(cast["bo"])


# -- who may see and change what ------------------------------------------------------------------

FILLED = {"loan": "wld", "name": "t07", "step": "rate", "kind": "income", "place": "0",
          "number": "1", "payment": "w1"}  # fmt: skip


ODD = {"export/income/": "export/toml/", "parts/income/1/": "parts/claims/0/",
       "parts/income/": "parts/claims/"}  # fmt: skip


def addresses(code):
    """Every address of a case, with the right its view asks for."""
    found = []
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", ()):
            path = f"{pattern.pattern}{each.pattern}"
            if "<uuid:code>" not in path:
                continue
            path = path.replace("<uuid:code>", code)
            for name, value in FILLED.items():
                for kind in ("str", "int", "id"):
                    path = path.replace(f"<{kind}:{name}>", value)
            assert "<" not in path, path
            for odd, other in ODD.items():
                path = path.replace(odd, other)
            found.append((f"/{path}", each.callback.right, each.name))
    assert len(found) > 30
    return found


def statuses(client, path):
    return client.get(path).status_code, client.post(path).status_code


def test_a_stranger_finds_nothing(cast, case):
    for path, _, _ in addresses(case):
        assert set(statuses(cast["shi"], path)) in ({404}, {404, 405}), path


def test_nobody_is_asked_to_log_in(cast, case):
    for path, _, _ in addresses(case):
        answer = cast["nobody"].get(path)
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/team/in/")


def test_a_reviewer_reads_and_does_not_write(cast, case):
    for path, right, _ in addresses(case):
        read, wrote = statuses(cast["re"], path)
        if right == "write":
            assert {read, wrote} <= {403, 405} and 403 in {read, wrote}, path
        else:
            assert read in {200, 302, 405}, (path, read)
    assert CaseFile.objects.get(id=case).versions.count() == 1


def test_a_counsellor_and_an_admin_read_every_page(cast, case):
    for path, _, name in addresses(case):
        for who in ("bo", "lin"):
            usual = {404} if name == "offer" else {200, 302, 405}  # the example has no offer
            assert cast[who].get(path).status_code in usual, (who, path, name)


def test_only_an_admin_looks_after_members(cast):
    for path in ("/team/members/", "/team/access/", "/team/export/"):
        assert cast["lin"].get(path).status_code == 200
        for who in ("bo", "re"):
            assert cast[who].get(path).status_code == 403, path
        assert cast["nobody"].get(path).status_code == 302
    foreign = Member.objects.get(user__username="shi")
    assert cast["lin"].post(f"/team/members/{foreign.pk}/", {"deed": "erase"}).status_code == 404
    assert User.objects.filter(username="shi").exists()


def test_a_reviewer_begins_no_case(cast):
    for path in ("/demo/", "/new/"):
        assert cast["re"].post(path).status_code == 403
    assert not CaseFile.objects.exists()


def test_personal_mode_has_no_accounts(client):
    for path in ("/team/", "/team/in/", "/team/token/", "/team/enrol/", "/team/members/",
                 "/team/access/", "/team/export/", "/team/password/"):  # fmt: skip
        assert client.get(path).status_code == 404, path


# -- coming in ------------------------------------------------------------------------------------


def test_a_password_alone_opens_nothing(team):
    password = found_organisation("甲中心", "lin")
    client = visitor()
    assert client.post("/team/in/", {"username": "lin", "password": password}).status_code == 302
    assert client.get("/").headers["Location"] == "/team/token/"
    assert client.get("/team/").headers["Location"] == "/team/token/?next=%2Fteam%2F"
    client.get("/team/enrol/")
    assert 'role="alert"' in text_of(client.post("/team/enrol/", {"code": "000000"}))
    assert client.get("/").status_code == 302


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(team):
    for page, next_page in (
        ("http://127.0.0.1/guide/S3/", "?next=%2Fguide%2FS3%2F"),
        ("http://elsewhere.example/guide/S3/", ""),
        ("", ""),
    ):
        asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": page}
        answer = visitor().get("/guide/reckon/penalty/", **asked)
        assert answer.headers["HX-Redirect"] == f"/team/in/{next_page}"


def test_who_sent_a_form_comes_back_to_its_page(team):
    answer = visitor().post("/new/", HTTP_REFERER="http://127.0.0.1/guide/S3/?a=1")
    assert answer.headers["Location"] == "/team/in/?next=%2Fguide%2FS3%2F"
    assert visitor().post("/new/").headers["Location"] == "/team/in/"
    asked = visitor().get("/?from=50")
    assert asked.headers["Location"] == "/team/in/?next=%2F%3Ffrom%3D50"


def test_the_second_factor_is_asked_each_time_and_a_code_counts_once(cast):
    cast["lin"].post("/team/out/")
    assert cast["lin"].get("/").headers["Location"].startswith("/team/in/")
    user = User.objects.get(username="lin")
    user.set_password("river-stone-82-lamp")
    user.save()
    client = visitor()
    said = {"username": "lin", "password": "river-stone-82-lamp"}
    asked = client.post("/team/in/?next=/guide/", said).headers["Location"]
    assert asked == "/team/token/?next=%2Fguide%2F"
    device = TOTPDevice.objects.get(user=user)
    assert client.get("/team/enrol/").headers["Location"] == "/team/token/"
    used = six_digits(device)
    assert 'role="alert"' in text_of(client.post("/team/token/", {"code": used}))  # used before
    TOTPDevice.objects.filter(pk=device.pk).update(
        last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None
    )
    assert client.post(asked, {"code": used}).headers["Location"] == "/guide/"
    assert client.get("/").status_code == 200


def test_after_five_failures_nobody_is_let_in_for_a_while(team):
    password = found_organisation("甲中心", "lin")
    client = visitor()
    for _ in range(5):
        answer = client.post("/team/in/", {"username": "lin", "password": "wrong"})
        assert answer.status_code == 200
    answer = client.post("/team/in/", {"username": "LIN", "password": password})
    assert answer.status_code == 429 and "_auth_user_id" not in client.session
    assert "lin" not in str(list(Attempt.objects.values()))
    Attempt.objects.all().delete()
    assert client.post("/team/in/", {"username": "lin", "password": password}).status_code == 302


def test_an_address_that_tries_many_names_is_slowed_too(team):
    client = visitor()
    for number in range(30):
        client.post("/team/in/", {"username": f"n{number}", "password": "x"})
    assert client.post("/team/in/", {"username": "new", "password": "x"}).status_code == 429
    other = client.post("/team/in/", {"username": "new", "password": "x"},
                        HTTP_X_FORWARDED_FOR="10.0.0.9")  # fmt: skip
    assert other.status_code == 200


def test_the_enrolment_shows_a_code_and_its_key(team):
    password = found_organisation("甲中心", "lin")
    client = visitor()
    client.post("/team/in/", {"username": "lin", "password": password})
    page = text_of(client.get("/team/enrol/"))
    url = TOTPDevice.objects.get().config_url
    assert parse_qs(urlsplit(url).query)["secret"][0] in page
    assert "<svg" in page and "style=" not in page


# -- members and account --------------------------------------------------------------------------


def test_an_admin_adds_a_member_who_comes_in(cast):
    page = text_of(cast["lin"].post("/team/members/", {"username": "mei", "role": "reviewer"}))
    password = page.split('<pre class="told">')[1].split("</pre>")[0]
    mei = enter("mei", password)
    assert mei.get("/").status_code == 200
    assert (
        cast["lin"].post("/team/members/", {"username": "mei", "role": "admin"}).status_code == 400
    )
    row = Member.objects.get(user__username="mei")
    cast["lin"].post(f"/team/members/{row.pk}/", {"deed": "counsellor"})
    assert mei.post("/new/").status_code == 302
    key = new_token(row.user, "script")
    cast["lin"].post(f"/team/members/{row.pk}/", {"deed": "password"})
    assert user_of_token(key) is None
    assert mei.get("/").headers["Location"].startswith("/team/in/")
    cast["lin"].post(f"/team/members/{row.pk}/", {"deed": "second"})
    assert not TOTPDevice.objects.filter(user__username="mei").exists()
    cast["lin"].post(f"/team/members/{row.pk}/", {"deed": "erase"})
    assert not User.objects.filter(username="mei").exists()
    assert cast["lin"].post(f"/team/members/{row.pk}/", {"deed": "erase"}).status_code == 404


def test_an_admin_does_not_shut_the_own_door(cast):
    me = Member.objects.get(user__username="lin")
    assert cast["lin"].post(f"/team/members/{me.pk}/", {"deed": "reviewer"}).status_code == 403


def test_a_password_is_changed_and_other_sessions_end(team):
    first = found_organisation("甲中心", "lin")
    here = enter("lin", first)
    said = {"old_password": first, "new_password1": "river-stone-82-lamp",
            "new_password2": "river-stone-82-lamp"}  # fmt: skip
    assert here.post("/team/password/", {**said, "new_password2": "x"}).status_code == 200
    page = text_of(here.get("/team/password/"))
    bad = {"old_password": "no", "new_password1": "1", "new_password2": "1"}
    refused = text_of(here.post("/team/password/", bad))
    assert "你" not in page + refused and "您的旧密码不正确" in refused and "您的密码" in refused
    assert here.post("/team/password/", said).status_code == 302
    assert here.get("/team/").status_code == 200
    assert User.objects.get(username="lin").check_password("river-stone-82-lamp")


def test_what_is_done_is_written_down(cast, case):
    cast["re"].get(f"/c/{case}/")
    cast["bo"].post(f"/c/{case}/goals/", {"up": "family"})
    cast["shi"].get(f"/c/{case}/")
    done = {(each.user.username, each.action) for each in Access.objects.filter(case=case)}
    assert {("re", "read"), ("bo", "write")} <= done
    assert "shi" not in {who for who, _ in done}
    page = text_of(cast["lin"].get("/team/access/"))
    assert case[:8] in page and "shi" not in page
    assert case[:8] not in text_of(cast["shi"].get("/team/access/"))


def test_the_log_names_the_member_who_was_changed_even_when_the_account_is_gone(cast):
    re = Member.objects.get(user__username="re")
    for deed in ("counsellor", "erase"):
        assert cast["lin"].post(f"/team/members/{re.pk}/", {"deed": deed}).status_code == 200
    done = [(each.action, each.member) for each in Access.objects.all()[:2]]
    assert done == [("member erase", "re"), ("member counsellor", "re")]
    page = text_of(cast["lin"].get("/team/access/"))
    assert page.count("<bdi>re</bdi>") == 2 and "删除了一个成员的账号" in page


def test_all_cases_are_exported_and_sealed_ones_stay(cast, case):
    cast["bo"].post(
        f"/c/{case}/file/passphrase/", {"first": "a long passphrase", "second": "a long passphrase"}
    )
    other = cast["bo"].post("/demo/").headers["Location"].strip("/").split("/")[1]
    assert other == case
    answer = cast["lin"].get("/team/export/")
    assert answer.headers["X-Left-Out"] == "1"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == []
    cast["bo"].post(f"/c/{case}/file/passphrase/", {"first": "", "second": ""})
    answer = cast["lin"].get("/team/export/")
    pack = zipfile.ZipFile(io.BytesIO(answer.content))
    assert pack.namelist() == [f"{case}.toml"]
    assert "小林" in pack.read(f"{case}.toml").decode()
    assert zipfile.ZipFile(io.BytesIO(cast["shi"].get("/team/export/").content)).namelist() == []


def test_a_name_that_is_taken_is_refused(team):
    found_organisation("甲中心", "lin")
    for names in (("甲中心", "other"), ("丙中心", "lin")):
        with pytest.raises(BadInput):
            found_organisation(*names)
    assert not Organisation.objects.filter(name="丙中心").exists()


def test_an_empty_name_is_refused_on_the_command_line(capsys):
    assert main(["team", "new", " ", "lin"]) == 2
    assert "ashore team new" in capsys.readouterr().err
