"""What happened, told to the store: outcomes, contacts made without asking, stops, cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from ashore.conduct.clock import micros
from ashore.facts import Contact
from ashore.files.convert import Values
from ashore.files.places import TextPlaces
from ashore.files.problems import BadFile, Check, Said
from ashore.gate.card import check_card
from ashore.gate.chain import Record
from ashore.gate.quick import quick_convert
from ashore.gate.recall import TOLD, Recall
from ashore.gate.request_shape import RECORD
from ashore.gate.slim import slim, slim_contact
from ashore.gate.store import Store
from ashore.words import BadInput, Text

__all__ = ["LATE_MOST", "Told", "read_record"]

LATE_MOST = timedelta(minutes=5)
"""How far the caller's clock may be behind ours, or the question be under way."""

CONTACTS_MOST = 10_000
_SORTS = ("decision_id", "contact", "contacts", "stop", "card")


@dataclass(frozen=True, slots=True)
class Told:
    """Something to be recorded."""

    kind: str
    body: dict[str, Any]


def read_record(
    raw: Mapping[str, Any], places: TextPlaces, store: Store, recall: Recall, latest: datetime
) -> Told:
    """Return what JSON values tell, names and numbers replaced by hashes.

    Args:
        raw: one JSON object, parsed.
        places: says where in its text something stands.
        store: whose secret hashes.
        recall: what is on record already.
        latest: nothing can have happened after this.

    Raises:
        BadInput: it breaks the format, or does not fit what is on record.
        StoreTrouble: the store cannot be read.
    """
    check = Check()
    values = quick_convert(raw, RECORD, check)
    sorts = [sort for sort in _SORTS if raw.get(sort)]
    if not check.problems and len(sorts) != 1:
        check.wrong((), _ONE_OF)
    if not check.problems and sorts[0] != "decision_id" and not values.get("debtor"):
        check.wrong(("debtor",), _NO_DEBTOR)
    if check.problems:
        raise BadFile(check.problems, places)
    told = _Telling(store, recall, latest, values, places.name)
    if sorts[0] == "card":
        return told.card(raw["card"])
    return getattr(told, _READERS[sorts[0]])()  # type: ignore[no-any-return]


_READERS = {
    "decision_id": "outcome", "contact": "contact", "contacts": "contacts", "stop": "stop",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Telling:
    """One telling: the values and what they are held against."""

    store: Store
    recall: Recall
    latest: datetime
    values: Values
    name: str

    def outcome(self) -> Told:
        """What came of a contact that was allowed."""
        permission = self._permission()
        made = self.values.get("made", True)
        body = {"debtor": permission.debtor, "of": permission.seq, "made": made}
        if not made:
            return Told("outcome", body)
        asked = datetime.fromisoformat(permission.body["contact"]["at"])
        took_place = self.values.get("at", asked)
        self._not_ahead(took_place)
        self._not_before(took_place, datetime.fromisoformat(permission.at))
        told = slim({key: value for key, value in self.values.items() if key in TOLD})
        return Told("outcome", {**body, **told, **_stops(asked=told.get("asked_to_stop"))})

    def contact(self) -> Told:
        """A contact the gate was not asked about."""
        return self._contacts([self.values["contact"]])

    def contacts(self) -> Told:
        """Several of them."""
        return self._contacts(list(self.values["contacts"]))

    def stop(self) -> Told:
        """A request to stop; a third person's also as the contact by which it came.

        So it counts wherever the same number turns up, whoever the debtor is.
        """
        debtor, stop = self._debtor(), self.values["stop"]
        self.store.door.hide_stop(stop, debtor, self._jurisdiction(debtor))
        self._not_ahead(stop["since"])
        stop["lender"] = stop.get("lender") or self._only_lender()
        body = {"debtor": debtor, "stop": slim(stop)}
        if stop.get("role", "debtor") == "debtor":
            return Told("stop", body)
        contact = Contact(
            id="",
            at=stop["since"],
            lender=stop["lender"],
            organisation=stop["lender"],
            channel=stop.get("channel") or ("letter" if stop.get("written") else "call"),
            direction="in",
            role=stop["role"],
            person=stop.get("person", ""),
            outcome="delivered",
            asked_to_stop=True,
        )
        return Told("stop", {**body, "contact": slim_contact(contact), **_stops(asked=True)})

    def card(self, raw: Mapping[str, Any]) -> Told:
        """The borrower's card, its signature checked; it must be of the key on file, and newer."""
        debtor, card = self._debtor(), check_card(raw)
        known = self.recall.shelf(debtor).card
        replaces = self.values.get("replaces", "").replace(" ", "")
        if known is not None and replaces == known.fingerprint.replace(" ", ""):
            return Told("card", {"debtor": debtor, "card": dict(raw), "replaces": known.key})
        if known is not None and known.key != card.key:
            self._wrong(
                Text(
                    f"已存的偏好卡是另一把钥匙签的（指纹 {known.fingerprint}）",
                    f"the card on file was signed with another key ({known.fingerprint})",
                ),
                Text("同一把钥匙签的卡", "a card signed with that key"),
                Text(
                    "向本人核对；确认是本人换了钥匙，就在 replaces 写上原来的指纹",
                    "ask the borrower; if the key changed, name the old fingerprint in replaces",
                ),
            )
        if known is not None and micros(card.issued_at) <= micros(known.issued_at):
            self._wrong(
                Text("已存的偏好卡更新", "the card on file is newer"),
                Text("更晚出具的卡", "a card issued later"),
                Text("不用再登记", "there is nothing to record"),
            )
        return Told("card", {"debtor": debtor, "card": dict(raw)})

    # ---- parts

    def _contacts(self, tables: list[Values]) -> Told:
        if len(tables) > CONTACTS_MOST:
            self._wrong(
                Text(f"一次超过 {CONTACTS_MOST} 条", f"more than {CONTACTS_MOST} at a time"),
                Text(f"不超过 {CONTACTS_MOST} 条", f"at most {CONTACTS_MOST}"),
                Text("分几次登记", "record them in several goes"),
            )
        debtor = self._debtor()
        jurisdiction = self._jurisdiction(debtor)
        for table in tables:
            self._not_ahead(table["at"])
            table["lender"] = table.get("lender") or self._only_lender()
            self.store.door.hide_contact(table, debtor, jurisdiction)
        asked = any(table.get("asked_to_stop") for table in tables)
        made = [slim_contact(Contact(**{**table, "id": ""})) for table in tables]
        return Told("contacts", {"debtor": debtor, "contacts": made, **_stops(asked=asked)})

    def _permission(self) -> Record:
        word = self.values["decision_id"]
        seq = int(word) if word.isascii() and word.isdigit() and len(word) <= 18 else 0
        found = self.store.record(seq)
        if found is None or found.kind != "decision" or found.body["decision"] != "allow":
            self._wrong(
                Text(f"没有编号为 {word[:20]} 的许可", f"there is no permission {word[:20]}"),
                Text("gate 回答 allow 时给的 decision_id", "the decision_id of an allow"),
                Text(
                    "没有问过就做了的联系，用 contact 登记",
                    "use contact for one that was made without asking",
                ),
            )
        return found

    def _debtor(self) -> str:
        return self.store.door.debtor(self.values["debtor"])

    def _jurisdiction(self, debtor: str) -> str:
        """How numbers are read, so that they hash as in the requests about the debtor."""
        return self.values.get("jurisdiction") or self.recall.shelf(debtor).jurisdiction or "CN"

    def _only_lender(self) -> str:
        lenders = self.store.lenders
        if len(lenders) > 1:
            self._wrong(
                Text("没有写是哪家出借机构", "the lender is not named"),
                Text("、".join(lenders), ", ".join(lenders)),
                Text("写上 lender", "add lender"),
            )
        return lenders[0]

    def _not_ahead(self, at: datetime) -> None:
        if at > self.latest:
            self._wrong(
                Text(f"{at.isoformat()} 还没到", f"{at.isoformat()} is still to come"),
                Text("已经发生的事", "something that has happened"),
                Text(
                    "核对时间；没有去联系就写 made: false",
                    "see to the time; made: false if it was not made",
                ),
            )

    def _not_before(self, at: datetime, permitted: datetime) -> None:
        """A contact moved to the days before its permission would be missing from its own day."""
        if at < permitted - LATE_MOST:
            self._wrong(
                Text(
                    f"{at.isoformat()} 早于许可（{permitted.isoformat()}）",
                    f"{at.isoformat()} is before the permission ({permitted.isoformat()})",
                ),
                Text("得到许可之后的时间", "a time after the permission"),
                Text(
                    "核对时间；没有问过就做了的联系，用 contact 登记",
                    "see to the time; use contact for one that was made without asking",
                ),
            )

    def _wrong(self, what: Text, expected: Text, do: Text) -> NoReturn:
        raise BadInput(where=self.name, what=what, expected=expected, do=do)


def _stops(*, asked: bool | None) -> dict[str, bool]:
    return {"stops": True} if asked else {}


_ONE_OF = Said(
    Text("不知道要记什么", "it does not say what to record"),
    Text(f"{'、'.join(_SORTS)} 中的一个", f"exactly one of {', '.join(_SORTS)}"),
    Text("只写其中一个", "write one of them"),
)
_NO_DEBTOR = Said(
    Text("缺少 debtor", "debtor is missing"),
    Text("借款人的编号，和询问时一样", "the debtor's key, as in requests"),
    Text("加上 debtor", "add debtor"),
)
