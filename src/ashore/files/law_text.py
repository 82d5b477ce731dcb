"""The text of a law file into norms: strict, so that a slip in a file never becomes a wrong figure.

A key nobody knows, a missing source, a number written as a float, versions out of order: each is
one `BadInput` that names the file, the norm and the way out. The format is described in
`docs/law.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import TypeVar

from ashore.law.norm import CONFIDENCES, RANKS, SEVERITIES, Norm, Scope, Version
from ashore.money import decimal_of
from ashore.words import BadInput, Text

__all__ = ["parse_law"]

T = TypeVar("T")
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_KIND = re.compile(r"[a-z][a-z0-9_]*")

_SHOWN = 60  # characters of a wrong value that a message repeats

_NORM = (
    "id", "kind", "title", "means", "jurisdiction", "rank", "severity", "answers_until", "unit",
    "scope", "exceptions", "from",
)  # fmt: skip
_VERSION = (
    "date", "until", "params", "source", "article", "url", "confidence", "note", "sources",
)  # fmt: skip
_SCOPE = ("lender_types", "products", "channels", "roles")


class _Inexact(str):
    """A number that TOML would read as a float; kept as text so that we can refuse it by name."""

    __slots__ = ()


def parse_law(text: str, file: str = "law.toml") -> tuple[Norm, ...]:
    """Read the text of one law file into its norms, in the order of the file.

    Args:
        text: TOML with one `[[norm]]` per norm and one `[[norm.from]]` per version.
        file: the name used in messages and kept in `Norm.file`.

    Raises:
        BadInput: the text is not TOML, or a norm in it is not as the format asks.
    """
    import tomllib

    try:
        raw = tomllib.loads(text, parse_float=_Inexact)
    except tomllib.TOMLDecodeError as wrong:
        raise BadInput(
            where=file,
            what=Text(f"不是合法的 TOML:{wrong}", f"not valid TOML: {wrong}"),
            expected=Text("TOML 1.0 文本", "a TOML 1.0 text"),
            do=Text("改正消息所指的那一行", "correct the line the message points at"),
        ) from wrong
    tables = _Table(file, raw, ("norm",)).take("norm", _tables)
    norms = tuple(_norm(table, file, place) for place, table in enumerate(tables, start=1))
    _refuse_twice(norms, file)
    return norms


class _Table:
    """One table of a file; a key that is not among `keys` is refused by name."""

    def __init__(self, where: str, raw: Mapping[str, object], keys: Sequence[str]) -> None:
        self.where = where
        self.raw = raw
        for key in raw:
            if key not in keys:
                raise self.wrong(
                    Text(f"没有这个键：{key}", f"unknown key: {key}"),
                    _one_of(keys),
                    _nearest(key, keys),
                )

    def take(self, key: str, read: Callable[[object], T | None]) -> T:
        """Return a required value as `read` understands it."""
        if key not in self.raw:
            raise self.missing(key, _EXPECTED[read.__name__])
        found = read(self.raw[key])
        if found is None:
            shown = str(self.raw[key])[:_SHOWN]
            raise self.wrong(
                Text(f"{key} 的值不对：{shown}", f"{key} cannot be {shown}"),
                _EXPECTED[read.__name__],
                Text(f"改正 {key}", f"correct {key}"),
            )
        return found

    def maybe(self, key: str, read: Callable[[object], T | None], default: T) -> T:
        """Return a value that may be left out."""
        return self.take(key, read) if key in self.raw else default

    def choice(self, key: str, of: Sequence[str]) -> str:
        """Return one of the words `of`."""
        if key not in self.raw:
            raise self.missing(key, _one_of(of))
        found = str(self.raw[key])
        if found not in of:
            raise self.wrong(
                Text(f"{key} 不认识：{found}", f"unknown {key}: {found}"),
                _one_of(of),
                _nearest(found, of),
            )
        return found

    def missing(self, key: str, expected: Text) -> BadInput:
        """Return the error for a required key that is not there."""
        what = Text(f"缺少 {key}", f"{key} is missing")
        return self.wrong(what, expected, Text(f"写上 {key}", f"add {key}"))

    def wrong(self, what: Text, expected: Text, do: Text) -> BadInput:
        """Return the error that points at this table."""
        return BadInput(where=self.where, what=what, expected=expected, do=do)


def _norm(raw: Mapping[str, object], file: str, place: int) -> Norm:
    name = raw.get("id")
    table = _Table(f"{file}: {name if isinstance(name, str) else f'norm[{place}]'}", raw, _NORM)
    norm = Norm(
        id=table.take("id", _id),
        kind=table.take("kind", _kind),
        title=table.take("title", _pair),
        means=table.take("means", _pair),
        jurisdiction=table.take("jurisdiction", _words),
        rank=table.choice("rank", RANKS),
        severity=table.choice("severity", SEVERITIES),
        answers_until=table.take("answers_until", _day),
        unit=table.maybe("unit", _words, ""),
        scope=_scope(table),
        exceptions=table.maybe("exceptions", _list, ()),
        versions=_versions(table),
        file=file,
    )
    _check_severity(table, norm)
    return norm


def _scope(table: _Table) -> Scope:
    inner = _Table(f"{table.where}: scope", table.maybe("scope", _mapping, {}), _SCOPE)
    return Scope(
        lender_types=inner.maybe("lender_types", _list, ()),
        products=inner.maybe("products", _list, ()),
        channels=inner.maybe("channels", _list, ()),
        roles=inner.maybe("roles", _list, ()),
    )


def _versions(table: _Table) -> tuple[Version, ...]:
    """Read the versions; an open one ends on the day before the next begins."""
    raws = table.take("from", _tables)
    places = [f"{table.where}: from[{n}]" for n in range(1, len(raws) + 1)]
    given = [_version(_Table(*each, _VERSION)) for each in zip(places, raws, strict=True)]
    ends: list[date | None] = []
    for now, after in zip(given, [*given[1:], None], strict=True):
        if after is not None and after.from_on <= (now.until_on or now.from_on):
            raise table.wrong(
                Text(
                    f"版本次序不对或重叠：{now.from_on} 之后是 {after.from_on}",
                    f"versions out of order or overlapping: {after.from_on} after {now.from_on}",
                ),
                Text("日期从早到晚，互不重叠", "dates from early to late, without overlap"),
                Text("改正 date 或 until", "correct date or until"),
            )
        open_end = after.from_on - timedelta(days=1) if after is not None else None
        ends.append(now.until_on or open_end)
    return tuple(_ended(version, end) for version, end in zip(given, ends, strict=True))


def _version(table: _Table) -> Version:
    version = Version(
        from_on=table.take("date", _day),
        until_on=table.maybe("until", _day, None),
        params=_params(table),
        source=table.take("source", _words),
        article=table.maybe("article", _words, ""),
        url=table.maybe("url", _words, ""),
        confidence=table.choice("confidence", CONFIDENCES),
        note=table.maybe("note", _pair, Text("", "")),
        sources=table.maybe("sources", _list, ()),
    )
    if version.until_on is not None and version.until_on < version.from_on:
        raise table.wrong(
            Text("until 早于 date", "until lies before date"),
            Text("最后一天不早于第一天", "a last day that is not before the first"),
            Text("改正 until", "correct until"),
        )
    return version


def _ended(version: Version, end: date | None) -> Version:
    from dataclasses import replace

    return version if version.until_on == end else replace(version, until_on=end)


def _params(table: _Table) -> Mapping[str, object]:
    empty: dict[str, object] = {}
    raw = table.maybe("params", _mapping, empty)
    return MappingProxyType({key: _param(table, key, value) for key, value in raw.items()})


def _param(table: _Table, key: str, value: object) -> object:
    """Turn a parameter into an exact, unchangeable value."""
    if isinstance(value, _Inexact | datetime):
        raise table.wrong(
            Text(f"params.{key} 的值不能用：{value}", f"params.{key} cannot be {value}"),
            Text(
                '小数写成字符串（如 "0.24"），日期不带时刻',
                'a decimal as a string ("0.24"), a date without a time',
            ),
            Text("加上引号，或去掉时刻", "put it in quotes, or drop the time"),
        )
    if isinstance(value, str):
        exact = decimal_of(value)
        return value if exact is None else exact
    if isinstance(value, list):
        return tuple(_param(table, key, each) for each in value)
    if isinstance(value, dict):
        return MappingProxyType(
            {name: _param(table, f"{key}.{name}", each) for name, each in value.items()}
        )
    assert isinstance(value, bool | int | date | time), f"not a TOML value: {value!r}"
    return value


def _check_severity(table: _Table, norm: Norm) -> None:
    if norm.severity == "breach" and all(each.confidence == "C" for each in norm.versions):
        raise table.wrong(
            Text("每个版本都是 C，不能是 breach", "a breach, though every version is C"),
            Text("不确定的规定最多是 warning", "an uncertain norm is a warning at most"),
            Text("改为 warning，或补上读过的出处", "make it a warning, or add a source you read"),
        )


def _refuse_twice(norms: Sequence[Norm], file: str) -> None:
    seen: set[str] = set()
    for norm in norms:
        if norm.id in seen:
            raise BadInput(
                where=f"{file}: {norm.id}",
                what=Text("编号出现了两次", "this id appears twice"),
                expected=Text("每个编号只出现一次", "each id once"),
                do=Text("改名，或合并为一条", "rename one, or make them one norm"),
            )
        seen.add(norm.id)


def _one_of(words: Sequence[str]) -> Text:
    return Text("、".join(words) + " 之一", "one of " + ", ".join(words))


def _nearest(word: str, known: Sequence[str]) -> Text:
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return Text(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
    return Text("删去，或换成上面的一个", "remove it, or use one of the above")


# ---- what a value may be; None means: not that


def _words(value: object) -> str | None:
    return value if type(value) is str and value.strip() else None


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def _kind(value: object) -> str | None:
    return value if isinstance(value, str) and _KIND.fullmatch(value) else None


def _day(value: object) -> date | None:
    return value if type(value) is date else None


def _pair(value: object) -> Text | None:
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        return None
    zh, en = _words(value["zh"]), _words(value["en"])
    return Text(zh, en) if zh and en else None


def _list(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(_words(each) for each in value):
        return None
    return tuple(value)


def _mapping(value: object) -> dict[str, object] | None:
    return value if isinstance(value, dict) else None


def _tables(value: object) -> list[dict[str, object]] | None:
    if not isinstance(value, list) or not value:
        return None
    return value if all(isinstance(each, dict) for each in value) else None


_EXPECTED = {
    "_words": Text("一段不为空的文字", "words that are not blank"),
    "_id": Text(
        "小写、以点分段的编号，如 cn.lpr.1y", "a lower-case id with dots, such as cn.lpr.1y"
    ),
    "_kind": Text("一个小写单词，如 rate", "one lower-case word, such as rate"),
    "_day": Text(
        "一个日期，如 2026-11-23（不加引号）", "a date such as 2026-11-23, without quotes"
    ),
    "_pair": Text(
        '{ zh = "…", en = "…" }，两种文字都要有', '{ zh = "…", en = "…" }, both of them filled'
    ),
    "_list": Text('一列文字，如 ["bank"]', 'a list of words, such as ["bank"]'),
    "_mapping": Text('一张表，如 { value = "0.24" }', 'a table, such as { value = "0.24" }'),
    "_tables": Text("至少一张表，写成 [[…]]", "at least one table, written [[…]]"),
}
