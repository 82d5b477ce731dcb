"""Workbooks and CSV files give the very case that the same facts give in TOML."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from ashore.files.case import parse_case, read, read_case
from ashore.files.cells import Refused, raw_cell
from ashore.files.grid import letters
from ashore.files.shape import Field, Kind
from ashore.files.sheets import header_key, sheet_named, sheets
from ashore.files.tables import read_contact_table
from ashore.files.template import csv_files, xlsx_template
from ashore.files.unbuild import raw_of
from ashore.words import BadInput, Text

FULL = parse_case((Path(__file__).parent / "every-key.toml").read_text(encoding="utf-8")).case
HEAD = ("title", "as_of", "currency", "jurisdiction", "log_complete")
CHINA = timedelta(hours=8)


def rows_of(case) -> dict[str, list[dict[str, object]]]:
    """Return a case as pages of rows with dotted keys."""
    raw = raw_of(case)
    pages: dict[str, list[dict[str, object]]] = {sheet.key: [] for sheet in sheets()}
    head = {key: raw[key] for key in HEAD}
    pages["basics"] = [
        flat(
            {
                **head,
                "person": raw["person"],
                "budget": {key: raw["budget"][key] for key in ("cash", "buffer")},
            }
        )
    ]
    for loan in raw["loans"]:
        lists = {key: value for key, value in loan.items() if key in pages}
        pages["loans"].append(flat({key: loan[key] for key in loan if key not in lists}))
        for key, items in lists.items():
            pages[key] += [{"loan": loan["id"], **flat(item)} for item in items]
    for name in ("income", "expenses", "resources"):
        pages["budget"] += [{"list": name, **item} for item in raw["budget"][name]]
    pages["contacts"] = raw["contacts"]
    pages["unfinished"] = [flat(each) for each in raw["unfinished"]]
    pages["offers"] = [flat(offer) for offer in raw["offers"]]
    return pages


def flat(table: dict[str, object], above: str = "") -> dict[str, object]:
    cells: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            cells |= flat(value, f"{above}{key}.")
        else:
            cells[above + key] = value
    return cells


def cell(value: object) -> object:
    """Return a raw value as somebody would type it into a spreadsheet."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value


def named(column, names: str) -> str:
    return {"zh": column.label.zh, "en": column.label.en, "key": column.key}[names]


@pytest.mark.parametrize("names", ["zh", "en", "key"])
def test_a_workbook_says_what_the_toml_says(tmp_path, names):
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets():
        page = book.create_sheet(sheet.title.say("en" if names == "en" else "zh"))
        page.append([named(column, names) for column in sheet.columns])
        for row in rows_of(FULL)[sheet.key]:
            page.append([cell(row.get(column.key)) for column in sheet.columns])
    book.save(tmp_path / "book.xlsx")
    assert comparable(read_case(tmp_path / "book.xlsx")) == comparable(FULL)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_folder_of_csv_files_says_what_the_toml_says(tmp_path, delimiter, encoding):
    for sheet in sheets():
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerow([column.label.zh for column in sheet.columns])
        for row in rows_of(FULL)[sheet.key]:
            cells = [cell(row.get(column.key)) for column in sheet.columns]
            writer.writerow(["" if each is None else str(each) for each in cells])
        (tmp_path / f"{sheet.key}.csv").write_bytes(text.getvalue().encode(encoding))
    reading = read(tmp_path)
    assert comparable(reading.case) == comparable(FULL)
    assumed = sum(note.kind == "encoding_assumed" for note in reading.notes)
    assert (assumed > 0) == (encoding in {"gb18030", "utf-16"})


def comparable(case):
    """Goals have no page; what stands in for what is missing differs with them."""
    from dataclasses import replace

    from ashore.facts import Goals

    loans = tuple(
        replace(each, loan=replace(each.loan, defaulted=()), events=tuple(map(local, each.events)))
        for each in case.loans
    )
    return replace(case, goals=Goals(), loans=loans)


def local(event):
    from dataclasses import replace

    if isinstance(getattr(event, "at", None), datetime):
        return replace(event, at=event.at.replace(tzinfo=None))
    return event


# ---------------------------------------------------------------- single files, names of pages

LOANS = (
    "编号,机构类型,本金,放款日,还款方式,期数,首次应还日,利率 数值,利率 单位\n"
    'a,银行,"10,000.00",2026/3/5,等额本金,10,2026年4月5日,0.05%,日\n'
)


def test_a_single_csv_file_of_loans(tmp_path):
    (tmp_path / "my debts.csv").write_text(LOANS, encoding="utf-8")
    terms = read_case(tmp_path / "my debts.csv").loans[0].loan
    assert (terms.id, terms.principal, terms.rate.value) == ("a", 1_000_000, Fraction(1, 2000))
    assert (terms.disbursed_on, terms.first_due_on) == (date(2026, 3, 5), date(2026, 4, 5))


def test_a_single_csv_file_of_contacts_is_a_log(tmp_path):
    log = "时间,渠道,结果,对方是谁,表明身份\n2026/11/20 22:13,人工电话,通话,父母,不知道\n"
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    contacts, notes = read_contact_table(tmp_path / "log.csv")
    assert [(each.channel, each.role, each.identified) for each in contacts] == [
        ("call", "parent", None)
    ]
    assert contacts[0].at.isoformat() == "2026-11-20T22:13:00+08:00"
    assert [note.kind for note in notes] == ["zone_assumed"]
    assert read_case(tmp_path / "log.csv").contacts == contacts


def test_a_page_of_ones_own_is_told_and_not_read(tmp_path):
    book = Workbook()
    page = book.worksheets[0]
    page.title = "贷款"
    for line in csv.reader(io.StringIO(LOANS)):
        page.append(line)
    book.create_sheet("随手记").append(["今天很累"])
    book.create_sheet("说明").append(["怎样填"])
    book.save(tmp_path / "book.xlsx")
    reading = read(tmp_path / "book.xlsx")
    assert [note.kind for note in reading.notes] == ["page_not_read"]
    assert "随手记" in reading.notes[0].text.zh


def test_the_only_page_may_have_any_name(tmp_path):
    book = Workbook()
    for line in csv.reader(io.StringIO(LOANS)):
        book.worksheets[0].append(line)
    book.save(tmp_path / "book.xlsx")
    assert read_case(tmp_path / "book.xlsx").loans[0].loan.id == "a"


def test_with_one_loan_its_name_may_be_left_out(tmp_path):
    (tmp_path / "loans.csv").write_text(LOANS, encoding="utf-8")
    (tmp_path / "payments.csv").write_text("时间,金额\n2026-04-05,¥100元\n", encoding="utf-8")
    assert read_case(tmp_path).loans[0].events[0].amount == 10000


def test_an_example_row_is_not_read(tmp_path):
    more = LOANS + LOANS.splitlines()[1].replace("a,", "例\uff1ab,", 1) + "\n"
    (tmp_path / "loans.csv").write_text(more, encoding="utf-8")
    assert len(read_case(tmp_path).loans) == 1


def test_empty_rows_and_empty_columns_are_no_matter(tmp_path):
    book = Workbook()
    page = book.worksheets[0]
    for line in csv.reader(io.StringIO(LOANS)):
        page.append(line)
        page.append([None])
        page.append(["  "])
    page["Z1"] = None
    page["Z900"].number_format = "0.00"
    book.save(tmp_path / "book.xlsx")
    assert len(read_case(tmp_path / "book.xlsx").loans) == 1


def test_all_problems_of_a_workbook_are_named_by_cell(tmp_path):
    lines = [
        LOANS.splitlines()[0],
        *(LOANS.splitlines()[1].replace("a,", f"{name},", 1) for name in "aab"),
    ]
    lines[3] = lines[3].replace("等额本金", "等额")
    (tmp_path / "loans.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_case(tmp_path)
    assert caught.value.where == "loans.csv:3 id"
    assert [at for at, _ in caught.value.others] == ["loans.csv:4 method"]


# ---------------------------------------------------------------- templates


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_as_it_is_holds_no_case(tmp_path, lang):
    (tmp_path / "book.xlsx").write_bytes(xlsx_template(lang))
    with pytest.raises(BadInput) as caught:
        read_case(tmp_path / "book.xlsx")
    assert "no loan and no contact" in caught.value.what.en


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_of_the_template_are_a_case(tmp_path, lang):
    book = load_workbook(io.BytesIO(xlsx_template(lang)))
    for page in book:
        sheet = sheet_named(page.title)
        if sheet is None:
            continue
        if sheet.key in {"schedule", "transactions"}:  # they belong to other loans than the example
            page.delete_rows(2)
        else:
            page["A2"] = page["A2"].value.split(":", 1)[-1].split("\uff1a", 1)[-1].strip()
    book.save(tmp_path / "book.xlsx")
    case = read_case(tmp_path / "book.xlsx")
    assert case.loans[0].loan.principal == 1_000_000
    assert len(case.loans[0].events) == 2
    assert case.contacts[0].channel == "call"
    assert case.budget.income[0].amount == 650_000


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_helps_with_choices_and_notes(lang):
    book = load_workbook(io.BytesIO(xlsx_template(lang)))
    page = book["贷款" if lang == "zh" else "loans"]
    assert page.freeze_panes == "B2"
    assert all(head.comment and head.comment.text for head in page[1])
    assert book["_lists"].sheet_state == "hidden"
    rules = {
        str(rule.sqref).partition("2:")[0]: rule.formula1
        for rule in page.data_validations.dataValidation
    }
    columns = [column.key for column in sheet_named("loans").columns]
    letter = letters(columns.index("lender_type"))
    words = book["_lists"][rules[letter].partition("!")[2].replace("$", "")]
    labels = sheet_named("loans").columns[columns.index("lender_type")].field.choices.values()
    assert [row[0].value for row in words] == [label.say(lang) for label in labels]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_csv_templates_are_read_back(tmp_path, lang):
    for name, text in csv_files(lang).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_case(tmp_path)
    assert "no loan and no contact" in caught.value.what.en


def test_no_two_columns_of_a_page_have_one_name():
    for sheet in sheets():
        names = [
            {header_key(column.label.zh), header_key(column.label.en), header_key(column.key)}
            for column in sheet.columns
        ]
        for index, mine in enumerate(names):
            assert not any(mine & other for other in names[index + 1 :]), (sheet.key, mine)


# ---------------------------------------------------------------- cells


def wall(*parts: int) -> datetime:
    """Return a time as a spreadsheet has it: without an offset."""
    return datetime(*parts)  # noqa: DTZ001


def field(kind: Kind, **more: object) -> Field:
    return Field("key", kind, Text("键", "key"), Text("含义", "meaning"), **more)


COLOURS = {"red": Text("红", "Red"), "dark_blue": Text("深蓝", "dark blue")}


@pytest.mark.parametrize(
    ("kind", "value", "raw"),
    [
        (Kind.MONEY, None, None),
        (Kind.MONEY, "  ", None),
        (Kind.MONEY, 1000, "1000"),
        (Kind.MONEY, 12345.6, "12345.6"),
        (Kind.MONEY, 0.1, "0.1"),
        (Kind.MONEY, -5, "-5"),
        (Kind.MONEY, "1,234,567.89", "1234567.89"),
        (Kind.MONEY, "\uffe51,234.50", "1234.50"),
        (Kind.MONEY, "1234.50 元", "1234.50"),
        (Kind.MONEY, "CNY 5", "5"),
        (Kind.MONEY, "12,34.5", "12,34.5"),
        (Kind.MONEY, True, True),
        (Kind.RATE, 0.0005, "0.0005"),
        (Kind.RATE, 5e-05, "0.00005"),
        (Kind.RATE, "0.05%", "0.0005"),
        (Kind.RATE, "5‱", "0.0005"),
        (Kind.RATE, "abc%", "abc%"),
        (Kind.COUNT, 10.0, 10),
        (Kind.COUNT, "10", 10),
        (Kind.COUNT, 10.5, 10.5),
        (Kind.FLAG, "是", True),
        (Kind.FLAG, "No", False),
        (Kind.FLAG, 1, True),
        (Kind.FLAG, True, True),
        (Kind.FLAG, "不知道", None),
        (Kind.FLAG, "maybe", "maybe"),
        (Kind.DAY, wall(2026, 4, 5), date(2026, 4, 5)),
        (Kind.DAY, wall(2026, 4, 5, 1), wall(2026, 4, 5, 1)),
        (Kind.DAY, date(2026, 4, 5), date(2026, 4, 5)),
        (Kind.DAY, "2026/4/5", "2026-04-05"),
        (Kind.DAY, "2026.04.05", "2026-04-05"),
        (Kind.DAY, "2026年4月5日", "2026-04-05"),
        (Kind.DAY, "20260405", "2026-04-05"),
        (Kind.DAY, 20260405, "2026-04-05"),
        (Kind.DAY, "05/04/2026", "05/04/2026"),
        (Kind.MOMENT, wall(2026, 4, 5), date(2026, 4, 5)),
        (Kind.MOMENT, wall(2026, 4, 5, 22, 12, 59, 999_996), wall(2026, 4, 5, 22, 13)),
        (Kind.MOMENT, "2026/4/5 9:05", "2026-04-05T09:05:00"),
        (Kind.INSTANT, "2026-04-05 09:05:06 +0800", "2026-04-05T09:05:06+08:00"),
        (Kind.INSTANT, "2026年4月5日 22:13", "2026-04-05T22:13:00"),
        (Kind.CLOCK, time(22, 30), "22:30"),
        (Kind.CLOCK, timedelta(days=1), "24:00"),
        (Kind.CLOCK, timedelta(hours=30), "1 day, 6:00:00"),
        (Kind.CLOCK, "9:30", "09:30"),
        (Kind.ID, 7, "7"),
        (Kind.ID, 7.0, "7"),
        (Kind.TEXT, date(2026, 4, 5), "2026-04-05"),
        (Kind.TEXT, 1.5, "1.5"),
        (Kind.COUNTS, "7、8,9", [7, 8, 9]),
        (Kind.COUNTS, 7, [7]),
    ],
    ids=repr,
)
def test_what_a_cell_says(kind, value, raw):
    made = raw_cell(value, field(kind))
    assert made == raw
    assert type(made) is type(raw)


@pytest.mark.parametrize(
    ("value", "raw"),
    [("红", "red"), ("DARK BLUE", "dark_blue"), ("dark_blue", "dark_blue"), ("绿", "绿"), (3, "3")],
)
def test_a_choice_may_be_the_word_or_its_label(value, raw):
    assert raw_cell(value, field(Kind.CHOICE, choices=COLOURS)) == raw


def test_several_choices_in_one_cell():
    assert raw_cell("红、dark blue;绿", field(Kind.CHOICES, choices=COLOURS)) == [
        "red",
        "dark_blue",
        "绿",
    ]


def test_a_choice_that_may_be_a_day():
    either = field(Kind.CHOICE, choices=COLOURS, or_day=True)
    assert raw_cell("2026/5/1", either) == "2026-05-01"
    assert raw_cell(wall(2026, 5, 1), either) == date(2026, 5, 1)
    assert raw_cell("红", either) == "red"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.MONEY, 0.1 + 0.2),
        (Kind.MONEY, 1000.125),
        (Kind.MONEY, 1e300),
        (Kind.MONEY, float("inf")),
        (Kind.RATE, 1 / 3),
        (Kind.DAY, 46086),
        (Kind.DAY, 46086.5),
        (Kind.MOMENT, 46086),
    ],
    ids=repr,
)
def test_what_is_not_exact_is_refused(kind, value):
    with pytest.raises(Refused):
        raw_cell(value, field(kind))


def test_letters_of_columns():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_a_blank_in_the_last_row_of_a_sheet_costs_nothing(tmp_path):
    book = xlsx_template("zh")
    (tmp_path / "case.xlsx").write_bytes(book)
    filled = load_workbook(tmp_path / "case.xlsx")
    filled.worksheets[2].cell(1_048_576, 16_000, " ")
    filled.save(tmp_path / "case.xlsx")
    with pytest.raises(BadInput, match="there is no loan"):
        read(str(tmp_path / "case.xlsx"))


def test_a_page_of_millions_of_cells_is_refused_before_it_is_parsed(tmp_path):
    from zipfile import ZIP_DEFLATED, ZipFile

    packed = tmp_path / "case.xlsx"
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b'<row r="1">' + b'<c r="A1"/>' * 2_000_001)
    with pytest.raises(BadInput, match="too large once unpacked"):
        read(str(packed))


def test_a_long_message_with_a_line_separator_is_one_cell(tmp_path):
    text = "请还款\u2028🙂" * 100_000
    log = tmp_path / "log.csv"
    log.write_text(f"at,text\n2026-11-20T10:00:00+08:00,{text}\n", encoding="utf-8")
    contacts, _ = read_contact_table(log)
    assert [contact.text for contact in contacts] == [text]
