"""The rate somebody does not know, as a range: the ends public sources know of the product.

The low end is what the books take, so a debt is never overstated; where no high end is known it is
"at least" so much, and nothing else is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ashore.files.products import preset

__all__ = ["Range", "range_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A rate that is not known: its low end, its high end (None: not known either), the source."""

    low: str
    high: str | None
    per: str
    source: str

    def open(self) -> dict[str, str]:
        """Return it as the case file has it."""
        high = {} if self.high is None else {"high": self.high}
        return {"key": "rate", "low": self.low, **high, "source": self.source}


def range_of(loan: Mapping[str, Any], terms: Mapping[str, Any]) -> Range | None:
    """Return the range of a loan's rate when it is not known; None when a preset fixes the rate."""
    if terms.get("rate"):
        return None
    for report in preset(loan["product"]).reported if loan.get("product") else ():
        value = report.value
        if report.key == "rate" and value.get("per"):
            seen = [str(each) for each in _list(value.get("seen"))]
            ends = [str(each) for each in (value.get("low"), value.get("high")) if each]
            known = sorted((*seen, *ends), key=Fraction)
            only_high = not value.get("low") and not seen
            high = None if not value.get("high") and not seen else known[-1]
            return Range(
                low="0" if only_high else known[0],
                high=high,
                per=str(value["per"]),
                source=report.basis.source,
            )
    return Range(low="0", high=None, per="year", source="")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []
