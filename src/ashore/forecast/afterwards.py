"""What holds for every case besides: borrowing again, mending the record, work, where help is.

Nothing here is expected to come, so nothing has a date. Source: the norms and pages cited.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.ground import cites_of, version_of
from ashore.forecast.lists import undated
from ashore.forecast.practice import HelpLine, Practice
from ashore.law import Law
from ashore.words import Text

__all__ = ["afterwards"]


def afterwards(law: Law, practice: Practice, on: date) -> list[Event]:
    """Return what to know of borrowing again, of the record, of work, and where help is.

    Entries the law files have no text of for that day are left out; help is told where the law
    files are those of its country.
    """
    known = any(name.startswith("cn.") for name in law.norms)
    return [
        *_borrowing(law, on),
        *_mending(law, on),
        *_work(law, on),
        *(_help(line) for line in (practice.help if known else ())),
    ]


def _borrowing(law: Law, on: date) -> Iterator[Event]:
    kept, months = (version_of(law, name, on) for name in ("cn.credit.retention", MONTHS))
    free = version_of(law, "cn.credit.free_reports", on)
    if kept is None or months is None or free is None:
        return
    years, cells, reports = kept.whole("years"), months.whole("months"), free.whole("per_year")
    names = ("cn.credit.retention", MONTHS, "cn.credit.free_reports", "cn.credit.who_reports")
    yield undated(
        "borrow_again",
        cites_of(law, names, on),
        {
            "title": Text(
                "还能不能再借：对方看到什么、看多久",
                "borrowing again: what a lender sees, and for how long",
            ),
            "means": Text(
                f"报告按月显示最近 {cells} 个月；逾期还清后再保存 {years} 年。批不批由各家自己定，"
                "没有“满几年就能借”的规定",
                f"the report shows the last {cells} months, and arrears for {years} years after "
                "they are cleared. Each lender decides by itself; no rule says after how many "
                "years",
            ),
            "do": Text(
                f"先把逾期的还清，再查自己的报告（每年 {reports} 次免费）。不要借更贵的新债还旧债："
                "先看它一年的真实成本",
                f"clear what is overdue first, then look at your report ({reports} times a year "
                "free of charge). Do not pay old debt with dearer new debt: see its true yearly "
                "cost first",
            ),
            "may_not": Text(
                "没有您的书面同意，不得查您的报告；“无视征信、百分百下款”的广告不可信",
                "nobody may look at your report without written consent; 'no check, always "
                "approved' is not to be trusted",
            ),
        },
    )


MONTHS = "cn.credit.months"


def _mending(law: Law, on: date) -> Iterator[Event]:
    objection = version_of(law, "cn.credit.objection", on)
    complaint = version_of(law, "cn.credit.complaint", on)
    kept = version_of(law, "cn.credit.retention", on)
    if objection is None or complaint is None or kept is None:
        return
    first, second, years = objection.whole("days"), complaint.whole("days"), kept.whole("years")
    names = ("cn.credit.objection", "cn.credit.complaint", "cn.credit.retention", SCAMS)
    yield undated(
        "mend_record",
        cites_of(law, names, on),
        {
            "title": Text(
                "坏记录：能改的、只能等的、是骗局的",
                "a bad record: what can be corrected, what only time heals, what is a scam",
            ),
            "means": Text(
                f"写错的能改：提异议，{first} 日内书面答复；不服，向人民银行分支机构投诉，受理后 "
                f"{second} 日内答复。属实的改不了：从还清那天起等 {years} 年",
                f"what is wrong can be corrected: object, and an answer in writing is due within "
                f"{first} days; then complain to the central bank's branch, {second} days from "
                f"acceptance. What is true stays until {years} years after clearing",
            ),
            "do": Text(
                "自己提，不花钱；当时有病、失业等原因，可以请机构附上本人说明",
                "do it yourself, it costs nothing; where illness or the like was the cause, ask "
                "for a statement of your own to be added",
            ),
            "may_not": Text(
                "收钱“洗征信”“代办修复”“全额退息”的，都当作骗局；不要交身份证、电话卡，不要补造材料",
                "take whoever sells 'washing', 'repair' or 'full refunds' for a scam; hand over no "
                "identity or SIM card and forge no papers",
            ),
        },
    )


SCAMS = "cn.relief.scams"


def _work(law: Law, on: date) -> Iterator[Event]:
    names = (
        "cn.conduct.gbt.target",
        "cn.conduct.gbt.third_secret",
        "cn.conduct.civil.privacy",
        "cn.conduct.civil.peace",
        "cn.conduct.police.pestering",
    )
    cites = cites_of(law, names, on)
    if not cites:
        return
    yield undated(
        "work_and_name",
        cites,
        {
            "title": Text("工作和名声：单位、同事、邻居", "work and name: employer, colleagues"),
            "means": Text(
                "单位、同事、邻居不是债务人，没有替您还的义务。打到单位的报道有过，那是不该做的",
                "employer, colleagues and neighbours owe nothing and need not pay for you. Calls "
                "to workplaces have been reported, and should not be made",
            ),
            "do": Text(
                "请同事只说一句“请联系本人，不要再打来”，记下时间和号码；可以投诉、报警",
                "ask colleagues to say only 'contact the person, do not call again' and to note "
                "time and number; complain, or report it to the police",
            ),
            "may_not": Text(
                "不得向他们催款，不得说出欠款、金额、天数，不得张贴、群发",
                "no demand to them, nothing about debt, sum or days, no posters, no mass messages",
            ),
        },
    )


def _help(line: HelpLine) -> Event:
    return Event(
        loan="",
        kind=f"help_{line.number}",
        track="due",
        earliest=None,
        usual=None,
        latest=None,
        confidence=line.confidence,
        title=line.title,
        means=line.means,
        do=line.do,
        sources=line.sources,
    )
