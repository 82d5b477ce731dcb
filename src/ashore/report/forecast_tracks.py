"""The credit and court tracks of a forecast as plain values: what its events are made from."""

from __future__ import annotations

from datetime import date
from typing import Any

from ashore.forecast.credit import CreditTrack
from ashore.forecast.ground import Window
from ashore.forecast.limits import ActEffect, Clock
from ashore.forecast.marks import Mark, Repair
from ashore.forecast.proceedings import CourtCost, CourtPath, CourtTrack, Delay
from ashore.forecast.status import GradeStep, StatusStep
from ashore.money import show
from ashore.report.values_why import text_value

__all__ = ["court_value", "credit_value"]

Value = dict[str, Any]


def credit_value(track: CreditTrack) -> Value:
    """Return the credit record of a loan as it would go on if nothing is paid."""
    return {
        "loan": track.loan,
        "reporting": {
            "where": track.reporting.where,
            "says": text_value(track.reporting.text),
            "how": text_value(track.reporting.how),
        },
        "steps": [_step(step) for step in track.steps],
        "months": [
            {"month": f"{each.month:%Y-%m}", "low": each.low, "high": each.high}
            for each in track.months
        ],
        "grades": [_grade(step) for step in track.grades],
        "marks": [_mark(mark) for mark in track.marks],
        "clear_today": _day(track.clear_today),
        "first_reported": _window(track.first_reported),
    }


def _step(step: StatusStep) -> Value:
    return {
        "code": step.code,
        "what": text_value(step.text),
        "days_from": step.days_from,
        "date_from": _day(step.from_on),
        "date_to": _day(step.to_on),
        "shown_by": _day(step.shown_by),
    }


def _grade(step: GradeStep) -> Value:
    return {
        "grade": step.grade,
        "what": text_value(step.title),
        "days_from": step.days_from,
        "date_from": _day(step.from_on),
        "confidence": step.confidence,
        "norm": step.cite.norm,
        "notes": [text_value(note) for note in step.notes],
    }


def _mark(mark: Mark) -> Value:
    return {
        "began_on": _day(mark.began_on),
        "cleared_on": _day(mark.cleared_on),
        "ends_on": _day(mark.ends_on),
        "repair": None if mark.repair is None else _repair(mark.repair),
    }


def _repair(repair: Repair) -> Value:
    return {
        "outcome": repair.outcome,
        "says": text_value(repair.text),
        "hidden_from": _day(repair.hidden_from),
        "norm": repair.cite.norm,
    }


def _window(window: Window | None) -> Value | None:
    if window is None:
        return None
    return {
        "date_earliest": _day(window.earliest),
        "date_usual": _day(window.usual),
        "date_usual_to": _day(window.usual_to),
        "date_latest": _day(window.latest),
        "confidence": window.confidence,
        "sources": list(window.sources),
    }


# -- before the courts ----------------------------------------------------------------------------


def court_value(track: CourtTrack, digits: int) -> Value:
    """Return where a loan stands before the courts."""
    return {
        "loan": track.loan,
        "stage": track.stage,
        "since": _day(track.since),
        "fees": None if track.cost is None else _fees(track.cost, digits),
        "paths": [_path(path, digits) for path in track.paths],
        "clock": None if track.clock is None else _clock(track.clock),
        "delay": None if track.delay is None else _delay(track.delay, digits),
        "unknown": [text_value(text) for text in track.unknown],
    }


def _fees(cost: CourtCost, digits: int) -> Value:
    return {
        "claim": show(cost.claim, digits),
        "ordinary": show(cost.full.amount, digits),
        "halved": show(cost.half.amount, digits),
        "payment_order": show(cost.payment_order.amount, digits),
        "enforcement": show(cost.enforcement.amount, digits),
    }


def _path(path: CourtPath, digits: int) -> Value:
    return {
        "path": path.kind.name,
        "what": text_value(path.kind.title),
        "lawful_from": _day(path.lawful_from),
        "reported": _window(path.reported),
        "fee": None if path.fee is None else show(path.fee.amount, digits),
        "condition": text_value(path.kind.condition),
        "norms": [cite.norm for cite in path.cites],
    }


def _clock(clock: Clock) -> Value:
    found = clock.limitation
    return {
        "start_on": _day(clock.start_on),
        "last_on": _day(clock.last_on),
        "earliest_on": _day(clock.earliest_on),
        "longest_on": _day(found.longest_on if found else None),
        "over": clock.over,
        "pending": clock.pending,
        "steps": [
            {"on": _day(step.on), "what": text_value(step.text), "last_on": _day(step.last_on)}
            for step in (found.steps if found else ())
            if step.counts
        ],
        "acts": [_act(act) for act in clock.acts],
        "notes": [text_value(note) for note in clock.notes],
        "confidence": clock.confidence,
    }


def _act(act: ActEffect) -> Value:
    return {
        "act": act.act,
        "on": _day(act.on),
        "before": _day(act.before),
        "after": _day(act.after),
        "revives": act.revives,
        "says": text_value(act.text),
    }


def _delay(delay: Delay, digits: int) -> Value:
    return {
        "judged": show(delay.judged, digits),
        "day": show(delay.day, digits),
        "month": show(delay.month, digits),
        "year": show(delay.year, digits),
        "certain": delay.certain,
        "norm": delay.cite.norm,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
