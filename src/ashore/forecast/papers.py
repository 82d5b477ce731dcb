"""What to do after a paper has come, and by which day: the deadline calculator.

Every number of days comes from the law files. Where they have no rule for that day, the answer is
"not known" and the paper itself, which states its period, is the place to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ashore.days import next_workday, on_or_after_workday
from ashore.forecast.ground import cites_of, version_of, weakest
from ashore.law import Law, Version
from ashore.words import Cite, LawGap, Text

__all__ = ["TITLES", "Deadline", "Paper", "deadline"]


class Paper(StrEnum):
    """A paper that came, or a step taken, from which days are counted."""

    PAYMENT_ORDER = "payment_order"
    CLAIM = "claim"  # a copy of the statement of claim
    JUDGMENT = "judgment"
    SMALL_CLAIM_JUDGMENT = "small_claim_judgment"
    NOTARISED_NOTICE = "notarised_notice"  # enforcement of a notarised debt
    ENFORCEMENT_NOTICE = "enforcement_notice"
    DEMAND_LETTER = "demand_letter"  # a lender's or a lawyer's letter
    LISTING_OBJECTION = "listing_objection"  # own request to correct the list of judgment debtors
    LISTING_REFUSED = "listing_refused"
    LISTING_REVIEW = "listing_review"  # own request to the higher court
    JUDGMENT_PAID = "judgment_paid"
    CREDIT_OBJECTION = "credit_objection"  # own objection to the credit report
    CREDIT_COMPLAINT = "credit_complaint"  # own complaint, from the day it was accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline after a paper.

    Attributes:
        paper, title: the kind of paper, and what it is called.
        from_on: the day it was received, or the step was taken; it does not count.
        days, last_on: how many days the norm gives, and the last; None: no number, or not known.
        moved: whether a holiday moved it on; None: not known, or it does not move.
        who: you, or them (the court, the lender, the credit bureau).
        what: what is to be done by then.
        if_missed: what follows if it is not done.
        not_valid: what looks like an answer and is none.
        notes, cites: what else to know about the count; the norms it rests on.
        known: whether the law files have the rule of that day.
    """

    paper: Paper
    title: Text
    from_on: date
    days: int | None
    last_on: date | None
    moved: bool | None
    who: str
    what: Text
    if_missed: Text
    not_valid: tuple[Text, ...]
    notes: tuple[Text, ...]
    cites: tuple[Cite, ...]
    known: bool

    @property
    def confidence(self) -> str:
        """The weakest of what it rests on."""
        return weakest(self.cites)


def deadline(paper: Paper | str, received_on: date, law: Law) -> Deadline:
    """Return what is to be done after a paper, and by which day.

    The day of receipt does not count. A last day that is no working day moves to the next one where
    the holidays of that year are published; otherwise the unmoved day is given, which is the safe
    one, and a note says so.

    Source: Civil Procedure Law (2023), articles 85 and 225 to 228, and the norms cited.
    """
    rule = _RULES[Paper(paper)]
    cites = cites_of(law, (rule.norm, *rule.more), received_on)
    version = version_of(law, rule.norm, received_on)
    notes = _notes(rule, version)
    days = last_on = moved = None
    if version is not None and rule.param:
        days = version.whole(rule.param)
        last_on, moved, said = _last_day(rule, received_on, days, law)
        notes += said
        if rule.counted == "court":
            cites = (*cites, *cites_of(law, (_PERIOD,), received_on))
            notes.append(_PAPER_FIRST)
    return Deadline(
        paper=Paper(paper),
        title=rule.title,
        from_on=received_on,
        days=days,
        last_on=last_on,
        moved=moved,
        who=rule.who,
        what=rule.what,
        if_missed=rule.if_missed,
        not_valid=rule.not_valid,
        notes=tuple(notes),
        cites=cites,
        known=version is not None,
    )


class _Rule(NamedTuple):
    """How a paper is answered; `counted` is court, plain or workdays; notes name parameters."""

    title: Text
    norm: str
    param: str
    who: str
    what: Text
    if_missed: Text
    counted: str = "court"
    more: tuple[str, ...] = ()
    not_valid: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


def _notes(rule: _Rule, version: Version | None) -> list[Text]:
    if version is None:
        return [_NOT_IN_FILES]
    return [
        Text(note.zh.format_map(version.params), note.en.format_map(version.params))
        for note in rule.notes
    ]


def _last_day(
    rule: _Rule, received_on: date, days: int, law: Law
) -> tuple[date | None, bool | None, list[Text]]:
    """Return the last day, whether it moved, and what there is to say about it."""
    if rule.counted == "workdays":
        return _workdays(received_on, days)
    plain = received_on + timedelta(days=days)
    if rule.counted == "plain":
        return plain, None, []
    version = version_of(law, _PERIOD, received_on)
    if version is None or not version.params.get("moves_to_workday"):
        return plain, None, [_SHIFT_UNKNOWN]
    try:
        shifted = on_or_after_workday(plain)
    except LawGap:
        return plain, None, [_no_calendar(plain)]
    return shifted, shifted != plain, []


def _workdays(start: date, days: int) -> tuple[date | None, bool | None, list[Text]]:
    day = start
    try:
        for _ in range(days):
            day = next_workday(day)
    except LawGap:
        return None, None, [_no_calendar(start + timedelta(days=days))]
    return day, None, []


_PERIOD = "cn.court.period"


def _no_calendar(day: date) -> Text:
    return Text(
        f"{day.year} 年的放假安排还没有收录：最后一天若是休假日会顺延，"
        "但请先按没有顺延的日期办，这样最稳妥",
        f"the holidays of {day.year} are not in the calendar yet: a last day that is a holiday "
        "moves on, but act by the unmoved day, which is the safe one",
    )


_SHIFT_UNKNOWN = Text(
    "当时遇休假日是否顺延没有收录：按没有顺延的日期办最稳妥",
    "whether a holiday moved the day at that time is not in the files: act by the unmoved day",
)
_NOT_IN_FILES = Text(
    "那一天适用的规定没有收录，天数不知道：以文书上写的期限为准，或打 12368 问承办法院",
    "the rule of that day is not in the files, so the days are not known: the paper states its "
    "period, or ask the court on 12368",
)
_PAPER_FIRST = Text(
    "文书上写的期限不同的，先按文书办，并向法院核实（12368）",
    "if the paper states another period, follow the paper and check with the court (12368)",
)

_RULES = {
    Paper.PAYMENT_ORDER: _Rule(
        title=Text("支付令", "payment order"),
        norm="cn.court.payment_order",
        param="object_days",
        who="you",
        what=Text(
            "还清，或者向发支付令的法院提出书面异议，写明对哪一笔债、哪个数额有争议",
            "pay, or object in writing to the court that issued it, saying which debt or which sum "
            "is disputed",
        ),
        if_missed=Text(
            "不还也不提异议，对方可以申请强制执行，申请费由您负担",
            "with neither, the order can be enforced and its fee is yours",
        ),
        more=("cn.court.payment_order.objection", "cn.fee.payment_order"),
        not_valid=(
            Text("只说没有钱还", "only that there is no money"),
            Text("只要求延期、分期或换个还法", "only that more time or other terms are wanted"),
            Text("口头异议", "an objection that is not in writing"),
            Text("到别的法院另行起诉", "suing in another court instead"),
        ),
        notes=(
            Text(
                "异议成立的，支付令失效，一般转为诉讼；"
                "申请人在 {decline_suit_days} 天内可以表示不起诉",
                "a valid objection ends the order and the case usually becomes a suit, unless the "
                "applicant declines within {decline_suit_days} days",
            ),
            Text(
                "发出后 {deliver_days} 天内没有送达本人的，程序终结",
                "an order that was not served within {deliver_days} days comes to an end",
            ),
        ),
    ),
    Paper.CLAIM: _Rule(
        title=Text("起诉状副本", "copy of the statement of claim"),
        norm="cn.court.ordinary",
        param="answer_days",
        who="you",
        what=Text(
            "提交答辩状：核对本金、已还金额、利息和费用；认为时效已过的，也在一审提出",
            "file an answer: check principal, payments, interest and fees; a plea of limitation "
            "belongs here, in the first instance",
        ),
        if_missed=Text(
            "不答辩不影响审理；之后仍要按传票到庭",
            "the case goes on without an answer; still appear on the day of the summons",
        ),
        more=("cn.limitation.plea",),
    ),
    Paper.JUDGMENT: _Rule(
        title=Text("一审判决书", "judgment of the first instance"),
        norm="cn.court.ordinary",
        param="appeal_days",
        who="you",
        what=Text(
            "不同意的，向上一级法院上诉；同意的，按判决写的日期付款或谈执行和解",
            "appeal if you disagree; otherwise pay by the day it names or agree on instalments",
        ),
        if_missed=Text(
            "没有人上诉，判决生效；之后迟延的每天加收利息",
            "without an appeal it takes effect, and delay then costs extra interest a day",
        ),
        notes=(
            Text(
                "从您收到的那天起算，不是判决书落款的日期",
                "counted from the day you received it, not from its date",
            ),
            Text("小额诉讼一审终审，不能上诉", "a small-claims judgment cannot be appealed"),
        ),
    ),
    Paper.SMALL_CLAIM_JUDGMENT: _Rule(
        title=Text("小额诉讼判决书", "small-claims judgment"),
        norm="cn.court.small_claims",
        param="",
        who="you",
        what=Text(
            "一审终审，没有上诉期；按判决写的日期付款，或谈执行和解",
            "one instance only, no appeal: pay by the day it names or agree on instalments",
        ),
        if_missed=Text(
            "迟延的每天加收利息，对方可以申请执行",
            "delay costs extra interest a day and it can be enforced",
        ),
    ),
    Paper.NOTARISED_NOTICE: _Rule(
        title=Text("公证债权的执行通知", "enforcement notice on a notarised debt"),
        norm="cn.court.notarised",
        param="refuse_days",
        who="you",
        what=Text(
            "认为公证程序有问题或债权不实的，向执行法院申请不予执行",
            "ask the enforcing court to refuse, if the notarisation or the debt is wrong",
        ),
        if_missed=Text("执行继续进行", "enforcement goes on"),
        notes=(
            Text(
                "超过民间借贷上限的部分本来就不应执行",
                "what exceeds the private-lending cap is not to be enforced in any case",
            ),
        ),
    ),
    Paper.ENFORCEMENT_NOTICE: _Rule(
        title=Text("执行通知", "enforcement notice"),
        norm="cn.enforcement.asset_report",
        param="",
        who="you",
        what=Text(
            "按通知写的日期履行；没有履行的，如实报告现在和之前一年的财产，同时提出要保留的生活费用",
            "perform by the day it names; otherwise report assets truly, now and for the year "
            "before, and claim what must be left to live on",
        ),
        if_missed=Text(
            "拒绝报告或虚报可以罚款、拘留；还不起本身不会",
            "refusing or lying may be fined or punished by detention; being unable to pay is not",
        ),
        more=("cn.enforcement.fine", "cn.enforcement.living_costs"),
        notes=(
            Text(
                "期限写在通知上，没有统一的天数",
                "the notice states the period; there is no fixed number",
            ),
        ),
    ),
    Paper.DEMAND_LETTER: _Rule(
        title=Text("催款函或律师函", "demand or lawyer's letter"),
        norm="cn.limitation.restart.demand",
        param="",
        who="you",
        what=Text(
            "不是法院文书，没有法定答复期；核对金额，有异议就书面回复，信封一起留着",
            "no court paper and no legal time to answer; check the sum, object in writing, keep "
            "the envelope",
        ),
        if_missed=Text(
            "信到了，三年时效从到达那天重新起算",
            "its arrival starts the three years of limitation anew",
        ),
    ),
    Paper.LISTING_OBJECTION: _Rule(
        title=Text("申请纠正失信名单", "request to correct the list of judgment debtors"),
        norm="cn.enforcement.dishonest_list",
        param="correction_days",
        who="them",
        what=Text("法院审查并答复", "the court decides"),
        if_missed=Text("可以催办，或向上一级法院反映", "ask again, or turn to the higher court"),
        counted="plain",
    ),
    Paper.LISTING_REFUSED: _Rule(
        title=Text("纠正申请被驳回", "the request to correct the list was refused"),
        norm="cn.enforcement.dishonest_list",
        param="review_request_days",
        who="you",
        what=Text("向上一级法院申请复议", "ask the higher court for a review"),
        if_missed=Text("驳回决定继续有效", "the refusal stands"),
    ),
    Paper.LISTING_REVIEW: _Rule(
        title=Text("失信名单的复议申请", "review of the list of judgment debtors"),
        norm="cn.enforcement.dishonest_list",
        param="review_days",
        who="them",
        what=Text("上一级法院作出决定", "the higher court decides"),
        if_missed=Text("复议期间名单照常有效", "the list stands meanwhile"),
        counted="plain",
    ),
    Paper.JUDGMENT_PAID: _Rule(
        title=Text("判决已经履行完毕", "the judgment is paid"),
        norm="cn.enforcement.dishonest_list",
        param="delete_workdays",
        who="them",
        what=Text("法院删除失信信息", "the court deletes the entry"),
        if_missed=Text(
            "带上付款凭证申请纠正", "ask for correction with the proof of payment at hand"
        ),
        counted="workdays",
    ),
    Paper.CREDIT_OBJECTION: _Rule(
        title=Text("征信异议", "objection to the credit report"),
        norm="cn.credit.objection",
        param="days",
        who="them",
        what=Text(
            "征信机构或报送机构标注、核查、书面答复",
            "bureau or lender marks the entry, checks it and answers in writing",
        ),
        if_missed=Text(
            "向人民银行分支机构投诉，或直接起诉",
            "complain to the central bank's branch, or sue",
        ),
        counted="plain",
        more=("cn.credit.complaint",),
    ),
    Paper.CREDIT_COMPLAINT: _Rule(
        title=Text("征信投诉（从受理日起）", "credit-report complaint, from its acceptance"),
        norm="cn.credit.complaint",
        param="days",
        who="them",
        what=Text("人民银行分支机构书面答复", "the central bank's branch answers in writing"),
        if_missed=Text("可以直接起诉", "one may sue"),
        counted="plain",
    ),
}

TITLES = {paper: rule.title for paper, rule in _RULES.items()}
