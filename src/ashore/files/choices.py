"""The words that may be chosen in a case file, and what each means in both languages."""

from __future__ import annotations

from types import MappingProxyType

from ashore.files.shape import Choices
from ashore.words import Text

__all__ = [
    "ACROSS", "CHANNEL", "COMPONENT", "CONTACT_PURPOSE", "COUNTING", "DAY_BASIS", "DIRECTION",
    "DISCLOSED", "DUE_EVERY", "EFFECT", "EVENT", "EVERY", "EXPENSE", "FEE_KIND", "FEE_OF",
    "FEE_WHEN", "GOAL", "HARDSHIP", "INTEREST_FROM", "JURISDICTION", "LATE_FEE_OF", "LENDER_TYPE",
    "METHOD", "OPEN", "OUTCOME", "PENALTY_BASE", "PER", "PREPAY", "REGISTER", "RESOURCE", "ROLE",
    "ROUNDING", "TRANSACTION",
]  # fmt: skip


def _choices(**words: tuple[str, str]) -> Choices:
    return MappingProxyType({word: Text(said[0], said[1]) for word, said in words.items()})


LENDER_TYPE = _choices(
    bank=("银行", "bank"),
    consumer_finance=("消费金融公司", "consumer finance company"),
    small_loan=("小额贷款公司", "small-loan company"),
    auto_finance=("汽车金融公司", "auto finance company"),
    card_issuer=("信用卡发卡行", "card issuer"),
    assisted_bank=("助贷银行（由平台介绍）", "assisted bank (a platform brings you)"),
    guarantor=("担保公司", "guarantee company"),
    asset_manager=("资产管理公司（买走债权）", "asset manager that bought the debt"),
    unlicensed=("无牌照机构", "unlicensed lender"),
    private=("个人或民间借贷", "private lender"),
)
METHOD = _choices(
    equal_instalment=("等额本息", "equal instalments"),
    equal_principal=("等额本金", "equal principal"),
    interest_only=("先息后本", "interest first, principal at the end"),
    bullet=("到期一次还本付息", "everything at the end"),
    flat=("等本等息", "flat: equal principal, interest on the first amount"),
    given=("照抄平台的还款计划", "rows as the lender shows them"),
    card=("信用卡", "credit card"),
)
OPEN = _choices(
    lender_type=("是哪类机构", "the kind of lender"),
    method=("怎样还", "how it is repaid"),
    principal=("借了多少", "how much was lent"),
    received=("实际到账多少", "how much arrived"),
    disbursed_on=("哪天到账", "the day it arrived"),
    instalments=("分几期", "how many instalments"),
    first_due_on=("第一期哪天还", "the first due day"),
    rate=("利率", "the rate"),
    day_count=("一天的利率怎么折算", "how a day's rate is reckoned"),
    payments=("哪几期已经还了", "which instalments were paid"),
)
PER = _choices(day=("日", "day"), month=("月", "month"), year=("年", "year"))
DUE_EVERY = _choices(
    month=("每月", "month"), week=("每周", "week"), two_weeks=("每两周", "two weeks")
)
EVERY = _choices(
    month=("每月", "month"),
    week=("每周", "week"),
    two_weeks=("每两周", "two weeks"),
    once=("一次", "once"),
)
COUNTING: Choices = MappingProxyType(
    {
        "actual": Text("日利率 × 实际天数", "daily rate × actual days"),
        "period": Text("每期等长", "equal periods"),
        "act/365": Text("实际天数 / 365", "actual days / 365"),
        "act/360": Text("实际天数 / 360", "actual days / 360"),
        "30/360": Text("每月 30 天 / 360", "30-day months / 360"),
    }
)
DAY_BASIS: Choices = MappingProxyType(
    {"360": Text("一年 360 天", "a year of 360 days"), "365": Text("一年 365 天", "365 days")}
)
ROUNDING = _choices(
    half_up=("四舍五入", "half up"),
    half_even=("四舍六入五成双", "half to even"),
    down=("舍去", "down"),
    up=("进一", "up"),
)
PENALTY_BASE = _choices(
    overdue_principal=("逾期本金", "overdue principal"),
    overdue_instalment=("逾期的整期（本金加利息）", "overdue instalment (principal and interest)"),
    outstanding_principal=("全部剩余本金", "all outstanding principal"),
)
PREPAY = _choices(
    to_the_day=("利息算到当天", "interest to the day"),
    full_period=("收满当期利息", "interest of the whole period"),
)
COMPONENT = _choices(
    principal=("本金", "principal"),
    interest=("利息", "interest"),
    penalty=("罚息", "penalty interest"),
    compound=("复利", "compound interest"),
    fee=("费用", "fee"),
)
ACROSS = _choices(
    oldest_first=("先还最早的一期", "oldest instalment first"),
    by_component=("先还完同一类，再还下一类", "one component of all instalments first"),
)
REGISTER = _choices(
    pboc=("人民银行征信", "PBoC credit register"),
    baihang=("百行征信", "Baihang"),
    pudao=("朴道征信", "Pudao"),
    none=("不上征信", "none"),
    unknown=("不知道", "not known"),
)
FEE_KIND = _choices(
    service=("服务费", "service"),
    guarantee=("担保费", "guarantee"),
    insurance=("保险费", "insurance"),
    membership=("会员费", "membership"),
    late=("违约金或滞纳金", "late fee"),
    other=("其他", "other"),
)
FEE_OF = _choices(
    principal=("借款本金", "principal"),
    outstanding=("剩余本金", "outstanding principal"),
    instalment=("每期应还", "instalment"),
)
FEE_WHEN = _choices(
    up_front=("放款时", "up front"),
    each_instalment=("每期", "with each instalment"),
    on_default=("逾期时", "on default"),
)
EVENT = _choices(
    reversal=("撤销一笔还款", "a payment is undone"),
    prepayment=("提前还款", "prepayment"),
    acceleration=("宣布全部到期", "everything is declared due"),
    waiver=("减免", "waiver"),
    rate_change=("利率变动", "change of rate"),
    deferral=("延期", "deferral"),
    assignment=("债权转让", "the debt is assigned"),
    suit_filed=("起诉", "suit filed"),
    judgment=("判决", "judgment"),
    demand=("书面催告", "written demand"),
    promise=("承诺还款", "promise to pay"),
    offer=("提出分期方案，金额是每月多少", "an offer was made; the amount is a month's"),
    accepted=("对方同意了，金额是每月多少", "the lender agreed; the amount is a month's"),
    refused=("对方拒绝了", "the lender refused"),
)
EFFECT = _choices(
    settle=("结清", "settle the loan"),
    reduce_term=("缩短期限", "fewer instalments"),
    reduce_amount=("减少每期金额", "smaller instalments"),
)
INTEREST_FROM = _choices(
    posting=("未全额还清时，整张账单从记账日起算", "posting day, on the whole bill"),
    unpaid_part=("只对未还部分计息", "only on the part not paid"),
)
LATE_FEE_OF = _choices(unpaid_minimum=("最低还款额未还部分", "the unpaid part of the minimum"))
TRANSACTION = _choices(
    purchase=("消费", "purchase"),
    cash_advance=("取现", "cash advance"),
    instalment=("账单分期入账", "instalment posted"),
    refund=("退款", "refund"),
    fee=("费用", "fee"),
)
JURISDICTION: Choices = MappingProxyType(
    {"CN": Text("中国内地", "mainland China"), "US": Text("美国", "United States")}
)
HARDSHIP = _choices(
    illness=("疾病", "illness"),
    job_loss=("失业", "job loss"),
    disaster=("灾害", "disaster"),
    bereavement=("亲人离世", "bereavement"),
    other=("其他", "other"),
)
EXPENSE = _choices(
    housing=("住房", "housing"),
    food=("吃饭", "food"),
    utilities=("水电通讯", "utilities"),
    transport=("交通", "transport"),
    health=("医疗", "health"),
    children=("子女", "children"),
    parents=("赡养父母", "parents"),
    insurance=("保险", "insurance"),
    other=("其他", "other"),
)
RESOURCE = _choices(
    sale=("卖东西", "sale"),
    side_income=("副业收入", "side income"),
    family_loan=("家人借款", "family loan"),
    employer=("单位预支", "employer"),
    hardship_fund=("困难救助", "hardship fund"),
)
GOAL = _choices(
    essentials=("先保生活", "essentials"),
    family=("不惊动家人", "family"),
    court=("避免诉讼", "court"),
    credit=("征信", "credit record"),
    cost=("总成本", "cost"),
)
CHANNEL = _choices(
    call=("人工电话", "call"),
    robot_call=("机器人电话", "robot call"),
    sms=("短信", "SMS"),
    im=("微信等即时消息", "instant message"),
    app=("应用内消息", "message in the app"),
    email=("电子邮件", "e-mail"),
    letter=("信函", "letter"),
    visit=("上门", "visit"),
)
DIRECTION = _choices(
    out=("机构 → 本人或他人", "lender → person"), **{"in": ("本人或他人 → 机构", "person → lender")}
)
ROLE = _choices(
    debtor=("本人", "debtor"),
    guarantor=("担保人", "guarantor"),
    spouse=("配偶", "spouse"),
    parent=("父母", "parent"),
    sibling=("兄弟姐妹", "sibling"),
    relative=("亲戚", "relative"),
    emergency_contact=("紧急联系人", "emergency contact"),
    colleague=("同事", "colleague"),
    employer=("单位", "employer"),
    friend=("朋友", "friend"),
    other=("其他", "other"),
)
OUTCOME = _choices(
    talk=("通话", "talk"),
    voicemail=("语音信箱", "voicemail"),
    no_answer=("无人接听", "no answer"),
    busy=("占线", "busy"),
    invalid=("空号或停机", "invalid number"),
    delivered=("已送达", "delivered"),
    refused=("拒接或拒收", "refused"),
)
DISCLOSED = _choices(
    amount=("欠款金额", "amount"),
    days=("逾期天数", "days overdue"),
    existence=("有欠款这件事", "that there is a debt"),
    none=("没有透露", "nothing"),
)
CONTACT_PURPOSE = _choices(
    locate=("查找下落", "locate"),
    relay=("请求转告", "relay a message"),
    collect=("要求还款", "collect"),
    notify=("通知", "notify"),
    other=("其他", "other"),
)
