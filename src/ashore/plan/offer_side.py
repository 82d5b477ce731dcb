"""One lender's side of an offer: what a court could give it, and what the offer sets in motion.

Told before anything is promised: limitation, credit record, penalty, collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ashore.facts import Contact
from ashore.forecast.ground import Window, cites_of, version_of, window_of
from ashore.forecast.limits import Clock
from ashore.forecast.marks import RETENTION, kept_until
from ashore.forecast.practice import Practice
from ashore.forecast.proceedings import CourtCost, court_of
from ashore.forecast.reporters import reporting_of
from ashore.forecast.restarts import demands_in
from ashore.law import Law
from ashore.ledger.ceiling import ceiling_of
from ashore.loan import LenderType
from ashore.money import show
from ashore.plan.household import Held
from ashore.plan.talks import Talk, talks_of
from ashore.words import Cite, Text

__all__ = ["Court", "Effect", "Side", "side_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an offer sets in motion in one respect.

    `kind`: limitation | credit | penalty | collection. `careful`: think before doing it.
    """

    kind: str
    text: Text
    cites: tuple[Cite, ...]
    careful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """What the same lender could get in court, fen, and how long that is said to take.

    Attributes:
        claim: what is owed by the books today.
        lawful: what the private-lending cap leaves of it; None where that cap does not bind.
        on_request: what is left if the debtor asks for the reduction to 24 % and the court follows;
            None where no such line reaches the loan.
        cost: the court fees; None where no table answers.
        stage: none | sued | judged, by the case's own events; `since` its day.
        suit: when a suit is reported to come; None: no report, or it has come.
        months: from filing to the decision, by the small and the summary procedure; None: no rule.
        cites: the norms behind it.
    """

    claim: int
    lawful: int | None
    on_request: int | None
    cost: CourtCost | None
    stage: str
    since: date | None
    suit: Window | None
    months: tuple[int, int] | None
    cites: tuple[Cite, ...]

    @property
    def at_most(self) -> int:
        """The most that could be granted of today's debt by the cap that binds by itself, fen."""
        return self.claim if self.lawful is None else min(self.claim, self.lawful)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One lender's side: the court, the limitation clock, the effects of an offer, past talks."""

    loan: str
    name: str
    court: Court
    clock: Clock | None
    effects: tuple[Effect, ...]
    talks: tuple[Talk, ...]


def side_of(
    held: Held, log: Sequence[Contact], practice: Practice, law: Law, ends_on: date | None
) -> Side:
    """Return a lender's side of an offer made on the day the loan is seen from.

    `ends_on` is the last payment under the offer if interest stops; None: not paid off.
    """
    stand = held.stand
    track = court_of(stand, practice, law, demands_in(log, stand.loan))
    lawful = held.lawful
    asked = ceiling_of(stand.booked, stand.on, law).on_request
    names = ("cn.court.small_claims", "cn.court.summary", "cn.fee.case", "cn.fee.half")
    more = cites_of(law, (*names, "cn.enforcement.living_costs"), stand.on)
    return Side(
        loan=held.id,
        name=held.name,
        court=Court(
            claim=held.owed,
            lawful=lawful.total if lawful else None,
            on_request=min(held.owed, asked.principal + asked.charges) if asked else None,
            cost=track.cost,
            stage=track.stage,
            since=track.since,
            suit=window_of(practice, "suit", stand) if track.stage == "none" else None,
            months=_months(law, stand.on),
            cites=(*more, *((asked.cite,) if asked else ()), *(lawful.cites if lawful else ())),
        ),
        clock=track.clock,
        effects=(
            *_limitation(track.clock, law, stand.on),
            *_credit(held, law, ends_on),
            _penalty(held, law),
            _collection(held, law),
        ),
        talks=talks_of(stand),
    )


def _months(law: Law, on: date) -> tuple[int, int] | None:
    small = version_of(law, "cn.court.small_claims", on)
    summary = version_of(law, "cn.court.summary", on)
    if small is None or summary is None:
        return None
    return small.whole("months"), summary.whole("months") + summary.whole("months_extended")


# -- the effects ----------------------------------------------------------------------------------


def _limitation(clock: Clock | None, law: Law, on: date) -> Iterator[Effect]:
    names = ("cn.limitation.restart.agreement", "cn.limitation.period", "cn.limitation.revived")
    cites = cites_of(law, names, on)
    if not cites:  # the law of another country
        return
    promise = next((act for act in clock.acts if act.act == "promise"), None) if clock else None
    if promise is None:
        yield Effect(kind="limitation", text=_UNKNOWN_CLOCK, cites=cites, careful=True)
        return
    yield Effect(
        kind="limitation",
        text=Text(f"{promise.text.zh}。{_AGAIN.zh}", f"{promise.text.en}. {_AGAIN.en}"),
        cites=cites,
        careful=promise.revives or promise.moves,
    )


_UNKNOWN_CLOCK = Text(
    "提出分期或书面请求延期，等于承认这笔债，诉讼时效会重新起算；这笔的时效日期不知道，先问 12348",
    "an offer or a written request for time acknowledges the debt and restarts limitation; the "
    "date for this debt is not known, so ask 12348 first",
)
_AGAIN = Text("以后每付一次，又从那天起算", "Each later payment starts it anew from its day")


def _credit(held: Held, law: Law, ends_on: date | None) -> Iterator[Effect]:
    stand = held.stand
    reporting = reporting_of(stand.loan)
    if not reporting.may_show:
        yield Effect(kind="credit", text=reporting.text, cites=())
        return
    cites = cites_of(law, (RETENTION, "cn.credit.special"), stand.on)
    until = kept_until(ends_on, law) if ends_on else None
    if until:
        clears = Text(
            f"按停息的方案 {ends_on} 还清，逾期记录最晚到 {until} 消失",
            f"paid off on {ends_on} with interest stopped, the overdue record is gone by {until} "
            "at the latest",
        )
    else:
        clears = Text(
            "没有还清，逾期记录就没有到期的一天",
            "while it is not paid off, the overdue record has no end",
        )
    code = _CARD_CODE if stand.is_card else _LOAN_CODE
    yield Effect(
        kind="credit",
        text=Text(
            f"已有的逾期记录不会因为谈成分期而消失；{clears.zh}。{code.zh}",
            f"an agreement does not remove marks that are there; {clears.en}. {code.en}",
        ),
        cites=cites,
    )


_CARD_CODE = Text(
    "信用卡个性化分期在报告里记为特殊交易 14（据公开实现，拿不准）",
    "Personal card instalments are said to show as special transaction 14 (from public programs, "
    "not certain)",
)
_LOAN_CODE = Text(
    "展期、减免在报告里各有代码（展期 1、减免 11，据公开实现，拿不准）",
    "An extension or a reduction is said to show with a code (1, 11; from public programs, not "
    "certain)",
)


def _penalty(held: Held, law: Law) -> Effect:
    loan, per_day = held.stand.loan, held.stand.balance.per_day
    if held.stand.is_card:
        names: tuple[str, ...] = ("cn.card.personal_instalment",)
        rule = _CARD_INTEREST
    elif loan.lender_type in _NO_INSTITUTION:
        names, rule = ("cn.cap.private.overdue", "cn.civil.extension"), _PRIVATE_INTEREST
    else:
        names, rule = ("cn.civil.extension", "cn.relief.hardship_notice"), _LOAN_INTEREST
    now = show(per_day, loan.digits)
    return Effect(
        kind="penalty",
        text=Text(
            f"没有写明停息之前，利息和罚息照合同走，现在每天 {now} 元。{rule.zh}",
            f"until it is written that interest stops, interest and penalty run by the contract, "
            f"{now} a day now. {rule.en}",
        ),
        cites=cites_of(law, names, held.stand.on),
    )


_CARD_INTEREST = Text(
    "个性化分期是不是停息，由银行定，要写进协议",
    "Whether interest stops with personal instalments is for the bank to say, in the agreement",
)
_NO_INSTITUTION = {LenderType.PRIVATE, LenderType.UNLICENSED}
_PRIVATE_INTEREST = Text(
    "利息、罚息和其他费用加起来不能超过民间借贷的上限；停下来要对方同意，写在纸上",
    "Interest, penalty and other charges together stay within the private-lending cap; that they "
    "stop takes the lender's consent, on paper",
)
_LOAN_INTEREST = Text(
    "没有要求网贷停息的规定，全靠对方同意，要写进协议",
    "No rule makes an online lender stop interest; it takes its consent, in writing",
)


def _collection(held: Held, law: Law) -> Effect:
    if held.stand.is_card:
        cites = cites_of(law, ("cn.card.personal_instalment",), held.stand.on)
        return Effect(kind="collection", text=_CARD_CALLS, cites=cites)
    return Effect(kind="collection", text=_LOAN_CALLS, cites=())


_CARD_CALLS = Text(
    "个性化分期协议有效期间，银行应当停止催收",
    "while an agreement on personal instalments is kept, the bank is to stop collecting",
)
_LOAN_CALLS = Text(
    "口头答应不算：催收停不停、联系不联系家人，要写进协议；按约付款、接听电话，家人被联系的可能最小",
    "a spoken promise is not enough: have it written that collection stops and nobody else is "
    "contacted; paying as agreed and answering calls keeps others out of it best",
)
