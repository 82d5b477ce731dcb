"""The desk: one question at a time, answered from the store and written into it.

`decide` and `record` make a record but do not put it on the disk; whoever calls them does, and
answers only then. So many questions can share one write, and none is answered before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from ashore.conduct.clock import instant, micros
from ashore.conduct.gate import decide
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Decision
from ashore.facts import Contact
from ashore.files.convert import Values
from ashore.files.places import TextPlaces
from ashore.files.problems import Whereabouts
from ashore.gate.answer import Ground, decided, kept_back, refused, refused_for
from ashore.gate.card import Card, check_card
from ashore.gate.chain import Chain, Record
from ashore.gate.norms import Norms
from ashore.gate.recall import ROOM, Recall, Shelf, contact_name
from ashore.gate.record import LATE_MOST, read_record
from ashore.gate.request import CONTACT_KEYS, Request, read_request
from ashore.gate.slim import slim
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble
from ashore.words import AshoreError, BadInput, Text

__all__ = ["AHEAD_MOST", "LATE_MOST", "Answer", "Desk"]

AHEAD_MOST = timedelta(days=7)
"""How far ahead a contact may be asked about; a permission holds a place until then."""


@dataclass(slots=True)
class Answer:
    """What is answered, and the record that has to be on the disk before."""

    value: dict[str, Any]
    record: Record | None = None
    wrong: BadInput | None = None  # why the request could not be read

    @property
    def allows(self) -> bool:
        """Whether a contact is allowed by it."""
        return self.value.get("decision") == "allow"


class Desk:
    """Decides and records for one store.

    Args:
        store: open for writing.
        clock: gives the time; the store's own, since callers could tell any.
        norms: where the norms come from.
        room: contacts kept in memory.

    Raises:
        StoreTrouble: the store cannot be read.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        norms: Norms | None = None,
        *,
        room: int = ROOM,
    ) -> None:
        self.store = store
        self._clock = clock
        self.norms = norms or Norms()
        self._room = room
        self.start_anew()

    def start_anew(self) -> None:
        """Forget what is in memory and go on from what is on the disk.

        Raises:
            StoreTrouble: the store cannot be read.
        """
        self._chain = Chain(self.store.seq, self.store.hash)
        self.recall = Recall(self.store, self._room)

    # ---- asking

    def decide(self, raw: Mapping[str, Any], places: Whereabouts, lang: str) -> Answer:
        """Return the answer to a request; a permission takes its place in the history at once.

        Raises:
            StoreTrouble: the store cannot be read.
        """
        try:
            name = contact_name(self._chain.seq + 1)
            request = read_request(raw, places, hide=self._hide, name=name)
            card = check_card(request.card) if request.card is not None else None
        except StoreTrouble:
            raise
        except BadInput as wrong:
            return Answer(refused_for("bad_request", wrong, lang), wrong=wrong)
        try:
            self._check(request)
            shelf = self.recall.shelf(request.situation.debtor)
            situation = self._situation(request, shelf, card)
            value = self._decided(request.contact, situation, shelf, lang)
        except StoreTrouble:
            raise
        except Ground as ground:
            value = refused(ground, lang)
        except AshoreError as wrong:
            value = refused_for("law", wrong, lang)
        return self._keep(request, value)

    def _hide(self, values: Values) -> None:
        """Replace names and numbers by hashes; fill in the lender where there is only one."""
        lenders = self.store.lenders
        if not values.get("lender") and len(lenders) == 1:
            values["lender"] = lenders[0]
        self.store.door.hide_request(values)

    def _check(self, request: Request) -> None:
        if request.contact.lender and request.contact.lender not in self.store.lenders:
            raise _not_ours(request.contact.lender, self.store.lenders)
        if not request.situation.debtor:
            raise _NO_DEBTOR
        now = self._clock()
        if not now - LATE_MOST <= request.contact.at <= now + AHEAD_MOST:
            raise _wrong_time(now)

    def _situation(self, request: Request, shelf: Shelf, given: Card | None) -> Situation:
        """Return the situation with stops on record and the card: the newest of the one key."""
        known, situation = shelf.card, request.situation
        if shelf.stops:
            situation = replace(situation, stops=(*situation.stops, *shelf.stops))
        if given is not None and known is not None and given.key != known.key:
            raise _other_key(known)
        cards = [card for card in (known, given) if card is not None]
        if not cards:
            return situation
        card = max(cards, key=lambda each: micros(each.issued_at))
        if card.lender and card.lender != request.contact.lender:
            return situation
        if situation.preferences is not None:
            raise _CARD_COUNTS
        return replace(situation, preferences=card.preferences)

    def _decided(
        self, contact: Contact, situation: Situation, shelf: Shelf, lang: str
    ) -> dict[str, Any]:
        """Return the decision; nothing is allowed before what is on record already."""
        if micros(contact.at) >= shelf.last:
            return decided(self._asked(contact, situation), lang)
        after = instant(shelf.last).astimezone(contact.at.tzinfo)
        later = self._asked(replace(contact, at=after), situation)
        return kept_back(decided(later, lang), _TOO_EARLY, after, lang)

    def _asked(self, contact: Contact, situation: Situation) -> Decision:
        law = self.norms.law(situation.jurisdiction)
        wording = self.norms.wording(contact.text)
        return decide(contact, self.recall, situation, law, wording)

    def _keep(self, request: Request, value: dict[str, Any]) -> Answer:
        """Make the record of a decision; a permission counts from now on."""
        debtor = request.situation.debtor
        values = request.values
        contact = slim({key: value for key, value in values.items() if key in CONTACT_KEYS})
        if request.contact.text:
            contact["text"] = self.store.door.text(request.contact.text)
        body = {
            "contact": contact,
            "situation": slim(values.get("situation", {})),
            "decision": value["decision"],
            "until": value["until"],
            "by": value["by"],
            "norms": [[each["norm"], each["verdict"]] for each in value["reasons"]],
            "missing": value["missing"],
            "law": value["law_version"],
            "ref": self.store.door.reference(request.ref),
        }
        if debtor:
            body["debtor"] = debtor
        record = self._chain.add("decision", body, self._clock())
        if debtor and value["decision"] == "allow":
            self.recall.permit(record, request.contact)
        return Answer(
            {
                **value,
                "decision_id": contact_name(record.seq),
                "receipt": record.hash,
                "ref": request.ref or None,
            },
            record,
        )

    # ---- telling

    def record(self, raw: Mapping[str, Any], places: TextPlaces) -> Answer:
        """Return the record of something that happened, ready to be kept.

        Raises:
            BadInput: it breaks the format, or does not fit what is on record.
            StoreTrouble: the store cannot be read.
        """
        latest = self._clock() + LATE_MOST
        told = read_record(raw, places, self.store, self.recall, latest)
        record = self._chain.add(told.kind, told.body, self._clock())
        self.recall.take(record)
        return Answer({"recorded": contact_name(record.seq), "receipt": record.hash}, record)

    def cancel(self, answer: Answer) -> Answer | None:
        """Return the record that takes a permission back which never reached the caller."""
        if answer.record is None or not answer.allows:
            return None
        body = {"debtor": answer.record.debtor, "of": answer.record.seq, "made": False}
        record = self._chain.add("outcome", body, self._clock())
        self.recall.take(record)
        return Answer({}, record)


_NO_DEBTOR = Ground(
    "debtor",
    Text(
        "没有写是哪位借款人，无法合计次数",
        "the request does not say who the debtor is, so nothing can be counted",
    ),
    Text("写上 situation.debtor", "add situation.debtor"),
    ("debtor",),
)
_TOO_EARLY = Ground(
    "order",
    Text(
        "记录里已有比这更晚的联系；不能补在它前面",
        "a later contact is on record already; nothing can be put before it",
    ),
    Text(
        "在所示时间之后再问；不做了的联系请用 record 取消",
        "ask for a time after the one shown; cancel contacts that were not made with record",
    ),
)
_CARD_COUNTS = Ground(
    "card",
    Text(
        "已有本人签名的偏好卡，不能另用没有签名的意愿",
        "a card signed by the borrower is on file; wishes without a signature do not replace it",
    ),
    Text("去掉 situation.preferences", "leave situation.preferences out"),
)


def _not_ours(lender: str, lenders: tuple[str, ...]) -> Ground:
    return Ground(
        "lender",
        Text(
            f"这个存储不合计 {lender}，只合计：{'、'.join(lenders)}",
            f"this store does not count for {lender}, only for {', '.join(lenders)}",
        ),
        Text("核对 lender 的写法", "see how lender is written"),
        ("lender",),
    )


def _wrong_time(now: datetime) -> Ground:
    days, minutes = AHEAD_MOST.days, LATE_MOST.seconds // 60
    return Ground(
        "time",
        Text(
            f"所问的时间早于现在 {minutes} 分钟以上，或晚于 {days} 天（现在是 {now.isoformat()}）",
            f"the time asked is more than {minutes} minutes past or {days} days ahead "
            f"(it is {now.isoformat()})",
        ),
        Text(
            "在联系之前问；核对时钟", "ask just before the contact; see whether the clock is right"
        ),
    )


def _other_key(known: Card) -> Ground:
    return Ground(
        "card",
        Text(
            f"已存的偏好卡是另一把钥匙签的（指纹 {known.fingerprint}）",
            f"the card on file was signed with another key (fingerprint {known.fingerprint})",
        ),
        Text(
            "向本人核对哪张有效，再用 record 登记",
            "ask the borrower which one counts, then record it",
        ),
    )
