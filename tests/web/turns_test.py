"""Two pages are made at a time; whoever waits for something else lets the next one in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from ashore.web.turns import AT_ONCE, elsewhere, in_turn

PATIENCE = 30.0


class Crowd:
    """Counts how many pages are being made, and holds them until it is told to let go."""

    def __init__(self):
        self.inside = self.most = self.came = 0
        self.lock, self.full, self.go = Lock(), Event(), Event()

    def page(self, _request):
        with self.lock:
            self.inside += 1
            self.came += 1
            self.most = max(self.most, self.inside)
            if self.inside == AT_ONCE:
                self.full.set()
        assert self.go.wait(PATIENCE)
        with self.lock:
            self.inside -= 1
        return "done"


def test_two_pages_are_made_at_a_time_and_all_get_their_turn():
    crowd = Crowd()
    with ThreadPoolExecutor(6) as people:
        waiting = [people.submit(in_turn(crowd.page), None) for _ in range(6)]
        assert crowd.full.wait(PATIENCE)
        assert crowd.came == AT_ONCE
        crowd.go.set()
        assert [each.result(PATIENCE) for each in waiting] == ["done"] * 6
    assert crowd.most == AT_ONCE and crowd.came == 6


def test_who_waits_for_a_plan_keeps_nobody_waiting():
    made, came = Event(), [Event() for _ in range(AT_ONCE + 1)]

    def waits(number):
        with elsewhere():
            came[number].set()
            return made.wait(PATIENCE)

    with ThreadPoolExecutor(len(came) + 1) as people:
        waiting = [people.submit(in_turn(waits), number) for number in range(len(came))]
        assert all(each.wait(PATIENCE) for each in came)
        assert people.submit(in_turn(lambda _: "seen"), None).result(PATIENCE) == "seen"
        made.set()
        assert all(each.result(PATIENCE) for each in waiting)


def test_a_page_that_fails_gives_its_turn_back():
    def fails(_request):
        raise ValueError("it fails")

    for _ in range(2 * AT_ONCE):
        with pytest.raises(ValueError, match="it fails"):
            in_turn(fails)(None)
    assert in_turn(lambda _: "seen")(None) == "seen"


def test_outside_of_a_turn_waiting_lets_nobody_else_in():
    with elsewhere():
        pass
    crowd = Crowd()
    crowd.go.set()
    with ThreadPoolExecutor(6) as people:
        for each in [people.submit(in_turn(crowd.page), None) for _ in range(20)]:
            each.result(PATIENCE)
    assert crowd.most <= AT_ONCE
