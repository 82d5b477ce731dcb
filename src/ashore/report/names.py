"""The words of the case format, said to a person: lenders, methods, parts, states."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ashore.days import DayCount
from ashore.loan import LenderType, Loan, Method, Per
from ashore.report.shown import money, percent
from ashore.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CONFIDENCE", "COUNTING", "FORMULAS", "INPUTS", "LENDERS", "METHODS", "PER", "RANKS", "STATES",
    "VALUES", "kind_line",
]  # fmt: skip

LENDERS: Mapping[LenderType, Text] = MappingProxyType(
    {
        LenderType.BANK: Text("银行", "bank"),
        LenderType.CONSUMER_FINANCE: Text("消费金融公司", "consumer finance company"),
        LenderType.SMALL_LOAN: Text("小额贷款公司", "small-loan company"),
        LenderType.AUTO_FINANCE: Text("汽车金融公司", "auto finance company"),
        LenderType.CARD_ISSUER: Text("信用卡发卡行", "card issuer"),
        LenderType.ASSISTED_BANK: Text("平台介绍、银行放款", "bank through a platform"),
        LenderType.GUARANTOR: Text("担保公司", "guarantee company"),
        LenderType.ASSET_MANAGER: Text("资产管理公司", "asset manager"),
        LenderType.UNLICENSED: Text("无牌照机构", "lender without a licence"),
        LenderType.PRIVATE: Text("个人或民间借贷", "private lender"),
    }
)
METHODS: Mapping[Method, Text] = MappingProxyType(
    {
        Method.EQUAL_INSTALMENT: Text("等额本息", "equal instalments"),
        Method.EQUAL_PRINCIPAL: Text("等额本金", "equal principal"),
        Method.INTEREST_ONLY: Text("先息后本", "interest first, principal at the end"),
        Method.BULLET: Text("到期一次还本付息", "everything at the end"),
        Method.FLAT: Text("等本等息", "flat: interest on the first amount throughout"),
        Method.GIVEN: Text("按平台列出的计划", "rows as the lender shows them"),
        Method.CARD: Text("信用卡", "credit card"),
    }
)
PER: Mapping[Per, Text] = MappingProxyType(
    {
        Per.DAY: Text("日利率", "a day"),
        Per.MONTH: Text("月利率", "a month"),
        Per.YEAR: Text("年利率", "a year"),
    }
)
COUNTING: Mapping[DayCount, Text] = MappingProxyType(
    {
        DayCount.ACTUAL: Text("按实际天数", "by actual days"),
        DayCount.PERIOD: Text("按期，每期等长", "by equal periods"),
        DayCount.ACT_365: Text("实际天数 / 365", "actual days / 365"),
        DayCount.ACT_360: Text("实际天数 / 360", "actual days / 360"),
        DayCount.THIRTY_360: Text("每月 30 天 / 360", "30-day months / 360"),
    }
)
STATES: Mapping[str, Text] = MappingProxyType(
    {
        "paid": Text("已还清", "paid"),
        "due": Text("到期待还", "due"),
        "overdue": Text("逾期", "overdue"),
        "running": Text("本期", "running"),
        "upcoming": Text("未到期", "to come"),
        "deferred": Text("已延期", "deferred"),
    }
)
CONFIDENCE: Mapping[str, Text] = MappingProxyType(
    {
        "A": Text("A：读过原文", "A: read in the text"),
        "B": Text("B：有可靠来源，未逐字核对", "B: known from good sources, not read word by word"),
        "C": Text(
            "C：只见报道或说法不一，值得核实", "C: only reported or disputed, worth checking"
        ),
    }
)
RANKS: Mapping[str, Text] = MappingProxyType(
    {
        "law": Text("法律", "law"),
        "admin-regulation": Text("行政法规", "administrative regulation"),
        "judicial-interpretation": Text("司法解释", "judicial interpretation"),
        "rule": Text("部门规章", "rule of a ministry"),
        "normative": Text("规范性文件", "normative document"),
        "national-standard": Text("国家标准", "national standard"),
        "self-regulation": Text("行业自律", "self-regulation"),
        "guidance": Text("指导意见", "guidance"),
        "practice": Text("实践做法", "practice"),
    }
)
FORMULAS: Mapping[str, Text] = MappingProxyType(
    {
        "principal + interest + penalty + compound + fee": Text(
            "本金 + 利息 + 罚息 + 复利 + 费用", "principal + interest + penalty + compound + fees"
        ),
        "charged − paid − given up": Text("应收 − 已还 − 减免", "charged − paid − given up"),
        "sum of the steps": Text("下列各步相加", "sum of the steps"),
        "base × rate a day × days": Text("基数 × 日利率 × 天数", "base × rate a day × days"),
        "balance × rate a day × days": Text(
            "剩余本金 × 日利率 × 天数", "balance × rate a day × days"
        ),
        "balance × rate of the period": Text("剩余本金 × 每期利率", "balance × rate of the period"),
        "interest of the running period, to the day": Text(
            "本期利息，算到当天", "interest of the running period, to the day"
        ),
        "interest of the schedule in force": Text(
            "按当时有效的还款计划", "interest of the schedule in force"
        ),
    }
)
"""The formulas of `ledger.why` in both languages; one that is not here is shown as it is."""

INPUTS: Mapping[str, Text] = MappingProxyType(
    {
        "on": Text("日期", "on"),
        "event": Text("编号", "id"),
        "base": Text("基数", "base"),
        "rate": Text("利率", "rate"),
        "rate_per_day": Text("日利率", "rate a day"),
        "from": Text("起算日", "from"),
        "days": Text("天数", "days"),
        "day_count": Text("计息方式", "day count"),
        "multiple_of_contract_rate": Text("合同利率的倍数", "times the contract rate"),
        "penalty_rate_agreed": Text("罚息利率另有约定", "penalty rate of its own"),
        "released": Text("公布日", "published on"),
    }
)


VALUES: Mapping[str, Text] = MappingProxyType(
    {"yes": Text("是", "yes"), **{count.value: said for count, said in COUNTING.items()}}
)
"""Inputs that are words of the case format."""


def kind_line(loan: Loan) -> Text:
    """Return what sort of loan it is, in one line."""
    lender, method = _lender(loan), METHODS[loan.method]
    if loan.method is Method.CARD:
        card = loan.card
        assert card is not None
        rate = percent(loan.rate.value, 4)
        return Text(
            f"{lender.zh} · 账单日 {card.statement_day} 日，还款日 {card.due_day} 日 · "
            f"{PER[loan.rate.per].zh} {rate}",
            f"{lender.en} · statement on day {card.statement_day}, due on day {card.due_day} · "
            f"{rate} {PER[loan.rate.per].en}",
        )
    amount = money(loan.principal, loan.digits)
    rate_zh, rate_en = _rate(loan)
    return Text(
        f"{lender.zh} · {method.zh}，{loan.instalments} 期{rate_zh} · "
        f"{loan.disbursed_on} 借 {amount}",
        f"{lender.en} · {method.en}, {loan.instalments} instalments{rate_en} · "
        f"{amount} lent on {loan.disbursed_on}",
    )


def _lender(loan: Loan) -> Text:
    now, first = LENDERS[loan.lends_as], LENDERS[loan.first_lender_type]
    if now == first:
        return now
    return Text(f"{now.zh}（原为{first.zh}）", f"{now.en} (first lent by: {first.en})")


def _rate(loan: Loan) -> Text:
    if not loan.rate.value:
        return Text("", "")
    rate, per = percent(loan.rate.value, 4), PER[loan.rate.per]
    return Text(f" · {per.zh} {rate}", f" · {rate} {per.en}")
