"""What happened to a loan, what it costs besides, what was claimed: each in a line."""

from __future__ import annotations

from ashore.facts import Case
from ashore.files.choices import EVENT, FEE_WHEN
from ashore.files.unbuild import KIND_OF
from ashore.loan import Claim, Event, Fee, FeeWhen, Milestone
from ashore.report.shown import marked, percent
from ashore.words import Text

__all__ = ["claim_line", "event_line", "fee_line"]

_PARTS = {
    "total": Text("合计", "total"),
    "principal": Text("本金", "principal"),
    "interest": Text("利息", "interest"),
    "penalty": Text("罚息", "penalty"),
    "fee": Text("费用", "fee"),
}


def claim_line(claim: Claim, case: Case) -> Text:
    """Return a claim: its day, where it was seen, its sums."""
    sums = [(said, getattr(claim, key)) for key, said in _PARTS.items()]
    told = [
        (said, marked(fen, case.currency, case.digits)) for said, fen in sums if fen is not None
    ]
    zh = "，".join(f"{said.zh} {sum_}" for said, sum_ in told)
    en = ", ".join(f"{said.en} {sum_}" for said, sum_ in told)
    where = f" {claim.source}" if claim.source else ""
    return Text(f"{claim.on}{where}：{zh}", f"{claim.on}{where}: {en}")


def event_line(event: Event, case: Case) -> Text:
    """Return an event: its day, what happened, its sum."""
    kind = EVENT[event.kind if isinstance(event, Milestone) else KIND_OF[type(event)]]
    on, amount = getattr(event, "on"), getattr(event, "amount", None)  # noqa: B009
    sum_ = "" if amount is None else f" {marked(amount, case.currency, case.digits)}"
    return Text(f"{on}：{kind.zh}{sum_}", f"{on}: {kind.en}{sum_}")


def fee_line(fee: Fee, case: Case) -> Text:
    """Return a fee: its name, when it is charged, how much."""
    if fee.amount is not None:
        much = marked(fee.amount, case.currency, case.digits)
    else:
        assert fee.rate is not None
        much = percent(fee.rate, 4)
    day = "" if fee.on is None else fee.on.isoformat()
    when = Text(day, day) if fee.when is FeeWhen.ON_DATE else FEE_WHEN[fee.when]
    return Text(f"{fee.name}：{when.zh} {much}", f"{fee.name}: {much}, {when.en}")
