"""What may stand in a request to the gate and in a record of what happened, declared once.

The same tables serve the strict reader and the JSON Schemas. A request has the keys of a contact of
the case format, less those that nobody can know beforehand (`outcome`, `asked_to_stop`,
`entered`): a caller who could name the outcome in advance could have a call counted as one that was
never answered.
"""

from __future__ import annotations

from ashore.conduct.situation import AGREEMENTS, STAGES, STATES
from ashore.files import choices as words
from ashore.files.case_shape import CONTACT
from ashore.files.shape import Kind, Shape
from ashore.gate.card_shape import CARD, HOURS, PREFERENCES, SINCE, UNTIL, field, named
from ashore.words import Text

__all__ = ["RECORD", "REQUEST", "SITUATION", "STOP"]

STATE = named(
    STATES,
    ("已去世", "dead"),
    ("无完全行为能力", "without full legal capacity"),
    ("已委托律师", "represented by a lawyer"),
    ("已书面提出争议", "in dispute"),
)
STAGE = named(
    STAGES,
    ("尚未催告", "nothing yet"),
    ("已催告", "demand"),
    ("已起诉", "suit filed"),
    ("已判决", "judgment"),
    ("执行中", "enforcement"),
)
AGREEMENT = named(
    AGREEMENTS,
    ("约定联系时段", "agreed hours"),
    ("约定每天次数", "agreed limit a day"),
    ("同意这些通话", "calls agreed to"),
    ("分期还款", "instalment plan"),
    ("第三人明确愿意代还", "a third person clearly wants to pay"),
)
GUARANTEE = named(("joint", "general"), ("连带保证", "joint"), ("一般保证", "general"))

_PERSON = field("person", Kind.TEXT, "称呼、号码或哈希", "an alias, a number or a hash", default="")
STOP = Shape(
    "stop",
    Text("停止联系的要求", "a request to stop"),
    (
        SINCE,
        _PERSON,
        field(
            "role", Kind.CHOICE, "提出要求的人", "who asked", choices=words.ROLE, default="debtor"
        ),
        field("lender", Kind.TEXT, "不写就是这家", "this one when left out", default=""),
        field(
            "channel",
            Kind.CHOICE,
            "只关闭这一种；不写就是全部",
            "the one medium it closes; all when left out",
            choices=words.CHANNEL,
            default="",
        ),
        field("written", Kind.FLAG, "是否书面提出", "it was in writing"),
    ),
)
_STATES = Shape(
    "state",
    Text("本人的情况", "a state of the debtor"),
    (
        field(
            "kind",
            Kind.CHOICE,
            "什么情况",
            "what",
            choices=STATE,
            required=True,
            example="represented",
        ),
        SINCE,
        UNTIL,
    ),
)
_AGREEMENTS = Shape(
    "agreement",
    Text("约定", "an agreement"),
    (
        field(
            "kind",
            Kind.CHOICE,
            "约定了什么",
            "what was agreed",
            choices=AGREEMENT,
            required=True,
            example="contact_hours",
        ),
        SINCE,
        UNTIL,
        field("kept", Kind.FLAG, "分期是否按约履行", "whether the plan is kept"),
        field("windows", Kind.TEXTS, *HOURS, default=()),
        field("limit", Kind.COUNT, "每天最多几次", "contacts a day", low=0, high=1000),
        _PERSON,
        field("loan", Kind.TEXT, "不写就是全部", "all of them when left out", default=""),
    ),
)
_STEPS = Shape(
    "step",
    Text("程序的一步", "a step of the case"),
    (
        field(
            "on",
            Kind.DAY,
            "哪天到这一步",
            "the day it was reached",
            required=True,
            example="2026-09-01",
        ),
        field(
            "stage",
            Kind.CHOICE,
            "到了哪一步",
            "which stage",
            choices=STAGE,
            required=True,
            example="filed",
        ),
    ),
)

SITUATION = Shape(
    "situation",
    Text("情况", "the situation"),
    (
        field(
            "jurisdiction",
            Kind.CHOICE,
            "适用哪里的规定",
            "whose law applies",
            choices=words.JURISDICTION,
            default="CN",
        ),
        field(
            "region",
            Kind.TEXT,
            "有自己规定的州，如 MA",
            "a state with rules of its own, such as MA",
            default="",
        ),
        field(
            "lender_type",
            Kind.CHOICE,
            "决定哪些规定适用",
            "decides which norms bind",
            choices=words.LENDER_TYPE,
        ),
        field("product", Kind.TEXT, "预设的名字", "a preset's name", default=""),
        field(
            "debtor",
            Kind.TEXT,
            "借款人的编号，每笔借款都相同；用存储时必填",
            "a key for the debtor, the same in every loan; needed with a store",
            default="",
        ),
        field(
            "one_debt",
            Kind.TEXTS,
            "合计为同一笔债务的借款",
            "loans that count as one debt",
            default=(),
        ),
        field("reachable", Kind.FLAG, "本人是否联系得上", "whether the debtor answers"),
        field(
            "states",
            Kind.TABLES,
            "去世、无行为能力、有律师、有争议",
            "dead, incapable, represented, in dispute",
            shape=_STATES,
            default=(),
        ),
        field(
            "agreements",
            Kind.TABLES,
            "与本人的约定",
            "what was agreed",
            shape=_AGREEMENTS,
            default=(),
        ),
        field(
            "stops",
            Kind.TABLES,
            "记录之外的停止要求",
            "requests to stop that are not in the history",
            shape=STOP,
            default=(),
        ),
        field(
            "preferences",
            Kind.TABLE,
            "没有签名的意愿；签名的写在 card",
            "wishes without a signature; a signed card goes to card",
            shape=PREFERENCES,
        ),
        field(
            "zones",
            Kind.TEXTS,
            "消费者可能所在的时区（美国）",
            "plausible time zones of the consumer (US)",
            default=(),
        ),
        field("stage", Kind.CHOICE, "程序到了哪一步", "how far the case is", choices=STAGE),
        field(
            "steps", Kind.TABLES, "每一步在哪天", "the day of each stage", shape=_STEPS, default=()
        ),
        field("principal", Kind.MONEY, "借款本金", "what was lent"),
        field(
            "overdue_since",
            Kind.DAY,
            "最早未还一期的到期日",
            "due day of the oldest unpaid instalment",
        ),
        field(
            "liable",
            Kind.TEXTS,
            "合同或判决写明也负债的人或角色",
            "roles or persons shown to owe the debt too",
            default=(),
        ),
        field(
            "not_liable",
            Kind.TEXTS,
            "查明不负债的人或角色；配偶不写就是不知道",
            "roles or persons shown not to owe it; of a spouse in neither list it is not known",
            default=(),
        ),
        field("guarantee", Kind.CHOICE, "连带或一般保证", "joint or general", choices=GUARANTEE),
        field(
            "agencies", Kind.TEXTS, "出借机构公布的催收公司", "agencies the lender has published"
        ),
        field(
            "told_agencies", Kind.TEXTS, "事先告知本人的催收公司", "agencies the debtor was told of"
        ),
        field(
            "collector",
            Kind.FLAG,
            "是否由第三方催收（美国）",
            "whether a third-party collector acts (US)",
        ),
        field(
            "work_addresses",
            Kind.TEXTS,
            "工作单位的号码或账号",
            "numbers at the workplace",
            default=(),
        ),
        field(
            "work_banned", Kind.FLAG, "单位是否禁止这类联系", "the employer forbids such contact"
        ),
        field(
            "complete",
            Kind.FLAG,
            "没有记录就是没有发生",
            "what is not on record did not happen",
            default=False,
        ),
    ),
)

_NOT_BEFOREHAND = {"outcome", "asked_to_stop", "entered"}
REQUEST = Shape(
    "request",
    Text("一次询问", "a request"),
    (
        *(each for each in CONTACT.fields if each.key not in _NOT_BEFOREHAND),
        field(
            "situation",
            Kind.TABLE,
            "规定会问到的其他事实",
            "everything else a norm may ask",
            shape=SITUATION,
        ),
        field(
            "history",
            Kind.TABLES,
            "之前的联系；与 store 二选一",
            "earlier contacts; this or store",
            shape=CONTACT,
        ),
        field(
            "store",
            Kind.TEXT,
            "存储所在的文件夹；与 history 二选一",
            "the folder of a store; this or history",
            default="",
        ),
        field("card", Kind.TABLE, "本人签名的偏好卡", "the borrower's signed card", shape=CARD),
    ),
)

_HAPPENED = {"outcome", "identified", "disclosed", "asked_to_stop", "staff", "recorded", "entered"}
RECORD = Shape(
    "record",
    Text("一条记录", "a record"),
    (
        field(
            "decision_id",
            Kind.TEXT,
            "gate 给出的编号：报告这次联系的结果",
            "the gate's id: tells what came of that contact",
            default="",
        ),
        field(
            "made", Kind.FLAG, "false：没有去联系", "false: the contact was not made", default=True
        ),
        *(each for each in CONTACT.fields if each.key in _HAPPENED),
        field(
            "at",
            Kind.INSTANT,
            "实际联系的时间；不写就是所问的时间",
            "when it really took place; the time asked when left out",
        ),
        field("debtor", Kind.TEXT, "借款人的编号", "a key for the debtor", default=""),
        field(
            "jurisdiction",
            Kind.CHOICE,
            "号码按哪里的写法读；不写就照先前的询问",
            "how numbers are read; as in earlier requests when left out",
            choices=words.JURISDICTION,
            default="",
        ),
        field(
            "contact",
            Kind.TABLE,
            "没有问过 gate 的一次联系",
            "a contact the gate was not asked about",
            shape=CONTACT,
        ),
        field(
            "contacts",
            Kind.TABLES,
            "同一借款人的多次联系",
            "several contacts about one debtor",
            shape=CONTACT,
        ),
        field(
            "stop",
            Kind.TABLE,
            "有人要求不要再联系",
            "somebody asked not to be contacted",
            shape=STOP,
        ),
        field("card", Kind.TABLE, "本人签名的偏好卡", "the borrower's signed card", shape=CARD),
        field(
            "replaces",
            Kind.TEXT,
            "本人确认换了钥匙：原来那把的指纹",
            "the borrower confirmed a change of key: fingerprint of the old one",
            default="",
        ),
    ),
)
