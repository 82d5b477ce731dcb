"""One audit of contacts from files to results: parts, the accounts set apart, the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.bucket import Judged
from ashore.audit.checks import Checks, make_checks
from ashore.audit.chunk import accounts_of
from ashore.audit.columns import Names
from ashore.audit.contacts import Row, rows_of_accounts, stops_of_known
from ashore.audit.engine import Engine, Progress, Setting
from ashore.audit.ids import ids_matter
from ashore.audit.reference import judge_accounts
from ashore.audit.rows import by_number, taken
from ashore.audit.source import Inputs
from ashore.audit.store import Kept, Work, joined
from ashore.audit.tally import Tally, new_tally
from ashore.audit.threads import each_of
from ashore.conduct.ask import WordingCheck
from ashore.conduct.situation import Situation
from ashore.law.norm import Law

__all__ = ["Found", "Question", "Sums", "audit", "heard_in"]

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is audited, by which law.

    Attributes:
        inputs: the files.
        law: the norms.
        situation: what all contacts have in common.
        situations: account → its own situation, for accounts with facts of their own.
        wording: the wording check; None: norms on wording are not asked.
        lender: who lends, where the files have no such column.
        memory: octets to use, about.
        threads: how many work at once.
        bucket: about how many contacts are judged at once.
        actors: add up by organisation, too.
        elsewhere: all requests to stop by known persons, where the inputs are only a part of the
            logs; none: those in the inputs.
        set_aside: count rows that cannot be read instead of stopping at them.
    """

    inputs: Inputs
    law: Law
    situation: Situation
    situations: Mapping[str, Situation] = field(default_factory=lambda: MappingProxyType({}))
    wording: WordingCheck | None = None
    lender: str = ""
    memory: int = 4_000_000_000
    threads: int = 2
    bucket: int = 65_536
    actors: bool = True
    set_aside: bool = False
    elsewhere: tuple[Row, ...] = ()


@dataclass(slots=True)
class Found:
    """What an audit found.

    Attributes:
        checks: what was asked.
        tally: the sums; actors by their place in `actors`.
        actors: the organisations that acted (or the lenders), in order.
        row, account, at, level, breaches, warnings: the contacts with a breach or a warning, by
            their rows (see `Judged`).
        bad: rows that could not be judged, by reason.
        by_reference: how many accounts were judged by the reference.
        crashed: norms whose check failed.
    """

    checks: Checks
    tally: Tally
    actors: tuple[str, ...]
    row: NDArray[np.int64]
    account: NDArray[np.int64]
    at: NDArray[np.int64]
    level: NDArray[np.uint8]
    breaches: NDArray[np.uint64]
    warnings: NDArray[np.uint64]
    bad: Counter[str]
    by_reference: int
    crashed: dict[str, str]


def audit(
    question: Question, work: Work | None = None, progress: Progress = lambda _: None
) -> Found:
    """Return what the norms say of the contacts of some files.

    Args:
        question: what is audited.
        work: keeps the parts that are done; None: everything is done anew.
        progress: told of the rows as they are dealt with.

    Raises:
        BadInput: a file or a row cannot be read, an id stands twice.
        LawConflict: two exceptions to a norm apply at once.
    """
    checks = make_checks(question.law, question.situation)
    setting = Setting(
        checks=checks,
        named=_named(question.situations, question.inputs),
        heard=heard_in(question.elsewhere),
        wording=question.wording,
        lender=question.lender,
        ids=ids_matter(question.inputs, question.memory, question.threads),
        threads=question.threads,
        bucket=question.bucket,
        actors=question.actors,
    )
    sums = Sums(checks, question.threads)
    for judged, bad, names, crashed in _parts(question, setting, work, progress):
        sums.bad = bad  # every part reads every row, so each counts all bad ones
        sums.add(judged, names)
        sums.crashed |= crashed
    if sums.bad and not question.set_aside:
        raise problems.bad_rows(question.inputs.files[0].name, dict(sums.bad))
    apart = np.unique(np.concatenate(sums.special))
    stops = list(question.elsewhere)
    if len(apart) and not stops:
        stops = stops_of_known(question.inputs)
    for start in range(0, len(apart), _AT_ONCE):
        actors = Names()
        some = apart[start : start + _AT_ONCE]
        sums.add(_by_reference(question, checks, some, (stops, actors)), actors.all)
    return sums.found(len(apart))


def _parts(
    question: Question, setting: Setting, work: Work | None, progress: Progress
) -> Iterator[Kept]:
    engine = Engine(question.inputs, setting)
    plan = engine.plan(question.memory)
    for number in range(len(plan.ends)):
        if work is not None and work.done(number):
            progress(2 * question.inputs.rows // len(plan.ends))
            yield work.load(number)
            continue
        part = engine.part(plan, number, progress)
        if part.bad and not question.set_aside:
            raise problems.bad_rows(question.inputs.files[0].name, dict(part.bad))
        names, crashed = engine.reader.names.all, setting.checks.crashed
        kept = joined(part.judged), part.bad, names, crashed
        del part  # so that its buckets are not held beside the whole
        if work is not None:
            work.save(number, kept)
        yield kept


class Sums:
    """Adds up parts whose actors are numbered differently."""

    def __init__(self, checks: Checks, threads: int = 1) -> None:
        self._checks, self._threads = checks, threads
        self._tally = new_tally(len(checks.norms), 1)
        self._names = Names()
        self._found: list[Judged] = []
        self.special: list[NDArray[np.int64]] = []
        self.bad: Counter[str] = Counter()
        self.crashed: dict[str, str] = {}

    def add(self, judged: Judged, names: tuple[str, ...]) -> None:
        """Add what a part found."""
        tally = judged.tally
        places = np.array([self._names.number(each) for each in names], dtype=np.int64)
        moved = np.zeros((len(tally.by_actor), len(self._names.all)), dtype=np.int64)
        width = min(tally.by_actor.shape[1], len(places))
        moved[:, places[:width]] = tally.by_actor[:, :width]
        tally.by_actor = moved
        self._tally.add(tally)
        self._found.append(judged)
        self.special.append(judged.special)

    def found(self, by_reference: int) -> Found:
        """Return the sums, actors by name and contacts by row."""
        names = self._names.all
        order = sorted(range(len(names)), key=lambda place: names[place])
        self._tally.by_actor = self._tally.by_actor[:, order]
        by_row = by_number(np.concatenate([each.row for each in self._found]))

        def column(name: str) -> NDArray[Any]:
            found = [getattr(each, name) for each in self._found]
            return taken(np.concatenate(found) if len(found) > 1 else found[0], by_row)

        names_of = ("row", "account", "at", "level", "breaches", "warnings")
        columns = dict(zip(names_of, each_of(self._threads, column, names_of), strict=True))
        crashed = dict(sorted({**self.crashed, **self._checks.crashed}.items()))
        return Found(
            checks=self._checks,
            tally=self._tally,
            actors=tuple(names[place] for place in order),
            **columns,
            bad=self.bad,
            by_reference=by_reference,
            crashed=crashed,
        )


def heard_in(stops: Iterable[Row]) -> dict[str, set[int]]:
    """Return known person → the accounts in which he or she asked to be left alone."""
    heard: dict[str, set[int]] = {}
    for row in stops:
        heard.setdefault(row.contact.person, set()).add(row.key)
    return heard


def _named(situations: Mapping[str, Situation], inputs: Inputs) -> NDArray[np.int64]:
    """Return the accounts with facts of their own, as numbers."""
    named = pa.array(list(situations), pa.string())
    if pa.types.is_integer(inputs.types["account"]):
        named = named.cast(pa.int64())
    return accounts_of(named)[0]


def _by_reference(
    question: Question,
    checks: Checks,
    accounts: NDArray[np.int64],
    rest: tuple[list[Row], Names],
) -> Judged:
    stops, names = rest
    rows = rows_of_accounts(question.inputs, accounts, question.lender)
    asked = checks, question.wording, names
    return judge_accounts(rows, question.situations, asked, stops)
