"""What the law says on a day: parameters, norms, exceptions, citations, gaps."""

from __future__ import annotations

from ashore.law.norm import Law, Norm, Scope, Version

__all__ = ["Law", "Norm", "Scope", "Version"]
