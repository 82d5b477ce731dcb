"""What a norm of contact may ask beside the contact itself and what went before it.

Every value may be unknown (None, or empty where emptiness says "not told"); unknown is never read
as "no". A `Situation` is about one debtor and, when loans differ, one loan: who lends, what was
agreed, what the borrower wishes, how far the case is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

__all__ = [
    "AGREEMENTS",
    "PAUSES",
    "STAGES",
    "STATES",
    "Agreement",
    "DebtorState",
    "Pause",
    "Preferences",
    "Situation",
    "StopRequest",
    "Window",
]

STAGES = ("none", "demand", "filed", "judgment", "enforcement")
"""How far the case is, in order."""

STATES = ("dead", "incapable", "represented", "disputed")
"""What a debtor's state may be: dead, without full legal capacity, with a lawyer, in dispute."""

AGREEMENTS = ("contact_hours", "contact_limit", "call_consent", "instalment_plan", "third_pays")
"""What may have been agreed; see `Agreement`."""

PAUSES = ("illness", "bereavement", "disaster", "dispute")
"""Why a borrower may ask for a pause."""

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day, from `start` up to but not including `end`, on some weekdays.

    `end` 00:00 means 24:00; a window whose end is not after its start runs past midnight and
    belongs to the weekday it began on. Weekdays count from Monday = 0; none named: every day.
    """

    start: time
    end: time
    weekdays: tuple[int, ...] = ()

    def holds(self, local: datetime) -> bool:
        """Return whether a local time lies in the window."""
        now = local.time()
        if self.end == time(0) or self.start < self.end:
            inside = self.start <= now and (self.end == time(0) or now < self.end)
            return inside and self._on(local)
        if now >= self.start:
            return self._on(local)
        return now < self.end and self._on(local - timedelta(days=1))

    def _on(self, local: datetime) -> bool:
        return not self.weekdays or local.weekday() in self.weekdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The borrower asked for quiet: why, from when, and until when (None: no end was named)."""

    reason: str  # one of PAUSES
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The borrower's own card: when and how to be contacted.

    Attributes:
        hours: only in these windows; none: the card says nothing about hours.
        avoid: never in these windows (a consumer's inconvenient times).
        channels: only on these channels; none: the card says nothing.
        no_channels: never on these.
        no_relatives: nobody but the borrower is to be contacted.
        pauses: times of quiet.
        since: when the lender got the card (None: before everything in the log).
    """

    hours: tuple[Window, ...] = ()
    avoid: tuple[Window, ...] = ()
    channels: tuple[str, ...] = ()
    no_channels: tuple[str, ...] = ()
    no_relatives: bool = False
    pauses: tuple[Pause, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Something agreed with the debtor (or offered by a third person).

    Attributes:
        kind: contact_hours (the `windows` replace the usual hours), contact_limit (`limit` contacts
            a day), call_consent (calls in `windows`, or any, were agreed), instalment_plan,
            third_pays (`person` said clearly that he or she wants to pay).
        since: from when.
        until: up to when, itself not included; None: open.
        kept: instalment_plan: whether the debtor keeps to it; None: not known.
        loan: which loan; "": all of this lender's.
    """

    kind: str
    since: datetime
    until: datetime | None = None
    kept: bool | None = None
    windows: tuple[Window, ...] = ()
    limit: int | None = None
    person: str = ""
    loan: str = ""

    def holds(self, at: datetime, loan: str) -> bool:
        """Return whether it is in force at an instant for a loan."""
        if self.loan and loan and self.loan != loan:
            return False
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorState:
    """A state of the debtor (see STATES) from an instant on; `until` None: it lasts."""

    kind: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequest:
    """Somebody asked not to be contacted, told outside the log (on paper, to an agency).

    Attributes:
        person: who; "" with role "debtor" is the debtor.
        since: when it arrived.
        lender: to whom; "": to the lender of this situation.
        channel: the one medium it closes; "": all of them.
        written: whether it was in writing; None: not known.
    """

    since: datetime
    person: str = ""
    role: str = "debtor"
    lender: str = ""
    channel: str = ""
    written: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything besides the contact and the history that a norm may ask.

    Attributes:
        jurisdiction: whose norms: "CN" or "US".
        region: a part of it with norms of its own ("MA"); "": none.
        lender_type: as in the case file; None: not known.
        product: a preset's name; "": not told.
        debtor: a key for the debtor, the same in every loan of hers; "" when the log has only one.
        one_debt: ids of loans that count as one debt (US student loans); none: each by itself.
        reachable: whether the debtor answers in general; what the log records comes first.
        states: dead, incapable, represented by a lawyer, in dispute.
        agreements: what was agreed.
        stops: stop requests that are not in the log.
        preferences: the borrower's card; None: there is none.
        zones: plausible time zones of the consumer (IANA names); China is always UTC+8.
        stage: how far the case is (STAGES); None: see `steps`.
        steps: the day on which a stage was reached, with the stage; none: not known.
        principal: what was lent, in the smallest unit; None: not known.
        overdue_since: the due date of the oldest unpaid instalment; None: not known.
        time_barred_from: the first day on which a court would no longer enforce the debt if the
            debtor says so; None: not known or not yet.
        liable: roles or persons that owe the debt too, shown by contract or judgment.
        not_liable: roles or persons that do not; a spouse in neither list is not known to.
        guarantee: "joint" or "general"; None: not known or none.
        agencies: agencies the lender has published; None: its list is not known.
        told_agencies: agencies the debtor was told of beforehand; None: not known.
        collector: whether a third-party collector acts (US); None: organisation ≠ lender tells.
        work_addresses: numbers or accounts at the workplace.
        work_banned: the employer is known to forbid such contacts; None: not known.
        complete: the history holds every contact of this lender, so that "none on record" means
            "there was none". A borrower's own log is seldom complete; a lender's should be.
    """

    jurisdiction: str = "CN"
    region: str = ""
    lender_type: str | None = None
    product: str = ""
    debtor: str = ""
    one_debt: tuple[str, ...] = ()
    reachable: bool | None = None
    states: tuple[DebtorState, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    stops: tuple[StopRequest, ...] = ()
    preferences: Preferences | None = None
    zones: tuple[str, ...] = ()
    stage: str | None = None
    steps: tuple[tuple[date, str], ...] = ()
    principal: int | None = None
    overdue_since: date | None = None
    time_barred_from: date | None = None
    liable: tuple[str, ...] = ()
    not_liable: tuple[str, ...] = ()
    guarantee: str | None = None
    agencies: tuple[str, ...] | None = None
    told_agencies: tuple[str, ...] | None = None
    collector: bool | None = None
    work_addresses: tuple[str, ...] = field(default=())
    work_banned: bool | None = None
    complete: bool = False

    def stage_on(self, day: date) -> str | None:
        """Return how far the case was on a day; None when nothing is known about it."""
        if self.stage is not None or not self.steps:
            return self.stage
        reached = [STAGES.index(stage) for on, stage in self.steps if on <= day]
        return STAGES[max(reached, default=0)]

    def state(self, kind: str, at: datetime) -> bool:
        """Return whether the debtor was in a state at an instant."""
        return any(
            each.kind == kind and each.since <= at and (each.until is None or at < each.until)
            for each in self.states
        )

    def agreed(self, kind: str, at: datetime, loan: str) -> tuple[Agreement, ...]:
        """Return the agreements of a kind that were in force at an instant for a loan."""
        if not self.agreements:
            return ()
        return tuple(each for each in self.agreements if each.kind == kind and each.holds(at, loan))
