"""Hours in a reason are told with their weekdays: "09:00–18:00" alone explains no Saturday."""

from __future__ import annotations

from datetime import time

import pytest

from ashore.conduct.history import History
from ashore.conduct.judge import judge
from ashore.conduct.kinds.hours import say_windows
from ashore.conduct.situation import Agreement, Preferences, Situation, Window
from ashore.facts import Contact
from tests.conduct.verdicts import at, law

WEEK = Window(time(9), time(18), (0, 1, 2, 3, 4))
SATURDAY = Contact(
    id="a",
    at=at("2026-11-21T10:00:00+08:00"),
    lender="L",
    channel="call",
    role="debtor",
    outcome="talk",
)


@pytest.mark.parametrize(
    ("windows", "zh", "en"),
    [
        ((Window(time(9), time(18)),), "09:00–18:00", "09:00–18:00"),
        ((WEEK,), "周一至周五 09:00–18:00", "Mon–Fri 09:00–18:00"),
        (
            (Window(time(9), time(0), (5, 6)), Window(time(22), time(2), (0, 2, 3))),
            "周六、周日 09:00–24:00 和 周一、周三、周四 22:00–02:00",
            "Sat, Sun 09:00–24:00 and Mon, Wed, Thu 22:00–02:00",
        ),
    ],
)
def test_windows_in_words(windows, zh, en):
    said = say_windows(windows)
    assert (said.zh, said.en) == (zh, en)


def test_a_card_and_an_agreement_tell_their_days():
    agreement = Agreement(
        kind="contact_hours", since=at("2026-11-01T00:00:00+08:00"), windows=(WEEK,)
    )
    for more in ({"preferences": Preferences(hours=(WEEK,))}, {"agreements": (agreement,)}):
        situation = Situation(lender_type="consumer_finance", **more)
        found = judge(SATURDAY, History(), situation, law()).findings
        assert [each for each in found if "周一至周五 09:00–18:00" in each.reason.zh], more
        assert [each for each in found if "Mon–Fri 09:00–18:00" in each.reason.en], more
