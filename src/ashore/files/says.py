"""What we say about a value that cannot be read: one function a message, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from ashore.files.problems import Path, Said, near
from ashore.files.shape import Choices, Field, Kind, Shape
from ashore.words import Text

__all__ = [
    "Unquoted", "bad_clock", "bad_day", "bad_decimal", "bad_moment", "bare_number", "control",
    "empty_id", "missing", "money_wanted", "negative", "none_of", "not_a_choice", "one_of_two",
    "out_of_days", "out_of_range", "percent", "rate_wanted", "repeated", "shown", "too_big",
    "too_fine", "unknown_key", "wrong_kind", "wrong_table", "zero",
]  # fmt: skip


class Unquoted(str):
    """A number with a point that stands in the file without quotes, as it is written there."""

    __slots__ = ()


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(raw: object) -> str:
    """Return a raw value as it may stand in a message: short, on one line, harmless."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    quoted = isinstance(raw, str) and not isinstance(raw, Unquoted)
    text = _UNSAFE.sub("·", f'"{raw}"' if quoted else str(raw))
    return text if len(text) <= 40 else f"{text[:39]}…"


def sort_of(raw: object) -> Text:
    """Return what sort of value stands in the file, in words."""
    for kinds, said in _SORTS:
        if isinstance(raw, kinds):
            return said
    return Text("空值", "nothing")


_SORTS: tuple[tuple[type | tuple[type, ...], Text], ...] = (
    (bool, Text("是或否", "true or false")),
    (Unquoted, Text("带小数点的数字", "a number with a point")),
    (int, Text("不带引号的整数", "a whole number without quotes")),
    (str, Text("一段文字", "a text")),
    (datetime, Text("一个时刻", "an instant")),
    (date, Text("一个日期", "a date")),
    (time, Text("一个钟点", "a time of day")),
    (list, Text("一个列表", "a list")),
    (Mapping, Text("一个表", "a table")),
)


def _hint(word: str, known: Iterable[str]) -> Text:
    found = near(word, known)
    if not found:
        return Text("", "")
    return Text(f"是不是 {found}？", f"did you mean {found}?")


# ---------------------------------------------------------------- keys and tables


def unknown_key(key: str, shape: Shape, known: Iterable[str], tag: str) -> Said:
    """A key nobody knows, or one that belongs to another kind of table."""
    known = list(known)
    only = [word for field in shape.fields if field.key == key for word in field.only]
    if only and tag:
        return Said(
            Text(
                f'{shape.by} 是 "{tag}" 时没有 {key} 这个键',
                f'{key} does not belong where {shape.by} is "{tag}"',
            ),
            Text(
                f"{key} 只在 {shape.by} 是 {'、'.join(only)} 时用",
                f"{key} only where {shape.by} is {', '.join(only)}",
            ),
            Text(f"删掉 {key}，或改 {shape.by}", f"remove {key} or change {shape.by}"),
        )
    hint = _hint(key, known)
    return Said(
        Text(f"不认识键 {shown(key)}", f"unknown key {shown(key)}"),
        Text(
            f"{shape.title.zh}的键：{'、'.join(known)}",
            f"a key of {shape.title.en}: {', '.join(known)}",
        ),
        Text(hint.zh or "改成上面的一个，或删掉", hint.en or "use one of these or remove it"),
    )


def missing(field: Field, *, cells: bool) -> Said:
    """A required key that is not there."""
    such = Text("", "")
    if field.example and not (cells and field.kind is Kind.TABLE):  # a cell holds no table
        such = Text(f"，例如 {field.example}", f", for example {field.example}")
    name = (
        Text(f"“{field.label.zh}”", f"“{field.label.en}”") if cells else Text(field.key, field.key)
    )
    return Said(
        Text(f"缺少 {name.zh}", f"{name.en} is missing"),
        Text(f"{field.about.zh}{such.zh}", f"{field.about.en}{such.en}"),
        Text(
            "填上这一格" if cells else f"加上 {name.zh}",
            "fill in the cell" if cells else f"add {name.en}",
        ),
    )


def null(key: str) -> Said:
    """A key that is there to say nothing."""
    return Said(
        Text(f"{key} 是 null", f"{key} is null"),
        Text("一个值", "a value"),
        Text("删掉这个键：不写就是不知道", "remove the key: left out means not known"),
    )


def wrong_kind(raw: object, expected: Text) -> Said:
    """A value of the wrong sort altogether: a list for a text, a text for a number."""
    said = sort_of(raw)
    quoted = isinstance(raw, str) and (raw in {"true", "false"} or raw.isdecimal())
    return Said(
        Text(f"{shown(raw)} 是{said.zh}", f"{shown(raw)} is {said.en}"),
        expected,
        Text("去掉引号", "remove the quotes")
        if quoted
        else Text(f"这里写{expected.zh}", f"write {expected.en} here"),
    )


def wrong_table(raw: object, at: Path, shape: Shape, *, many: bool) -> Said:
    """One table where there may be several, or something that is no table."""
    said = sort_of(raw)
    keys = [part for part in at if isinstance(part, str)]
    name = ".".join(keys)
    inside = ", ".join(
        f'{field.key} = "{field.example}"' for field in shape.fields if field.example
    )
    form = f"[[{name}]]" if many else f"[{name}]"
    if not many and len(keys) > 1:
        form = f"{keys[-1]} = {{ {inside or '…'} }}"
    return Said(
        Text(f"{keys[-1]} 是{said.zh}", f"{keys[-1]} is {said.en}"),
        Text(
            f"{'一组表' if many else '一个表'}：{form}",
            f"{'an array of tables' if many else 'a table'}: {form}",
        ),
        Text(
            f"TOML 照这样写；JSON 里用 {'[{…}]' if many else '{…}'}",
            f"write it like this in TOML, {'[{…}]' if many else '{…}'} in JSON",
        ),
    )


def one_of_two(first: str, second: str, *, both: bool) -> Said:
    """Two keys of which exactly one is needed."""
    return Said(
        Text(
            f"{first} 和 {second} {'都写了' if both else '都没有写'}",
            f"{'both' if both else 'neither'} {first} {'and' if both else 'nor'} {second}"
            f" {'are' if both else 'is'} there",
        ),
        Text(f"{first} 和 {second} 恰好一个", f"exactly one of {first} and {second}"),
        Text("删掉一个" if both else "加上一个", "remove one" if both else "add one"),
    )


def none_of(title: Text, keys: Iterable[str]) -> Said:
    """A table with none of the keys that would make it say something."""
    keys = list(keys)
    return Said(
        Text(f"这一条{title.zh}里没有金额", f"{title.en} without a figure"),
        Text(f"{'、'.join(keys)} 至少一个", f"at least one of {', '.join(keys)}"),
        Text("写上平台说的数，或删掉这一条", "add what the lender says, or remove the claim"),
    )


# ---------------------------------------------------------------- numbers


def money_wanted(digits: int, *, cells: bool) -> Text:
    """What an amount looks like."""
    example = "916.80" if digits else "916"
    if cells:
        return Text(f"金额，如 {example}", f"an amount, like {example}")
    return Text(f'带引号的金额，如 "{example}"', f'an amount in quotes, like "{example}"')


def rate_wanted(*, cells: bool) -> Text:
    """What a rate looks like."""
    if cells:
        return Text(
            "小数或百分数，如 0.0005 或 0.05%", "a decimal or a percentage, like 0.0005 or 0.05%"
        )
    return Text('带引号的小数，如 "0.0005"', 'a decimal in quotes, like "0.0005"')


def bare_number(raw: object, expected: Text) -> Said:
    """An amount or a rate without quotes."""
    return Said(
        Text(f"{shown(raw)} 没有加引号", f"{shown(raw)} has no quotes"),
        expected,
        Text(
            f'写成 "{raw}"：加了引号，任何程序都不会改动它一分',
            f'write "{raw}": in quotes, no program can change it by a fen',
        ),
    )


def bad_decimal(raw: str, expected: Text) -> Said:
    """A text that is no plain decimal."""
    return Said(
        Text(f"{shown(raw)} 不是一个数", f"{shown(raw)} is not a number"),
        expected,
        Text(
            "只写数字和小数点，去掉逗号、空格、货币符号和单位",
            "write digits and a point only: no comma, blank, currency sign or unit",
        ),
    )


def percent(raw: str, plain: str) -> Said:
    """A rate written with a percent sign."""
    return Said(
        Text(f"{shown(raw)} 带了百分号", f"{shown(raw)} has a percent sign"),
        rate_wanted(cells=False),
        Text(f'写成 "{plain}"', f'write "{plain}"'),
    )


def too_fine(raw: str, digits: int) -> Said:
    """More decimals than the currency has."""
    return Said(
        Text(f"{shown(raw)} 的小数位太多", f"{shown(raw)} has too many decimals"),
        Text(f"最多 {digits} 位小数", f"at most {digits} decimals"),
        Text(
            "按账单上的写法写到分；如果是比率，换到 rate 里",
            "write it as the bill shows it; a rate belongs under rate",
        ),
    )


def too_big(raw: str) -> Said:
    """An amount no household loan has."""
    return Said(
        Text(f"{shown(raw)} 太大", f"{shown(raw)} is too large"),
        Text("不到一百亿", "less than ten billion"),
        Text("看看是不是多写了几位", "see whether digits were typed twice"),
    )


def negative(raw: object, *, rate: bool = False) -> Said:
    """A sign where none belongs."""
    if rate:
        return Said(
            Text(f"{shown(raw)} 是负数", f"{shown(raw)} is negative"),
            Text("零或正数", "zero or more"),
            Text("去掉负号", "drop the sign"),
        )
    return Said(
        Text(f"{shown(raw)} 是负数", f"{shown(raw)} is negative"),
        Text("正数；钱的方向由键决定", "a positive number; the key says which way the money goes"),
        Text(
            "去掉负号；要撤销一笔还款，用 reversal 事件",
            "drop the sign; to undo a payment, use a reversal event",
        ),
    )


def zero(raw: object) -> Said:
    """Nothing, where something must be."""
    return Said(
        Text(f"{shown(raw)} 是零", f"{shown(raw)} is zero"),
        Text("大于零的数", "more than zero"),
        Text("写上实际的数；没有这一项就整项删掉", "write the true figure, or leave the entry out"),
    )


def out_of_range(raw: object, low: object, high: object) -> Said:
    """A whole number outside what makes sense."""
    return Said(
        Text(f"{shown(raw)} 超出范围", f"{shown(raw)} is out of range"),
        Text(f"{low} 到 {high} 之间的整数", f"a whole number from {low} to {high}"),
        Text("改成这个范围内的数", "write a number in this range"),
    )


# ---------------------------------------------------------------- days


def bad_day(raw: object) -> Said:
    """Something that is no day of the calendar."""
    do = Text(
        "按 年-月-日 写，月和日各两位，并确认这一天存在",
        "write year-month-day with two digits each, and see that the day exists",
    )
    if isinstance(raw, datetime):
        day = raw.date()
        do = Text(f"只写日期：{day}", f"write the day only: {day}")
    return Said(
        Text(f"{shown(raw)} 不是一个日期", f"{shown(raw)} is not a date"),
        Text("日期，如 2026-04-05", "a date, like 2026-04-05"),
        do,
    )


def bad_moment(raw: object) -> Said:
    """Something that is no instant."""
    return Said(
        Text(f"{shown(raw)} 不是一个时刻", f"{shown(raw)} is not an instant"),
        Text("时刻，如 2026-11-20T22:13:00+08:00", "an instant, like 2026-11-20T22:13:00+08:00"),
        Text(
            "写上日期和钟点；钟点记不清就写大概的，并在 text 里说明",
            "write the day and the time; if unsure, estimate it and say so in text",
        ),
    )


def out_of_days(day: date) -> Said:
    """A day no loan of ours can have."""
    return Said(
        Text(f"{day} 不在可用的年份里", f"{day} is outside the years we can work with"),
        Text("1990 到 2100 年之间的日期", "a day from 1990 to 2100"),
        Text("看看年份是不是写错了", "see whether the year is right"),
    )


def bad_clock(raw: object) -> Said:
    """Something that is no time of day."""
    return Said(
        Text(f"{shown(raw)} 不是一个钟点", f"{shown(raw)} is not a time of day"),
        Text('"00:01" 到 "24:00"，带引号', '"00:01" to "24:00", in quotes'),
        Text(
            '写成 "22:00" 这样；整天都算就写 "24:00"',
            'write it like "22:00"; "24:00" when the whole day counts',
        ),
    )


# ---------------------------------------------------------------- words


def not_a_choice(raw: object, choices: Choices, *, cells: bool) -> Said:
    """A word that is not one of those to choose from."""
    words = Text("、".join(choices), ", ".join(choices))
    if cells:
        labels = choices.values()
        words = Text("、".join(each.zh for each in labels), ", ".join(each.en for each in labels))
    hint = _hint(raw, choices) if isinstance(raw, str) else Text("", "")
    return Said(
        Text(f"{shown(raw)} 不在可选的词里", f"{shown(raw)} is not one of the choices"),
        words,
        Text(hint.zh or "从上面选一个", hint.en or "choose one of these"),
    )


def repeated(raw: object) -> Said:
    """The same thing twice in a list."""
    return Said(
        Text(f"{shown(raw)} 出现了两次", f"{shown(raw)} is there twice"),
        Text("每一项只写一次", "each one once"),
        Text("删掉重复的", "remove one of them"),
    )


def control(raw: str) -> Said:
    """A text with characters that can change what a screen shows."""
    found = _UNSAFE.search(raw)
    code = f"U+{ord(found.group()):04X}" if found else ""
    return Said(
        Text(f"文字里有看不见的控制字符 {code}", f"the text has an invisible character {code}"),
        Text("普通文字", "plain text"),
        Text("删掉它，或重新输入这段文字", "remove it, or type the text anew"),
    )


def empty_id(raw: str) -> Said:
    """An id that is empty, too long, or has blanks at its ends."""
    return Said(
        Text(f"{shown(raw)} 不能当编号", f"{shown(raw)} cannot be an id"),
        Text(
            "1 到 64 个字，首尾没有空格，不换行", "1 to 64 characters on one line, no blanks around"
        ),
        Text('起一个短名，如 "wld"', 'choose a short name, like "wld"'),
    )
