"""What we say about values that can be read but cannot be true together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ashore.files.exact import plain
from ashore.files.problems import Said, near
from ashore.loan import Per, Rate
from ashore.words import Text

__all__ = [
    "before_loan", "card_is_empty", "count_of_rows", "deferred_backwards", "due_too_early",
    "duplicate", "ends_too_late", "first_row", "guarantor_bought_nothing", "no_rate_for_penalty",
    "no_such_instalment",
    "no_such_loan", "no_such_payment", "nothing_in_it", "order_is_short",
    "penalty_multiple",
    "rate_too_high", "received_more", "reversed_early", "reversed_twice", "rows_missing",
    "rows_out_of_order", "settle_or_amount", "wrong_version", "year_with_actual",
]  # fmt: skip

_PER = {Per.DAY: Text("日", "day"), Per.MONTH: Text("月", "month"), Per.YEAR: Text("年", "year")}


def _percent(value: Fraction) -> str:
    return f"{plain(value * 100)}%"


def wrong_version(raw: object, ours: int) -> Said:
    """A case of another version of the format."""
    return Said(
        Text(
            f"格式版本 {raw} 不是这个程序能读的", f"this program cannot read format version {raw}"
        ),
        Text(f"ashore = {ours}", f"ashore = {ours}"),
        Text(f"按版本 {ours} 写，或升级 ashore", f"write it as version {ours}, or upgrade ashore"),
    )


def nothing_in_it() -> Said:
    """A case without loans, without contacts and without offers."""
    return Said(
        Text("里面没有借款，也没有联系记录", "there is no loan and no contact in it"),
        Text(
            "至少一个 [[loans]]、[[contacts]] 或 [[offers]]",
            "at least one [[loans]], [[contacts]] or [[offers]]",
        ),
        Text("用 ashore template toml 看一份样例", "see a starter with: ashore template toml"),
    )


def duplicate(word: str, first: int) -> Said:
    """An id used before in the same list."""
    return Said(
        Text(
            f'编号 "{word}" 已经用在第 {first} 项',
            f'the id "{word}" is already that of entry {first}',
        ),
        Text("每一项的编号不同", "a different id for each entry"),
        Text(
            "换一个编号；同一件事记了两遍就删掉一遍",
            "choose another id; if it is the same thing twice, remove one",
        ),
    )


def rate_too_high(rate: Rate, most: Fraction) -> Said:
    """A rate no loan has: most often a percentage without its decimal point."""
    per = _PER[rate.per]
    return Said(
        Text(
            f"利率每{per.zh} {_percent(rate.value)} 不像真的",
            f"a rate of {_percent(rate.value)} a {per.en} cannot be right",
        ),
        Text(
            f"每{per.zh}低于 {_percent(most)}；万分之五写 0.0005,24% 写 0.24",
            f"less than {_percent(most)} a {per.en}; 0.05 % is 0.0005, 24 % is 0.24",
        ),
        Text(
            "看看小数点对不对，以及 per 是 day、month 还是 year",
            "see whether the decimal point is right, and whether per is day, month or year",
        ),
    )


def year_with_actual(per: Per) -> Said:
    """A yearly or monthly rate that should be counted by days without saying how."""
    word = _PER[per]
    return Said(
        Text(
            f'{word.zh}利率不能用 day_count = "actual"',
            f'day_count = "actual" does not fit a rate per {word.en}',
        ),
        Text("act/365、act/360、30/360 或 period", "act/365, act/360, 30/360 or period"),
        Text(
            "看合同：按天计息写 act/365 或 act/360，每月固定写 period",
            "see the contract: act/365 or act/360 when by the day, period when months are equal",
        ),
    )


def penalty_multiple(raw: Fraction) -> Said:
    """A multiple that looks like a percentage."""
    return Said(
        Text(f"罚息倍数 {plain(raw)} 不像真的", f"a penalty of {plain(raw)} times cannot be right"),
        Text(
            '合同利率的倍数，不超过 10；加收 50% 写 "1.5"',
            'a multiple of the contract rate, at most 10; 50 % more is "1.5"',
        ),
        Text(
            "改成倍数，或用 rate 写单独的罚息利率",
            "write the multiple, or a rate of its own under rate",
        ),
    )


def no_rate_for_penalty() -> Said:
    """A penalty as a multiple of a contract rate nobody gave."""
    return Said(
        Text(
            "罚息写成合同利率的倍数，但没有合同利率",
            "the penalty is a multiple of the contract rate, and there is none",
        ),
        Text("rate，或 penalty.rate", "rate, or penalty.rate"),
        Text(
            "加上合同利率，或把罚息写成单独的利率",
            "add the contract rate, or give the penalty its own",
        ),
    )


def received_more() -> Said:
    """More cash than was lent."""
    return Said(
        Text("到手金额大于本金", "received is more than principal"),
        Text("不超过本金", "at most the principal"),
        Text("看看两个数是不是写反了", "see whether the two were swapped"),
    )


def guarantor_bought_nothing() -> Said:
    """A first lender beside a guarantor, who claims what it paid."""
    return Said(
        Text(
            "担保公司代偿后是以自己的名义追偿，不是买来的债权",
            "a guarantor that paid claims in its own name; it did not buy the debt",
        ),
        Text(
            "只有债权被转让过，才写 original_lender_type",
            "original_lender_type only where the debt was sold",
        ),
        Text(
            "删掉这一项；债权真是卖给了这家公司的，lender_type 写 asset_manager",
            "leave it out; if the debt was really sold to this firm, lender_type is asset_manager",
        ),
    )


def fees_above_principal() -> Said:
    """More taken at payout than was lent: nothing could have arrived."""
    return Said(
        Text("放款时收的费用合计大于本金", "the up-front fees are more than the principal"),
        Text("不超过本金", "at most the principal"),
        Text(
            "看看金额、费率和 when；每期收的写 each_instalment",
            "see amount, rate and when; what each instalment pays is each_instalment",
        ),
    )


def due_too_early(first: date, disbursed: date) -> Said:
    """An instalment due before there was a loan."""
    return Said(
        Text(
            f"应还日 {first} 不在放款日 {disbursed} 之后",
            f"due on {first}, which is not after the loan was paid out on {disbursed}",
        ),
        Text("放款日之后的日期", "a day after disbursed_on"),
        Text(
            "看看年份，或两个日期是不是写反了",
            "see whether the year is right or the two were swapped",
        ),
    )


def ends_too_late() -> Said:
    """A schedule that runs past the years we work with."""
    return Said(
        Text("还款计划超过了 2100 年", "the schedule runs past the year 2100"),
        Text("到 2100 年为止的期数", "instalments that end by 2100"),
        Text("看看期数和间隔", "see whether instalments and due_every are right"),
    )


def rows_missing() -> Said:
    """Method `given` without its rows."""
    return Said(
        Text('method 是 "given"，但没有应还计划', 'method is "given" and there is no schedule'),
        Text("至少一行 [[loans.schedule]]", "at least one row of [[loans.schedule]]"),
        Text(
            "把平台显示的每一期抄进来，或改用别的 method",
            "copy each instalment the app shows, or choose another method",
        ),
    )


def rows_out_of_order(due: date, before: date) -> Said:
    """A row of a given schedule that is not later than the one above it."""
    return Said(
        Text(
            f"应还日 {due} 不在上一行 {before} 之后",
            f"due on {due}, not after {before} of the row above",
        ),
        Text("按应还日从早到晚排列", "rows in the order of their due dates"),
        Text("调整顺序，或删掉重复的一行", "put them in order, or remove the double one"),
    )


def count_of_rows(said: int, rows: int) -> Said:
    """A number of instalments that is not the number of rows."""
    return Said(
        Text(
            f"期数写了 {said}，应还计划有 {rows} 行",
            f"instalments is {said}, the schedule has {rows} rows",
        ),
        Text("两者一致，或不写期数", "the same number, or no instalments key"),
        Text("看看是不是漏抄了几行", "see whether rows were left out"),
    )


def first_row(said: date, row: date) -> Said:
    """A first due date that is not that of the first row."""
    return Said(
        Text(
            f"first_due_on 是 {said}，应还计划第一行是 {row}",
            f"first_due_on is {said}, the first row of the schedule is {row}",
        ),
        Text("两者一致，或不写 first_due_on", "the same day, or no first_due_on key"),
        Text("看看是不是漏抄了第一行", "see whether the first row was left out"),
    )


def card_is_empty() -> Said:
    """A card nothing was ever charged to."""
    return Said(
        Text("这张卡没有交易", "the card has no transactions"),
        Text("至少一个 [[loans.transactions]]", "at least one [[loans.transactions]]"),
        Text(
            "把账单上的交易抄进来；记不清就写一笔合计",
            "copy them from the bill; one line with the sum will do",
        ),
    )


def before_loan(day: date, disbursed: date) -> Said:
    """Something that happened to a loan before there was one."""
    return Said(
        Text(
            f"{day} 早于放款日 {disbursed}", f"{day} is before the loan was paid out on {disbursed}"
        ),
        Text("放款日或之后的日期", "the day of disbursed_on or later"),
        Text(
            "看看年份，或这一笔是不是属于别的借款",
            "see whether the year is right, or whether it belongs to another loan",
        ),
    )


def no_such_payment(word: str, known: Iterable[str]) -> Said:
    """A reversal of a payment that is not there."""
    known = list(known)
    found = near(word, known)
    listed = known[:12]
    return Said(
        Text(f'没有编号为 "{word}" 的还款', f'no payment has the id "{word}"'),
        Text(
            f"这笔借款里的还款编号：{'、'.join(listed) or '(无)'}",
            f"the id of a payment of this loan: {', '.join(listed) or '(none)'}",
        ),
        Text(
            f"是不是 {found}？" if found else "改成被撤销的那一笔",
            f"did you mean {found}?" if found else "name the payment that was undone",
        ),
    )


def reversed_twice(word: str) -> Said:
    """A payment undone more than once."""
    return Said(
        Text(f'还款 "{word}" 已经撤销过一次', f'the payment "{word}" was already undone'),
        Text("每笔还款最多撤销一次", "one reversal for a payment"),
        Text("删掉重复的一条", "remove one of them"),
    )


def reversed_early(day: date, paid: date) -> Said:
    """A payment undone before it was made."""
    return Said(
        Text(f"撤销日 {day} 早于还款日 {paid}", f"undone on {day}, before it was paid on {paid}"),
        Text("还款当天或之后", "the day of the payment or later"),
        Text("看看两个日期", "see whether the two days are right"),
    )


def settle_or_amount(effect: str) -> Said:
    """A prepayment of an unknown amount that does not settle the loan."""
    return Said(
        Text("提前还款缺少 amount", "the prepayment has no amount"),
        Text(
            f'effect = "{effect}" 要有 amount；只有 "settle" 可以不写',
            f'an amount with effect = "{effect}"; only "settle" may leave it out',
        ),
        Text("加上提前还了多少", "add what was paid"),
    )


def no_such_instalment(number: int, count: int) -> Said:
    """A deferral of an instalment the loan does not have."""
    return Said(
        Text(f"没有第 {number} 期", f"there is no instalment {number}"),
        Text(f"1 到 {count}", f"1 to {count}"),
        Text("看看是第几期延期", "see which instalments were moved"),
    )


def deferred_backwards(to: date, on: date) -> Said:
    """A deferral to a day already past when it was agreed."""
    return Said(
        Text(
            f"延到 {to}，早于约定的那天 {on}", f"moved to {to}, before the day {on} it was agreed"
        ),
        Text("约定当天或之后的日期", "the day it was agreed or later"),
        Text("看看两个日期是不是写反了", "see whether the two days were swapped"),
    )


def order_is_short(absent: Iterable[str]) -> Said:
    """An order of components that leaves some out."""
    absent = list(absent)
    return Said(
        Text(f"冲抵顺序里少了 {'、'.join(absent)}", f"the order leaves out {', '.join(absent)}"),
        Text(
            "fee、penalty、interest、principal 各一次；compound 可以不写",
            "each of fee, penalty, interest, principal once; compound may be left out",
        ),
        Text("补上少的几项", "add what is missing"),
    )


def no_such_loan(word: str, known: Iterable[str]) -> Said:
    """A contact about a loan that is not in the case."""
    known = list(known)
    found = near(word, known)
    listed = known[:12]
    return Said(
        Text(f'没有编号为 "{word}" 的借款', f'no loan has the id "{word}"'),
        Text(f"案卷里借款的编号：{'、'.join(listed)}", f"the id of a loan: {', '.join(listed)}"),
        Text(
            f"是不是 {found}？" if found else "改成借款的编号，或不写",
            f"did you mean {found}?" if found else "use the id of a loan, or leave it out",
        ),
    )
