"""What may stand in a preference card and in wishes without a signature, declared once."""

from __future__ import annotations

from typing import Any

from ashore.conduct.situation import PAUSES
from ashore.files import choices as words
from ashore.files.shape import Choices, Field, Kind, Shape
from ashore.words import Text

__all__ = [
    "CARD", "CARD_VERSION", "HOURS", "PAUSE", "PREFERENCES", "SINCE", "UNTIL", "field", "named",
]  # fmt: skip

CARD_VERSION = 1


def field(key: str, kind: Kind, zh: str, en: str, **more: Any) -> Field:  # noqa: ANN401
    """Return a key of a table that only ever stands in JSON, where it needs no other label."""
    return Field(key, kind, Text(key, key), Text(zh, en), **more)


def named(keys: tuple[str, ...], *said: tuple[str, str]) -> Choices:
    """Return words that may be chosen with what each means, Chinese and English."""
    return {key: Text(zh, en) for key, (zh, en) in zip(keys, said, strict=True)}


PAUSE = named(
    PAUSES,
    ("疾病", "illness"),
    ("亲人离世", "bereavement"),
    ("灾害", "disaster"),
    ("债务有争议", "the debt is disputed"),
)
SINCE = field(
    "since",
    Kind.INSTANT,
    "从何时起",
    "from when",
    required=True,
    example="2026-11-01T00:00:00+08:00",
)
UNTIL = field(
    "until",
    Kind.INSTANT,
    "到何时为止（不含）；不写就是没有期限",
    "up to when, itself not included; open when left out",
)
HOURS = Text(
    "时段，如 09:00-18:00 或 mon-fri 19:00-20:30（起点算在内，终点不算）",
    "windows such as 09:00-18:00 or mon-fri 19:00-20:30 (the end itself is outside)",
)

_PAUSES = Shape(
    "pause",
    Text("一次暂停", "a pause"),
    (
        field(
            "reason",
            Kind.CHOICE,
            "为什么请求暂停",
            "why",
            choices=PAUSE,
            required=True,
            example="illness",
        ),
        SINCE,
        UNTIL,
    ),
)
WISHES = (
    field("hours", Kind.TEXTS, *HOURS, default=()),
    field("avoid", Kind.TEXTS, *HOURS, default=()),
    field(
        "channels",
        Kind.CHOICES,
        "只接受的联系方式",
        "the only channels accepted",
        choices=words.CHANNEL,
        default=(),
    ),
    field(
        "no_channels",
        Kind.CHOICES,
        "不接受的联系方式",
        "channels not accepted",
        choices=words.CHANNEL,
        default=(),
    ),
    field(
        "no_relatives",
        Kind.FLAG,
        "不联系本人以外的任何人",
        "nobody but the borrower is to be contacted",
        default=False,
    ),
    field("pauses", Kind.TABLES, "请求暂停联系的时间", "times of quiet", shape=_PAUSES, default=()),
)
PREFERENCES = Shape(
    "preferences",
    Text("本人的意愿", "the borrower's wishes"),
    (*WISHES, field("since", Kind.INSTANT, "出借机构何时知道", "when the lender was told")),
)
CARD = Shape(
    "card",
    Text("联系偏好卡", "a preference card"),
    (
        field(
            "ashore_card",
            Kind.COUNT,
            "写 1",
            "write 1",
            required=True,
            high=CARD_VERSION,
            example="1",
        ),
        field("lender", Kind.TEXT, "不写就是给所有机构", "all lenders when left out", default=""),
        field(
            "issued_at",
            Kind.INSTANT,
            "同一把钥匙签的卡，新的代替旧的",
            "of cards of one key the newest counts",
            required=True,
            example="2026-11-20T09:00:00+08:00",
        ),
        *WISHES,
        field(
            "key", Kind.TEXT, "签名用的公钥", "the public key", required=True, example="ed25519:…"
        ),
        field(
            "signature",
            Kind.TEXT,
            "对其余各项的签名",
            "over all the other keys",
            required=True,
            example="…",
        ),
    ),
)
