"""The ways a lender may go to court, in plain words; dates and fees are put to them elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from ashore.words import Text

__all__ = ["PATHS", "PathKind"]


class PathKind(NamedTuple):
    """One way: its norm, the stage of the practice data, its fee, and what to know about it.

    `fee` is full, half, payment_order, enforcement, or empty where no table answers.
    """

    name: str
    norm: str
    stage: str
    fee: str
    title: Text
    means: Text
    do: Text
    may_not: Text
    condition: Text
    bears: Text = Text("", "")
    more: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


_LOSER = Text("对方预交，败诉方负担", "advanced by the lender, borne by the loser")
_NO_ARREST = Text(
    "欠款不还本身不会被抓；冒充法院可以报警",
    "not paying alone leads to no arrest; posing as a court can be reported",
)
_CHECK = Text(
    "核对本金、已还金额和费用；按时答辩，愿意分期就提出调解",
    "check principal, payments and fees; answer in time and offer instalments by settlement",
)

PATHS = (
    PathKind(
        name="payment_order",
        norm="cn.court.payment_order",
        stage="payment_order",
        fee="payment_order",
        title=Text("可以申请支付令", "a payment order may be applied for"),
        means=Text(
            "不开庭的法院文书；收到后要么付清，要么按期书面提异议",
            "a court order without a hearing: pay it or object in writing in time",
        ),
        do=Text(
            "收到当天记下日期；对哪笔债、哪个数额有争议，就写哪一条",
            "note the day it came; if a debt or a sum is disputed, say which one in writing",
        ),
        may_not=Text(
            "送达不到本人就不生效；口头异议和“没钱”不算异议",
            "not served, it has no effect; an oral objection or 'I cannot pay' does not count",
        ),
        condition=Text(
            "钱数确定、已经到期，并且找得到您本人",
            "the sum is certain and due and you can be found",
        ),
        bears=Text(
            "没有异议的由您负担，因异议终结的由申请人负担",
            "yours if you do not object, the applicant's if an objection ends it",
        ),
        more=("cn.court.payment_order.objection",),
    ),
    PathKind(
        name="small_claim",
        norm="cn.court.small_claims",
        stage="suit",
        fee="half",
        title=Text("可以按小额诉讼起诉", "a small claim may be filed"),
        means=Text(
            "简单的小额金钱案件，一审终审，不能上诉",
            "a simple money claim of small size, one instance, no appeal",
        ),
        do=_CHECK,
        may_not=_NO_ARREST,
        condition=Text(
            "金额不超过本省上年就业人员年平均工资的一半（两倍以内可以约定），并且找得到您本人",
            "up to half of the province's average yearly wage of last year (up to twice that by "
            "agreement), and you can be found",
        ),
        bears=_LOSER,
    ),
    PathKind(
        name="summary",
        norm="cn.court.summary",
        stage="suit",
        fee="half",
        title=Text("可以按简易程序起诉", "a suit in the summary procedure may be filed"),
        means=Text(
            "事实清楚的案件，一名法官审理，受理费减半",
            "for clear cases, one judge, half the fee",
        ),
        do=_CHECK,
        may_not=_NO_ARREST,
        condition=Text("事实清楚、争议不大", "the facts are clear and little is disputed"),
        bears=_LOSER,
    ),
    PathKind(
        name="ordinary",
        norm="cn.court.ordinary",
        stage="suit",
        fee="full",
        title=Text("可以按普通程序起诉", "an ordinary suit may be filed"),
        means=Text(
            "收到起诉状后有答辩期，判决后有上诉期",
            "with a time to answer the claim and a time to appeal the judgment",
        ),
        do=_CHECK,
        may_not=_NO_ARREST,
        condition=Text("", ""),
        bears=_LOSER,
        more=("cn.court.internet", "cn.court.jurisdiction_clause"),
        notes=(
            Text(
                "合同约定的法院没有实际联系的，约定无效，可以提管辖异议",
                "a clause that names a court without a real link is void: object to jurisdiction",
            ),
        ),
    ),
    PathKind(
        name="arbitration",
        norm="cn.court.arbitration",
        stage="arbitration",
        fee="",
        title=Text("可以申请仲裁", "arbitration may be applied for"),
        means=Text("一裁终局，裁决可以执行", "one award, final and enforceable"),
        do=Text(
            "看合同有没有仲裁条款；收到仲裁通知按期答辩",
            "look for an arbitration clause; answer a notice of arbitration in time",
        ),
        may_not=Text(
            "纠纷发生之前就作出的裁决不予执行；“仲裁或诉讼均可”的仲裁约定无效",
            "an award made before any dispute is not enforced; a clause that offers both "
            "arbitration and court is void as to arbitration",
        ),
        condition=Text("合同里有有效的仲裁条款", "the contract has a valid arbitration clause"),
        more=("cn.court.prior_award",),
    ),
    PathKind(
        name="notarised",
        norm="cn.court.notarised",
        stage="notarised",
        fee="enforcement",
        title=Text(
            "办过强制执行公证的，可以直接申请执行",
            "a notarised debt may be enforced without trial",
        ),
        means=Text(
            "签过愿意接受强制执行的公证书、又拿到执行证书的，不经审判就可以执行",
            "with a notarised promise to accept enforcement and a certificate no trial is needed",
        ),
        do=Text(
            "想一想有没有办过公证；收到执行通知，按期申请不予执行",
            "recall whether anything was notarised; ask for refusal in time after the notice",
        ),
        may_not=Text(
            "超过民间借贷上限的部分不予执行",
            "what exceeds the private-lending cap is not enforced",
        ),
        condition=Text(
            "办过赋予强制执行效力的公证，并取得执行证书",
            "the debt was notarised as enforceable and a certificate was issued",
        ),
        bears=Text("执行后由您负担", "borne by you after enforcement"),
    ),
)
