"""The checks of a loan audit in words: what each compares, its harm, and the other side."""

from __future__ import annotations

from dataclasses import dataclass

from ashore.words import Text

__all__ = ["LOAN_SAYS", "LoanSays"]


@dataclass(frozen=True, slots=True)
class LoanSays:
    """A check of loans in words; `level` is "breach", "warning" or "note"."""

    title: Text
    tests: Text
    fields: tuple[str, ...]
    harm: Text
    innocent: Text
    level: str = "warning"


def _part(name: Text, column: str) -> LoanSays:
    return LoanSays(
        Text(f"{name.zh}多算", f"{name.en} above the books"),
        Text(
            f"平台说的{name.zh}，比按合同和还款记录重算的多（每期一分以内不算）",
            f"the lender's {name.en} is above what the terms and the payments give (a fen an "
            "instalment is let pass)",
        ),
        ("principal", "rate", "payments", column),
        Text("借款人被要求付不欠的钱", "the borrower is asked for money that is not owed"),
        Text(
            "合同可能有没导出的条款（宽限、计息基数、取整）；还款记录可能缺了一笔冲正；"
            "预存的钱可能另外记着，没有从中扣掉",
            "the contract may hold terms that were not exported (grace, base, rounding); a "
            "reversal may be missing among the payments; money paid ahead may be kept apart and "
            "not yet taken off",
        ),
    )


LOAN_SAYS = {
    "loans.total_above": _part(Text("欠款总额", "total"), "claim.total"),
    "loans.principal_above": _part(Text("本金", "principal"), "claim.principal"),
    "loans.interest_above": _part(Text("利息", "interest"), "claim.interest"),
    "loans.penalty_above": _part(Text("罚息（含复利）", "penalty interest"), "claim.penalty"),
    "loans.fee_above": _part(Text("费用", "fees"), "claim.fee"),
    "loans.does_not_add_up": LoanSays(
        Text("各项加起来不等于总额", "the parts do not add up"),
        Text(
            "平台说的本金、利息、罚息、费用之和，不等于它说的总额",
            "the lender's principal, interest, penalty and fees do not add up to its total",
        ),
        ("claim.total", "claim.principal", "claim.interest", "claim.penalty", "claim.fee"),
        Text("借款人无法核对自己欠多少", "the borrower cannot check what is owed"),
        Text("总额可能已扣掉预存款", "the total may already leave out money paid ahead"),
    ),
    "loans.total_below": LoanSays(
        Text("欠款总额少算", "total below the books"),
        Text("平台说的总额比重算的少", "the lender's total is below what the books give"),
        ("claim.total", "payments"),
        Text(
            "少算本身不伤借款人；但若是漏了还款或减免的记录，别处可能多算",
            "this does no harm by itself; where it comes from an entry that is missing, another "
            "figure may be too high",
        ),
        Text("可能有减免没有导出", "a waiver may not have been exported"),
        "note",
    ),
    "loans.above_cap": LoanSays(
        Text("超过法定上限", "above the cap"),
        Text(
            "平台说的总额，超过按民间借贷上限重算后可以主张的金额",
            "the lender's total is above what can be claimed under the cap on private lending",
        ),
        ("lender_type", "disbursed_on", "claim.total", "payments"),
        Text("借款人被要求付法律不支持的利息", "interest is asked for that no court supports"),
        Text(
            "出借方可能是持牌机构而类型填错；合同成立日可能早于放款日",
            "the lender may be licensed and its type wrong; the contract may be older than the "
            "payout",
        ),
        "breach",
    ),
    "loans.above_line": LoanSays(
        Text("超过法院可酌减的 24%", "above the 24 % a court may reduce to"),
        Text(
            "利息和费用合计超过年利率 24% 的部分，借款人可以请求调减",
            "charges above 24 % a year in all, which a borrower may ask a court to reduce",
        ),
        ("lender_type", "disbursed_on", "claim.total", "payments"),
        Text("借款人往往不知道可以请求调减", "borrowers seldom know that they may ask"),
        Text(
            "这不是上限：没有人请求，法院不会主动调减",
            "this is no cap: a court does not reduce what nobody asks it to",
        ),
    ),
}
"""By the ids of `loan_run.CHECKS`, in their order."""
