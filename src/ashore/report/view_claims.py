"""What a lender claims as a person reads it, and as it can go into a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ashore.ledger.claims import Checked
from ashore.ledger.proof import Fit, figures, is_alone
from ashore.report.shown import money
from ashore.words import Cite, Text

__all__ = ["ClaimView", "SplitRow", "by_chance", "claim_views", "letter", "owed_text"]

SAID = {
    "total": Text("合计", "total"),
    "principal": Text("本金", "principal"),
    "interest": Text("利息", "interest"),
    "penalty": Text("罚息", "penalty"),
    "fee": Text("费用", "fees"),
}
SHOWN_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRow:
    """A part of a claim with its label: owed, arguable or above_cap."""

    label: str
    name: Text
    amount: int
    text: Text
    cite: Cite | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim: what was said where, our figure, and every fen under one label."""

    on: date
    source: str
    what: Text
    claimed: int
    books: int
    difference: int
    verdict: Text
    rows: tuple[SplitRow, ...]


NAMES = {
    "owed": Text("明确应还", "clearly owed"),
    "arguable": Text("有争议", "arguable"),
    "above_cap": Text("超过上限", "above the cap"),
}


def claim_views(checked: Sequence[Checked], digits: int) -> tuple[ClaimView, ...]:
    """Return the claims of one loan."""
    return tuple(_view(each, digits) for each in checked)


def _view(checked: Checked, digits: int) -> ClaimView:
    split = checked.split
    rows = [
        SplitRow(
            label="owed", name=NAMES["owed"], amount=split.owed, text=owed_text(checked), cite=None
        )
    ]
    for label, parts in (("arguable", split.arguable), ("above_cap", split.above_cap)):
        rows += [
            SplitRow(
                label=label, name=NAMES[label], amount=part.amount, text=part.text, cite=part.cite
            )
            for part in parts
        ]
    return ClaimView(
        on=checked.claim.on,
        source=checked.claim.source,
        what=_what(checked),
        claimed=checked.claimed,
        books=checked.books,
        difference=checked.difference,
        verdict=_ONLY_DUE if _only_due(checked) else _verdict(checked, digits),
        rows=tuple(rows),
    )


_ONLY_DUE = Text(
    "平台只报了已经到期的部分，和我们算的到期数一分不差",
    "the lender states only what is due by now, the same as ours to the fen",
)


def _only_due(checked: Checked) -> bool:
    """Say whether the claims are what is due, not the whole debt, and right in that."""
    fit = checked.conventions[0] if checked.conventions else None
    if not checked.searched:
        return checked.difference < 0 and checked.claim.total == checked.due > 0
    return bool(fit and fit.fits and [change.key for change in fit.changes] == ["covers"])


def owed_text(checked: Checked) -> Text:
    """Return what "clearly owed" was compared with: a cap nobody knows is not called kept."""
    if checked.split.cap_known:
        return _WITHIN
    return _WITHIN_TERMS if checked.searched else _WITHIN_CARD


_WITHIN = Text("合同条款和上限之内", "within the terms and the caps")
_WITHIN_TERMS = Text(
    "合同条款之内；这类出借方没有已知的上限可比",
    "within the terms; no cap known for this kind of lender",
)
_WITHIN_CARD = Text(
    "合同条款之内；信用卡没有固定的上限可比",
    "within the terms; no fixed cap known for a card",
)


def _what(checked: Checked) -> Text:
    named = figures(checked.claim)
    if "total" in named:
        return SAID["total"]
    return Text(
        "、".join(SAID[name].zh for name in named), ", ".join(SAID[name].en for name in named)
    )


def _verdict(checked: Checked, digits: int) -> Text:
    difference = checked.difference
    amount = money(abs(difference), digits)
    if difference < 0 and checked.split.above_cap:
        return Text(
            f"平台说的比合同条款少 {amount}，仍有一部分超过上限",
            f"the lender states {amount} less than the terms give; part of it is above the cap",
        )
    if difference > 0:
        return Text(f"平台说的多 {amount}", f"the lender states {amount} more")
    if difference < 0:
        return Text(
            f"平台说的少 {amount}；先以平台的数为准，不必多付",
            f"the lender states {amount} less; there is no need to pay more than is asked",
        )
    return Text("一分不差", "the same to the fen")


# -- the letter -----------------------------------------------------------------------------------


def letter(checked: Sequence[Checked], digits: int) -> tuple[Text, ...]:
    """Return which conventions reproduce the claims of a loan, in words fit for a letter.

    The claims of a loan are tested together, so there is one answer for all of them. Empty where
    nothing was compared (a card, or no claim).
    """
    if not checked or not checked[0].searched:
        return ()
    fits, claimed = checked[0].conventions, _claimed(checked, digits)
    if not fits or not fits[0].fits:
        return (_none_fits(claimed, fits, digits),)
    if not fits[0].changes:
        return (
            Text(
                f"贵方 {claimed.zh}，与按合同条款算出的一分不差。",
                f"Your figure {claimed.en} is what the terms of the contract give, to the fen.",
            ),
        )
    if _only_due(checked[0]):
        return (
            Text(
                f"贵方 {claimed.zh}，只是已经到期的部分，与按合同条款算出的到期数一分不差。",
                f"Your figure {claimed.en} is what is due by now, as the terms give it to the fen.",
            ),
        )
    return (_one_of(claimed, fits) if len(fits) > 1 else _the_one(claimed, fits[0]),)


def by_chance(checked: Sequence[Checked]) -> Text:
    """Return the caution that a single figure may be met by chance; no words where none is due."""
    claims = [each.claim for each in checked]
    fits = checked[0].conventions if checked else ()
    if not fits or not fits[0].fits or not fits[0].changes or not is_alone(claims):
        return Text("", "")
    return Text(
        "单独一个数也可能碰巧对上；再有一个别的日子的数，就能看得更准",
        "a single figure can be met by chance; one of another day as well tells far more",
    )


def _claimed(checked: Sequence[Checked], digits: int) -> Text:
    told = [
        Text(
            f"{each.claim.on} 所报{_what(each).zh} {money(each.claimed, digits)} 元",
            f"of {each.claim.on} ({_what(each).en} {money(each.claimed, digits)})",
        )
        for each in checked
    ]
    return Text("、".join(each.zh for each in told), " and ".join(each.en for each in told))


def _said(fit: Fit) -> Text:
    if not fit.changes:
        return Text("完全按合同条款", "exactly the terms of the contract")
    return Text(
        ";".join(change.text.zh for change in fit.changes),
        "; ".join(change.text.en for change in fit.changes),
    )


def _the_one(claimed: Text, fit: Fit) -> Text:
    said = _said(fit)
    return Text(
        f"贵方 {claimed.zh}，在合同条款之外再加上以下做法，可以一分不差地得出：{said.zh}。"
        "请确认是否如此，并说明每一项的合同依据。",
        f"Your figure {claimed.en} can be reproduced to the fen if, other than the contract says, "
        f"the following holds: {said.en}. Please confirm this and name the clause for each point.",
    )


def _one_of(claimed: Text, fits: Sequence[Fit]) -> Text:
    """Several ways lead to the same figure: nobody but the lender knows which it is."""
    shown = [_said(fit) for fit in fits[:SHOWN_MAX]]
    zh = "；".join(f"（{n}）{each.zh.replace('；', '，')}" for n, each in enumerate(shown, start=1))
    en = "; ".join(f"({n}) {each.en.replace(';', ',')}" for n, each in enumerate(shown, start=1))
    more = len(fits) - len(shown)
    return Text(
        f"贵方 {claimed.zh}，在合同条款之外，以下做法中的任何一种都可以一分不差地得出：{zh}"
        f"{f'；另有 {more} 种' if more else ''}。请说明是其中哪一种，以及它的合同依据。",
        f"Your figure {claimed.en} can be reproduced to the fen if, other than the contract says, "
        f"one of these holds: {en}{f'; {more} more ways give it too' if more else ''}. Please say "
        "which one it is and name the clause for it.",
    )


def _none_fits(claimed: Text, fits: Sequence[Fit], digits: int) -> Text:
    near_zh = near_en = ""
    if fits:
        near, off = _said(fits[0]), money(fits[0].difference, digits)
        near_zh = f"；最接近的一种（{near.zh}）仍差 {off} 元"
        near_en = f"; the nearest ({near.en}) is still {off} off"
    return Text(
        f"贵方 {claimed.zh}，按合同条款和常见的各种做法都得不出来{near_zh}。"
        "请书面说明这个数是怎样算出来的。",
        f"Your figure {claimed.en} cannot be reproduced by the terms nor by any usual way of "
        f"reckoning{near_en}. Please explain in writing how it was reckoned.",
    )
