"""A forecast as plain values: the JSON of `ashore forecast`, and a part of `ashore report`.

Keys are fixed by the case format: added to, never renamed. Days are ISO dates, amounts decimal
strings, texts both languages. `norms` and `sources` are what an event rests on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ashore.facts import Case
from ashore.forecast.channels import ChannelView
from ashore.forecast.event import Event
from ashore.forecast.money import MoneyPath, MoneyTrack, money_together
from ashore.forecast.outlook import WHAT_IF_NOTHING
from ashore.forecast.run import Forecast
from ashore.forecast.view import Act, Family, Move, Risk
from ashore.money import show
from ashore.report.forecast_pick import within
from ashore.report.forecast_tracks import court_value, credit_value
from ashore.report.forecast_words import permitted_line, reported_line
from ashore.report.gaps import open_value, unfinished_value
from ashore.report.notice import DISCLAIMER
from ashore.report.values_why import cite_value, text_value

__all__ = ["forecast_part", "forecast_value"]

Value = dict[str, Any]


def forecast_value(case: Case, found: Forecast, *, days: int | None = None) -> Value:
    """Return a forecast; `days` keeps the events that begin within so many days."""
    return {
        **forecast_part(case, found, days=days),
        "on": found.on.isoformat(),
        "currency": case.currency,
        "law_version": found.law_version,
        "open": open_value(case),
        "unfinished": unfinished_value(case),
        "disclaimer": text_value(DISCLAIMER),
    }


def forecast_part(case: Case, found: Forecast, *, days: int | None = None) -> Value:
    """Return what stands under "forecast" in a report."""
    digits = case.digits
    return {
        "events": [event_value(event, digits, found.on) for event in within(found, days)],
        "family": _family(found, digits),
        "passed": [event_value(event, digits, found.on) for event in found.passed],
        "general": [event_value(event, digits, found.on) for event in found.general],
        "channels": [_channel(one) for one in found.channels],
        "money": _money(found, digits),
        "credit": [credit_value(track) for track in found.credit],
        "court": [court_value(track, digits) for track in found.court],
        "reachable": found.reachable,
        "assumption": text_value(WHAT_IF_NOTHING),
        "practice_version": found.practice_version,
        "practice_read_on": _day(found.read_on),
    }


def event_value(event: Event, digits: int, on: date) -> Value:
    """Return one event."""
    return {
        "key": event.key,
        "loan": event.loan,
        "kind": event.kind,
        "track": event.track,
        "date_earliest": _day(event.earliest),
        "date_usual": _day(event.usual),
        "date_usual_to": _day(event.usual_to),
        "date_latest": _day(event.latest),
        "open": event.open_on(on),
        "days_past_due": list(event.days) if event.days else None,
        "lawful": event.lawful,
        "norms": [cite.norm for cite in event.cites],
        "sources": list(event.sources),
        "pages": event.pages,
        "confidence": event.confidence,
        "what": text_value(event.title),
        "means": text_value(event.means),
        "do": text_value(event.do),
        "may_not": text_value(event.may_not),
        "condition": text_value(event.condition),
        "notes": [text_value(note) for note in event.notes],
        "amount": None if event.amount is None else show(event.amount, digits),
        "cites": [cite_value(cite) for cite in event.cites],
    }


# -- the family -----------------------------------------------------------------------------------


def _family(found: Forecast, digits: int) -> Value:
    family, first = found.family, found.family.first
    smallest = family.smallest
    return {
        "permitted_from": _day(family.permitted_from),
        "reported_from": _day(first.reported_from if first else None),
        "raised_by": [text_value(text) for text in family.raised_by],
        "lowered_by": [_act(act, digits) for act in family.lowered_by],
        "permitted_says": text_value(permitted_line(found)),
        "reported_says": text_value(reported_line(found)),
        "reason": text_value(family.reason),
        "reported_usual": _day(first.reported_usual if first else None),
        "reported_usual_to": _day(first.reported_usual_to if first else None),
        "reported_to": _day(first.reported_to if first else None),
        "reported_passed": first.passed(found.on) if first else None,
        "loan": first.loan if first else None,
        **_ground(family),
        "smallest": smallest.kind if smallest else None,
        "loans": [_risk(risk, found.on) for risk in family.risks],
    }


def _ground(family: Family) -> Value:
    span = family.first.span if family.first else None
    return {
        "pages": span.pages if span else 0,
        "sources": list(span.sources) if span else [],
        "confidence": span.confidence if span else None,
        "norms": [cite.norm for cite in family.norms],
    }


def _risk(risk: Risk, on: date) -> Value:
    return {
        "loan": risk.loan,
        "permitted_from": _day(risk.permitted_from),
        "condition": text_value(risk.answer.condition),
        "reason": text_value(risk.answer.reason),
        "norms": [cite.norm for cite in risk.answer.cites],
        "reported_from": _day(risk.reported_from),
        "reported_usual": _day(risk.reported_usual),
        "reported_usual_to": _day(risk.reported_usual_to),
        "reported_to": _day(risk.reported_to),
        "reported_passed": risk.passed(on),
        "confidence": risk.span.confidence if risk.span else None,
    }


def _act(act: Act, digits: int) -> Value:
    return {
        "kind": act.kind,
        "what": text_value(act.title),
        "do": text_value(act.do),
        "note": text_value(act.note),
        "helps": act.helps,
        "loan": act.loan,
        "amount": None if act.amount is None else show(act.amount, digits),
        "permitted": _move(act.permitted),
        "reported": _move(act.reported),
        "norms": [cite.norm for cite in act.cites],
    }


def _move(move: Move) -> Value:
    return {"before": _day(move.before), "after": _day(move.after), "known": move.known}


# -- channels and money ---------------------------------------------------------------------------


def _channel(one: ChannelView) -> Value:
    return {
        "channel": one.channel,
        "loan": one.loan,
        "kinds": list(one.kinds),
        "date_earliest": one.earliest.isoformat(),
        "date_usual": one.usual.isoformat(),
        "norms": [cite.norm for cite in one.cites],
    }


def _money(found: Forecast, digits: int) -> Value:
    total = money_together(found.money)
    return {
        "total": _track(total, digits) if total else None,
        "loans": [_track(track, digits) for track in found.money],
    }


def _track(track: MoneyTrack, digits: int) -> Value:
    def fen(amount: int | None) -> str | None:
        return None if amount is None else show(amount, digits)

    return {
        "loan": track.loan,
        "until": track.until.isoformat(),
        "day": fen(track.day),
        "week": fen(track.week),
        "month": fen(track.month),
        "nothing_paid": _path(track.nothing, digits),
        "due_paid": _path(track.due_paid, digits),
        "saved": [
            {"on": on.isoformat(), "amount": show(amount, digits)} for on, amount in track.saved
        ],
        "plan": None if track.plan is None else _path(track.plan, digits),
        "plan_saved": fen(track.plan_saved),
    }


def _path(path: MoneyPath, digits: int) -> list[Value]:
    return [
        {
            "on": each.on.isoformat(),
            "total": show(each.total, digits),
            "due_now": show(each.due_now, digits),
            "paid": show(each.paid, digits),
            "cost": show(each.cost, digits),
        }
        for each in path.days
    ]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
