"""`ashore cost --flows FILE`: the rates of a list of cash flows, and a yearly rate by name."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from ashore.cli.common import emit
from ashore.ledger.appendix_j import Unit
from ashore.ledger.flows import Amount, DatedFlow, Flows, PeriodFlow
from ashore.ledger.irr import Rates, irr, present_value, xirr
from ashore.ledger.official import (
    METHODS,
    Annual,
    AnnualMethod,
    annual,
    in_months,
    percent,
    represent,
)
from ashore.money import Rounding, rounded, show
from ashore.words import BadInput, Text

__all__ = ["run_flows"]


def run_flows(args: argparse.Namespace) -> int:
    """Print the rates of a CSV file of cash flows; return the exit code.

    Args:
        args: `flows` (path, "-" for standard input), `method` (an `AnnualMethod` or None),
            `format` ("text" or "json") and `lang`.

    Raises:
        BadInput: the file cannot be used, or the method needs dates and the file has none.
    """
    from ashore.files.flows import read_flows

    flows = read_flows(Path(args.flows))
    method = AnnualMethod(args.method) if args.method else None
    dated = isinstance(flows[0], DatedFlow)
    if method is AnnualMethod.XIRR and not dated:
        raise _needs_dates()
    months = in_months(flows)
    per_period = None if months is None else irr(months)
    yearly = xirr([flow for flow in flows if isinstance(flow, DatedFlow)]) if dated else None
    by_method = None if method is None else annual(flows, method)
    if args.format == "json":
        emit(_json(per_period, yearly, by_method, args.lang))
    else:
        print(
            "\n".join(text.say(args.lang) for text in _texts(flows, per_period, yearly, by_method))
        )
    return 0


def _needs_dates() -> BadInput:
    return BadInput(
        where="--method xirr",
        what=Text("文件里只有期数，没有日期", "the file has periods, no dates"),
        expected=Text("第一列是 on（日期）的文件", "a file whose first column is on (dates)"),
        do=Text(
            "把期数换成日期，或用 --method cn_compound",
            "put dates for periods, or use --method cn_compound",
        ),
    )


def _main(per_period: Rates | None, yearly: Rates | None) -> Rates:
    """Return the rates the file is about: yearly for dates, per period for periods."""
    main = yearly or per_period
    assert main is not None
    return main


def _json(
    per_period: Rates | None, yearly: Rates | None, by_method: Annual | None, lang: str
) -> dict[str, object]:
    main = _main(per_period, yearly)
    value: dict[str, object] = {
        "irr_per_period": None if per_period is None else _plain(per_period.rate),
        "xirr": None if yearly is None else _plain(yearly.rate),
        "roots": [represent(root) for root in main.roots],
        "message": main.message.say(lang),
    }
    if by_method is not None:
        value["annual"] = _plain(by_method.rate)
    return value


def _plain(rate: Decimal | None) -> str | None:
    return None if rate is None else represent(rate)


def _texts(
    flows: Flows, per_period: Rates | None, yearly: Rates | None, by_method: Annual | None
) -> list[Text]:
    points = _timed(flows)
    lines = [_moved(points)]
    if yearly is not None and per_period is None:
        lines.append(
            Text(
                "日期不在每月同一天，所以没有每月内部收益率",
                "the days are not the same day of each month, so there is no monthly rate",
            )
        )
    if per_period is not None and per_period.rate is not None:
        rate = percent(per_period.rate, 6)
        label = Text("每期内部收益率", "rate of return per period")
        if yearly is not None:
            label = Text("每月内部收益率", "monthly rate of return")
        lines.append(Text(f"{label.zh}：{rate}%", f"{label.en}: {rate} %"))
    if yearly is not None and yearly.rate is not None:
        rate = percent(yearly.rate, 4)
        lines.append(
            Text(
                f"年化内部收益率（按实际天数，一年 365 天）：{rate}%",
                f"yearly rate of return (actual days, a year of 365): {rate} %",
            )
        )
    main = _main(per_period, yearly)
    lines.append(main.message)
    if len(main.roots) > 1:
        roots = [percent(root, 4) for root in main.roots]
        lines.append(Text(f"它们是：{'%、'.join(roots)}%", f"they are: {' %, '.join(roots)} %"))
    if main.only is not None:
        lines.append(_check(points, main.only))
    if by_method is not None:
        lines += _annual_texts(by_method, equal_months=per_period is not None)
    return lines


def _timed(flows: Flows) -> list[tuple[Fraction, Amount]]:
    """Return the flows as (years or periods since the first, amount), in the order of time."""
    days = sorted((flow.on, flow.amount) for flow in flows if isinstance(flow, DatedFlow))
    if days:
        return [(Fraction((on - days[0][0]).days, 365), amount) for on, amount in days]
    steps = sorted((flow.period, flow.amount) for flow in flows if isinstance(flow, PeriodFlow))
    return [(at - steps[0][0], amount) for at, amount in steps]


def _moved(points: Sequence[tuple[Fraction, Amount]]) -> Text:
    """Say how much was received and paid; what moves first is called received."""
    came, went = _sides(points, Decimal(0))
    return Text(
        f"现金流 {len(points)} 笔：收到 {came}，付出 {went}",
        f"{len(points)} cash flows: received {came}, paid {went}",
    )


def _check(points: Sequence[tuple[Fraction, Amount]], rate: Decimal) -> Text:
    """Show that at this rate both sides are worth the same on the first day."""
    came, went = _sides(points, rate)
    return Text(
        f"核对：按这个利率折算到最早那一天，收到值 {came}，付出值 {went}",
        f"check: at this rate, seen from the first day, received is worth {came}, paid {went}",
    )


def _sides(points: Sequence[tuple[Fraction, Amount]], rate: Decimal) -> tuple[str, str]:
    first = next((amount for _, amount in points if amount), 1)
    came = [(time, amount) for time, amount in points if amount * first > 0]
    went = [(time, amount) for time, amount in points if amount * first < 0]
    one, other = (abs(Fraction(present_value(side, rate))) for side in (came, went))
    return _money(one), _money(other)


def _money(amount: Fraction) -> str:
    return show(rounded(amount * 100, Rounding.HALF_UP))


def _annual_texts(by_method: Annual, *, equal_months: bool) -> list[Text]:
    method = METHODS[by_method.method]
    if by_method.exact is None:
        none = by_method.base.message
        return [Text(f"{method.label.zh}：没有；{none.zh}", f"{method.label.en}: none; {none.en}")]
    rate = by_method.shown
    lines = [
        Text(f"{method.label.zh}：{rate}%", f"{method.label.en}: {rate} %"),
        Text(
            f"  算法：{method.formula.zh}；来源：{method.source.zh}",
            f"  how: {method.formula.en}; source: {method.source.en}",
        ),
    ]
    if by_method.unit is not None:
        count, word = by_method.unit.count, _UNITS[by_method.unit.unit]
        lines.append(Text(f"  单位期间：{count} {word.zh}", f"  unit-period: {count} {word.en}"))
    if by_method.method in _MONTHLY and not equal_months:
        lines.append(
            Text(
                "  日期不是等长的月：每月内部收益率取 (1 + 年化内部收益率)^(1/12) − 1",
                "  the days are not equal months: the monthly rate is (1 + yearly rate)^(1/12) − 1",
            )
        )
    return lines


_MONTHLY = {AnnualMethod.CN_SIMPLE, AnnualMethod.CN_COMPOUND}
_UNITS = {
    Unit.DAY: Text("天", "day(s)"),
    Unit.WEEK: Text("周", "week(s)"),
    Unit.SEMIMONTH: Text("个半月期", "half month(s)"),
    Unit.MONTH: Text("个月", "month(s)"),
}
