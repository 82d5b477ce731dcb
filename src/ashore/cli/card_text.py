"""A card and a refusal as text to be printed, sent or read out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ashore.conduct.situation import Pause, Window
from ashore.days import SHANGHAI
from ashore.files.choices import CHANNEL
from ashore.gate.card import Card
from ashore.gate.card_shape import PAUSE
from ashore.gate.refusal import Ground
from ashore.report.names import CONFIDENCE, RANKS
from ashore.report.paper import Paper
from ashore.report.refusal import HOW_TO_USE, reply
from ashore.words import Text

__all__ = ["refusal_value", "write_card", "write_refusal"]

_DAYS_ZH, _DAYS_EN = "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


# ---- a card


def write_card(card: Card, paper: Paper, made_key: str = "") -> str:
    """Return a card as text: what is asked for, how it can be checked.

    Args:
        card: with a signature that was found to be right.
        paper: the sheet.
        made_key: the file of a key that was made for it; "": none was.
    """
    day = card.issued_at.astimezone(SHANGHAI)
    paper.heading(paper.say(Text("联系偏好卡", "How to contact me")))
    to = Text(card.lender, card.lender) if card.lender else Text("所有机构", "every lender")
    paper.para(Text(f"致：{to.zh}", f"to: {to.en}"))
    paper.para(Text(f"出具：{day:%Y-%m-%d %H:%M}", f"issued: {day:%Y-%m-%d %H:%M}"))
    paper.blank()
    for line in _lines(card):
        paper.para(Text(f"· {line.zh}", f"- {line.en}"))
    paper.blank()
    paper.para(
        Text(
            f"签名核对无误。钥匙指纹：{card.fingerprint}（打电话或写信时报这一串，对方就能确认卡是你发的）",
            f"The signature is right. Fingerprint of the key: {card.fingerprint} (say it on the "
            "phone or in a letter, so that they know the card is yours)",
        )
    )
    if made_key:
        paper.para(
            Text(
                f"新做了一把钥匙：{made_key}。请留好；以后改卡要用它，别人不该有它。",
                f"A new key was made: {made_key}. Keep it: changing the card needs it, and nobody "
                "else should have it.",
            )
        )
    paper.para(
        Text(
            "这是你的请求，不是法律；发出时留下记录（短信截图、邮件、快递单）。",
            "This is your request, not law. When you send it keep a record of having sent it.",
        ),
        how="quiet",
    )
    return paper.text()


def _lines(card: Card) -> Iterable[Text]:
    wishes = card.preferences
    if wishes.hours:
        yield Text(
            f"只在这些时段联系：{_said(wishes.hours, 'zh')}",
            f"contact only at: {_said(wishes.hours, 'en')}",
        )
    if wishes.avoid:
        yield Text(
            f"不要在这些时段联系：{_said(wishes.avoid, 'zh')}",
            f"not at: {_said(wishes.avoid, 'en')}",
        )
    if wishes.channels:
        yield Text(
            f"只用：{_channels(wishes.channels, 'zh')}",
            f"only by: {_channels(wishes.channels, 'en')}",
        )
    if wishes.no_channels:
        yield Text(
            f"不用：{_channels(wishes.no_channels, 'zh')}",
            f"not by: {_channels(wishes.no_channels, 'en')}",
        )
    if wishes.no_relatives:
        yield Text(
            "不要联系我的家人、朋友、同事或其他任何人",
            "nobody but me: no family, friends or colleagues",
        )
    for pause in wishes.pauses:
        yield _pause(pause)


def _pause(pause: Pause) -> Text:
    why = PAUSE[pause.reason]
    since = pause.since.astimezone(SHANGHAI)
    if pause.until is None:
        return Text(
            f"{since:%Y-%m-%d} 起请暂停联系（{why.zh}），直到我再通知",
            f"please pause from {since:%Y-%m-%d} ({why.en}) until I write again",
        )
    last = _last_day(pause.until)
    return Text(
        f"{since:%Y-%m-%d} 到 {last} 请暂停联系（{why.zh}）",
        f"please pause from {since:%Y-%m-%d} to {last} ({why.en})",
    )


def _last_day(until: datetime) -> date:
    return (until.astimezone(SHANGHAI) - timedelta(microseconds=1)).date()


def _said(windows: Sequence[Window], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(_window(each, lang) for each in windows)


def _window(window: Window, lang: str) -> str:
    end = "24:00" if window.end.hour == window.end.minute == 0 else f"{window.end:%H:%M}"
    span = f"{window.start:%H:%M}–{end}"
    if not window.weekdays:
        return span
    if lang == "zh":
        return "周" + "".join(_DAYS_ZH[day] for day in window.weekdays) + f" {span}"
    return "/".join(_DAYS_EN[day] for day in window.weekdays) + f" {span}"


def _channels(words: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(CHANNEL[word].say(lang) for word in words)


# ---- a refusal


def write_refusal(
    options: argparse.Namespace, grounds: Sequence[Ground], day: date, paper: Paper
) -> str:
    """Return the reply, then where each norm stands and what to do with the reply."""
    paper.para(reply(options.person, options.lender, grounds, day))
    paper.blank()
    paper.label(Text("依据", "What it rests on"))
    for ground in grounds:
        cite = ground.cite
        rank, sure = RANKS[cite.rank], CONFIDENCE[cite.confidence]
        where = f"{cite.source} {cite.article}".rstrip()
        paper.para(
            Text(
                f"· {where}（{rank.zh}；{sure.zh}）：{ground.means.zh}",
                f"- {where} ({rank.en}; {sure.en}): {ground.means.en}",
            )
        )
    paper.label(Text("怎么用", "How to use it"))
    paper.para(HOW_TO_USE)
    return paper.text()


def refusal_value(
    options: argparse.Namespace, grounds: Sequence[Ground], day: date
) -> dict[str, Any]:
    """Return the reply as JSON values, with the block a lender records (`ashore gate record`)."""
    said = reply(options.person, options.lender, grounds, day)
    return {
        "text": {"zh": said.zh, "en": said.en},
        "norms": [
            {
                "norm": ground.cite.norm,
                "source": f"{ground.cite.source} {ground.cite.article}".rstrip(),
                "rank": ground.cite.rank,
                "confidence": ground.cite.confidence,
                "means": {"zh": ground.means.zh, "en": ground.means.en},
            }
            for ground in grounds
        ],
        "stop": {
            "since": f"{day.isoformat()}T00:00:00+08:00",
            "person": options.person,
            "role": options.role,
            "lender": options.lender,
            "written": True,
        },
    }
