"""Whose turn it is: two pages are made at a time, the others wait for theirs.

Pages are made by threads of one process, of which only one computes at any moment. Many at once
would each take as long as all of them together; one after the other, most are done much sooner.
Whoever waits for something else (a plan that another process makes) lets the next one in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Semaphore

from django.http import HttpResponse

from ashore.web.http import Request

__all__ = ["elsewhere", "in_turn"]

AT_ONCE = 2
_TURNS = Semaphore(AT_ONCE)
_mine: ContextVar[bool] = ContextVar("turn", default=False)


def in_turn(answer: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Answer a request when its turn has come."""

    def middleware(request: Request) -> HttpResponse:
        with _TURNS:
            held = _mine.set(True)
            try:
                return answer(request)
            finally:
                _mine.reset(held)

    return middleware


@contextmanager
def elsewhere() -> Iterator[None]:
    """Let others have this request's turn while it waits for something; outside of one: nothing."""
    if not _mine.get():
        yield
        return
    _TURNS.release()
    try:
        yield
    finally:
        _TURNS.acquire()
