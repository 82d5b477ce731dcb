"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

HEAD = [
    "编号", "机构类型", "本金", "放款日", "还款方式", "期数", "首次应还日", "利率 数值", "利率 单位"
]  # fmt: skip
ROW = ["a", "银行", "1000.00", "2026-03-05", "等额本金", 10, "2026-04-05", "0.0005", "日"]


def make(folder: Path) -> str:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "贷款"
    page.append(HEAD)
    page.append(ROW)
    page["C2"] = "=500*2"
    book.save(folder / "book.xlsx")
    return "book.xlsx"
