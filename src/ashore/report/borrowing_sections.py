"""Before borrowing, as sections: cost of each offer, what a slip does, what the budget bears."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ashore.facts import Case
from ashore.forecast.practice import Span
from ashore.plan.borrowing import LATE_DAYS, Basis, Borrowing, Missed, Offered
from ashore.plan.guidance import Tip
from ashore.plan.stress import Stress
from ashore.report.blocks import Block, Cell, Figures, Item, Para, Section, Table
from ashore.report.shown import marked, percent
from ashore.report.tips import tip_item
from ashore.report.view_cost import cap_rows
from ashore.words import Text

__all__ = ["BorrowPage", "borrowing_sections"]


@dataclass(frozen=True, slots=True)
class BorrowPage:
    """What a page about borrowing is made of."""

    case: Case
    found: Borrowing
    basis: Basis

    def sum_of(self, fen: int) -> str:
        """Return an amount with the mark of its currency."""
        return marked(fen, self.case.currency, self.case.digits)


def borrowing_sections(page: BorrowPage) -> tuple[Section, ...]:
    """Return everything to look at before borrowing, the cost first."""
    guide, found = page.basis.guide, page.found
    return (
        Section(Text("真实成本", "The true cost"), tuple(_costs(page))),
        *(_offer(page, offered) for offered in found.offers),
        Section(Text("不借，或者别的来钱路", "Not borrowing, and other ways"), tuple(_ways(page))),
        Section(Text("收入少了会怎样", "If income falls"), tuple(_stress(page))),
        _tips(Text("签之前看这几样", "Before signing, look at these"), guide.checks, page),
        _tips(Text("认得出的骗局", "Scams, and how to know them"), guide.scams, page),
    )


def _tips(title: Text, tips: tuple[Tip, ...], page: BorrowPage) -> Section:
    items = (tip_item(tip, page.basis.law, page.found.on, brief=True) for tip in tips)
    return Section(title, tuple(items))


# -- the cost -------------------------------------------------------------------------------------


def _costs(page: BorrowPage) -> Iterator[Block]:
    if not page.found.offers:
        yield Para(
            Text(
                "还没有写下想借的方案。把平台给的条款填进去，就能比真实年化",
                "no offer is entered yet: enter its terms to compare its true annual cost",
            )
        )
        return
    yield Table(
        Text(
            "从便宜到贵。年化含每一笔费用，按真正到手的钱和实际天数",
            "Cheapest first. The annual cost counts every fee, on the cash received, by actual "
            "days",
        ),
        (
            Text("方案", "offer"),
            Text("到手", "received"),
            Text("一共还", "paid in all"),
            Text("多还", "cost"),
            Text("年化", "a year"),
        ),
        tuple(_cost_row(offered) for offered in page.found.offers),
    )


def _cost_row(offered: Offered) -> tuple[Cell, ...]:
    cost = offered.cost
    rate = cost.xirr if cost.xirr is not None else cost.effective_annual
    shown = None if rate is None else percent(rate, fixed=True)
    if offered.loan.card:
        return offered.loan.name, None, None, None, shown
    spent = cost.total_paid - cost.cash_received
    return offered.loan.name, cost.cash_received, cost.total_paid, spent, shown


# -- one offer ------------------------------------------------------------------------------------


def _offer(page: BorrowPage, offered: Offered) -> Section:
    return Section(Text(offered.loan.name, offered.loan.name), tuple(_about(page, offered)))


def _about(page: BorrowPage, offered: Offered) -> Iterator[Block]:
    if offered.kept_back:
        kept = page.sum_of(offered.kept_back)
        yield Para(
            Text(
                f"合同金额里有 {kept} 没有到手，却要照还",
                f"{kept} of the contract's sum never arrives and has to be repaid all the same",
            ),
            "amber",
        )
    yield from _borne(page, offered)
    yield from _caps(offered)
    if offered.missed is not None:
        yield from _late(page, offered.missed)


def _borne(page: BorrowPage, offered: Offered) -> Iterator[Block]:
    adds = page.found.adds(offered)
    monthly = page.sum_of(offered.monthly)
    if adds is None:
        return
    if adds == 0:
        words = Text(
            f"每期最多 {monthly}：收入照旧时，收支撑得住",
            f"at most {monthly} an instalment: with income as it is, the budget bears it",
        )
        yield Para(words)
        return
    out = offered.stress[0].out_on
    yield Para(
        Text(
            f"每期最多 {monthly}：收入照旧也撑不住，{out} 起钱不够过日子，比不借多缺 "
            f"{page.sum_of(adds)}",
            f"at most {monthly} an instalment: even with income as it is the budget does not bear "
            f"it; money for living is missing from {out} on, {page.sum_of(adds)} more than without",
        ),
        "amber",
    )


def _caps(offered: Offered) -> Iterator[Block]:
    for row in cap_rows(offered.caps):
        zh, en = row.verdict
        if row.value and row.measured:
            zh, en = (
                f"{row.measured}，线 {row.value},{zh}",
                f"{row.measured}, line {row.value}, {en}",
            )
        yield Item(
            title=Text(f"{row.title.zh}：{zh}", f"{row.title.en}: {en}"),
            lines=(row.says, row.basis),
            cites=(row.cite,),
        )


def _late(page: BorrowPage, missed: Missed) -> Iterator[Block]:
    extra, instalment = page.sum_of(missed.extra), page.sum_of(missed.instalment)
    lines = [
        Text(
            f"{missed.due_on} 的 {instalment} 晚 {LATE_DAYS} 天还，多付 {extra}",
            f"paying the {instalment} of {missed.due_on} {LATE_DAYS} days late costs {extra} more",
        ),
        *_reported(missed.calls, Text("第一次催收", "first calls and messages")),
        *_reported(missed.others, Text("联系其他人", "contact with other people")),
        missed.reporting.text,
    ]
    yield Item(
        title=Text("晚还一次会怎样", "What one missed payment does"),
        brief=tuple(lines),
        lines=(missed.reporting.how,),
    )


def _reported(span: Span | None, what: Text) -> Iterator[Text]:
    if span is None:
        yield Text(f"{what.zh}：没有找到说法", f"{what.en}: nothing is reported")
        return
    one = span.usual_from == span.usual_to
    usual = str(span.usual_from) if one else f"{span.usual_from}–{span.usual_to}"
    yield Text(
        f"{what.zh}：据反映最早逾期第 {span.earliest} 天，常见第 {usual} 天"
        f"（不是规定，把握 {span.confidence}）",
        f"{what.en}: reported from day {span.earliest} past due, usually on "
        f"{'day' if one else 'days'} {usual} (no rule, confidence {span.confidence})",
    )


# -- other ways -----------------------------------------------------------------------------------


def _ways(page: BorrowPage) -> Iterator[Block]:
    found, sample = page.found, page.found.sample
    if found.waiting:
        yield Table(
            Text(
                "不借新的、旧的先欠着：按今天的账，每天多多少，折成年率",
                "Not borrowing and leaving a loan unpaid: what a day adds, and as a yearly rate",
            ),
            (Text("借款", "loan"), Text("每天", "a day"), Text("年率", "a year")),
            tuple(
                (
                    each.held.name,
                    each.per_day,
                    None if each.annual is None else percent(each.annual, fixed=True),
                )
                for each in found.waiting
            ),
        )
        yield Para(
            Text(
                "借来还旧的，只有新的年化更低、又按时还得起，才会少花钱",
                "borrowing to pay an old loan saves money only if the new one costs less a year "
                "and can be paid on time",
            )
        )
    yield from _own(page)
    if not found.ways:
        return
    amount = page.sum_of(sample.amount)
    yield Para(
        Text(
            f"其他来钱路（以 {amount}、{sample.months} 个月为例，从不花钱的排起）",
            f"Other ways, those without cost first (for {amount} over {sample.months} months)",
        ),
        "strong",
    )
    for each in found.ways:
        item = tip_item(each.way.tip, page.basis.law, found.on)
        price = [each.way.price]
        if each.annual is not None and each.cost is not None:
            most = each.way.most
            cost, rate = page.sum_of(each.cost), percent(each.annual, fixed=True)
            price.insert(
                0,
                Text(
                    f"年化{'最高' if most else '约'} {rate}，这笔{'最多' if most else '约'} {cost}",
                    f"{'at most' if most else 'about'} {rate} a year, {cost} for this sum",
                ),
            )
        yield Item(item.title, item.lines, item.cites, item.sources, brief=tuple(price))


def _own(page: BorrowPage) -> Iterator[Block]:
    """Yield what the case says could be raised, the cheapest first."""
    resources = page.case.budget.resources if page.case.budget else ()
    if resources:
        yield Table(
            Text("您自己写下的、能筹的钱", "What you noted that could be raised"),
            (
                Text("来源", "source"),
                Text("最早", "from"),
                Text("金额", "amount"),
                Text("年率", "a year"),
            ),
            tuple(
                (one.name, one.available_on.isoformat(), one.amount, percent(one.rate))
                for one in sorted(resources, key=lambda one: (one.rate, one.available_on))
            ),
            left=2,
        )


# -- stress ---------------------------------------------------------------------------------------


def _stress(page: BorrowPage) -> Iterator[Block]:
    found = page.found
    if not found.stress:
        yield Para(
            Text(
                "还没有写收支，算不出撑不撑得住",
                "there is no budget yet, so whether it is bearable cannot be told",
            )
        )
        return
    names = [offered.loan.name for offered in found.offers if offered.stress]
    columns = [found.stress, *(each.stress for each in found.offers if each.stress)]
    yield Table(
        Text(
            f"到 {found.end} 为止，第一个钱不够过日子的日子"
            "（借来的钱当作已经花掉；逾期的不算在内）",
            f"The first day on which money for living is missing, up to {found.end} (what is "
            "borrowed counts as spent; overdue loans are left out)",
        ),
        (Text("收入", "income"), Text("不借", "no loan"), *(Text(name, name) for name in names)),
        tuple(_stress_row(columns, at) for at in range(len(found.stress))),
    )
    if found.stress[0].missing:
        missing = page.sum_of(found.stress[0].missing)
        first = found.stress[0].out_on
        yield Para(
            Text(
                f"不借也从 {first} 起缺 {missing}；用什么补，见“能承受的方案”",
                f"even without a loan {missing} is missing from {first} on; the offers that can "
                "be kept tell what covers it",
            )
        )
    rows = [
        (offered.stress[-1].missing, _without_a_month(offered.loan.name))
        for offered in found.offers
        if offered.stress
    ]
    if rows:
        yield Figures(tuple(rows))


def _without_a_month(name: str) -> Text:
    return Text(
        f"{name}：从今天起一个月没有收入，最多缺",
        f"{name}: missing at most with no income in the first month",
    )


def _stress_row(columns: Sequence[Sequence[Stress]], at: int) -> tuple[Cell, ...]:
    return (columns[0][at].scenario.title, *(_out(column[at].out_on) for column in columns))


def _out(day: date | None) -> Text | str:
    return Text("撑得住", "bears") if day is None else day.isoformat()
