"""The tables inside a loan: rate, penalty, fees, rows, payments, events, claims, card terms."""

from __future__ import annotations

from ashore.files import choices as words
from ashore.files.shape import Field, Kind, Shape
from ashore.words import Text

__all__ = [
    "CLAIM", "EVENT", "FEE", "LATE_FEE", "MILESTONES", "MINIMUM", "OPEN", "PAYMENT", "PENALTY",
    "RATE", "ROW", "STEP", "TRANSACTION",
]  # fmt: skip

CLAIMED = {
    "total": "合计", "principal": "本金", "interest": "利息", "penalty": "罚息", "fee": "费用",
}  # fmt: skip
MILESTONES = ("suit_filed", "judgment", "demand", "promise", "offer", "accepted", "refused")

RATE = Shape(
    "rate",
    Text("利率", "a rate"),
    (
        Field("value", Kind.RATE, Text("数值", "value"),
              Text("小数，0.0005 就是万分之五", "a decimal: 0.0005 is 0.05 %"), required=True,
              zero=True, example="0.0005"),
        Field("per", Kind.CHOICE, Text("单位", "per"),
              Text("这个利率是每日、每月还是每年的", "the time the rate is for"), required=True,
              choices=words.PER, example="day"),
    ),
)  # fmt: skip

STEP = Shape(
    "due_every",
    Text("还款间隔", "the step between due dates"),
    (
        Field("days", Kind.COUNT, Text("天数", "days"),
              Text("每隔这么多天一期", "so many days apart"), high=3660, example="30"),
        Field("months", Kind.COUNT, Text("月数", "months"),
              Text("每隔这么多个月一期", "so many months apart"), high=120),
    ),
    exactly_one=("days", "months"),
)  # fmt: skip

PENALTY = Shape(
    "penalty",
    Text("罚息", "penalty interest"),
    (
        Field("multiple", Kind.RATE, Text("倍数", "multiple"),
              Text("合同利率的倍数；与 rate 二选一", "of the contract rate; either this or rate"),
              example="1.5"),
        Field("rate", Kind.TABLE, Text("利率", "rate"),
              Text("单独约定的罚息利率", "a penalty rate of its own"), shape=RATE),
        Field("base", Kind.CHOICE, Text("基数", "base"),
              Text("罚息按什么计算", "what the penalty rate is applied to"),
              choices=words.PENALTY_BASE, default="overdue_principal"),
        Field("replaces_interest", Kind.FLAG, Text("取代合同利息", "replaces interest"),
              Text("逾期本金只按罚息利率计，不再另计合同利息",
                   "overdue principal bears the penalty rate instead of the contract rate"),
              default=True),
        Field("day_basis", Kind.COUNT, Text("一年天数", "day basis"),
              Text("年、月利率折算成日利率时，一年按 360 还是 365 天",
                   "360 or 365 days a year when a yearly or monthly rate becomes a daily one"),
              choices=words.DAY_BASIS),
        Field("daily_rounding", Kind.FLAG, Text("逐日取整", "daily rounding"),
              Text("每天的罚息先取整到分再相加",
                   "each day's penalty is rounded to the fen, then added up"),
              default=False),
    ),
    exactly_one=("multiple", "rate"),
)  # fmt: skip

FEE = Shape(
    "fee",
    Text("费用", "a fee"),
    (
        Field("name", Kind.TEXT, Text("名称", "name"),
              Text("合同或账单上的叫法", "as the contract or the bill calls it"), required=True,
              example="担保费"),
        Field("kind", Kind.CHOICE, Text("种类", "kind"),
              Text("是哪一种费用", "what sort of fee it is"), choices=words.FEE_KIND,
              default="other", example="guarantee"),
        Field("payee", Kind.TEXT, Text("收款方", "payee"), Text("谁收这笔钱", "who receives it"),
              default=""),
        Field("amount", Kind.MONEY, Text("金额", "amount"),
              Text("每次收多少；与 rate 二选一", "each time; either this or rate"), zero=True,
              example="50.00"),
        Field("rate", Kind.RATE, Text("费率", "rate"),
              Text("按比例收：of 的多少", "a share of `of`"), zero=True),
        Field("of", Kind.CHOICE, Text("费率基数", "of"),
              Text("费率按什么计算", "what the rate is applied to"), choices=words.FEE_OF,
              default="principal"),
        Field("when", Kind.CHOICE, Text("何时收", "when"), Text("什么时候收；也可以写一个日期",
                   "when it is charged; a day may be written too"),
              choices=words.FEE_WHEN, or_day=True, required=True, example="each_instalment"),
    ),
    exactly_one=("amount", "rate"),
)  # fmt: skip

ROW = Shape(
    "schedule row",
    Text("应还计划的一行", "a row of the lender's schedule"),
    (
        Field("due_on", Kind.DAY, Text("应还日", "due on"),
              Text("这一期的最后还款日", "the day this instalment is due"), required=True,
              example="2026-04-05"),
        Field("principal", Kind.MONEY, Text("本金", "principal"),
              Text("这一期的本金", "principal of this instalment"), required=True, zero=True,
              example="1000.00"),
        Field("interest", Kind.MONEY, Text("利息", "interest"),
              Text("这一期的利息", "interest of this instalment"), required=True, zero=True,
              example="155.00"),
        Field("fee", Kind.MONEY, Text("费用", "fee"),
              Text("这一期的费用", "fees of this instalment"), zero=True, default="0"),
    ),
)  # fmt: skip

PAYMENT = Shape(
    "payment",
    Text("还款", "a payment"),
    (
        Field("id", Kind.ID, Text("编号", "id"), Text("同一笔借款里不重复；不写就按顺序编",
                   "unique within the loan; numbered when left out"), example="p1"),
        Field("at", Kind.MOMENT, Text("时间", "at"),
              Text("还款的日期；关系到截止时间时写到分钟并带时差",
                   "a day, or an instant with its offset when the cut-off matters"),
              required=True, example="2026-04-05"),
        Field("amount", Kind.MONEY, Text("金额", "amount"),
              Text("实际还了多少", "what was really paid"), required=True, example="1155.00"),
    ),
)  # fmt: skip

EVENT = Shape(
    "event",
    Text("事件", "an event"),
    (
        Field("kind", Kind.CHOICE, Text("种类", "kind"), Text("发生了什么", "what happened"),
              choices=words.EVENT, required=True, example="reversal"),
        Field("on", Kind.DAY, Text("日期", "on"), Text("哪一天", "the day it happened"),
              required=True, example="2026-09-01"),
        Field("of", Kind.ID, Text("撤销哪一笔", "of"),
              Text("被撤销的还款的编号", "the id of the payment that is undone"), required=True,
              only=("reversal",), example="p1"),
        Field("id", Kind.ID, Text("编号", "id"), Text("同一笔借款里不重复；不写就按顺序编",
                   "unique within the loan; numbered when left out"),
              only=("prepayment",)),
        Field("amount", Kind.MONEY, Text("金额", "amount"),
              Text("结清时可以不写：当天需要多少就是多少",
                   "may be left out when it settles the loan: whatever that takes"),
              only=("prepayment", *MILESTONES)),
        Field("amount", Kind.MONEY, Text("金额", "amount"),
              Text("减免了多少", "what is given up"), required=True, only=("waiver",)),
        Field("effect", Kind.CHOICE, Text("效果", "effect"),
              Text("提前还款之后怎么处理", "what it does to the instalments left"),
              choices=words.EFFECT, required=True, only=("prepayment",)),
        Field("component", Kind.CHOICE, Text("减免哪部分", "component"),
              Text("减免的是哪一部分", "which part is given up"), choices=words.COMPONENT,
              required=True, only=("waiver",)),
        Field("rate", Kind.TABLE, Text("新利率", "new rate"),
              Text("从这天起的合同利率", "the contract rate from that day on"), shape=RATE,
              required=True, only=("rate_change",)),
        Field("instalments", Kind.COUNTS, Text("哪几期", "instalments"),
              Text("延期的是第几期", "the numbers of the instalments that move"), high=1200,
              required=True, only=("deferral",)),
        Field("to", Kind.DAY, Text("延到 / 转给", "to"), Text("延到哪一天", "the new due day"),
              required=True, only=("deferral",)),
        Field("to", Kind.TEXT, Text("延到 / 转给", "to"), Text("转给了谁", "the new creditor"),
              required=True, only=("assignment",)),
        Field("note", Kind.TEXT, Text("备注", "note"),
              Text("想记下的话，例如案号", "anything worth keeping, such as a case number"),
              default="", only=MILESTONES),
    ),
    by="kind",
)  # fmt: skip

CLAIM = Shape(
    "claim",
    Text("平台的主张", "a claim of the lender's"),
    (
        Field("on", Kind.DAY, Text("日期", "on"),
              Text("平台说的是哪一天的数", "the day the figure is for"), required=True,
              example="2026-11-20"),
        *(
            Field(key, Kind.MONEY, Text(zh, key),
                  Text(f"平台说的{zh}", f"{key} as the lender states it"), zero=True,
                  example="8123.45" if key == "total" else "")
            for key, zh in CLAIMED.items()
        ),
        Field("source", Kind.TEXT, Text("来源", "source"),
              Text("哪里看到的：应用、短信、电话", "where it was seen: app, SMS, call"),
              default="", example="app"),
    ),
    at_least_one=tuple(CLAIMED),
)  # fmt: skip

OPEN = Shape(
    "open",
    Text("不清楚的", "something not known"),
    (
        Field("key", Kind.CHOICE, Text("哪一项", "key"),
              Text("哪一个键只是假定：那里写的值先拿来算；payments 是只算写了的还款",
                   "the key that is only assumed: its value is reckoned with for now; payments: "
                   "only those that are listed were made"),
              choices=words.OPEN, required=True, example="rate"),
        Field("low", Kind.RATE, Text("至少", "low"),
              Text("利率最低是多少，单位同 rate；不写就是不知道",
                   "the lowest the rate may be, in the time of rate; not known when left out"),
              zero=True, example="0.0002"),
        Field("high", Kind.RATE, Text("至多", "high"),
              Text("利率最高是多少；不写就是不知道",
                   "the highest the rate may be; not known when left out"),
              zero=True, example="0.0005"),
        Field("source", Kind.TEXT, Text("来源", "source"),
              Text("范围从哪里来", "where the ends come from"), default=""),
    ),
)  # fmt: skip

TRANSACTION = Shape(
    "transaction",
    Text("卡交易", "a card transaction"),
    (
        Field("on", Kind.DAY, Text("日期", "on"), Text("记账日", "the posting day"),
              required=True, example="2026-09-30"),
        Field("amount", Kind.MONEY, Text("金额", "amount"),
              Text("正数；退款也写正数", "positive, a refund too"), required=True,
              example="2000.00"),
        Field("kind", Kind.CHOICE, Text("种类", "kind"),
              Text("哪一种交易", "what sort of transaction"), choices=words.TRANSACTION,
              default="purchase", example="purchase"),
    ),
)  # fmt: skip

MINIMUM = Shape(
    "minimum",
    Text("最低还款", "the minimum payment"),
    (
        Field("rate", Kind.RATE, Text("比例", "rate"), Text("账单的多少", "a share of the bill"),
              default="0.10", zero=True),
        Field("floor", Kind.MONEY, Text("至少", "floor"), Text("不低于多少", "no less than this"),
              default="0", zero=True),
    ),
)  # fmt: skip

LATE_FEE = Shape(
    "late fee",
    Text("违约金", "the late fee"),
    (
        Field("rate", Kind.RATE, Text("比例", "rate"), Text("of 的多少", "a share of `of`"),
              default="0", zero=True),
        Field("of", Kind.CHOICE, Text("基数", "of"),
              Text("按什么计算", "what the rate is applied to"), choices=words.LATE_FEE_OF,
              default="unpaid_minimum"),
        Field("floor", Kind.MONEY, Text("至少", "floor"), Text("不低于多少", "no less than this"),
              default="0", zero=True),
    ),
)  # fmt: skip
