"""The figures of the guide: each {place} of an article becomes what the data say on a day.

{cn.limitation.period:years}         a parameter of a norm: days, years, a time, a day
{cn.cap.court_reduction:value %}     the same as a percentage; `¥`: an amount of money; `x`: times
{cap:cn.cap.private}                 a cap as it is worked out for that day
{fee:30000}                          the court fee on a claim; `half` and `order` after a blank
{silent:contact_person usual}        days past due, as reported; silent, answers, days; earliest …
{stage:contact_person}               what a reported stage is called
{preset:weilidai rate.low %}         what is reported of a product
{help:12348}                         a help line
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from ashore.files.articles import PLACE
from ashore.files.products import preset
from ashore.forecast.practice import Practice, Span
from ashore.law import Law
from ashore.law.cap_line import cap_line
from ashore.law.cap_rule import CapCase
from ashore.law.fees import court_fee, halved_fee, payment_order_fee
from ashore.loan import LenderType
from ashore.money import Rounding, decimal_of, rounded
from ashore.report.calm import date_words
from ashore.report.shown import marked, percent
from ashore.words import Cite, LawGap, Text, how_many

__all__ = ["Data", "Filled", "filled_in"]

UNKNOWN = Text("未知", "not known")
_REACHED = {"silent": False, "answers": True, "days": None}
_FEES = {"": court_fee, "half": halved_fee, "order": payment_order_fee}


@dataclass(frozen=True, slots=True)
class Data:
    """What figures come from, and the day they are for."""

    law: Law
    practice: Practice
    on: date


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its figures, the norms behind them and what else they rest on."""

    text: Text
    cites: tuple[Cite, ...] = ()
    sources: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Figure:
    said: Text
    cites: tuple[Cite, ...] = ()
    sources: tuple[Text, ...] = ()
    doubtful: bool = False


def filled_in(text: Text, data: Data) -> Filled:
    """Return a text with every place filled in; what the data do not say is "not known".

    Figures of confidence C are named at the end as yet to be confirmed.
    """
    figures = {name: _figure(name, data) for name in dict.fromkeys(PLACE.findall(text.zh))}
    zh = PLACE.sub(lambda found: figures[found[1]].said.zh, text.zh)
    en = PLACE.sub(lambda found: figures[found[1]].said.en, text.en)
    return Filled(
        _doubted(Text(zh, en), [each.said for each in figures.values() if each.doubtful]),
        tuple(dict.fromkeys(cite for each in figures.values() for cite in each.cites)),
        tuple(dict.fromkeys(line for each in figures.values() for line in each.sources)),
    )


def _doubted(text: Text, doubtful: list[Text]) -> Text:
    said = list(dict.fromkeys(doubtful))
    if not said:
        return text
    zh, en = "、".join(each.zh for each in said), ", ".join(each.en for each in said)
    return Text(
        f"{text.zh}（其中 {zh} 这样的说法待核实）", f"{text.en} (Yet to be confirmed: {en}.)"
    )


def _figure(place: str, data: Data) -> _Figure:
    head, _, rest = place.partition(":")
    word, _, form = rest.partition(" ")
    own: Mapping[str, Callable[[str, str, Data], _Figure]] = {
        "cap": _cap, "fee": _fee, "preset": _preset, "help": _help, "stage": _stage,
    }  # fmt: skip
    if head in _REACHED:
        return _reported(data.practice, head, word, form)
    try:
        return own[head](word, form, data) if head in own else _param(head, word, form, data)
    except LawGap:  # no text in force that day: not known, and said so
        return _Figure(UNKNOWN)


# -- from the law ---------------------------------------------------------------------------------


def _param(name: str, key: str, form: str, data: Data) -> _Figure:
    norm = data.law.norm(name)
    version = norm.on(data.on)
    if key == "from_on":
        return _sure(_shown(version.from_on, form), norm.cite(data.on))
    if key not in version.params:  # an older text without that figure
        return _Figure(UNKNOWN)
    return _sure(_shown(version.params[key], form), norm.cite(data.on))


def _cap(name: str, _: str, data: Data) -> _Figure:
    norm = data.law.norm(name)
    norm.on(data.on)
    lender = LenderType(norm.scope.lender_types[0])
    line = cap_line(norm, CapCase(lender, data.on, data.on, data.on, data.law))
    said = UNKNOWN if line.value is None else _plain(percent(line.value))
    return _sure(said, line.basis)


def _fee(claim: str, kind: str, data: Data) -> _Figure:
    fee = _FEES[kind](int(claim) * 100, data.on, data.law)
    return _sure(_plain(marked(fee.amount)), fee.cite)


def _sure(said: Text, cite: Cite) -> _Figure:
    return _Figure(said, (cite,), doubtful=cite.confidence == "C")


def _shown(value: object, form: str) -> Text:
    """Return a parameter in words."""
    match value:
        case date():
            return date_words(value)
        case time():
            return _plain(f"{value:%H:%M}")
        case Fraction() if form == "%":
            return _plain(percent(value, 4))
        case Fraction() if form == "¥":
            return _plain(marked(rounded(value * 100, Rounding.HALF_UP)).removesuffix(".00"))
        case Fraction() if form == "x":
            return _plain(shortest(value))
        case int():
            return _plain(f"{value:,}")
        case _:
            raise AssertionError(f"no words for {value!r} as {form!r}")


def shortest(value: Fraction) -> str:
    """Return a number without needless decimals: 4, 1.5.

    >>> shortest(Fraction(3, 2)), shortest(Fraction(4))
    ('1.5', '4')
    """
    return percent(value / 100, 4).removesuffix("%")


def _plain(said: str) -> Text:
    return Text(said, said)


# -- from reports ---------------------------------------------------------------------------------


def _reported(practice: Practice, who: str, kind: str, form: str) -> _Figure:
    stage = next(each for each in practice.stages if each.kind == kind)
    span = practice.span(stage, "", "", reachable=_REACHED[who])
    if span is None:
        return _Figure(UNKNOWN)
    return _Figure(_days(span, form), sources=_rest(span))


def _days(span: Span, form: str) -> Text:
    if form in {"earliest", "latest"}:
        return _plain(str(getattr(span, form)))
    assert form == "usual", form
    if span.usual_from == span.usual_to:
        return _plain(str(span.usual_from))
    return _plain(f"{span.usual_from}–{span.usual_to}")


def _rest(span: Span) -> tuple[Text, ...]:
    zh, en = "、".join(span.sources), "; ".join(span.sources)
    return (
        Text(
            f"据反映（{span.pages} 个公开网页，把握 {span.confidence}）：{zh}",
            f"reported ({how_many(span.pages, 'public page')}, confidence {span.confidence}): {en}",
        ),
    )


def _stage(kind: str, _: str, data: Data) -> _Figure:
    return _Figure(next(each.title for each in data.practice.stages if each.kind == kind))


def _help(number: str, _: str, data: Data) -> _Figure:
    line = next(each for each in data.practice.help if each.number == number)
    said = "、".join(line.sources)
    about = Text(
        f"{number}：{said}（把握 {line.confidence}）", f"{number}: {said} ({line.confidence})"
    )
    return _Figure(_plain(number), sources=(about,))


def _preset(product: str, form: str, __: Data) -> _Figure:
    """Return what a preset says: a term (`penalty.multiple`) or what is reported (`rate.low`)."""
    path, _, how = form.partition(" ")
    key, _, part = path.partition(".")
    found = preset(product)
    if key in found.basis:
        value, basis = found.terms[key], found.basis[key]
    else:
        report = next(each for each in found.reported if each.key == key)
        value, basis = report.value, report.basis
    said = value[part] if isinstance(value, Mapping) else value
    number = decimal_of(str(said))
    assert number is not None, form
    text = _plain(percent(number, 4)) if how == "%" else _plain(shortest(number))
    source = Text(f"{basis.source}，把握 {basis.confidence}",
                  f"{basis.source}, confidence {basis.confidence}")  # fmt: skip
    return _Figure(text, sources=(source,), doubtful=basis.confidence == "C")
