"""What a relative may rely on when asking not to be contacted: the norms on requests to stop."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from ashore.conduct.pack import pack_of
from ashore.conduct.situation import Situation
from ashore.facts import Contact
from ashore.law.norm import Law
from ashore.words import Cite, LawGap, Text

__all__ = ["Ground", "refusal_grounds"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A norm by which contact has to stop: where it is written and what it says."""

    cite: Cite
    means: Text


def refusal_grounds(
    law: Law, day: date, *, role: str = "relative", lender_type: str | None = None
) -> tuple[Ground, ...]:
    """Return the norms on requests to stop that bind a lender, the surest first.

    Norms of confidence C are left out: a letter that cites them could be shrugged off.

    Args:
        law: the norms of China.
        day: the day of the letter.
        role: what the person is to the debtor.
        lender_type: what kind of lender; None: not known, norms for some kinds only are left out.

    Raises:
        LawGap: no norm answers for that day.
    """
    contact = Contact(
        id="refusal", at=datetime.combine(day, time(4), UTC), channel="call", role=role, lender="?"
    )
    situation = Situation(lender_type=lender_type)
    found = []
    for bound in pack_of(law, "CN").bound(contact, situation, day):
        if bound.rule.norm.kind == "stop_request" and not bound.doubts:
            cite = bound.rule.cite(day, bound.confidence)
            if cite.confidence != "C":
                found.append(Ground(cite, bound.rule.norm.means))
    if not found:
        raise LawGap(
            where="cn.conduct",
            what=Text(f"{day} 没有可引用的停止联系的规定", f"no norm on requests to stop on {day}"),
            expected=Text("法规数据里的一条", "one in the law files"),
            do=Text("换一个日期，或写上机构类型", "try another day, or name the kind of lender"),
        )
    return tuple(sorted(found, key=lambda each: each.cite.confidence))
