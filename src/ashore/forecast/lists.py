"""What holds for a whole case: the three different lists, what must be left, the criminal lines.

There is no single blacklist, and not paying is no crime. Each entry tells its conditions, all of
them, and how one gets off it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.ground import NOTHING, cites_of, version_of, weakest
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.norm import Version
from ashore.money import show
from ashore.words import Cite, Text

__all__ = ["card_line", "case_events", "undated"]


def case_events(law: Law, on: date) -> list[Event]:
    """Return what is true of every case on a day, without dates: nothing here is expected to come.

    Entries the law files have no text of for that day are left out. Source: the norms cited.
    """
    return [
        *_credit_record(law, on),
        *_dishonest(law, on),
        *_spending(law, on),
        *_left(law, on),
        *_crimes(law, on),
    ]


def _event(kind: str, names: tuple[str, ...], law: Law, on: date, words: dict[str, Text]) -> Event:
    return undated(kind, cites_of(law, names, on), words)


def undated(kind: str, cites: tuple[Cite, ...], words: dict[str, Text]) -> Event:
    """Return something true of every case, without a date, on the norms it rests on."""
    return Event(
        loan="",
        kind=kind,
        track="due",
        earliest=None,
        usual=None,
        latest=None,
        confidence=weakest(cites),
        title=words["title"],
        means=words["means"],
        do=words["do"],
        may_not=words.get("may_not", NOTHING),
        condition=words.get("condition", NOTHING),
        cites=cites,
    )


# -- three lists that are not one -----------------------------------------------------------------


def _credit_record(law: Law, on: date) -> Iterator[Event]:
    version = version_of(law, "cn.credit.retention", on)
    if version is None:
        return
    years = version.whole("years")
    yield _event(
        "list_credit",
        ("cn.credit.retention", "cn.credit.who_reports"),
        law,
        on,
        {
            "title": Text(
                "没有统一的“黑名单”之一：信用报告",
                "no single blacklist, first of three: the credit report",
            ),
            "means": Text(
                f"出借机构报送的逾期记录，还清后保存 {years} 年再删除；不经法院，没有“拉黑”这一步",
                f"arrears as lenders report them, kept {years} years after clearing, then deleted; "
                "no court is needed and there is no step of being put on a list",
            ),
            "do": Text(
                "还清就开始倒数；有错提异议，免费",
                "clearing it starts the count; object to errors, free of charge",
            ),
        },
    )


def _dishonest(law: Law, on: date) -> Iterator[Event]:
    version = version_of(law, "cn.enforcement.dishonest_list", on)
    if version is None:
        return
    years, days = version.whole("years"), version.whole("delete_workdays")
    more = (version.whole("extend_years_from"), version.whole("extend_years_to"))
    yield _event(
        "list_dishonest",
        ("cn.enforcement.dishonest_list",),
        law,
        on,
        {
            "title": Text(
                "没有统一的“黑名单”之二：失信被执行人名单",
                "no single blacklist, second of three: the court's list of dishonest debtors",
            ),
            "means": Text(
                f"其他事由 {years} 年，情节严重或多项的可延长 {more[0]}–{more[1]} 年；"
                "“有能力而拒不履行”没有固定期限，出现法定情形才删除",
                f"{years} years for most grounds, {more[0]} to {more[1]} more for grave or several "
                "ones; 'able but refusing' has no fixed term and ends on a removal event",
            ),
            "condition": Text(
                "先有生效判决、进入执行、又不履行；并且有能力而拒不履行，或者有规避、抗拒执行、"
                "违反财产报告或限制消费等行为",
                "only after a final judgment, enforcement and non-performance, and for those able "
                "who refuse, or who evade, resist or break an order on assets or spending",
            ),
            "do": Text(
                f"付清、履行完和解或对方申请的，法院在 {days} 个工作日内删除；列错了可以申请纠正",
                f"on payment, a settlement performed or the creditor's request the court deletes "
                f"it within {days} working days; a wrong entry can be corrected on request",
            ),
            "may_not": Text(
                "还不起不是列入的理由；未成年人不列入",
                "being unable to pay is no ground; minors are not listed",
            ),
        },
    )


def _spending(law: Law, on: date) -> Iterator[Event]:
    if version_of(law, "cn.enforcement.consumption_limit", on) is None:
        return
    yield _event(
        "list_spending",
        ("cn.enforcement.consumption_limit",),
        law,
        on,
        {
            "title": Text(
                "没有统一的“黑名单”之三：限制消费令",
                "no single blacklist, third of three: restricted consumption",
            ),
            "means": Text(
                "不能坐飞机、高铁、软卧，不能住星级酒店、买房、旅游等；可以单独发出，"
                "进了失信名单的必然被限制；生活和工作必需的出行可以申请",
                "no planes, high-speed or soft-sleeper trains, star hotels, home purchase, travel "
                "and the like; may come alone, and comes with every listing; leave for needs of "
                "life and work may be asked for",
            ),
            "condition": Text(
                "先有生效判决，进入执行，没有按执行通知付款",
                "only after a final judgment and an enforcement notice that was not met",
            ),
            "do": Text(
                "付清、提供担保或对方同意，即可解除",
                "lifted on payment, on security or with the creditor's consent",
            ),
            "may_not": Text(
                "没有判决，任何催收人都不能“限制高消费”",
                "without a judgment no collector can restrict anybody's spending",
            ),
        },
    )


# -- what must be left ----------------------------------------------------------------------------


def _left(law: Law, on: date) -> Iterator[Event]:
    if version_of(law, "cn.enforcement.living_costs", on) is None:
        return
    names = ("cn.enforcement.living_costs", "cn.enforcement.home", "cn.enforcement.wage")
    yield _event(
        "left_to_live",
        names,
        law,
        on,
        {
            "title": Text("执行时必须保留的", "what enforcement must leave"),
            "means": Text(
                "本人和所扶养家属的生活必需品和费用，有低保标准的按低保标准；学习用品、医疗辅助器具；"
                "必需的住房一般不拍卖；工资扣多少全国没有统一比例，由法院定",
                "what debtor and dependants need to live, by the local minimum-living standard "
                "where there is one; things for schooling and medical aids; the needed home is as "
                "a rule not sold; for wages there is no national share, the court sets it",
            ),
            "condition": Text("只在判决后的强制执行中", "only in enforcement after a judgment"),
            "do": Text(
                "向执行法官书面说明家庭人数、房租、医药和当地低保标准，附凭证",
                "tell the judge in writing how many you feed, rent, medical costs and the local "
                "standard, with papers",
            ),
            "may_not": Text(
                "出借方和催收人自己不能扣押、搬走任何东西",
                "lender and collectors may seize nothing by themselves",
            ),
        },
    )


# -- the criminal lines ---------------------------------------------------------------------------


def _crimes(law: Law, on: date) -> Iterator[Event]:
    card = version_of(law, "cn.crime.card_overdraft", on)
    if card is not None:
        yield _event("crime_card", ("cn.crime.card_overdraft",), law, on, _card(card))
    fraud = version_of(law, "cn.crime.loan_fraud", on)
    if fraud is not None:
        yield _event("crime_fraud", ("cn.crime.loan_fraud",), law, on, _fraud(fraud))
    refusing = version_of(law, "cn.crime.refusing_judgment", on)
    if refusing is not None:
        yield _event("crime_refusing", ("cn.crime.refusing_judgment",), law, on, _REFUSING)


def _card(version: Version) -> dict[str, Text]:
    least = version.fraction("principal_min")
    demands, gap, months = (version.whole(key) for key in ("demands", "gap_days", "months_after"))
    return {
        "title": Text("信用卡：还不上不是犯罪", "cards: not being able to pay is no crime"),
        "means": Text(
            "只有下面的条件全部具备，才可能构成恶意透支；少一个就不是。只算本金，还的钱都算还本金",
            "only where every condition below is met can it be malicious overdraft; one missing "
            "and it is not. Principal only, and every payment counts to it",
        ),
        "condition": Text(
            f"以非法占有为目的；超过限额或期限透支；发卡行 {demands} 次有效催收，间隔至少 {gap} 天"
            f"；之后超过 {months} 个月仍不还；本金 {least} 元以上",
            f"intent to keep the money; use above the limit or beyond the time; {demands} "
            f"effective demands at least {gap} days apart; still unpaid {months} months after; "
            f"and principal of {least} yuan or more",
        ),
        "do": Text(
            "保持联系得上，说明困难，能还多少还多少，留下记录：这些都说明没有占有的目的",
            "stay reachable, explain the hardship, pay what you can and keep records: all of it "
            "speaks against such intent",
        ),
        "may_not": Text(
            "单纯没有还款，不能认定非法占有目的；起诉前全部还清的，可以不起诉",
            "not paying alone proves no intent; repaid before charge, prosecution may be dropped",
        ),
    }


def card_line(stand: Stand, law: Law) -> Event | None:
    """Return the news that a card's principal is below the criminal line; None where it is not.

    The principal of the books is the most it can be: for the criminal line every payment counts to
    principal, in the books some went to interest and fees.
    """
    version = version_of(law, "cn.crime.card_overdraft", stand.on)
    if version is None or not stand.is_card or not stand.balance.principal:
        return None
    least, most = version.fraction("principal_min"), stand.balance.principal
    if stand.loan.digits != 2 or most >= least * 100:
        return None
    words = _card(version) | {
        "title": Text(
            f"信用卡本金最多 {show(most)} 元，低于 {least} 元的刑事门槛",
            f"card principal at most {show(most)} yuan, below the criminal line of {least}",
        ),
    }
    found = _event("crime_card_below", ("cn.crime.card_overdraft",), law, stand.on, words)
    return replace(found, loan=stand.loan.id)


def _fraud(version: Version) -> dict[str, Text]:
    least = version.fraction("amount_min")
    return {
        "title": Text("贷款：还不上不是犯罪", "loans: not being able to pay is no crime"),
        "means": Text(
            "骗取贷款并想占为己有才是贷款诈骗；借的时候如实、后来还不上，是民事欠款",
            "loan fraud is deceiving the lender with intent to keep the money; honest when it was "
            "taken and unable to pay later, it is a civil debt",
        ),
        "condition": Text(
            f"借款时用欺骗手段；以非法占有为目的；数额一般 {least} 元以上",
            f"deceit when it was taken, intent to keep it, and usually {least} yuan or more",
        ),
        "do": Text(
            "不要听人教唆补造材料、转移财产；有人以“诈骗”威胁，留证并向 12378 投诉",
            "let nobody talk you into forged papers or moving assets; keep threats of 'fraud' as "
            "evidence and complain on 12378",
        ),
        "may_not": Text(
            "催收人不能决定谁犯罪；冒充警方、法院可以报警",
            "collectors do not decide who commits a crime; posing as police or court can be "
            "reported",
        ),
    }


_REFUSING = {
    "title": Text(
        "判决之后：有能力而拒不履行才可能是犯罪",
        "after a judgment: only refusing while able can be a crime",
    ),
    "means": Text(
        "判断有没有能力，先扣除本人和家属的生活必需费用；真的没有能力，不构成",
        "whether one is able is judged after the living costs of debtor and dependants; truly "
        "unable, it is none",
    ),
    "condition": Text(
        "有生效判决、裁定；有能力执行；拒不执行；情节严重，例如被起诉后隐藏、转移财产",
        "a final judgment or ruling, the ability to perform, refusal, and a serious case, such as "
        "hiding or moving assets after being sued",
    ),
    "do": Text(
        "如实报告财产，不隐藏、不低价转让；能付一部分就付一部分",
        "report assets truly, hide nothing and give nothing away; pay the part you can",
    ),
    "may_not": Text(
        "没有判决就谈不上拒执；判决前还清或履行的从宽",
        "without a judgment it cannot arise; performing before the verdict mitigates",
    ),
}
