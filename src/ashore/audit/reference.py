"""Accounts judged by the reference itself, in the same shape as those judged by columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ashore.audit.bucket import Judged
from ashore.audit.checks import Checks
from ashore.audit.columns import Names
from ashore.audit.contacts import Row
from ashore.audit.tally import Tally, new_tally
from ashore.conduct.ask import WordingCheck
from ashore.conduct.clock import micros
from ashore.conduct.history import History, key_of
from ashore.conduct.judge import judge
from ashore.conduct.lane import who
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Level, Verdict

__all__ = ["judge_account", "judge_accounts"]

_CODES = {Level.OK: 0, Level.UNKNOWN: 1, Level.WARNING: 2, Level.BREACH: 3}
_NOTE = 4


def judge_account(
    rows: Sequence[Row],
    situation: Situation,
    checks: Checks,
    wording: WordingCheck | None,
    stops: Iterable[Row] = (),
) -> list[tuple[Row, Verdict]]:
    """Return the verdict on each row of an account, in the order of time.

    Args:
        rows: the account's rows.
        situation: the account's situation.
        checks: what is asked.
        wording: the wording check.
        stops: requests to stop by known persons, in any account.
    """
    history = History()
    account = rows[0].account
    for stop in stops:
        if stop.account != account:
            history.add(stop.contact, stop.account)
    found = []
    for row in sorted(rows, key=lambda each: key_of(each.contact)):
        own = replace(
            situation, debtor=account, lender_type=row.lender_type or situation.lender_type
        )
        verdict = judge(row.contact, history, own, checks.law, wording)
        history.add(row.contact, account)
        if row.contact.direction != "out":
            verdict = Verdict(id=verdict.id, level=Level.OK)
        found.append((row, verdict))
    return found


def judge_accounts(
    accounts: Mapping[int, Sequence[Row]],
    situations: Mapping[str, Situation],
    asked: tuple[Checks, WordingCheck | None, Names],
    stops: Sequence[Row],
) -> Judged:
    """Return what the reference says of some accounts.

    Args:
        accounts: the rows of each, by number.
        situations: account → its own situation; others share the checks' one.
        asked: what is asked, the wording check, the numbers of names.
        stops: requests to stop by known persons, in any account.
    """
    checks, wording, names = asked
    tally = new_tally(len(checks.norms), len(names.all))
    found = []
    for key in sorted(accounts):
        rows = accounts[key]
        situation = situations.get(rows[0].account, checks.situation)
        verdicts = judge_account(rows, situation, checks, wording, stops)
        _add(tally, verdicts, checks, names)
        found += [
            (row, verdict, key)
            for row, verdict in verdicts
            if verdict.level in {Level.WARNING, Level.BREACH}
        ]
    width = -(-len(checks.norms) // 64)
    masks = np.zeros((2, len(found), width), dtype=np.uint64)
    for place, (_, verdict, _) in enumerate(found):
        for finding in verdict.findings:
            code = _CODES[finding.level]
            if finding.severity != "note" and code >= 2:
                norm = checks.norms.index(finding.norm)
                masks[3 - code, place, norm // 64] |= np.uint64(1 << norm % 64)
    return Judged(
        row=np.array([row.number for row, _, _ in found], dtype=np.int64),
        account=np.array([key for _, _, key in found], dtype=np.int64),
        at=np.array([micros(row.contact.at) for row, _, _ in found], dtype=np.int64),
        level=np.array([_CODES[verdict.level] for _, verdict, _ in found], dtype=np.uint8),
        breaches=masks[0],
        warnings=masks[1],
        tally=tally,
        special=np.zeros(0, dtype=np.int64),
    )


def _add(
    tally: Tally, verdicts: Sequence[tuple[Row, Verdict]], checks: Checks, names: Names
) -> None:
    seen: set[tuple[int, str]] = set()
    for row, verdict in verdicts:
        contact = row.contact
        if contact.direction != "out":
            continue
        tally.asked += 1
        tally.verdicts[_CODES[verdict.level]] += 1
        for finding in verdict.findings:
            norm, code = checks.norms.index(finding.norm), _CODES[finding.level]
            is_note = finding.severity == "note"
            tally.hits[norm, code + (_NOTE if is_note else 0)] += 1
            if is_note or code < 2:
                continue
            at = micros(contact.at)
            tally.first[norm] = min(tally.first[norm], at)
            tally.last[norm] = max(tally.last[norm], at)
            tally.widen(names.number(contact.organisation or contact.lender) + 1)
            tally.by_actor[norm, names.number(contact.organisation or contact.lender)] += 1
            tally.accounts[norm] += (norm, "") not in seen
            tally.people[norm] += (norm, f"who {who(contact)}") not in seen
            seen |= {(norm, ""), (norm, f"who {who(contact)}")}
