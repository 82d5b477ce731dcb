"""A relative's refusal to be contacted, in words that can be sent or said as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ashore.gate.refusal import Ground
from ashore.words import Text

__all__ = ["HOW_TO_USE", "reply"]

HOW_TO_USE = Text(
    "由被联系的人自己发短信、邮件，或在电话里说（录音）。留下发送记录。之后再被联系，记下时间、号码"
    "和内容，可以向出借机构、监管部门投诉。不用说明自己和借款的任何情况，也不用转达。",
    "The person who was contacted sends it or says it on the phone (recorded), and keeps a "
    "record. After that note time, number and words of every contact; they support a "
    "complaint. Nothing about the loan has to be explained or passed on.",
)


def reply(person: str, lender: str, grounds: Sequence[Ground], day: date) -> Text:
    """Return the refusal; it relies on norms read in their text, where there are any."""
    sure = [ground.cite for ground in grounds if ground.cite.confidence == "A"]
    named = sure or [ground.cite for ground in grounds]
    zh = "、".join(_cited(cite.source, cite.article) for cite in named)
    en = "; ".join(f"{cite.source} {cite.article}".rstrip() for cite in named)
    return Text(
        f"致{lender}及受其委托的机构：本人（{person}）不是借款人，也没有为这笔借款提供担保。依据{zh}，"
        f"我明确拒绝你们为催收与我联系，请停止拨打、发送短信或以其他方式联系我，并删除我的号码。"
        f"再次联系的，我会保留记录并投诉。{day:%Y-%m-%d}",
        f"To {lender} and its agencies: I ({person}) did not borrow and did not guarantee this "
        f"loan. Relying on {en}, I refuse contact for collection. Please stop calling, texting or "
        f"contacting me in any other way and delete my number. I will keep a record of any further "
        f"contact and complain. {day:%Y-%m-%d}",
    )


def _cited(source: str, article: str) -> str:
    return f"{source}{article}" if "《" in source else f"《{source}》{article}"
