"""The packaged wording files into a `Wording`: strict, so that a slip never lets a phrase through.

Patterns are written in a small language: regular expressions without anything that could run away
(no `*`, no `+`, no capturing group, no lookbehind of changing width), with `…` for a few characters
of the same sentence and `<name>` for a list of words. The format is described in `docs/wording.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from ashore.conduct.wording_patterns import (
    GUARDS,
    STAGES,
    Alternative,
    Category,
    Guard,
    Institution,
    Pattern,
    Places,
    StageNote,
    Step,
    Wording,
    scans_of,
)
from ashore.conduct.wording_spelling import make_spelling
from ashore.files.wording_table import Table, tables_of
from ashore.files.wording_words import Words, expression
from ashore.law.norm import CONFIDENCES, SEVERITIES
from ashore.money import fen_of
from ashore.words import BadInput, Text

__all__ = ["read_wording"]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)
Known = tuple[Mapping[str, Category], Mapping[str, Step]]

_DATA = Path(__file__).parents[1] / "data" / "wording"
_LANGS = ("zh", "en")
_KINDS = ("lender", "platform", "authority", "shortener")
_PATTERN = (
    "id", "category", "severity", "confidence", "match", "innocent", "source", "examples",
    "counters", "plain", "norms", "third", "channels", "guards", "unless", "step", "from_stage",
)  # fmt: skip
_NOTE = (
    "step", "stages", "card", "principal_from", "principal_below", "text", "source", "confidence",
)  # fmt: skip
_CHANNELS = ("call", "robot_call", "sms", "im", "app", "email", "letter", "visit")
_FIXED = ("categories", "words", "guards", "presence", "spelling", "known", "stages")


def read_wording(folder: Path = _DATA) -> Wording:
    """Return the patterns, guards, spellings, stage notes and domains of a folder.

    The expressions of the packaged data are compiled when first tried; those of another folder at
    once, so that a slip in them is told by the reader.

    Args:
        folder: the packaged data unless told otherwise.

    Raises:
        BadInput: a file is missing, is not TOML, or is not as the format asks.
    """
    words = Words(_file(folder, "words").plain(_LANGS), checked=folder == _DATA)
    categories = _by_id(_category(one) for one in _file(folder, "categories").tables("category"))
    steps_file = _file(folder, "stages")
    steps = _by_id(_step(one) for one in steps_file.tables("step", beside=("note",)))
    known = (categories, steps)
    patterns = [
        _pattern(one, words, known)
        for path in sorted(folder.glob("*.toml"))
        if path.stem not in _FIXED
        for one in tables_of(path).tables("pattern")
    ]
    _by_id(patterns)
    spelling = _file(folder, "spelling")
    return Wording(
        categories=categories,
        patterns=tuple(patterns),
        scans=scans_of(patterns),
        spelling=make_spelling(_characters(spelling), _spelled(spelling)),
        guards=_guards(_file(folder, "guards"), words),
        steps=steps,
        notes=_notes(steps_file, steps),
        places=_places(_file(folder, "known")),
        presence=_presence(_file(folder, "presence")),
    )


def _file(folder: Path, name: str) -> Table:
    return tables_of(folder / f"{name}.toml")


def _by_id(found: Iterable[T]) -> dict[str, T]:
    """Return things by their id, each id once."""
    named: dict[str, T] = {}
    for one in found:
        if one.id in named:
            raise BadInput(
                where=one.id,
                what=Text("编号出现了两次", "this id appears twice"),
                expected=Text("每个编号只出现一次", "each id once"),
                do=Text("改名", "rename one"),
            )
        named[one.id] = one
    return named


def _category(table: Table) -> Category:
    table.only(("id", "title", "means", "norms"))
    norms = table.inner("norms")
    return Category(
        id=table.text("id"),
        title=table.pair("title"),
        means=table.pair("means"),
        norms={name: norms.texts(name, ()) for name in norms.raw},
    )


def _step(table: Table) -> Step:
    table.only(("id", "title", "check", "norms"))
    return Step(
        id=table.text("id"),
        title=table.pair("title"),
        check=table.pair("check"),
        norms=table.texts("norms", ()),
    )


def _pattern(table: Table, words: Words, known: Known) -> Pattern:
    categories, steps = known
    table.only(_PATTERN)
    name = table.text("id")
    lang = name.partition(".")[0]
    if lang not in _LANGS:
        raise table.wrong("id", Text("以 zh. 或 en. 开头", "beginning with zh. or en."))
    made = [expression(one, lang, words, table) for one in table.texts("match")]
    plain = [expression(one, lang, words, table, "plain") for one in table.texts("plain", ())]
    unless = table.text("unless", "")
    pattern = Pattern(
        id=name,
        category=table.choice("category", tuple(categories)),
        lang=lang,
        matches=tuple(map(Alternative, made)),
        severity=table.choice("severity", SEVERITIES),
        confidence=table.choice("confidence", CONFIDENCES),
        innocent=table.pair("innocent"),
        source=table.text("source"),
        examples=table.texts("examples"),
        counters=table.texts("counters"),
        plain=tuple(map(Alternative, plain)),
        norms=table.texts("norms", ()),
        third=bool(table.flag("third", default=False)),
        channels=table.some_of("channels", _CHANNELS, ()),
        guards=table.some_of("guards", GUARDS, GUARDS),
        unless=_unless(unless, lang, words, table),
        step=table.choice("step", tuple(steps), ""),
        from_stage=table.choice("from_stage", STAGES, ""),
    )
    if pattern.severity == "breach" and pattern.confidence == "C":
        raise table.wrong("severity", Text("C 最多是 warning", "with C a warning at most"))
    if pattern.plain and pattern.severity != "breach":
        raise table.wrong("plain", Text("只用于 breach", "only with severity breach"))
    return pattern


def _unless(source: str, lang: str, words: Words, table: Table) -> re.Pattern[str] | None:
    return re.compile(expression(source, lang, words, table, "unless")) if source else None


def _guards(top: Table, words: Words) -> dict[tuple[str, str], Guard]:
    guards: dict[tuple[str, str], Guard] = {}
    for lang in _LANGS:
        by_kind = top.only(_LANGS).inner(lang).only(GUARDS)
        for kind in GUARDS:
            table = by_kind.inner(kind).only(("before", "sentence"))
            before = _unless(table.text("before", ""), lang, words, table)
            sentence = _unless(table.text("sentence", ""), lang, words, table)
            guards[lang, kind] = Guard(lang=lang, kind=kind, before=before, sentence=sentence)
    return guards


def _notes(top: Table, steps: Mapping[str, Step]) -> dict[str, tuple[StageNote, ...]]:
    notes: dict[str, tuple[StageNote, ...]] = {}
    for table in top.tables("note", beside=("step",)):
        table.only(_NOTE)
        note = StageNote(
            step=table.choice("step", tuple(steps)),
            text=table.pair("text"),
            source=table.text("source"),
            confidence=table.choice("confidence", CONFIDENCES),
            stages=table.some_of("stages", STAGES, ()),
            card=table.flag("card") if "card" in table else None,
            principal_from=_fen(table, "principal_from"),
            principal_below=_fen(table, "principal_below"),
        )
        notes[note.step] = (*notes.get(note.step, ()), note)
    for step in steps:
        last = notes.get(step, ())[-1:]
        if not last or last[0].stages or last[0].card is not None or _limited(last[0]):
            raise top.bad(
                Text(f"{step} 没有兜底的说明", f"{step} has no note for every other case"),
                Text("最后一条不设条件", "a last note without conditions"),
            )
    return notes


def _limited(note: StageNote) -> bool:
    return note.principal_from is not None or note.principal_below is not None


def _fen(table: Table, key: str) -> int | None:
    if key not in table:
        return None
    fen = fen_of(table.text(key))
    if fen is None:
        raise table.wrong(key, Text('金额写成 "50000.00"', 'an amount written "50000.00"'))
    return fen


def _places(top: Table) -> Places:
    top.only(("official", "second_level", "endings", "brands", "domain"))
    domains = {one.domain: one for one in map(_institution, _domains(top))}
    brands = {name: top.inner("brands").text(name) for name in top.inner("brands").raw}
    for name, domain in brands.items():
        if domain not in domains:
            raise top.bad(
                Text(f"brands.{name}：没有列出 {domain}", f"brands.{name}: {domain} not listed"),
                Text("一个列出的域名", "a domain that is listed"),
            )
    return Places(
        domains=domains,
        endings=frozenset(top.texts("endings")),
        second_level=frozenset(top.texts("second_level")),
        official=top.texts("official"),
        brands=brands,
    )


def _domains(top: Table) -> Iterator[Table]:
    return top.tables("domain", beside=("official", "second_level", "endings", "brands"))


def _institution(table: Table) -> Institution:
    table.only(("domain", "name", "kind", "source", "confidence"))
    return Institution(
        domain=table.text("domain"),
        name=table.pair("name"),
        kind=table.choice("kind", _KINDS),
        source=table.text("source"),
        confidence=table.choice("confidence", CONFIDENCES),
    )


def _presence(top: Table) -> dict[tuple[str, str], re.Pattern[str]]:
    found: dict[tuple[str, str], re.Pattern[str]] = {}
    for lang in _LANGS:
        table = top.only(_LANGS).inner(lang).only(("demand", "identity"))
        for name in ("demand", "identity"):
            found[name, lang] = re.compile(table.text(name))
    return found


def _characters(top: Table) -> dict[str, str]:
    pairs = [pair for line in top.only(("characters", "words")).texts("characters")
             for pair in line.split()]  # fmt: skip
    for pair in pairs:
        if len(pair) != 2:
            raise top.wrong("characters", Text(f"两个字一组：{pair}", f"pairs, not {pair}"))
    return {pair[0]: pair[1] for pair in pairs}


def _spelled(top: Table) -> dict[str, str]:
    words = top.inner("words")
    return {name: words.text(name) for name in words.raw}
