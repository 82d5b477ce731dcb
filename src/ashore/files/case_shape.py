"""The case format, second half: the person, the budget, the goals, the contacts, the whole case."""

from __future__ import annotations

from ashore.files import choices as words
from ashore.files.loan_shape import LOAN, OFFER, UNFINISHED
from ashore.files.shape import Field, Kind, Shape
from ashore.money import DIGITS
from ashore.words import Text

__all__ = ["BUDGET", "CASE", "CONTACT", "GOALS", "PERSON", "VERSION"]

VERSION = 1
"""The version of the case format this program reads and writes."""

CURRENCIES = {code: Text(code, code) for code in DIGITS}

PERSON = Shape(
    "person",
    Text("本人", "the borrower"),
    (
        Field("alias", Kind.TEXT, Text("称呼", "alias"),
              Text("化名就够，从不需要真名", "an alias is enough; a legal name is never needed"),
              default="我", example="我"),
        Field("reachable", Kind.FLAG, Text("联系得上", "reachable"),
              Text("是否接听或回复机构的联系；不写就是不知道",
                   "answers the lender's calls or messages; not known when left out")),
        Field("hardship", Kind.CHOICES, Text("困难", "hardship"),
              Text("遇到的困难", "what makes it hard just now"), choices=words.HARDSHIP,
              default=()),
    ),
)  # fmt: skip

INCOME = Shape(
    "income",
    Text("收入", "income"),
    (
        Field("name", Kind.TEXT, Text("名称", "name"), Text("哪一笔收入", "what it is"),
              required=True, example="工资"),
        Field("amount", Kind.MONEY, Text("金额", "amount"), Text("每次多少", "each time"),
              required=True, zero=True, example="6500.00"),
        Field("every", Kind.CHOICE, Text("多久一次", "every"), Text("多久一次", "how often"),
              choices=words.EVERY, default="month", example="month"),
        Field("on", Kind.DAY, Text("首次或唯一一次", "on"),
              Text("第一次或唯一一次的日期", "the first or only day"), required=True,
              example="2026-12-10"),
        Field("certain", Kind.FLAG, Text("确定", "certain"),
              Text("不确定的只用在乐观情形", "when false it is used only in the optimistic case"),
              default=True),
    ),
)  # fmt: skip

EXPENSE = Shape(
    "expense",
    Text("支出", "an expense"),
    (
        Field("name", Kind.TEXT, Text("名称", "name"), Text("哪一笔支出", "what it is"),
              required=True, example="房租"),
        Field("category", Kind.CHOICE, Text("类别", "category"),
              Text("属于哪一类", "what it is for"), choices=words.EXPENSE, default="other",
              example="housing"),
        *(field for field in INCOME.fields if field.key in {"amount", "every", "on"}),
    ),
)  # fmt: skip

RESOURCE = Shape(
    "resource",
    Text("可筹的钱", "money that could be raised"),
    (
        Field("name", Kind.TEXT, Text("名称", "name"),
              Text("能筹到的钱从哪里来", "where it would come from"), required=True,
              example="旧电脑"),
        Field("kind", Kind.CHOICE, Text("种类", "kind"), Text("哪一种", "what sort"),
              choices=words.RESOURCE, required=True, example="sale"),
        Field("amount", Kind.MONEY, Text("金额", "amount"), Text("大约多少", "how much"),
              required=True, example="1500.00"),
        Field("available_on", Kind.DAY, Text("何时能到手", "available on"),
              Text("最早哪天能到手", "the earliest day"), required=True, example="2026-12-05"),
        Field("rate", Kind.RATE, Text("年成本", "rate"),
              Text("借来的钱每年的利率；没有就是 0", "what it costs a year; 0 when free"),
              zero=True, default="0"),
    ),
)  # fmt: skip

BUDGET = Shape(
    "budget",
    Text("收支", "the household budget"),
    (
        Field("cash", Kind.MONEY, Text("手头现金", "cash"),
              Text("手上有多少（算的那天一开始，当天收支之前）",
                   "cash at hand when the day begins, before that day's income and expenses"),
              zero=True, default="0", example="3000.00"),
        Field("buffer", Kind.MONEY, Text("备用金", "buffer"),
              Text("每天手上至少要留多少，还款不动它",
                   "what stays at hand on every day, whatever a lender is paid"),
              zero=True, default="0", example="300.00"),
        Field("income", Kind.TABLES, Text("收入", "income"), Text("进来的钱", "what comes in"),
              shape=INCOME, default=()),
        Field("expenses", Kind.TABLES, Text("支出", "expenses"),
              Text("必须花的钱", "what must go out"), shape=EXPENSE, default=()),
        Field("resources", Kind.TABLES, Text("可筹的钱", "resources"),
              Text("可以筹到的钱和它的成本", "what could be raised, with its cost"),
              shape=RESOURCE, default=()),
    ),
)  # fmt: skip

GOALS = Shape(
    "goals",
    Text("目标", "what matters"),
    (
        Field("order", Kind.CHOICES, Text("先后", "order"),
              Text("最看重的排最前；没列出的按原来的先后排在后面",
                   "most important first; what is not named follows in the usual order"),
              choices=words.GOAL, default=tuple(words.GOAL)),
        Field("family_limit_days", Kind.COUNT, Text("不超过几天", "family limit days"),
              Text("每笔逾期都保持在这个天数以内；0 表示用报道中最早的那天",
                   "stay below so many days overdue; 0: each lender's earliest reported day"),
              low=0, high=3660, default=0),
    ),
)  # fmt: skip

CONTACT = Shape(
    "contact",
    Text("一次联系", "a contact"),
    (
        Field("id", Kind.ID, Text("编号", "id"),
              Text("不重复；不写就按顺序编", "unique; numbered when left out"), example="c1"),
        Field("at", Kind.INSTANT, Text("时间", "at"), Text("到分钟，带时差；没写时差按北京时间",
                   "to the minute with its offset; read as Asia/Shanghai without one"),
              required=True, example="2026-11-20T22:13:00+08:00"),
        Field("loan", Kind.TEXT, Text("借款编号", "loan"),
              Text("关于哪一笔借款", "which loan it was about"), default="", example="wld"),
        Field("lender", Kind.TEXT, Text("出借机构", "lender"),
              Text("次数按出借机构合计；不写就取借款的",
                   "counters sum over lender; the loan's when left out"), default=""),
        Field("organisation", Kind.TEXT, Text("实际联系的机构", "organisation"),
              Text("出借机构自己，或某家催收公司", "the lender itself or an agency"), default=""),
        Field("channel", Kind.CHOICE, Text("渠道", "channel"), Text("怎样联系的", "how"),
              choices=words.CHANNEL, default="", example="call"),
        Field("direction", Kind.CHOICE, Text("方向", "direction"),
              Text("谁找谁", "who contacted whom"), choices=words.DIRECTION, default="out",
              example="out"),
        Field("role", Kind.CHOICE, Text("对方是谁", "role"),
              Text("联系的是谁", "who was contacted"), choices=words.ROLE, default="",
              example="parent"),
        Field("person", Kind.TEXT, Text("称呼", "person"),
              Text("化名或加盐哈希，用来计数和停止联系",
                   "an alias or a salted hash; for counting and stop requests"),
              default="", example="妈妈"),
        Field("address", Kind.TEXT, Text("号码", "address"),
              Text("号码或账号，哈希或打码", "the number or account, hashed or masked"),
              default=""),
        Field("outcome", Kind.CHOICE, Text("结果", "outcome"),
              Text("接通了没有", "what came of it"), choices=words.OUTCOME, default="",
              example="talk"),
        Field("identified", Kind.FLAG, Text("表明身份", "identified"),
              Text("是否说明是哪家机构", "said which institution is calling")),
        Field("disclosed", Kind.CHOICES, Text("透露了什么", "disclosed"),
              Text("对第三人说了什么", "what a third person was told"), choices=words.DISCLOSED),
        Field("purpose", Kind.CHOICE, Text("目的", "purpose"),
              Text("为了什么", "what it was for"), choices=words.CONTACT_PURPOSE, default=""),
        Field("text", Kind.TEXT, Text("内容", "text"),
              Text("消息原文或通话记录", "wording of a message, or notes of a talk"), default=""),
        Field("asked_to_stop", Kind.FLAG, Text("要求停止", "asked to stop"),
              Text("对方是否说过不要再联系", "the person said: do not contact me again")),
        Field("consent", Kind.TEXT, Text("事先同意", "consent"),
              Text("事先约好的时间或渠道", "time or channel agreed in advance, if any"),
              default=""),
        Field("staff", Kind.COUNT, Text("上门人数", "staff"),
              Text("上门来了几个人", "visit: how many came"), low=0, high=1000),
        Field("recorded", Kind.FLAG, Text("有录音录像", "recorded"),
              Text("是否录音或录像", "it was recorded")),
        Field("entered", Kind.FLAG, Text("未经同意进入", "entered without consent"),
              Text("上门时是否未经同意进入住处或办公区",
                   "visit: they came into the home or the office area without consent")),
        Field("liable", Kind.FLAG, Text("也负债", "liable"),
              Text("对方是否也要还这笔债（共同签字、夫妻共同债务）；"
                   "不写时：配偶是不知道，担保人是要还，其他人是不用还",
                   "the person owes this debt too (signed it, joint debt of spouses); left out: "
                   "not known of a spouse, yes for a guarantor, no for anybody else")),
    ),
)  # fmt: skip

CASE = Shape(
    "case",
    Text("案卷", "a case"),
    (
        Field("ashore", Kind.COUNT, Text("格式版本", "format version"), Text("写 1", "write 1"),
              required=True, example=""),
        Field("title", Kind.TEXT, Text("标题", "title"),
              Text("给自己看的标题", "a title for yourself"), default="",
              example="六笔网贷的一个例子"),
        Field("as_of", Kind.DAY, Text("算到哪天", "as of"),
              Text("不写就是今天；--on 优先", "today when left out; --on comes first"),
              example="2026-11-23"),
        Field("currency", Kind.CHOICE, Text("币种", "currency"),
              Text("所有金额的币种", "of every amount"), choices=CURRENCIES, default="CNY",
              example="CNY"),
        Field("jurisdiction", Kind.CHOICE, Text("适用法律", "jurisdiction"),
              Text("适用哪里的规定", "whose law applies"), choices=words.JURISDICTION,
              default="CN", example="CN"),
        Field("person", Kind.TABLE, Text("本人", "person"), Text("借款人", "the borrower"),
              shape=PERSON),
        Field("loans", Kind.TABLES, Text("借款", "loans"),
              Text("每一笔借款或每一张卡", "each loan and each card"), shape=LOAN, default=()),
        Field("budget", Kind.TABLE, Text("收支", "budget"),
              Text("家里的收支", "the household budget"), shape=BUDGET),
        Field("goals", Kind.TABLE, Text("目标", "goals"), Text("看重什么", "what matters"),
              shape=GOALS),
        Field("contacts", Kind.TABLES, Text("联系记录", "contacts"),
              Text("被联系的每一次", "the log of contacts"), shape=CONTACT, default=()),
        Field("log_complete", Kind.FLAG, Text("记录完整", "log is complete"),
              Text("联系记录是全部：没有记的就是没有发生；不写就当作可能不全",
                   "the log holds every contact there was: what is not in it did not happen"),
              default=False),
        Field("unfinished", Kind.TABLES, Text("还没填完的", "unfinished"),
              Text("知道得还太少、算不了的借款：各处都会说还差什么，一分也不计",
                   "loans of which too little is known: every answer names them, none counts them"),
              shape=UNFINISHED, default=()),
        Field("offers", Kind.TABLES, Text("想借的", "offers"),
              Text("还没有借、想比一比的；键和借款一样，只是没有还款、事件和主张",
                   "loans only thought about, to compare; the keys of a loan without payments, "
                   "events and claims"),
              shape=OFFER, default=()),
    ),
)  # fmt: skip
