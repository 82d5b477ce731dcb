"""The log of contacts: noted in a moment, judged at once, as the command line judges it."""

from __future__ import annotations

import json

import pytest

from ashore.cli import main
from ashore.files.case import parse_case, write_case
from ashore.web import store
from ashore.web.models import CaseFile
from tests.web.cast import EXAMPLE, text_of

CALL = {"loan": "wld", "role": "debtor", "channel": "call", "outcome": "talk",
        "at": "2026-11-20T23:30", "text": "", "recorded": ""}  # fmt: skip


def case_of(code):
    return store.opened(CaseFile.objects.get(id=code), "me").case


def noted(client, code, **more):
    answer = client.post(f"/c/{code}/contacts/note/", {**CALL, **more})
    assert answer.status_code == 302, text_of(answer)[-3000:]
    return answer.headers["Location"]


def test_the_log_is_shown_by_day_with_counts(client, demo):
    page = text_of(client.get(f"/c/{demo}/contacts/"))
    assert "联系记录" in page and "不合规" in page
    assert page.index("11月20日") < page.index("11月19日")


def test_a_call_at_night_is_judged_at_once(client, demo):
    page = text_of(client.get(noted(client, demo)))
    assert "不合规" in page and "可以做" in page
    assert "GB/T 45251" in page and "第三章" in page and "有可靠来源" in page


def test_both_doors_give_the_same_verdict(client, demo, tmp_path, capsys):
    noted(client, demo, text="再不还就通知你单位，上门找你妈妈", recorded="yes")
    noted(client, demo, role="parent", person="妈妈", at="2026-11-21T10:00", disclosed=["amount"])
    page = text_of(client.get(f"/c/{demo}/contacts/"))
    file = tmp_path / "case.toml"
    file.write_text(write_case(case_of(demo)), encoding="utf-8")
    assert main(["judge", str(file), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)["contacts"]
    words = {"breach": "不合规", "warning": "值得核实", "unknown": "判断不了", "ok": "未发现问题"}
    for each in said:
        row = page.split(f'/contacts/of/{each["id"]}/"')[1].split("</li>")[0]
        assert f'class="tag {each["verdict"]}">{words[each["verdict"]]}<' in row, each["id"]
    assert len(said) == len(case_of(demo).contacts)


def test_every_finding_names_its_article_as_the_command_line_does(client, demo, capsys):
    assert main(["judge", str(EXAMPLE), "--format", "json"]) == 0
    for each in json.loads(capsys.readouterr().out)["contacts"]:
        page = text_of(client.get(f"/c/{demo}/contacts/of/{each['id']}/"))
        for finding in each["findings"]:
            if finding["severity"] != "note" and "lender_type" not in finding["missing"]:
                assert finding["source"].split()[0].replace("&", "&amp;") in page, finding["norm"]


def test_a_correction_and_a_removal_are_new_versions(client, demo):
    before = case_of(demo).contacts
    where = noted(client, demo, text="原话")
    made = case_of(demo).contacts[-1]
    assert (made.text, made.person, made.at.isoformat()) == (
        "原话", case_of(demo).person.alias, "2026-11-20T23:30:00+08:00",
    )  # fmt: skip
    shown = client.get(f"{where}correct/").context["form"].initial
    assert shown["text"] == "原话" and shown["recorded"] == ""
    client.post(f"{where}correct/", {**CALL, "text": "改过的", "identified": "no", "person": "我"})
    assert case_of(demo).contacts[-1].text == "改过的"
    assert case_of(demo).contacts[-1].identified is False
    client.post(f"{where}remove/")
    assert case_of(demo).contacts == before
    assert CaseFile.objects.get(id=demo).versions.count() == 4
    assert client.get(where).status_code == 404


def test_an_unchanged_correction_changes_nothing(client, demo):
    for each in case_of(demo).contacts:
        form = client.get(f"/c/{demo}/contacts/of/{each.id}/correct/").context["form"]
        said = {field.html_name: field.value() for field in form if field.value() is not None}
        said["at"] = each.at.isoformat()[:16]
        answer = client.post(f"/c/{demo}/contacts/of/{each.id}/correct/", said)
        assert answer.status_code == 302, text_of(answer)
    assert (
        case_of(demo).contacts
        == parse_case(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name).case.contacts
    )


def test_noting_one_takes_two_taps_when_it_is_the_usual_call(client, demo):
    form = client.get(f"/c/{demo}/contacts/note/").context["form"]
    said = {field.html_name: field.value() for field in form.quick if field.value() is not None}
    said["at"] = said["at"].strftime("%Y-%m-%dT%H:%M")
    assert client.post(f"/c/{demo}/contacts/note/", said).status_code == 302


@pytest.mark.parametrize("wrong", [{"at": ""}, {"at": "x"}, {"at": "0001-01-01T00:00"},
                                   {"role": "boss"}, {"channel": ""}, {"staff": "0"}])  # fmt: skip
def test_what_cannot_be_read_is_asked_again(client, demo, wrong):
    answer = client.post(f"/c/{demo}/contacts/note/", {**CALL, **wrong})
    assert answer.status_code == 200 and 'role="alert"' in text_of(answer)
    assert CaseFile.objects.get(id=demo).versions.count() == 1


def test_a_refusal_is_the_command_lines_own(client, demo, capsys):
    given = {"person": "妈妈", "role": "parent", "lender": "丁消费金融公司", "lender_type": ""}
    page = text_of(client.post(f"/c/{demo}/contacts/refusal/", given))
    command = [
        "card",
        "refuse",
        "--person",
        "妈妈",
        "--role",
        "parent",
        "--lender",
        "丁消费金融公司",
    ]
    assert main([*command, "--format", "json"]) == 0
    letter = json.loads(capsys.readouterr().out)["text"]["zh"]
    plain = "".join(page.split()).replace("（", "(").replace("）", ")")
    start = letter.split("依据")[0].replace("（", "(").replace("）", ")").replace("：", ":")
    assert start.replace("，", ",") in plain.replace("，", ",").replace("：", ":")
    assert client.post(f"/c/{demo}/contacts/refusal/", {}).status_code == 200


def test_the_book_masks_others_unless_asked(client, demo):
    noted(client, demo, role="parent", person="王秀英", text="王秀英，13812345678")
    book = text_of(client.get(f"/c/{demo}/contacts/book/"))
    assert "王秀英" not in book and "13812345678" not in book
    assert "王秀英" in text_of(client.get(f"/c/{demo}/contacts/book/?names=full"))


def test_a_log_said_to_be_complete_is_judged_as_one(client, demo):
    """Nobody named himself at the first contact: only a log without gaps shows that it was it."""
    first = {"loan": "wld", "role": "debtor", "channel": "call", "outcome": "talk",
             "at": "2026-01-05T10:00", "identified": "no", "text": "", "recorded": ""}  # fmt: skip
    client.post(f"/c/{demo}/contacts/note/", first)
    name = store.opened(CaseFile.objects.get(id=demo), "me").case.contacts[-1].id
    page = f"/c/{demo}/contacts/of/{name}/"
    assert "不能确定是不是首次" in text_of(client.get(page))
    assert client.post(f"/c/{demo}/contacts/whole/", {"complete": "1"}).status_code == 302
    kept = store.opened(CaseFile.objects.get(id=demo), "me")
    assert kept.case.log_complete and "log_complete = true" in kept.text
    assert "不能确定是不是首次" not in text_of(client.get(page))
    assert "没有记的就是没有发生" in text_of(client.get(f"/c/{demo}/contacts/"))
    client.post(f"/c/{demo}/contacts/whole/", {"complete": "0"})
    assert "不能确定是不是首次" in text_of(client.get(page))


def test_coming_in_without_consent_is_noted_and_kept_when_corrected(client, demo):
    where = noted(client, demo, channel="visit", at="2026-11-20T11:00", staff="2", entered="yes")
    assert "未经同意进入住处或办公区" in text_of(client.get(where))
    (one,) = [each for each in case_of(demo).contacts if each.channel == "visit" and each.entered]
    page = text_of(client.get(f"/c/{demo}/contacts/of/{one.id}/correct/"))
    shown = page.split('name="entered"')
    assert any('value="yes"' in each[:80] and "checked" in each[:160] for each in shown[1:])


def test_a_private_lender_is_said_to_be_bound_by_few_norms(client, demo):
    where = noted(client, demo, loan="siren", at="2026-11-20T11:00")
    page = "".join(text_of(client.get(where)).split())
    assert "约束这类出借方的只有" in page and "不等于合法" in page
    log = "".join(text_of(client.get(f"/c/{demo}/contacts/")).split())
    assert "受少数收录的规定约束" in log
