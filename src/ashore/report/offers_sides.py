"""Each lender beside its offer: what is set in motion, and what a court could give it instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ashore.facts import Case
from ashore.plan.offer_side import Court, Effect, Side
from ashore.plan.offers import Offer, Offers
from ashore.report.blocks import Block, Item, Section
from ashore.report.shown import marked
from ashore.words import Text

__all__ = ["court_lines", "side_sections"]

_NAMES = {
    "limitation": Text("诉讼时效（先看这一条）", "limitation (look at this first)"),
    "credit": Text("征信", "credit record"),
    "penalty": Text("利息和罚息", "interest and penalty"),
    "collection": Text("催收", "collection"),
}


def side_sections(case: Case, found: Offers) -> Iterator[Section]:
    """Yield a section for each lender asked."""
    for side, offer in zip(found.sides, found.pro_rata, strict=True):
        title = Text(f"{side.name}：答应之前先知道", f"{side.name}: before you promise")
        yield Section(title, tuple(_blocks(case, side, offer)))


def _blocks(case: Case, side: Side, offer: Offer) -> Iterator[Block]:
    for effect in side.effects:
        yield _effect(effect)
    if side.talks:
        yield Item(
            title=Text("已经谈过的", "What was said so far"),
            brief=tuple(talk.text for talk in side.talks),
            lines=(_KEEP,),
        )
    yield Item(
        title=Text("对方接受方案，和去法院比", "What the lender gets: this offer or a court"),
        brief=court_lines(case, side.court, offer),
        lines=(),
        cites=side.court.cites,
        folded=True,
    )


_KEEP = Text(
    "谈一次记一次：提议、接受、拒绝或承诺，记成这笔借款的一件事（events）",
    "note each talk as an event of the loan (events): offer, accepted, refused or promise",
)


def _effect(effect: Effect) -> Item:
    name = _NAMES[effect.kind]
    if effect.careful or effect.kind == "limitation":
        return Item(title=name, brief=(effect.text,), lines=(), cites=effect.cites)
    return Item(title=name, lines=(effect.text,), cites=effect.cites, deeper=True)


def court_lines(case: Case, court: Court, offer: Offer) -> tuple[Text, ...]:
    """Return what the offer and a court would give, a line each."""

    def sum_of(fen: int) -> str:
        return marked(fen, case.currency, case.digits)

    return tuple(
        line
        for line in (
            _by_offer(offer, sum_of(offer.stops.total), sum_of(offer.monthly)),
            _by_contract(offer, sum_of(offer.runs.total)),
            _by_court(court, sum_of(court.at_most)),
            _asked(court, sum_of(court.on_request or 0)),
            _fees(court, sum_of),
            _time(court),
        )
        if line is not None
    )


def _by_offer(offer: Offer, total: str, monthly: str) -> Text:
    if not offer.monthly:
        return Text("这个方案现在给不出钱", "this offer gives no money for now")
    if offer.stops.months is None:
        return Text(
            f"方案：每月 {monthly}，五年共 {total}",
            f"offer: {monthly} a month, {total} in five years",
        )
    return Text(
        f"方案（停息）：每月 {monthly}，到 {offer.stops.ends_on} 共 {total}，不用花钱打官司",
        f"offer (interest stopped): {monthly} a month, {total} by {offer.stops.ends_on}, without "
        "the cost of a suit",
    )


def _by_contract(offer: Offer, total: str) -> Text | None:
    if not offer.runs.months:
        return None
    return Text(
        f"没谈成、照这个数付：账上 {offer.runs.months} 个月，共 {total}",
        f"without an agreement, paying the same: {offer.runs.months} months by the books, {total} "
        "in all",
    )


def _by_court(court: Court, most: str) -> Text:
    if court.lawful is not None and court.lawful < court.claim:
        return Text(
            f"法院：今天的债按民间借贷上限最多支持 {most}",
            f"court: of today's debt at most {most}, by the private-lending cap",
        )
    return Text(
        f"法院：今天的债按账是 {most}，以后的利息另算",
        f"court: today's debt by the books is {most}; later interest comes on top",
    )


def _asked(court: Court, asked: str) -> Text | None:
    if court.on_request is None or court.on_request >= court.at_most:
        return None
    return Text(
        f"您在庭上要求按年 24% 调减，法院可能只支持 {asked}（要自己提出）",
        f"if you ask for the reduction to 24 % a year, perhaps only {asked} (you have to raise it)",
    )


def _fees(court: Court, sum_of: Callable[[int], str]) -> Text | None:
    if court.cost is None:
        return None
    half, full = sum_of(court.cost.half.amount), sum_of(court.cost.full.amount)
    enforced = sum_of(court.cost.enforcement.amount)
    return Text(
        f"对方先垫受理费 {half}（简易、小额）到 {full}（普通），败诉方负担；"
        f"要执行再有 {enforced}，由您负担",
        f"the lender advances {half} (summary, small claim) to {full} (ordinary), borne by the "
        f"loser; enforcement adds {enforced}, borne by you",
    )


_SUED = {
    "sued": Text(
        "已经起诉：愿意分期的，庭前或庭上提出调解，写进调解书，受理费减半",
        "a suit is pending: offer instalments before or at the hearing and have them in a "
        "settlement of the court, at half the fee",
    ),
    "judged": Text(
        "已经判决：可以和申请执行人谈执行和解，写明分期和不列名单；执行要给您留下生活必需的",
        "there is a judgment: an enforcement settlement with instalments and no listing can be "
        "agreed; enforcement must leave you what is needed to live",
    ),
}


def _time(court: Court) -> Text | None:
    if court.stage in _SUED:
        return _SUED[court.stage]
    if court.months is None:
        return None
    low, high = court.months
    when = Text("", "")
    if court.suit is not None:
        suit = court.suit
        when = Text(
            f"据反映起诉多在 {suit.usual} 到 {suit.usual_to}（不是规定，把握 {suit.confidence}）；",
            f"suits are reported mostly between {suit.usual} and {suit.usual_to} (no rule, "
            f"confidence {suit.confidence}); ",
        )
    return Text(
        f"{when.zh}立案后小额 {low} 个月、简易最多 {high} 个月；执行还要给您留下生活必需的",
        f"{when.en}after filing, {low} months for a small claim, up to {high} in the summary "
        "procedure; enforcement must leave you what is needed to live",
    )
