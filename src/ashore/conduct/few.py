"""How many of the norms on file bind a lender of this kind: where few do, "no fault" says little.

A private person or company that no financial supervisor oversees is bound by the general laws, not
by the limits on hours and calls that licensed lenders are held to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ashore.conduct.pack import Pack
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import FewNorms
from ashore.facts import Contact
from ashore.law.norm import Norm
from ashore.words import Text

__all__ = ["few_line", "few_norms", "few_together"]

_GENERAL = "law"
"""The rank of statutes that reach everybody; rules, standards and guidelines reach some lenders."""

_NO_DOCUMENT = "practice"
"""The rank of what no document imposes: the borrower's card, signs of a swindle."""


def few_norms(pack: Pack, contact: Contact, situation: Situation, day: date) -> FewNorms | None:
    """Return the norms that bind the lender in such a contact, or None when they are not few.

    Few: nothing but statutes that reach everybody, though other lenders are bound by more.

    None too when the kind of lender is not known: nothing can be said of it then.
    """
    if situation.lender_type is None:
        return None
    key = pack.key(contact, situation, day)
    if key not in pack.few:
        own = _binding(pack, contact, situation, day)
        every = _binding(pack, contact, replace(situation, lender_type=None), day)
        are_few = len(own) < len(every) and all(each.rank == _GENERAL for each in own)
        pack.few[key] = FewNorms(norms=own, of=len(every)) if are_few else None
    return pack.few[key]


def few_line(few: FewNorms) -> Text:
    """Return in words that few norms bind this kind of lender, and which."""
    count, of = len(few.norms), few.of
    titles = Text("；".join(each.title.zh for each in few.norms),
                  "; ".join(each.title.en for each in few.norms))  # fmt: skip
    named = Text(f"（{titles.zh}）", f" ({titles.en})") if few.norms else Text("", "")
    return Text(
        f"对这样的联系收录了 {of} 条规定，约束这类出借方的只有 {count} 条{named.zh}；"
        "其余的（如时段、次数）约束的是别类机构，没有用来判断。所以“未发现问题”不等于合法。",
        f"Of the {of} norms on file for such a contact only {count} bind this kind of lender"
        f"{named.en}; the others, such as those on hours and counts, bind other kinds of lender "
        "and were not applied. So “no fault found” does not mean lawful.",
    )


def few_together(found: Iterable[FewNorms | None]) -> Text | None:
    """Return the same for the contacts of a log; None when no lender is bound by few."""
    given = [each for each in found if each is not None]
    if not given:
        return None
    norms = {norm.id: norm.title for each in given for norm in each.norms}
    zh, en = "；".join(t.zh for t in norms.values()), "; ".join(t.en for t in norms.values())
    count = len(given)
    return Text(
        f"其中 {count} 次联系的出借方只受少数收录的规定约束（{zh}）；其余的（如时段、次数）约束的是"
        "别类机构，没有用来判断。所以这些联系“未发现问题”不等于合法。",
        f"In {count} of these contacts few of the norms on file bind the lender ({en}); the "
        "others, such as those on hours and counts, bind other kinds of lender and were not "
        "applied. So “no fault found” does not mean that these contacts are lawful.",
    )


def _binding(pack: Pack, contact: Contact, situation: Situation, day: date) -> tuple[Norm, ...]:
    bound = pack.bound(contact, situation, day)
    return tuple(each.rule.norm for each in bound if each.rule.norm.rank != _NO_DOCUMENT)
