"""What a loan audit found, as plain values of the same shape as an audit of contacts."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ashore import __version__
from ashore.audit.loan_columns import EPOCH
from ashore.audit.loan_rows import LoanQuestion
from ashore.audit.loan_run import CHECKS, Hits, Part
from ashore.audit.loan_says import LOAN_SAYS
from ashore.audit.rows import stirred
from ashore.audit.summary import ADVICE
from ashore.money import show
from ashore.words import Text

__all__ = [
    "drawn_loans", "found_table", "joined", "loan_findings", "loan_identity", "loan_summary",
]  # fmt: skip

_MOST = 50
_PARTS = (
    Text("本金", "principal"), Text("利息", "interest"), Text("罚息", "penalty"),
    Text("费用", "fees"), Text("合计", "total"),
)  # fmt: skip
_NORMS = {"loans.above_cap": "cn.cap.private", "loans.above_line": "cn.cap.court_reduction"}


def loan_identity(
    question: LoanQuestion, hashes: Sequence[str], seed: int, size: int
) -> dict[str, Any]:
    """Return what makes an audit the same audit: inputs, law, settings, software."""
    given = question.inputs
    tables = {
        "loans": given.loans, "payments": given.payments, "events": given.events,
        "schedule": given.rows,
    }  # fmt: skip
    holds = [name for name, table in tables.items() if table is not None for _ in table.files]
    files = zip(given.files, holds, hashes, strict=True)
    return {
        "ashore": __version__,
        "what": "loans",
        "law": question.law.version,
        "inputs": [
            {
                "name": each.name,
                "holds": what,
                "rows": each.rows,
                "octets": each.octets,
                "sha256": digest,
            }
            for each, what, digest in files
        ],
        "set_aside": question.set_aside,
        "seed": seed,
        "sample": size,
    }


def joined(parts: Sequence[Part]) -> Part:
    """Return parts as one, its hits in the order of the rows."""
    columns = [np.concatenate([part.hits[n] for part in parts]) for n in range(len(Hits._fields))]
    ids = [each for part in parts for each in part.ids]
    lenders = [each for part in parts for each in part.lenders]
    order = np.argsort(columns[0], kind="stable")
    hits = Hits(*(column[order] for column in columns))
    whole = Part(hits, [ids[k] for k in order], [lenders[k] for k in order])
    for part in parts:
        whole.compared += part.compared
        whole.exact += part.exact
        whole.rounding += part.rounding
        whole.bad += part.bad
        whole.by_reference += part.by_reference
        whole.cards += part.cards
        whole.held += part.held
        whole.capped += part.capped
    return whole


def loan_findings(found: Part) -> bytes:
    """Return the loans that differ as a Parquet file, amounts in fen."""
    packed = io.BytesIO()
    pq.write_table(found_table(found), packed, compression="zstd")
    return packed.getvalue()


def found_table(found: Part) -> pa.Table:
    """Return the loans that differ, amounts in fen."""
    hits = found.hits
    checks = [[name for bit, name in enumerate(CHECKS) if mask >> bit & 1] for mask in hits.checks]
    ours = {f"ours_{part.en}": hits.ours[:, n] for n, part in enumerate(_PARTS)}
    theirs = {
        f"lender_{part.en}": pa.array(hits.theirs[:, n], mask=hits.theirs[:, n] < 0)
        for n, part in enumerate((_PARTS[4], *_PARTS[:4]))
    }
    return pa.table(
        {
            "row": hits.row,
            "id": pa.array(found.ids, pa.string()),
            "lender": pa.array(found.lenders, pa.string()),
            "on": pa.array(hits.on, pa.int32()).cast(pa.date32()),
            "checks": pa.array(checks, pa.list_(pa.string())),
            "at_stake": _at_stake(found),
            "at_most": pa.array(hits.most, mask=hits.most < 0),
            **ours,
            **theirs,
        }
    )


def loan_summary(
    question: LoanQuestion, found: Part, sample: tuple[Mapping[str, list[int]], int], lang: str
) -> dict[str, Any]:
    """Return the whole result but for the single loans, ready for JSON.

    Args:
        question: what was audited.
        found: what was found.
        sample: the places of the sampled hits by check, and of how many loans among them the
            reference gives the same figures.
        lang: the language of the words.
    """
    checks = [_check(question, found, bit, sample[0], lang) for bit in range(len(CHECKS))]
    masks = found.hits.checks
    breach, warning = masks & _levels("breach") != 0, masks & _levels("warning") != 0
    return {
        "what": "loans",
        "advice": ADVICE.say(lang),
        "rows": question.inputs.loans.rows,
        "judged": found.compared,
        "verdicts": {
            "ok": found.compared - int((breach | warning).sum()),
            "unknown": question.inputs.loans.rows - found.compared,
            "warning": int((warning & ~breach).sum()),
            "breach": int(breach.sum()),
        },
        "agree_to_the_fen": found.exact,
        "within_rounding": found.rounding,
        "bad_rows": dict(sorted(found.bad.items())),
        "accounts_by_reference": found.by_reference.total(),
        "by_reference": dict(sorted(found.by_reference.items())),
        "held_to_caps": found.held,
        "held_to_caps_by_reference": found.capped,
        "not_checked": _not_checked(found, lang),
        "crashed": {},
        "sample": {"drawn": len(set().union(*sample[0].values())), "agreed": sample[1]},
        "checks": checks,
    }


def _not_checked(found: Part, lang: str) -> dict[str, str]:
    """Return what was left out whole, and why."""
    if not found.cards:
        return {}
    name = Text("信用卡", "credit cards").say(lang)
    why = Text(
        f"{found.cards:,} 张，账单和交易不在这些文件里，没有重算",
        f"{found.cards:,}: their bills and transactions are in none of these files",
    )
    return {name: why.say(lang)}


def drawn_loans(found: Part, seed: int, size: int) -> dict[str, list[int]]:
    """Return the places of the sampled hits of each check, as the seed and the rows decide."""
    return {
        name: _drawn(found, np.flatnonzero(found.hits.checks >> bit & 1), name, (seed, size))
        for bit, name in enumerate(CHECKS)
    }


def _levels(level: str) -> int:
    return sum(1 << bit for bit, name in enumerate(CHECKS) if LOAN_SAYS[name].level == level)


def _check(
    question: LoanQuestion, found: Part, bit: int, sample: Mapping[str, list[int]], lang: str
) -> dict[str, Any]:
    name = CHECKS[bit]
    says, hits = LOAN_SAYS[name], np.flatnonzero(found.hits.checks >> bit & 1)
    count = len(hits)
    stakes = _stakes(found, bit)[hits]
    days = found.hits.on[hits]
    actors = Counter(found.lenders[place] for place in hits)
    most = sorted(actors.items(), key=lambda pair: (-pair[1], pair[0]))
    levels = {level: count * (says.level == level) for level in ("breach", "warning", "note")}
    return {
        "id": name,
        "title": says.title.say(lang),
        "kind": "books" if bit < 7 else "cap",
        "tests": says.tests.say(lang),
        "fields": list(says.fields),
        "harm": says.harm.say(lang),
        "innocent": says.innocent.say(lang),
        "severity": says.level,
        "versions": _versions(question, name, lang),
        "breaches": levels["breach"],
        "warnings": levels["warning"],
        "unknown": 0,
        "reminders": levels["note"],
        "accounts": count,
        "people": count,
        "at_stake": sum(stakes.tolist()),  # beyond 64 bits, if need be
        "first": _day(days.min()) if count else None,
        "last": _day(days.max()) if count else None,
        "by_organisation": dict(most[:_MOST]),
        "at_stake_by_organisation": _by_lender(found, hits, stakes, [name for name, _ in most]),
        "organisations": len(actors),
        "sample": [
            _shown(found, place, int(_stakes(found, bit)[place]), lang) for place in sample[name]
        ],
    }


def _stakes(found: Part, bit: int) -> NDArray[np.int64]:
    """Return the fen by which each loan differs in what a check compares."""
    ours, theirs = found.hits.ours, found.hits.theirs
    stakes = theirs[:, 0] - found.hits.most
    if bit in {0, 6}:
        stakes = np.abs(theirs[:, 0] - ours[:, 4])
    elif 1 <= bit <= 4:
        stakes = theirs[:, bit] - ours[:, bit - 1]
    elif bit == 5:
        stakes = np.abs(theirs[:, 0] - theirs[:, 1:].sum(axis=1))
    return stakes


def _by_lender(
    found: Part, hits: NDArray[np.intp], stakes: NDArray[np.int64], names: Sequence[str]
) -> dict[str, int]:
    """Return the money at stake of the lenders that are shown, fen."""
    sums = dict.fromkeys(names, 0)
    for place, stake in zip(hits.tolist(), stakes.tolist(), strict=True):
        sums[found.lenders[place]] += stake
    return {name: sums[name] for name in names[:_MOST]}


def _at_stake(found: Part) -> NDArray[np.int64]:
    """Return the most by which each loan differs, over the checks it hits, fen."""
    most = np.zeros(len(found.hits.row), dtype=np.int64)
    for bit in range(len(CHECKS)):
        hit = found.hits.checks >> bit & 1 != 0
        most = np.where(hit, np.maximum(most, _stakes(found, bit)), most)
    return most


def _versions(question: LoanQuestion, name: str, lang: str) -> list[dict[str, str]]:
    norm = question.law.norms.get(_NORMS.get(name, ""))
    if norm is None:
        source = Text("合同条款与还款记录", "the terms and the payments").say(lang)
        return [{"from": "", "source": source, "confidence": "—"}]
    return [
        {
            "from": version.from_on.isoformat(),
            "source": f"{version.source} {version.article}".strip(),
            "confidence": version.confidence,
        }
        for version in norm.versions
    ]


def _drawn(found: Part, hits: NDArray[np.intp], name: str, draw: tuple[int, int]) -> list[int]:
    seed, size = draw
    digest = sha256(f"{seed}\0{name}".encode()).digest()
    salt = int.from_bytes(digest[:8], "big", signed=True)
    order = np.argsort(stirred(found.hits.row[hits], salt), kind="stable")
    return sorted(hits[order[:size]].tolist())


def _shown(found: Part, place: int, stake: int, lang: str) -> dict[str, Any]:
    ours, theirs = found.hits.ours[place].tolist(), found.hits.theirs[place].tolist()
    lines = []
    for part, mine, said in zip(_PARTS, ours, (*theirs[1:], theirs[0]), strict=True):
        told = show(said) if said >= 0 else "—"
        zh = f"{part.zh}：重算 {show(mine)}，平台 {told}"
        words = Text(zh, f"{part.en}: books {show(mine)}, lender {told}")
        lines.append(words.say(lang))
    most = int(found.hits.most[place])
    if most >= 0:
        line = Text(f"最多可以主张 {show(most)}", f"at most {show(most)} can be claimed")
        lines.append(line.say(lang))
    return {
        "row": int(found.hits.row[place]),
        "account": found.ids[place],
        "at": _day(found.hits.on[place]),
        "organisation": found.lenders[place],
        "reason": Text(f"相差 {show(stake)} 元", f"{show(stake)} apart").say(lang),
        "level": "",
        "source": "",
        "before": [{"books": line} for line in lines],
    }


def _day(number: int) -> str:
    return date.fromordinal(int(number) + EPOCH).isoformat()
