"""Product presets: what public sources say about a product's terms, as defaults with a basis each.

A preset never knows the contract. Each key it sets carries its source, how sure we are and a note;
what sources only report as a range, or contradict each other about, is kept as `reported` and is
never filled in. See `docs/decisions/0006-presets-are-defaults.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from ashore.words import BadInput, Text

__all__ = ["Basis", "Preset", "Reported", "preset", "presets", "read_preset"]

_DATA = Path(__file__).parents[1] / "data" / "products"
_CONFIDENCES = ("A", "B", "C")
_TOP = ("id", "name", "about", "aliases", "terms", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Where a preset's key comes from; `confidence` is A (read), B (known) or C (uncertain)."""

    source: str
    confidence: str
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is reported about a key without being certain enough to fill it in.

    `value` holds what was seen, as decimal strings and whole numbers: `low` and `high` of a range,
    or a list `seen`.
    """

    key: str
    value: Mapping[str, object]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A product's defaults.

    Attributes:
        id: the word for `product` in a case file.
        name: what people call it.
        about: how it is repaid, one sentence.
        aliases: other names to find it by.
        terms: case-file keys and values, exactly as a case file would write them.
        basis: key of `terms` → its source.
        reported: what else is said about the product; a key that is here and not in `terms` is one
            that only the contract or the app can answer.
    """

    id: str
    name: Text
    about: Text
    aliases: tuple[str, ...]
    terms: Mapping[str, object]
    basis: Mapping[str, Basis]
    reported: tuple[Reported, ...]


@cache
def presets() -> tuple[Preset, ...]:
    """Return all packaged presets, by id.

    Raises:
        BadInput: a file lacks a source or is otherwise not as the format asks.
    """
    return tuple(_packaged(name) for name in _ids())


def preset(name: str) -> Preset:
    """Return the preset with this id, name or alias; capitals and blanks are of no matter.

    Only the file asked for is read when `name` is an id.

    Raises:
        BadInput: there is no such preset; the message names near ones.
    """
    if name in _ids():
        return _packaged(name)
    wanted = _plain(name)
    for one in presets():
        if wanted in {_plain(each) for each in (one.id, *one.name, *one.aliases)}:
            return one
    raise _unknown(name)


@cache
def _ids() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in _DATA.glob("*.toml")))


@cache
def _packaged(name: str) -> Preset:
    file = f"{name}.toml"
    return read_preset((_DATA / file).read_text(encoding="utf-8"), file)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _unknown(name: str) -> BadInput:
    from difflib import get_close_matches

    words = {
        _plain(each): one.id for one in presets() for each in (one.id, *one.name, *one.aliases)
    }
    near = get_close_matches(_plain(name), words, n=3, cutoff=0.5)
    ids = list(dict.fromkeys(words[word] for word in near)) or [one.id for one in presets()]
    listed = "、".join(ids)
    return BadInput(
        where="product",
        what=Text(f"没有这个预设：{name}", f"no such preset: {name}"),
        expected=Text(f"例如 {listed}", f"for example {', '.join(ids)}"),
        do=Text(
            "换成其中一个，或去掉 product 这一行，自己填写条款",
            "take one of these, or leave product out and write the terms yourself",
        ),
    )


# -- reading --------------------------------------------------------------------------------------


def read_preset(text: str, file: str) -> Preset:
    """Read the text of a preset file.

    Raises:
        BadInput: it is not TOML, a key is unknown or missing, or a term has no source.
    """
    import tomllib

    try:
        raw = tomllib.loads(text, parse_float=_no_float(file))
    except tomllib.TOMLDecodeError as wrong:
        raise _wrong(file, Text(f"不是合法的 TOML:{wrong}", f"not valid TOML: {wrong}")) from wrong
    table = _table(raw, file, _TOP)
    terms = {key: _table(part, f"{file}: terms.{key}", ("value", *_BASIS)) for key, part in
             _mapping(table["terms"], f"{file}: terms").items()}  # fmt: skip
    reported = [
        _table(part, f"{file}: reported[{place}]", ("key", "value", *_BASIS))
        for place, part in enumerate(_list(table["reported"], f"{file}: reported"), start=1)
    ]
    return Preset(
        id=_word(table, "id", file),
        name=_text(table, "name", file),
        about=_text(table, "about", file),
        aliases=_words(table, "aliases", file),
        terms=MappingProxyType({key: part["value"] for key, part in terms.items()}),
        basis=MappingProxyType(
            {key: _basis(part, f"{file}: terms.{key}") for key, part in terms.items()}
        ),
        reported=tuple(
            Reported(
                key=_word(part, "key", f"{file}: reported[{place}]"),
                value=MappingProxyType(dict(_mapping(part["value"], f"{file}: reported[{place}]"))),
                basis=_basis(part, f"{file}: reported[{place}]"),
            )
            for place, part in enumerate(reported, start=1)
        ),
    )


_BASIS = ("source", "confidence", "note")
Raw = Mapping[str, object]


def _no_float(file: str) -> Callable[[str], NoReturn]:
    """Return a reader of bare decimals that refuses them: rates are decimal strings."""

    def refuse(number: str) -> NoReturn:
        raise _wrong(
            file,
            Text(f"数字 {number} 没有引号", f"the number {number} has no quotes"),
            Text('写成字符串，如 "0.0005"', 'a string, such as "0.0005"'),
        )

    return refuse


def _wrong(where: str, what: Text, expected: Text = Text("", "")) -> BadInput:
    return BadInput(
        where=where,
        what=what,
        expected=expected if expected.zh else Text("预设文件的格式", "the format of a preset file"),
        do=Text("照 docs/products.md 改正这个文件", "correct the file as docs/products.md says"),
    )


def _table(raw: object, where: str, keys: Sequence[str]) -> Raw:
    """Return a table that has exactly these keys."""
    table = _mapping(raw, where)
    for key in table:
        if key not in keys:
            raise _wrong(where, Text(f"没有这个键：{key}", f"unknown key: {key}"))
    for key in keys:
        if key not in table:
            raise _wrong(where, Text(f"缺少 {key}", f"{key} is missing"))
    return table


def _mapping(raw: object, where: str) -> Raw:
    if not isinstance(raw, dict):
        raise _wrong(where, Text("这里应当是一张表", "a table is needed here"))
    return raw


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list):
        raise _wrong(where, Text("这里应当是一个列表", "a list is needed here"))
    return raw


def _word(table: Raw, key: str, where: str) -> str:
    word = table[key]
    if not isinstance(word, str) or not word.strip():
        raise _wrong(where, Text(f"{key} 是空的", f"{key} is empty"))
    return word


def _words(table: Raw, key: str, where: str) -> tuple[str, ...]:
    return tuple(_word({key: each}, key, where) for each in _list(table[key], where))


def _text(table: Raw, key: str, where: str) -> Text:
    words = _table(table[key], f"{where}: {key}", ("zh", "en"))
    return Text(_word(words, "zh", f"{where}: {key}"), _word(words, "en", f"{where}: {key}"))


def _basis(table: Raw, where: str) -> Basis:
    confidence = _word(table, "confidence", where)
    if confidence not in _CONFIDENCES:
        raise _wrong(where, Text(f"把握 {confidence} 不认识", f"unknown confidence {confidence}"))
    return Basis(
        source=_word(table, "source", where),
        confidence=confidence,
        note=_text(table, "note", where),
    )
