"""Compiled functions: numba, with its results kept on disk and the interpreter's lock let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numpy.typing import NDArray

__all__ = ["Number", "Numbers", "compiled", "inlined"]

F = TypeVar("F", bound=Callable[..., Any])

Number = Any
"""A whole number of 64 bits in compiled code; mypy knows two kinds of it that do not mix."""

Numbers = NDArray[Any]
"""A column of them, or of floats."""


def compiled(function: F) -> F:
    """Return the function compiled for the types of each call; it runs beside other threads."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


def inlined(function: F) -> F:
    """Return a small function that compiled ones take into themselves."""
    return cast("F", numba.njit(cache=True, nogil=True, inline="always")(function))
