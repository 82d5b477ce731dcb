"""Random logs as Parquet files, and what the reference says of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pyarrow as pa
import pyarrow.parquet as pq

from ashore.audit.run import Question, audit
from ashore.audit.source import open_inputs
from ashore.conduct.clock import micros
from ashore.conduct.history import History
from ashore.conduct.judge import judge
from ashore.conduct.lane import who
from ashore.conduct.verdict import Level
from ashore.facts import Contact
from ashore.files.law import read_law

BEGIN = datetime(2026, 1, 20, tzinfo=UTC)  # ten days before the rules of 2026 begin
QUARTERS = 13 * 96
WORD = pa.string()
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("account", pa.string()),
        ("at", pa.timestamp("us", "UTC")),
        *[(name, WORD) for name in ("loan", "lender", "organisation", "channel", "direction")],
        *[(name, WORD) for name in ("role", "person", "address", "outcome", "purpose")],
        ("disclosed", pa.list_(WORD)),
        *[
            (name, pa.bool_())
            for name in ("identified", "recorded", "entered", "liable", "asked_to_stop")
        ],
        ("staff", pa.int32()),
        ("consent", WORD),
        ("text", WORD),
    ]
)
TEXTS = (
    "今天不还就起诉你",
    "您好,这里是甲银行,您有一笔贷款已逾期",
    "退订回T",
    "Reply STOP to opt out",
    "我们会去你家贴条",
    "this is a debt collector",
)


@cache
def law():
    return read_law(("CN", "US"))


def log(size: int, seed: int, begin: datetime = BEGIN) -> list[dict[str, object]]:
    """Return rows with few people, names and hours, so that counts fill up and instants tie."""
    rng = random.Random(seed)
    return [_row(rng, place, max(size // 20, 1), begin) for place in range(size)]


def _row(rng: random.Random, place: int, accounts: int, begin: datetime) -> dict[str, object]:
    pick = rng.choice
    role = pick(("debtor", "debtor", "debtor", "parent", "guarantor", "friend", "spouse", ""))
    return {
        "id": f"{rng.randrange(1 << 40):x}-{place}",
        "account": f"账户{rng.randrange(accounts)}",
        "at": begin + timedelta(minutes=15 * rng.randrange(QUARTERS), seconds=pick((0, 0, 1))),
        "loan": pick(("A", "B", "")),
        "lender": pick(("L", "L", "L", "")),
        "organisation": pick(("L", "甲", "乙", "")),
        "channel": pick(("call", "call", "call", "robot_call", "sms", "visit", "im", "")),
        "direction": pick(("out", "out", "out", "out", "in", None)),
        "role": role,
        "person": _person(rng) if role != "debtor" or pick((0, 0, 1)) else "",
        "address": pick(("n1", "n2", "")),
        "outcome": pick(("talk", "talk", "no_answer", "no_answer", "busy", "invalid", "refused",
                         "voicemail", "delivered", "")),
        "purpose": pick(("relay", "locate", "collect", "notify", "")),
        "disclosed": pick((["none"], ["none"], ["amount", "days"], [], None)),
        "identified": pick((True, True, None, False)),
        "recorded": pick((True, True, None, False)),
        "entered": pick((None, False, True)),
        "liable": pick((None, None, None, True, False)),
        "asked_to_stop": pick((None,) * 12 + (True, False)),
        "staff": pick((2, 2, 1, 9, None)),
        "consent": pick((None,) * 250 + ("22:00-23:00", "无")),
        "text": pick((None,) * 8 + TEXTS),
    }  # fmt: skip


def _person(rng: random.Random) -> str | None:
    """Return somebody; a person known over all logs is rare, since it is for the reference."""
    return f"h:{rng.randrange(9)}" if rng.randrange(60) == 0 else rng.choice(("x", "y", "", None))


def plain(rows):
    """Make rows such that columns decide all: in order, no consents, nobody known elsewhere.

    Their ids are their places, which is what order means in a file without ids.
    """
    for place, row in enumerate(rows):
        row["id"], row["consent"] = f"{place:08}", None
        if str(row["person"]).startswith("h:"):
            row["person"] = "x"
    return rows


def write(rows, path, groups=700, *, ids=True):
    """Write rows as a file, with the column of their ids or without."""
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    if not ids:
        table = table.drop_columns("id")
    pq.write_table(table, path, row_group_size=groups)
    return open_inputs([str(path)])


def asked(inputs, situation, **rest):
    return audit(Question(inputs=inputs, law=law(), situation=situation, **rest))


def found_by_columns(found):
    """Return row → (level, norms with their levels), and the sums, of an audit."""
    rows = {}
    for place, row in enumerate(found.row.tolist()):
        norms = set()
        for norm, name in enumerate(found.checks.norms):
            for masks, level in ((found.breaches, "breach"), (found.warnings, "warning")):
                if int(masks[place, norm // 64]) >> norm % 64 & 1:
                    norms.add((name, level))
        rows[row] = (("", "", "warning", "breach")[found.level[place]], frozenset(norms))
    hits = Counter()
    levels = ("ok", "unknown", "warning", "breach")
    for norm, name in enumerate(found.checks.norms):
        for code, count in enumerate(found.tally.hits[norm].tolist()):
            if count:
                hits[name, levels[code & 3], code > 3] = count
    return rows, hits


def found_by_reference(rows, situation, wording, situations=None):
    """Return the same of the reference, with verdicts, accounts, people, spans and actors."""
    history, verdicts, hits, found = History(), Counter(), Counter(), {}
    sums = {name: {} for name in ("accounts", "people", "first", "last", "actors")}
    contacts = sorted(
        ((_contact(row), place, row["account"]) for place, row in enumerate(rows)),
        key=lambda each: (each[0].at, each[0].id),
    )
    for contact, place, account in contacts:
        own = replace((situations or {}).get(account, situation), debtor=account)
        verdict = judge(contact, history, own, law(), wording)
        history.add(contact, account)
        if contact.direction != "out":
            continue
        verdicts[str(verdict.level)] += 1
        norms = set()
        for each in verdict.findings:
            is_note = each.severity == "note"
            if each.level is not Level.OK:
                hits[each.norm, str(each.level), is_note] += 1
            if not is_note and each.level in {"breach", "warning"}:
                norms.add((each.norm, str(each.level)))
                _count(sums, each.norm, contact, account)
        if norms:
            found[place] = (str(verdict.level), frozenset(norms))
    return found, hits, verdicts, sums


def _count(sums, norm, contact, account):
    at, actor = micros(contact.at), contact.organisation or contact.lender
    sums["accounts"].setdefault(norm, set()).add(account)
    sums["people"].setdefault(norm, set()).add((account, who(contact)))
    sums["first"][norm] = min(at, sums["first"].get(norm, at))
    sums["last"][norm] = max(at, sums["last"].get(norm, at))
    sums["actors"].setdefault(norm, Counter())[actor] += 1


def _contact(row):
    said = {key: value for key, value in row.items() if key != "account"}
    for key, value in said.items():
        if value is None and key not in {
            "identified",
            "recorded",
            "entered",
            "liable",
            "asked_to_stop",
            "staff",
        }:
            said[key] = ""
    told = row["disclosed"]
    said["disclosed"] = None if told is None else tuple(told)
    said["direction"] = said["direction"] or "out"
    return Contact(**said)


def assert_same(inputs, rows, situation, wording, **rest):
    """Compare everything an audit says with what the reference says."""
    found = asked(inputs, situation, wording=wording, **rest)
    expected, hits, verdicts, sums = found_by_reference(
        rows, situation, wording, rest.get("situations")
    )
    by_columns, hits_by_columns = found_by_columns(found)
    assert not found.crashed
    assert by_columns == expected
    assert hits_by_columns == hits
    levels = ("ok", "unknown", "warning", "breach")
    assert dict(zip(levels, found.tally.verdicts.tolist(), strict=True)) == {
        level: verdicts[level] for level in levels
    }
    for norm, name in enumerate(found.checks.norms):
        tally = found.tally
        assert tally.accounts[norm] == len(sums["accounts"].get(name, ()))
        assert tally.people[norm] == len(sums["people"].get(name, ()))
        if name in sums["first"]:
            assert (tally.first[norm], tally.last[norm]) == (
                sums["first"][name], sums["last"][name],
            )  # fmt: skip
        actors = zip(found.actors, tally.by_actor[norm].tolist(), strict=True)
        assert {actor: count for actor, count in actors if count} == sums["actors"].get(name, {})
    return found
