"""The offers of a case as sections: the sum first, then what it means, then how to ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ashore.facts import Case
from ashore.files.choices import EXPENSE
from ashore.law import Law
from ashore.plan.guidance import Guidance, Tip, fitting
from ashore.plan.offers import MONTHS_CHECKED, Offer, Offers, Terms
from ashore.plan.realism import MONTHS_MOST, Level
from ashore.plan.resources import effect_of
from ashore.report.blocks import Block, Cell, Figures, Para, Section, Table
from ashore.report.offers_sides import side_sections
from ashore.report.shown import marked
from ashore.report.tips import tip_item
from ashore.words import Text

__all__ = ["OfferPage", "fill_of", "offer_sections", "situation_of"]


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What a page about offers is made of."""

    case: Case
    found: Offers
    law: Law
    guide: Guidance


def offer_sections(page: OfferPage) -> tuple[Section, ...]:
    """Return everything about the offers of a case, most pressing first."""
    case, found, guide = page.case, page.found, page.guide
    situation = situation_of(found)
    parts = [
        Section(Text("每月能拿出多少", "What can be kept up each month"), tuple(_sum(case, found))),
        Section(_OFFERS, tuple(_offers(case, found))),
        *side_sections(case, found),
        Section(_CHECK, tuple(_check(case, found))),
        _tips(_SCRIPT, guide.script, page),
        _tips(_AGREEMENT, fitting(guide.agreement, situation), page),
        Section(_BUDGET, tuple(_budget(found, guide)), deeper=True),
    ]
    hopeless = found.realism.level in {Level.NOT_REALISTIC, Level.NOTHING_FREE}
    routes = _tips(_ROUTES, fitting(guide.routes, situation), page)
    if hopeless:
        return (parts[0], routes, *parts[1:])
    return (*parts, Section(routes.title, routes.blocks, deeper=True))


_OFFERS = Text("给每一家的方案", "An offer for each lender")
_CHECK = Text("两年里逐日检查", "Two years, checked day by day")
_SCRIPT = Text("电话里怎么说", "What to say on the phone")
_AGREEMENT = Text("书面协议里要有什么", "What the agreement must hold")
_ROUTES = Text("还不动的时候，有哪些路", "When paying is not realistic: the ways there are")
_BUDGET = Text("收支", "The budget")


def situation_of(found: Offers) -> set[str]:
    """Return the words of a situation that guidance may be for: a card, a loan."""
    return {"card" if offer.months_max else "loan" for offer in found.pro_rata} or {"loan"}


def fill_of(case: Case, found: Offers) -> dict[str, Text]:
    """Return what is filled into the script: the sum, the day and the months, of one lender only.

    With several lenders the words stay general, since each has a sum of its own.
    """
    day = str(found.days[0].day)
    fill = {
        "monthly": _IN_TABLE,
        "day": Text(f"{day} 号", f"day {day}"),
        "months": Text("按表里的月数", "the months in the table"),
    }
    if len(found.pro_rata) == 1:
        offer = found.pro_rata[0]
        told, months = marked(offer.monthly, case.currency, case.digits), offer.stops.months
        fill["monthly"] = Text(f" {told}", told)
        if months:
            fill["months"] = Text(f"{months} 个月", f"{months} months")
    return fill


_IN_TABLE = Text("表里这一家的数", "this lender's sum in the table")


def _tips(title: Text, tips: tuple[Tip, ...], page: OfferPage) -> Section:
    fill = fill_of(page.case, page.found)
    brief = title is _SCRIPT or title is _ROUTES
    return Section(
        title, tuple(tip_item(tip, page.law, page.found.on, fill, brief=brief) for tip in tips)
    )


# -- the sum --------------------------------------------------------------------------------------


def _sum(case: Case, found: Offers) -> Iterator[Block]:
    rows: list[tuple[str | int, Text]] = [(found.most, _MOST)]
    if found.asked != found.most:
        rows.append((found.asked, Text("您想看的数", "the sum you asked to see")))
    if found.lump:
        rows.append((found.lump, _LUMP))
    rows.append((found.month.surplus, _SURPLUS))
    if found.most_expected != found.most:
        rows.append((found.most_expected, _HOPED))
    yield Figures(tuple(rows))
    yield Para(found.realism.says, "strong")
    for criterion in found.realism.criteria:
        yield Para(criterion.text, "quiet")
    if found.bound == "day" and found.most:
        yield Para(
            Text(
                f"卡住的一天在 {found.bound_on} 之后：再多给，以后有一天会低于备用金",
                f"the tight spot comes after {found.bound_on}: with more, a later day would fall "
                "below the buffer",
            )
        )
    yield from _kept(case, found)
    yield from _gap(case, found)
    over = [side.name for side in found.sides if side.clock and side.clock.over]
    if over:
        zh, en = "、".join(over), ", ".join(over)
        yield Para(
            Text(
                f"{zh}：按案卷记录诉讼时效已满。先不要打电话提分期、不要付一点试试，"
                "那会让对方可以再起诉；先问 12348",
                f"{en}: by this record limitation is over. Do not offer, sign or pay a little "
                "yet, since that lets the claim be sued on again; ask 12348 first",
            ),
            "amber",
        )


_MOST = Text(
    "每月最多能稳定拿出（逐日看过两年，只算确定的收入）",
    "the most that can be kept up each month (two years day by day, certain income only)",
)
_LUMP = Text("另外现在可以一次付", "could be paid at once on top")
_SURPLUS = Text("平均每月收入减支出", "left in an average month")
_HOPED = Text(
    "不确定的收入也到手时，每月最多（不要拿它去答应）",
    "the most if uncertain income comes too (do not promise on it)",
)


def _kept(case: Case, found: Offers) -> Iterator[Block]:
    if found.kept:
        names = [each.name for each in found.kept]
        zh, en = "、".join(names), ", ".join(names)
        total = marked(sum(due.amount for due in found.kept_dues), case.currency, case.digits)
        yield Para(
            Text(
                f"没有逾期的（{zh}）照合同先还，两年里共 {total}，已经从上面扣掉；"
                "想一起谈的，可以把它们也算进来",
                f"loans not overdue ({en}) are paid by contract first, {total} in two years, "
                "already taken off above; those lenders can be asked too",
            )
        )
    if found.nothing_lawful:
        names = [each.name for each in found.nothing_lawful]
        zh, en = "、".join(names), ", ".join(names)
        yield Para(
            Text(
                f"{zh}：按民间借贷上限重算，已经没有应付的，先核对再决定",
                f"{en}: by the private-lending cap nothing is left to claim; check before paying",
            ),
            "amber",
        )


def _gap(case: Case, found: Offers) -> Iterator[Block]:
    gap = found.gap
    if not gap.uses and not gap.open:
        return
    first = min([*(use.need_by for use in gap.uses), *(need.by for need in gap.open)])
    yield Para(
        Text(
            f"还没谈之前，从 {first} 起就缺钱：",
            f"even before any offer, money is missing from {first} on:",
        ),
        "strong",
    )
    for use in gap.uses:
        amount = marked(use.amount, case.currency, case.digits)
        cost = marked(use.cost_year, case.currency, case.digits)
        effect = effect_of(use.resource.kind)
        yield Para(
            Text(
                f"{use.need_by} 前用“{use.resource.name}”补 {amount}"
                f"（一年成本 {cost}）：{effect.zh}",
                f"by {use.need_by}: {amount} from {use.resource.name} (cost a year {cost}): "
                f"{effect.en}",
            )
        )
    for need in gap.open:
        amount = marked(need.amount, case.currency, case.digits)
        yield Para(
            Text(
                f"{need.by} 前还缺 {amount}，案卷里没有可用的来源",
                f"{amount} by {need.by} stays open: no resource of the case is there in time",
            ),
            "amber",
        )


# -- the offers -----------------------------------------------------------------------------------


def _offers(case: Case, found: Offers) -> Iterator[Block]:
    if not found.pro_rata:
        return
    yield Table(
        Text(
            "按欠款比例；后两列是还清要几个月。“停息”是要去谈的，“照合同”是没谈成时账上的样子",
            "In proportion to the debts; the last two columns are months. 'stopped' is what to "
            "ask for, 'by contract' what the books show without an agreement",
        ),
        _HEAD,
        tuple(_row(offer) for offer in found.pro_rata),
    )
    for offer in found.pro_rata:
        yield from _notes(case, offer)
    if any(offer.monthly for offer in found.token):
        yield Table(
            Text(
                f"象征性小额（每家一样，我们取的数，没有公开标准），{MONTHS_CHECKED} 个月后还欠",
                f"A small equal sum (our figure, there is no public one); owed after "
                f"{MONTHS_CHECKED} months",
            ),
            _TOKEN_HEAD,
            tuple(
                (offer.name, offer.monthly, offer.stops.left_checked, offer.runs.left_checked)
                for offer in found.token
            ),
        )
        yield Para(_TOKEN)


_HEAD = (
    Text("借款", "loan"),
    Text("要还", "to pay"),
    Text("每月", "a month"),
    Text("停息", "stopped"),
    Text("照合同", "by contract"),
)
_TOKEN_HEAD = (
    Text("借款", "loan"),
    Text("每月", "a month"),
    Text("停息", "stopped"),
    Text("照合同", "by contract"),
)
_TOKEN = Text(
    "小额只能换时间，不停息会越滚越多；约定好几个月后再谈",
    "a small sum only buys time, and grows the debt unless interest stops; fix a day to talk again",
)


def _row(offer: Offer) -> tuple[Cell, ...]:
    return (
        offer.name,
        offer.base,
        offer.monthly,
        _months(offer.stops),
        _months(offer.runs),
    )


def _months(terms: Terms) -> str:
    return str(terms.months) if terms.months else f">{MONTHS_MOST}"


def _notes(case: Case, offer: Offer) -> Iterator[Block]:
    if offer.base < offer.owed:
        owed = marked(offer.owed, case.currency, case.digits)
        base = marked(offer.base, case.currency, case.digits)
        yield Para(
            Text(
                f"{offer.name}：账上 {owed}，按民间借贷上限只剩 {base}，方案按后者；"
                "“照合同”一栏还含着超过上限的部分",
                f"{offer.name}: {owed} by the books, {base} by the private-lending cap; the offer "
                "rests on the latter, 'by contract' still holds what lies above the cap",
            )
        )
    if not offer.shrinks:
        yield Para(
            Text(
                f"{offer.name}：利息不停，这个数还不动，两年后反而更多",
                f"{offer.name}: unless interest stops, this sum does not bring the debt down in "
                "two years",
            ),
            "amber",
        )
    if offer.months_max and offer.least_in_rule and offer.monthly < offer.least_in_rule:
        least = marked(offer.least_in_rule, case.currency, case.digits)
        yield Para(
            Text(
                f"{offer.name}：{offer.months_max} 个月的个性化分期每月要 {least}，现在的数不够",
                f"{offer.name}: personal instalments over {offer.months_max} months take {least} a "
                "month, more than this",
            )
        )


# -- the check and the budget ---------------------------------------------------------------------


def _check(case: Case, found: Offers) -> Iterator[Block]:
    check = found.check
    buffer = marked(check.buffer, case.currency, case.digits)
    asked = marked(found.asked, case.currency, case.digits)
    if check.holds:
        words = Text(
            f"每月 {asked}，从 {found.days[0]} 起 {MONTHS_CHECKED} 个月里每天都不低于 {buffer}，"
            "吃住都在",
            f"with {asked} a month from {found.days[0]} on, no day of {MONTHS_CHECKED} months "
            f"falls below {buffer}; food and home are safe",
        )
        yield Para(words)
    elif check.short_on is None:
        yield Para(
            Text(
                f"{check.below_buffer_on} 起低于备用金 {buffer}，生活费还够",
                f"below the buffer of {buffer} from {check.below_buffer_on} on; living costs are "
                "still covered",
            ),
            "amber",
        )
    else:
        short = marked(check.short, case.currency, case.digits)
        yield Para(
            Text(
                f"{check.short_on} 起钱不够过日子，最多缺 {short}：先补上，或者把数降下来",
                f"from {check.short_on} on money for living is missing, {short} at most: raise it "
                "or offer less",
            ),
            "red",
        )
    yield from _no_buffer(case, found)
    worst = sorted(
        (month for month in check.months if month.paid),
        key=lambda month: (month.lowest, month.start),
    )[:3]
    if found.asked and check.holds:
        yield Figures(
            tuple(
                (
                    month.lowest,
                    Text(f"{month.lowest_on} 手上最少", f"least at hand, on {month.lowest_on}"),
                )
                for month in worst
            )
        )


def _no_buffer(case: Case, found: Offers) -> Iterator[Block]:
    if found.check.buffer or not found.week:
        return
    week = marked(found.week, case.currency, case.digits)
    yield Para(
        Text(
            f"没有留备用金，一点意外就不够。一周的必需开支约 {week}，想留下，"
            "就在收支里写成始终留在手上的钱",
            "no buffer is kept, so any surprise is too much. A week of essentials is about "
            f"{week}: enter it in the budget as what is always to stay at hand",
        )
    )


def _budget(found: Offers, guide: Guidance) -> Iterator[Block]:
    averages = {each.category: each for each in guide.averages}
    rows = tuple(
        (EXPENSE[category], amount, averages[category].month if category in averages else None)
        for category, amount in found.month.spent
    )
    if rows:
        yield Table(
            Text("平均每月", "An average month"),
            (
                Text("类别", "category"),
                Text("您的支出", "you spend"),
                Text("全国居民人均", "average resident"),
            ),
            rows,
        )
    if guide.averages:
        one = guide.averages[0]
        yield Para(
            Text(
                f"平均数不是标准，也不按家里人数；没有找到公开的家庭开支指引。来源：{one.source}，"
                f"把握 {one.confidence}",
                "an average is no guideline and knows nothing of your household; no published "
                f"guideline is known. Source: {one.source}, confidence {one.confidence}",
            ),
            "quiet",
        )
