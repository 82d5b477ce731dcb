"""A day that no calendar has, in the third line of a CSV file of loans."""

from __future__ import annotations


def make(folder):
    head = "id,principal,disbursed_on,first_due_on,claim.on,method,instalments"
    row = "{},1000.00,2025-01-05,{},2025-06-01,equal_instalment,12"
    lines = [head, row.format("a", "2025-02-05"), row.format("b", "2025-02-30")]
    (folder / "loans.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["loans", "loans.csv", "--out", "out"]
