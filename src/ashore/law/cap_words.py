"""The sentences of the cap comparison: what lies above a line means, and why one does not apply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from ashore.loan import LenderType
from ashore.words import Text

__all__ = [
    "EFFECTS",
    "CapEffect",
    "CapMethod",
    "borrower_asks",
    "not_after",
    "not_average",
    "not_before",
    "not_for",
    "not_settled",
    "older_rule",
]


class CapMethod(StrEnum):
    """The yardstick a line is measured with; the two are never mixed."""

    COURT_SIMPLE = "court_simple"  # simple interest on what is still owed, actual days / 365
    SUPERVISORY_IRR = "supervisory_irr"  # yearly cost of all payments, 12 x the monthly return


class CapEffect(StrEnum):
    """What happens to a cost above a line."""

    UNSUPPORTED = "unsupported"
    KEEP_IF_PAID = "keep_if_paid"
    VOID = "void"
    ON_REQUEST = "on_request"
    SUPERVISED = "supervised"
    WEIGHED = "weighed"
    CONTRACT_VOID = "contract_void"


EFFECTS = {
    CapEffect.UNSUPPORTED: Text(
        "超过的部分，法院不支持",
        "a court grants nothing above it",
    ),
    CapEffect.KEEP_IF_PAID: Text(
        "超过的部分，法院不支持；已经自愿付出、没有超过 36% 的，一般不退",
        "a court grants nothing above it; what was paid freely up to 36% is not returned",
    ),
    CapEffect.VOID: Text(
        "超过的部分无效，已经付出的可以要求返还",
        "what lies above it is void, and can be claimed back if it was paid",
    ),
    CapEffect.ON_REQUEST: Text(
        "超过的部分，可以请求法院调减；不提出，法院可能不调",
        "a court may reduce what lies above it if the borrower asks; without asking it may not",
    ),
    CapEffect.SUPERVISED: Text(
        "监管要求不超过这条线，可以向监管部门反映；法院怎么判是另一回事",
        "supervisors hold lenders to it, so one may complain; what a court grants is not settled "
        "by it",
    ),
    CapEffect.WEIGHED: Text(
        "没有固定数字；认为总额过高的，可以请求法院衡量调减",
        "no fixed number; one who finds the total too high may ask a court to weigh it",
    ),
    CapEffect.CONTRACT_VOID: Text(
        "合同可能被认定无效，约定的利息不按合同支持，本金仍要还",
        "the contract may be found void: no interest as agreed, while the principal stays due",
    ),
}

_LENDERS = {
    LenderType.BANK: Text("银行", "banks"),
    LenderType.CONSUMER_FINANCE: Text("消费金融公司", "consumer-finance companies"),
    LenderType.SMALL_LOAN: Text("小额贷款公司", "small-loan companies"),
    LenderType.AUTO_FINANCE: Text("汽车金融公司", "auto-finance companies"),
    LenderType.CARD_ISSUER: Text("信用卡发卡行", "card issuers"),
    LenderType.ASSISTED_BANK: Text("经平台放款的银行", "banks lending through a platform"),
    LenderType.GUARANTOR: Text("担保公司", "guarantee companies"),
    LenderType.ASSET_MANAGER: Text("资产管理公司", "asset managers"),
    LenderType.UNLICENSED: Text("无牌照机构", "lenders without a licence"),
    LenderType.PRIVATE: Text("个人或民间借贷", "private lenders"),
}


def _names(types: Sequence[str]) -> Text:
    known = [_LENDERS[LenderType(each)] for each in types]
    return Text("、".join(name.zh for name in known), ", ".join(name.en for name in known))


def not_for(types: Sequence[str], lender: LenderType) -> Text:
    """Say that a line binds other lenders."""
    bound, this = _names(types), _LENDERS[lender]
    return Text(
        f"只适用于{bound.zh}；这笔的出借方属于{this.zh}",
        f"it binds {bound.en}; this loan is of the kind: {this.en}",
    )


def not_settled(lender: LenderType, filed_on: date) -> Text:
    """Say that no text settles whether the line reached such a lender at that time."""
    this = _LENDERS[lender]
    return Text(
        f"{filed_on} 立案时，{this.zh}是否适用这条线没有明文",
        f"for a case filed on {filed_on} no text settles whether it reached {this.en}",
    )


def not_before(first: date, by: str, held: date) -> Text:
    """Say that the contract or the case is older than the line."""
    if by == "contract":
        return Text(
            f"只管 {first} 起发放的新贷款；这笔的合同是 {held} 成立的",
            f"only for loans made from {first} on; this one was made on {held}",
        )
    return Text(
        f"只管 {first} 起立案的案件；这里按 {held} 立案计算",
        f"only for cases filed from {first} on; here the filing day is {held}",
    )


def not_after(last: date) -> Text:
    """Say that the line ended before the case or the day it would be applied to."""
    return Text(
        f"只管到 {last} 为止",
        f"it ended on {last}",
    )


def not_average() -> Text:
    """Say that the line is an average of the lender, not a line for one loan."""
    return Text(
        "这是机构全部新贷款的平均数，不是单笔的上限",
        "an average over the lender's new loans, not a line for a single one",
    )


def borrower_asks() -> Text:
    """Say that the line counts only if the borrower raises it."""
    return Text(
        "要由借款人在诉讼中提出请求",
        "the borrower has to ask for it in court",
    )


def older_rule() -> Text:
    """Say that the older rule counts for these days only if a party asks for it."""
    return Text(
        "这一段利息适用当时的规定，要由当事人提出请求",
        "for the interest of these days the rule of that time counts if a party asks for it",
    )
