"""The offers of a case as plain values: the JSON of `ashore offers`, and rows for a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from ashore.money import show
from ashore.plan.guidance import fitting
from ashore.plan.offer_check import Check
from ashore.plan.offer_side import Court, Side
from ashore.plan.offers import Offer, Terms
from ashore.plan.realism import Realism
from ashore.plan.resources import Cover, effect_of
from ashore.report.gaps import open_value, unfinished_value
from ashore.report.notice import DISCLAIMER
from ashore.report.offers_sections import OfferPage, fill_of, situation_of
from ashore.report.rows import safe
from ashore.report.tips import tip_value
from ashore.report.values_why import cite_value, text_value

__all__ = ["ROWS", "cover_value", "offers_rows", "offers_value", "realism_value"]

Value = dict[str, Any]

ROWS = (
    "loan", "kind", "owed", "base", "monthly", "months_stopped", "total_stopped", "ends_on",
    "months_running", "total_running", "left_running",
)  # fmt: skip


def offers_value(page: OfferPage) -> Value:
    """Return the offers of a case."""
    case, found, digits = page.case, page.found, page.case.digits
    situation, fill = situation_of(found), fill_of(case, found)

    def tips(listed: Any) -> list[Value]:  # noqa: ANN401
        return [tip_value(tip, page.law, found.on, fill) for tip in fitting(listed, situation)]

    return {
        "on": found.on.isoformat(),
        "currency": case.currency,
        "month": {
            "income": show(found.month.income, digits),
            "essentials": show(found.month.essentials, digits),
            "flexible": show(found.month.flexible, digits),
            "surplus": show(found.month.surplus, digits),
            "surplus_expected": show(found.month_expected.surplus, digits),
            "spent": [
                {"category": key, "amount": show(fen, digits)} for key, fen in found.month.spent
            ],
        },
        "first_payment_on": found.days[0].isoformat(),
        "most": show(found.most, digits),
        "most_expected": show(found.most_expected, digits),
        "asked": show(found.asked, digits),
        "bound": found.bound,
        "bound_on": _day(found.bound_on),
        "lump": show(found.lump, digits),
        "owed": show(found.owed, digits),
        "offers": [_offer(offer, "pro_rata", digits) for offer in found.pro_rata]
        + [_offer(offer, "token", digits) for offer in found.token],
        "lenders": [_side(side, digits) for side in found.sides],
        "kept": [
            {"on": due.on.isoformat(), "loan": due.loan, "amount": show(due.amount, digits)}
            for due in found.kept_dues
        ],
        "nothing_lawful": [each.id for each in found.nothing_lawful],
        "gap": cover_value(found.gap, digits),
        "check": _check(found.check, digits),
        "week_of_essentials": show(found.week, digits),
        "realism": realism_value(found.realism),
        "script": tips(page.guide.script),
        "agreement": tips(page.guide.agreement),
        "routes": tips(page.guide.routes),
        "law_version": page.law.version,
        "guidance_version": page.guide.version,
        "open": open_value(case),
        "unfinished": unfinished_value(case),
        "disclaimer": text_value(DISCLAIMER),
    }


def _offer(offer: Offer, kind: str, digits: int) -> Value:
    return {
        "loan": offer.loan,
        "kind": kind,
        "owed": show(offer.owed, digits),
        "base": show(offer.base, digits),
        "monthly": show(offer.monthly, digits),
        "stopped": _terms(offer.stops, digits),
        "running": _terms(offer.runs, digits),
        "shrinks": offer.shrinks,
        "months_max": offer.months_max,
        "least_in_rule": None if offer.least_in_rule is None else show(offer.least_in_rule, digits),
    }


def _terms(terms: Terms, digits: int) -> Value:
    return {
        "months": terms.months,
        "total": show(terms.total, digits),
        "ends_on": _day(terms.ends_on),
        "left": show(terms.left, digits),
        "left_after_24_months": show(terms.left_checked, digits),
    }


def _side(side: Side, digits: int) -> Value:
    return {
        "loan": side.loan,
        "court": _court(side.court, digits),
        "limitation_last_on": _day(side.clock.last_on) if side.clock else None,
        "effects": [
            {
                "kind": effect.kind,
                "text": text_value(effect.text),
                "careful": effect.careful,
                "cites": [cite_value(cite) for cite in effect.cites],
            }
            for effect in side.effects
        ],
        "talks": [
            {
                "on": talk.on.isoformat(),
                "kind": talk.kind,
                "amount": None if talk.amount is None else show(talk.amount, digits),
                "note": talk.note,
                "paid_since": show(talk.paid, digits),
                "due": None if talk.due is None else show(talk.due, digits),
                "kept": talk.kept,
                "text": text_value(talk.text),
            }
            for talk in side.talks
        ],
    }


def _court(court: Court, digits: int) -> Value:
    def maybe(fen: int | None) -> str | None:
        return None if fen is None else show(fen, digits)

    cost = court.cost
    return {
        "claim": show(court.claim, digits),
        "lawful": maybe(court.lawful),
        "on_request": maybe(court.on_request),
        "fee_half": maybe(cost.half.amount if cost else None),
        "fee_full": maybe(cost.full.amount if cost else None),
        "fee_payment_order": maybe(cost.payment_order.amount if cost else None),
        "fee_enforcement": maybe(cost.enforcement.amount if cost else None),
        "stage": court.stage,
        "since": _day(court.since),
        "suit_usual": _day(court.suit.usual) if court.suit else None,
        "suit_usual_to": _day(court.suit.usual_to) if court.suit else None,
        "suit_confidence": court.suit.confidence if court.suit else None,
        "months_to_decision": list(court.months) if court.months else None,
        "cites": [cite_value(cite) for cite in court.cites],
    }


def cover_value(cover: Cover, digits: int) -> Value:
    """Return how a shortfall is covered."""
    return {
        "uses": [
            {
                "by": use.need_by.isoformat(),
                "name": use.resource.name,
                "kind": use.resource.kind,
                "amount": show(use.amount, digits),
                "cost": show(use.cost, digits),
                "cost_year": show(use.cost_year, digits),
                "repaid": use.repaid,
                "effect": text_value(effect_of(use.resource.kind)),
            }
            for use in cover.uses
        ],
        "open": [
            {"by": need.by.isoformat(), "amount": show(need.amount, digits)} for need in cover.open
        ],
        "cost": show(cover.cost, digits),
    }


def _check(check: Check, digits: int) -> Value:
    return {
        "holds": check.holds,
        "buffer": show(check.buffer, digits),
        "below_buffer_on": _day(check.below_buffer_on),
        "short_on": _day(check.short_on),
        "short": show(check.short, digits),
        "months": [
            {
                "from": month.start.isoformat(),
                "to": month.end.isoformat(),
                "paid": show(month.paid, digits),
                "essentials": show(month.essentials, digits),
                "lowest": show(month.lowest, digits),
                "lowest_on": month.lowest_on.isoformat(),
            }
            for month in check.months
        ],
    }


def realism_value(found: Realism) -> Value:
    """Return whether paying is realistic, and the criteria."""
    return {
        "level": found.level.value,
        "months": found.months,
        "says": text_value(found.says),
        "criteria": [
            {"id": one.id, "met": one.met, "text": text_value(one.text)} for one in found.criteria
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def offers_rows(page: OfferPage) -> list[list[str]]:
    """Return one row for each offer."""
    digits = page.case.digits
    rows = [
        [
            safe(offer.loan),
            kind,
            show(offer.owed, digits),
            show(offer.base, digits),
            show(offer.monthly, digits),
            str(offer.stops.months or ""),
            show(offer.stops.total, digits),
            _day(offer.stops.ends_on) or "",
            str(offer.runs.months or ""),
            show(offer.runs.total, digits),
            show(offer.runs.left, digits),
        ]
        for kind, offers in (("pro_rata", page.found.pro_rata), ("token", page.found.token))
        for offer in offers
    ]
    return [list(ROWS), *rows]
