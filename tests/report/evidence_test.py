"""The evidence book: every entry, every file's hash, every breach under its norm, others masked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser

import pytest

from ashore.cli import main
from ashore.conduct.verdict import Level, Verdict
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.files.exhibits import manifest, read_exhibits
from ashore.report.evidence import Book, evidence_html, span
from ashore.report.masking import masked, masked_text
from ashore.words import BadInput

EXAMPLE = "examples/six-loans.toml"


def contact(number: int, **more) -> Contact:
    at = datetime(2026, 11, 20, 10, number, tzinfo=SHANGHAI)
    return Contact(id=f"c{number}", at=at, **more)


@pytest.fixture
def book_page(tmp_path, capsys):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "t07 录音.m4a").write_bytes(b"hello")
    (folder / "bill.png").write_bytes(b"x")
    out = tmp_path / "book.html"
    code = main(["evidence", EXAMPLE, "--files", str(folder), "--out", str(out)])
    capsys.readouterr()
    assert code == 0
    return out


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.ids |= {named["id"]} if named.get("id") else set()
        self.links += [named["href"]] if named.get("href") else []


def test_every_link_of_the_book_leads_somewhere_inside_it(book_page):
    reader = Reader()
    reader.feed(book_page.read_text(encoding="utf-8"))
    assert {f"e{n}" for n in range(1, 13)} <= reader.ids
    assert {"x1", "x2"} <= reader.ids
    assert reader.links
    assert all(link[1:] in reader.ids for link in reader.links)
    assert all(link.startswith("#") for link in reader.links)


def test_the_manifest_names_each_file_with_its_hash(book_page):
    rows = json.loads(book_page.with_suffix(".manifest.json").read_text(encoding="utf-8"))
    found = {row["name"]: row["sha256"] for row in rows["exhibits"]}
    assert found == {
        "bill.png": hashlib.sha256(b"x").hexdigest(),
        "t07 录音.m4a": hashlib.sha256(b"hello").hexdigest(),
    }
    page = book_page.read_text(encoding="utf-8")
    assert all(each in page for each in found.values())


def test_third_persons_are_masked_unless_asked_otherwise(book_page, capsys):
    page = book_page.read_text(encoding="utf-8")
    assert "<bdi>妈妈</bdi>" not in page
    assert "<bdi>A</bdi>" in page
    assert main(["evidence", EXAMPLE, "--unmask"]) == 0
    assert "<bdi>妈妈</bdi>" in capsys.readouterr().out


def test_the_same_person_keeps_the_same_letter():
    shown = masked(
        [
            contact(1, role="parent", person="王阿姨", text="王阿姨说 13812345678 打来"),
            contact(2, role="debtor", person="我", text="问起王阿姨"),
            contact(3, role="friend", person="老李"),
            contact(4, role="parent", person="王阿姨"),
        ]
    )
    assert [one.person for one in shown] == ["A", "我", "B", "A"]
    assert shown[0].text == "A说 138****5678 打来"
    assert shown[1].text == "问起A"


def test_long_numbers_are_starred_wherever_they_stand():
    said = "身份证 11010119900101123X,座机 0755-12345678,订单 20261120"
    assert masked_text(said, {}) == "身份证 110101********123X,座机 0755-****5678,订单 20261120"


@pytest.mark.parametrize(
    "said",
    [
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "110101 19900101 1234",
        "6222 0210 0100 1234 567",
        "QQ 123456789",
        "微信号 zhang_san88",
        "微信:abc12345",
        "微信号：zhangsan",
        "zhang.san@mail.example.com",
        "翠花",
        "张翠花",
    ],
)
def test_no_number_account_or_name_is_left_in_a_text(said):
    shown = masked_text(f"打给{said},没接", {"张翠花": "A"})
    assert said not in shown
    assert "12345" not in shown.replace(" ", "").replace("-", "")
    assert shown.startswith("打给")
    assert shown.endswith(",没接")


@pytest.mark.parametrize(
    "said", ["2026-11-20 10:30", "本金 12,345.67 元", "8000 元", "(2026)浙0226民初1234号"]
)
def test_days_and_sums_stay(said):
    assert masked_text(said, {}) == said


def test_file_names_and_repeated_words_are_masked_too(tmp_path, capsys):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "c2 张翠花 13912345678.png").write_bytes(b"x")
    log = tmp_path / "log.csv"
    log.write_text(
        "id,at,lender,channel,role,person,outcome,text\n"
        "c1,2026-11-20T10:00:00+08:00,L,sms,debtor,,delivered,钱打到 6222 0210 0100 1234 567\n"
        "c2,2026-11-20T11:00:00+08:00,L,sms,parent,张翠花,delivered,告诉张翠花欠钱\n",
        encoding="utf-8",
    )
    out = tmp_path / "book.html"
    assert main(["evidence", str(log), "--files", str(folder), "--out", str(out)]) == 0
    capsys.readouterr()
    listed = out.with_suffix(".manifest.json").read_text(encoding="utf-8")
    for text in (out.read_text(encoding="utf-8"), listed):
        for secret in ("张翠花", "翠花", "13912345678", "6222 0210 0100 1234"):
            assert secret not in text
    assert hashlib.sha256(b"x").hexdigest() in listed


def test_more_people_than_letters():
    many = [contact(n % 60, role="friend", person=f"朋友{n}") for n in range(60)]
    assert len({one.person for one in masked(many)}) == 60


def test_a_file_belongs_to_the_contact_whose_id_begins_its_name(tmp_path):
    for name in ("c1 a.png", "c1-2.png", "c10.png", "c12x.png", "note.txt"):
        (tmp_path / name).write_text(name)
    found = read_exhibits(tmp_path, ["c1", "c10", "c12"])
    assert {one.name: one.contact for one in found} == {
        "c1 a.png": "c1",
        "c1-2.png": "c1",
        "c10.png": "c10",
        "c12x.png": "",
        "note.txt": "",
    }
    assert [one.number for one in found] == [1, 2, 3, 4, 5]
    (tmp_path / "note.txt").write_text("changed")
    assert manifest(found) != manifest(read_exhibits(tmp_path, ["c1"]))


@pytest.mark.parametrize("kind", ["missing", "empty", "a file"])
def test_a_folder_that_is_none_is_one_clear_message(tmp_path, kind):
    folder = tmp_path / "files"
    if kind == "empty":
        folder.mkdir()
    elif kind == "a file":
        folder.write_text("x")
    with pytest.raises(BadInput):
        read_exhibits(folder, [])


def test_what_a_person_wrote_is_never_markup():
    nasty = "<script>alert(1)</script>\"'&\u202e"
    one = contact(1, role="parent", person=nasty, organisation=nasty, text=nasty, channel="call")
    book = Book(
        title=nasty,
        contacts=(one,),
        verdicts=(Verdict(id="c1", level=Level.OK),),
        exhibits=(),
        law_version="v",
        masked=False,
    )
    assert span(book).en == "2026-11-20 to 2026-11-20, 1 contact, 0 exhibits"
    for lang in ("zh", "en"):
        page = evidence_html(book, lang)
        assert "<script" not in page
        assert "http://" not in page
        assert "https://" not in page


def test_an_empty_log_makes_an_empty_book():
    book = Book(title="", contacts=(), verdicts=(), exhibits=(), law_version="v", masked=True)
    assert "没有联系记录" in evidence_html(book, "zh")


def test_the_book_is_not_overwritten_unasked(book_page, capsys):
    before = book_page.read_bytes()
    assert main(["evidence", EXAMPLE, "--out", str(book_page)]) == 2
    assert "--force" in capsys.readouterr().err
    assert book_page.read_bytes() == before


def test_the_same_log_gives_the_same_bytes(capsys):
    assert main(["evidence", EXAMPLE, "--lang", "en"]) == 0
    first = capsys.readouterr().out
    assert main(["evidence", EXAMPLE, "--lang", "en"]) == 0
    assert capsys.readouterr().out == first
    assert replace(contact(1), person="x") != contact(1)
