"""The case format, first half: the keys of a loan."""

from __future__ import annotations

from dataclasses import replace

from ashore.files import choices as words, loan_parts as parts
from ashore.files.shape import Field, Kind, Shape
from ashore.words import Text

__all__ = ["LOAN", "OFFER", "UNFINISHED"]

CARD = ("card",)
GIVEN = ("given",)
TERM = tuple(word for word in words.METHOD if word != "card")

LOAN = Shape(
    "loan",
    Text("借款", "a loan"),
    (
        Field("id", Kind.ID, Text("编号", "id"),
              Text("自己起的短名，不重复", "a short name of your own, unique"), required=True,
              example="wld"),
        Field("name", Kind.TEXT, Text("名称", "name"),
              Text("产品名；不写就用编号", "what the product is called; the id when left out"),
              example="微粒贷"),
        Field("lender", Kind.TEXT, Text("出借机构", "lender"),
              Text("合同上的出借人", "the lender named in the contract"), default=""),
        Field("lender_type", Kind.CHOICE, Text("机构类型", "lender type"),
              Text("决定适用哪些上限和催收规定",
                   "decides which caps and which rules of contact bind"),
              choices=words.LENDER_TYPE, required=True, example="bank"),
        Field("original_lender_type", Kind.CHOICE, Text("原机构类型", "first lender type"),
              Text("债权被转让过的，写最早放款的机构；利率上限按它算",
                   "who lent first, where the debt was sold: its caps on interest bind"),
              choices=words.LENDER_TYPE),
        Field("product", Kind.TEXT, Text("预设产品", "product"),
              Text("用一个预设；下面每个键都可以覆盖它",
                   "a preset; every key below overrides it"), default=""),
        Field("principal", Kind.MONEY, Text("本金", "principal"),
              Text("合同写的借款金额", "the amount the contract states"), required=True,
              only=TERM, free=GIVEN, example="10000.00"),
        Field("received", Kind.MONEY, Text("到手金额", "received"),
              Text("真正到账的钱；不写就是本金减去放款时收的费用",
                   "cash that really arrived; principal less up-front fees when left out"),
              only=TERM),
        Field("disbursed_on", Kind.DAY, Text("放款日", "disbursed on"),
              Text("钱到账的那天", "the day the money arrived"), required=True, free=CARD,
              example="2026-03-05"),
        Field("method", Kind.CHOICE, Text("还款方式", "method"),
              Text("怎样还", "how it is repaid"), choices=words.METHOD, required=True,
              example="equal_principal"),
        Field("instalments", Kind.COUNT, Text("期数", "instalments"),
              Text("一共多少期", "how many there are"), high=1200, required=True, only=TERM,
              free=GIVEN, example="10"),
        Field("first_due_on", Kind.DAY, Text("首次应还日", "first due on"),
              Text("之后每期同一日，月末自动取最后一天",
                   "later ones fall on the same day of month, clipped to its end"),
              required=True, only=TERM, free=GIVEN, example="2026-04-05"),
        Field("due_every", Kind.CHOICE, Text("还款间隔", "due every"),
              Text("两期之间隔多久", "the step between due dates"), choices=words.DUE_EVERY,
              shape=parts.STEP, default="month", only=TERM),
        Field("rate", Kind.TABLE, Text("利率", "rate"), Text("合同利率", "the contract rate"),
              shape=parts.RATE, required=True, free=GIVEN,
              example='{ value = "0.0005", per = "day" }'),
        Field("day_count", Kind.CHOICE, Text("计息方式", "day count"),
              Text("天数怎样变成利息；不写时，日利率按 actual，月、年利率按 period",
                   "how days become interest; else actual for a daily rate, period for others"),
              choices=words.COUNTING),
        Field("rounding", Kind.CHOICE, Text("取整", "rounding"),
              Text("每次入账取整到分的办法", "to the fen, at each posting"),
              choices=words.ROUNDING, default="half_up"),
        Field("penalty", Kind.TABLE, Text("罚息", "penalty"),
              Text("逾期后的罚息；不写就不计罚息（个人借款按借期利率继续计）",
                   "penalty interest; none is counted when left out, but a private loan goes on "
                   "at the rate of its term"),
              shape=parts.PENALTY),
        Field("compound", Kind.FLAG, Text("复利", "compound"),
              Text("未还利息也按罚息利率计息", "unpaid interest bears the penalty rate too"),
              default=False),
        Field("grace_days", Kind.COUNT, Text("宽限天数", "grace days"),
              Text("宽限期内还款算按时", "paid within the grace counts as on time"), low=0,
              high=60, default=0),
        Field("grace_retroactive", Kind.FLAG, Text("宽限后追溯", "grace is retroactive"),
              Text("过了宽限期，罚息从应还日起算",
                   "past the grace, penalty runs from the due date"), default=True),
        Field("cutoff", Kind.CLOCK, Text("截止时间", "cut-off"),
              Text("当天几点前到账算当天", "local time by which a payment counts for the day"),
              default="24:00"),
        Field("allocation", Kind.CHOICES, Text("冲抵顺序", "allocation"),
              Text("一期之内先还哪一部分；不写就是费用、罚息、复利、利息、本金",
                   "within an instalment; else fee, penalty, compound, interest, principal"),
              choices=words.COMPONENT),
        Field("allocation_across", Kind.CHOICE, Text("各期之间", "across instalments"),
              Text("各期之间怎样冲抵", "the order between instalments"), choices=words.ACROSS,
              default="oldest_first"),
        Field("prepay", Kind.CHOICE, Text("提前还款计息", "prepay"),
              Text("提前还款时，当期利息算到当天还是收满",
                   "whether the interest of a broken period is charged to the day or in full"),
              choices=words.PREPAY, default="to_the_day"),
        Field("reports_to", Kind.CHOICES, Text("上哪家征信", "reports to"),
              Text("逾期会报送到哪里", "where it is reported"), choices=words.REGISTER,
              default=()),
        Field("statement_day", Kind.COUNT, Text("账单日", "statement day"),
              Text("每月几号出账单", "day of the month"), high=31, required=True, only=CARD,
              example="5"),
        Field("due_day", Kind.COUNT, Text("到期还款日", "due day"),
              Text("同月；比账单日小就是下个月",
                   "of the same month as the statement, or the next when smaller"),
              high=31, required=True, only=CARD, example="25"),
        Field("interest_from", Kind.CHOICE, Text("利息起算", "interest from"),
              Text("没有全额还清时怎样计息", "when the bill is not paid in full"),
              choices=words.INTEREST_FROM, default="posting", only=CARD),
        Field("statement_day_counts", Kind.FLAG, Text("账单日计息", "statement day counts"),
              Text("账单上的利息是否算进账单日当天",
                   "whether the interest on a statement holds the statement day itself"),
              default=True, only=CARD),
        Field("payment_day_counts", Kind.FLAG, Text("还款日计息", "payment day counts"),
              Text("还款当天是否仍按还款前的欠款计息",
                   "whether the day of payment bears interest on what was owed before it"),
              default=False, only=CARD),
        Field("minimum", Kind.TABLE, Text("最低还款", "minimum"),
              Text("最低还款额", "the minimum payment; 10 % of the bill when left out"),
              shape=parts.MINIMUM, only=CARD),
        Field("late_fee", Kind.TABLE, Text("违约金", "late fee"),
              Text("没还够最低还款额时收；不写就不收",
                   "when less than the minimum is paid; none when left out"),
              shape=parts.LATE_FEE, only=CARD),
        Field("grace_amount", Kind.MONEY, Text("容差", "grace amount"),
              Text("差这么多以内算全额还清", "a shortfall up to this counts as paid in full"),
              zero=True, default="0", only=CARD),
        Field("fees", Kind.TABLES, Text("费用", "fees"),
              Text("利息之外收的每一笔钱", "everything charged besides interest"),
              shape=parts.FEE, default=()),
        Field("schedule", Kind.TABLES, Text("应还计划", "schedule"),
              Text("照抄平台显示的每一行", "the rows as the app shows them"), shape=parts.ROW,
              required=True, only=GIVEN),
        Field("transactions", Kind.TABLES, Text("卡交易", "transactions"),
              Text("卡上的每一笔交易", "what was charged to the card"), shape=parts.TRANSACTION,
              required=True, only=CARD),
        Field("payments", Kind.TABLES, Text("还款", "payments"),
              Text("已经还的每一笔", "what was paid"), shape=parts.PAYMENT, default=()),
        Field("events", Kind.TABLES, Text("事件", "events"),
              Text("除还款以外发生的事", "what else happened"), shape=parts.EVENT, default=()),
        Field("claims", Kind.TABLES, Text("平台的主张", "claims"),
              Text("平台说欠多少：只核对，不抄进账里",
                   "what the lender says is owed: checked, never copied into the books"),
              shape=parts.CLAIM, default=()),
        Field("open", Kind.TABLES, Text("不清楚的", "open"),
              Text("哪些键只是假定的；各处都会照假定说，有范围就给范围",
                   "which keys are only assumed; every answer says so, with a range where known"),
              shape=parts.OPEN, default=()),
    ),
    by="method",
    relaxed_by="product",
)  # fmt: skip

_HAPPENED = frozenset({"payments", "events", "claims", "open"})

OFFER = Shape(
    "offer",
    Text("想借的一笔", "a loan that is thought about"),
    tuple(field for field in LOAN.fields if field.key not in _HAPPENED),
    by=LOAN.by,
    relaxed_by=LOAN.relaxed_by,
)
"""A loan not taken yet: the same terms, and nothing that happened."""


def _unfinished(key: str) -> Field:
    """Return a key of a loan as it stands where nothing has to be known."""
    found = LOAN.known()[key]
    return replace(found, required=key == "name", default=None, only=(), free=())


UNFINISHED = Shape(
    "unfinished loan",
    Text("还没填完的一笔", "a loan that is not filled in yet"),
    (
        _unfinished("name"),
        replace(_unfinished("product"), default=""),
        replace(_unfinished("lender"), default=""),
        *(
            _unfinished(key)
            for key in ("lender_type", "method", "principal", "received", "disbursed_on",
                        "instalments", "first_due_on", "rate")
        ),
        Field("bill", Kind.MONEY, Text("账单", "bill"),
              Text("账单的总额，信用卡是上期的", "the bill's total; of a card the last one's")),
        _unfinished("statement_day"),
        _unfinished("due_day"),
        Field("claimed", Kind.MONEY, Text("平台说欠多少", "claimed"),
              Text("平台说欠多少", "what the lender says is owed")),
        Field("claimed_on", Kind.DAY, Text("哪天说的", "claimed on"),
              Text("平台哪天说的", "the day it was said")),
    ),
)  # fmt: skip
"""A loan of which too little is known: whatever is known of it, and nothing is reckoned."""
