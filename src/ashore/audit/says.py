"""What each kind of check tests, why it matters, and how a hit can be innocent.

An auditor reads both sides before asking anybody a question: a hit is a place to look, no proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ashore.words import Text

__all__ = ["SAYS", "Says"]


@dataclass(frozen=True, slots=True)
class Says:
    """A kind of check in words: the columns it looks at, the harm of a breach, the other side."""

    fields: tuple[str, ...]
    harm: Text
    innocent: Text


SAYS: Mapping[str, Says] = MappingProxyType(
    {
        "quiet_hours": Says(
            ("at", "channel"),
            Text("夜里被打扰，睡不好，也让家人不安", "sleep is broken and the household alarmed"),
            Text(
                "借款人可能约定过这个时间；系统时间或时区可能记错；自动回执也会记成一次联系",
                "the hour may have been agreed; a clock or zone may be wrong; an automatic receipt "
                "may have been logged as a contact",
            ),
        ),
        "count_limit": Says(
            ("at", "lender", "organisation", "person", "address", "outcome", "purpose"),
            Text("反复来电使人无法工作和休息", "call after call leaves no room to work or rest"),
            Text(
                "断线后的回拨、同一通话记了两次、借款人自己要求再打",
                "a dropped line called back, one call logged twice, or a call the person asked for",
            ),
        ),
        "cool_down": Says(
            ("at", "organisation", "person", "loan", "outcome"),
            Text(
                "刚谈过又被催，像是施压", "being called again right after a talk feels like force"
            ),
            Text("借款人约定了回电时间", "the person may have asked to be called back"),
        ),
        "precondition": Says(
            ("at", "lender", "role", "outcome"),
            Text(
                "亲友被卷进来，关系受伤，隐私外泄",
                "family and friends are drawn in; ties and privacy suffer",
            ),
            Text(
                "联系不上本人的记录可能在另一个系统里；对方可能是共同借款人",
                "failed calls may lie in another system; the person may be a co-borrower",
            ),
        ),
        "purpose": Says(
            ("role", "purpose", "outcome"),
            Text("不欠钱的人被要求还钱", "somebody who owes nothing is asked to pay"),
            Text(
                "目的一栏可能是系统默认值；对方可能主动提出代还",
                "the purpose may be a default of the system; the person may have offered to pay",
            ),
        ),
        "disclosure": Says(
            ("role", "disclosed", "outcome"),
            Text("欠款被别人知道，名誉和工作受损", "others learn of the debt; name and job suffer"),
            Text(
                "对方可能先说出了欠款；对方可能是担保人或共同借款人",
                "the person may have named the debt first, or be a guarantor or co-borrower",
            ),
        ),
        "once": Says(
            ("organisation", "person", "outcome"),
            Text("旁人被反复打听", "a bystander is asked again and again"),
            Text("先前的答复可能有误", "the earlier answer may have been wrong"),
        ),
        "guarantee": Says(
            ("role", "purpose"),
            Text("一般保证人被提前追讨", "a general guarantor is pursued too early"),
            Text("可能已经执行不能，只是没有录入", "enforcement may have failed, not yet entered"),
        ),
        "stop_request": Says(
            ("role", "person", "address", "asked_to_stop", "lender"),
            Text("说过“不要再联系”却没有用", "a plain “do not contact me” is ignored"),
            Text(
                "拒绝可能只针对某种方式；化名可能指两个人",
                "the refusal may have been about one medium; an alias may stand for two people",
            ),
        ),
        "repeated": Says(
            ("person", "asked_to_stop", "lender"),
            Text("拒绝之后的反复联系是滋扰", "contact after contact past a refusal is pestering"),
            Text("可能是对方自己再次来电后的回复", "it may answer the person's own new call"),
        ),
        "identification": Says(
            ("identified", "organisation", "person", "outcome"),
            Text("不知道是谁打来，分不清真假", "nobody can tell who calls or whether it is real"),
            Text("坐席说了但没有勾选", "the caller may have said it and not ticked the box"),
        ),
        "recording": Says(
            ("recorded", "channel", "outcome"),
            Text("出了争议没有证据", "a dispute is left without evidence"),
            Text("录音可能在另一个系统里", "the recording may be kept in another system"),
        ),
        "visit": Says(
            ("staff", "channel"),
            Text("一人上门，双方都没有见证", "a visitor alone leaves no witness"),
            Text("同行的人可能没有登记", "the second person may not have been entered"),
        ),
        "entry": Says(
            ("entered", "channel"),
            Text("家里或单位被人闯进来", "home or office is intruded upon"),
            Text(
                "可能是家里其他人请进来的，没有写明",
                "somebody else at home may have asked them in, and it was not entered",
            ),
        ),
        "hand_over": Says(
            ("at", "lender", "loan", "organisation"),
            Text("两家公司接连来催，不知道该信谁", "two agencies in a row: whom to believe"),
            Text("旧公司的收尾短信", "a closing message of the former agency"),
        ),
        "authority": Says(
            ("lender", "organisation"),
            Text("分不清是正规委托还是冒充", "a real agency cannot be told from a pretender"),
            Text("名单更新晚了，或名称写法不同", "the list was late, or spelt otherwise"),
        ),
        "wording": Says(
            ("text", "role", "channel"),
            Text("恐吓、侮辱、冒充使人害怕和羞辱", "threats, insults, posing: fear and shame"),
            Text(
                "词句可能是引用、否认或按实情告知；请读全文",
                "the words may be quoted, denied, or simply true: read the whole text",
            ),
        ),
        "must_say": Says(
            ("text", "channel"),
            Text(
                "少了必要的内容，收信人无从核实", "what is needed to check the message is missing"
            ),
            Text("内容可能在附件或链接里", "it may stand in an attachment or behind a link"),
        ),
    }
)
"""Kind of norm → what is said of its check. Kinds about single debtors are not here."""

OTHER = Says(
    (),
    Text("约定或意愿没有被尊重", "what was agreed or wished is not respected"),
    Text("约定可能已经改变", "the agreement may have changed"),
)
"""For kinds that only the reference asks, of accounts with facts of their own."""
