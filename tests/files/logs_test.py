"""Logs of a phone, a plain list and Parquet become contacts; what is not named is passed over."""

from __future__ import annotations

from datetime import datetime

import pytest

from ashore.days import SHANGHAI
from ashore.files.logs import digits_of, named_numbers, parse_list, parse_phone, read_log, tail
from ashore.words import BadInput

SMS = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="4">
  <sms address="+86 95188" date="1763649180000" type="1" body="您的账单已逾期,请尽快处理" />
  <sms address="95188" date="1763649000000" type="2" body="我可以联系到" />
  <sms address="13800000000" date="1763649180000" type="1" body="妈妈: 回家吃饭" />
  <sms address="95188" date="1763652780000" type="3" body="a draft" />
</smses>"""
CALLS = """<calls count="5">
  <call number="0755-12345678" duration="35" date="1763644380000" type="1" />
  <call number="075512345678" duration="0" date="1763645380000" type="3" />
  <call number="(0755) 12345678" duration="0" date="1763646380000" type="5" />
  <call number="075512345678" duration="0" date="1763647380000" type="2" />
  <call number="13800000000" duration="60" date="1763645380000" type="1" />
</calls>"""
NAMED = {"95188": "某平台", "0755-1234": "某催收"}


def test_only_the_named_numbers_are_taken(tmp_path):
    file = tmp_path / "sms.xml"
    file.write_text(SMS, encoding="utf-8")
    contacts, _ = read_log(file, NAMED)
    assert [(one.direction, one.outcome, one.lender) for one in contacts] == [
        ("in", "", "某平台"),
        ("out", "delivered", "某平台"),
    ]
    assert contacts[1].at == datetime(2025, 11, 20, 22, 33, tzinfo=SHANGHAI)
    assert "妈妈" not in str(contacts)
    assert "13800000000" not in str(contacts)
    assert {one.address for one in contacts} == {"own-phone"}
    assert {one.organisation for one in contacts} == {"*5188"}


def test_calls_tell_who_called_and_whether_it_was_answered(tmp_path):
    file = tmp_path / "calls.xml"
    file.write_text(CALLS, encoding="utf-8")
    contacts, _ = read_log(file, NAMED)
    assert [(one.direction, one.outcome) for one in contacts] == [
        ("out", "talk"),
        ("out", "no_answer"),
        ("out", "refused"),
        ("in", "no_answer"),
    ]
    assert len({one.address for one in contacts}) == 1
    assert {one.identified for one in contacts} == {None}


def test_a_backup_without_a_named_number_is_not_read():
    with pytest.raises(BadInput) as caught:
        parse_phone(SMS.encode(), {}, "sms.xml")
    assert "--number" in caught.value.do.en


@pytest.mark.parametrize(
    "data",
    [
        b"<smses><sms",
        b"<html></html>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><smses></smses>',
        b"",
        b"\x00\x01",
    ],
    ids=["cut-off", "other-root", "entities", "empty", "binary"],
)
def test_a_damaged_or_other_file_is_one_clear_message(data):
    with pytest.raises(BadInput) as caught:
        parse_phone(data, NAMED, "sms.xml")
    assert caught.value.where == "sms.xml"


def test_a_plain_list_keeps_what_it_does_not_say_unknown(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text(
        "# my list\n2026-11-20 22:13, 95188, said they would find my family\n\n"
        "2026/11/21 9\uff1a05\uff0c0755-12345678\uff0c来电\n2026.1.5 08:00:01\t13900000000\n",
        encoding="utf-8",
    )
    contacts, notes = read_log(file, NAMED)
    assert [one.at.strftime("%Y-%m-%d %H:%M:%S%z") for one in contacts] == [
        "2026-11-20 22:13:00+0800",
        "2026-11-21 09:05:00+0800",
        "2026-01-05 08:00:01+0800",
    ]
    assert [one.lender for one in contacts] == ["某平台", "某催收", ""]
    assert {(one.channel, one.role, one.outcome) for one in contacts} == {("", "", "")}
    assert {one.address for one in contacts} == {""}, (
        "the list tells who rang, not what was reached"
    )
    assert contacts[0].text == "said they would find my family"
    assert notes, "that times were read as Chinese time is said"


def test_a_line_that_is_no_entry_is_named_by_its_number():
    with pytest.raises(BadInput) as caught:
        parse_list("2026-11-20 22:13, 95188\nyesterday they called\n", {}, "list.txt")
    assert caught.value.where == "list.txt:2"


def test_an_impossible_day_is_named_by_its_line(tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("2026-11-20 22:13, 95188\n2026-02-31 10:00, 95188\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_log(file, {})
    assert caught.value.where.startswith("list.txt:2")


def test_parquet_rows_are_read_like_a_table(tmp_path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    file = tmp_path / "log.parquet"
    at = datetime(2026, 11, 20, 22, 13, tzinfo=SHANGHAI)
    pq.write_table(
        pa.table(
            {
                "id": ["c1", "c2"],
                "at": [at, at],
                "channel": ["call", None],
                "role": ["parent", "debtor"],
                "disclosed": [["amount"], None],
            }
        ),
        file,
    )
    contacts, _ = read_log(file, {})
    assert [(one.id, one.channel, one.disclosed) for one in contacts] == [
        ("c1", "call", ("amount",)),
        ("c2", "", None),
    ]
    assert contacts[0].at == at
    (tmp_path / "cut.parquet").write_bytes(file.read_bytes()[:100])
    with pytest.raises(BadInput):
        read_log(tmp_path / "cut.parquet", {})


def test_numbers_are_the_same_however_they_are_written():
    assert digits_of("+86 (0755) 1234-5678") == digits_of("075512345678")
    assert tail("075512345678") == "*5678"
    assert named_numbers(["95188=a=b"]) == {"95188": "a=b"}
