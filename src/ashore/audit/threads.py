"""Work shared out to threads, and the memory they free kept for their next piece of work."""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["each_of", "keep_memory"]

T = TypeVar("T")
R = TypeVar("R")

_TRIM, _TOP_PAD, _MAP = -1, -2, -3  # parameters of mallopt in the GNU C library
_LARGE = 1 << 30


def each_of(threads: int, work: Callable[[T], R], over: Sequence[T]) -> Iterator[R]:
    """Yield what the work makes of each, in order, done by so many threads.

    After a fault, or when nobody wants the rest, what has not begun is left undone.
    """
    if threads == 1:
        yield from map(work, over)
        return
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(work, over)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def keep_memory() -> None:
    """Let this process keep freed memory for its next use, before Arrow is imported.

    Arrays of a row group come and go many times a second; giving them back to the system each time
    takes every thread's time, since all must forget the addresses. Elsewhere than on Linux with the
    GNU C library only Arrow's own memory is kept.
    """
    os.environ.setdefault("MIMALLOC_PURGE_DELAY", "-1")
    if platform.libc_ver()[0] == "glibc":
        library = ctypes.CDLL(None)
        for name, value in ((_TRIM, _LARGE), (_TOP_PAD, 1 << 26), (_MAP, _LARGE)):
            library.mallopt(name, value)
