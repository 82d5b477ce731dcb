"""What can be wrong with the files of an audit: one message each, in four parts."""

from __future__ import annotations

from collections.abc import Mapping

from ashore.audit.reasons import reasons_told
from ashore.words import BadInput, Text

__all__ = [
    "account_too_large", "bad_cell", "bad_loans", "bad_rows", "broken_file", "columns_missing",
    "id_blank", "id_twice", "loan_columns_missing", "loan_twice", "mixed_zones", "no_file",
    "no_room", "no_rows", "not_utf8", "other_inputs", "out_there", "ragged_row", "too_many_texts",
    "wrong_type", "zone_needed",
]  # fmt: skip


def no_file(where: str) -> BadInput:
    """A folder or pattern that names no file."""
    return BadInput(
        where=where,
        what=Text("这里没有 Parquet 或 CSV 文件", "there is no Parquet or CSV file here"),
        expected=Text("至少一个 .parquet 或 .csv 文件", "at least one .parquet or .csv file"),
        do=Text("核对路径", "check the path"),
    )


def broken_file(where: str) -> BadInput:
    """A file that is cut off or is something else."""
    return BadInput(
        where=where,
        what=Text("文件不完整，或者不是 Parquet/CSV", "the file is cut off, or no Parquet or CSV"),
        expected=Text("完整的文件", "a whole file"),
        do=Text("重新导出或重新复制这个文件", "export or copy the file again"),
    )


def columns_missing(where: str, names: tuple[str, ...], there: tuple[str, ...]) -> BadInput:
    """A file without columns that are needed."""
    shown = ", ".join(there[:20])
    return BadInput(
        where=where,
        what=Text(f"缺少列：{', '.join(names)}", f"columns are missing: {', '.join(names)}"),
        expected=Text(
            f"列名同案卷格式，另有 account（欠款人）；现有：{shown}",
            f"columns named as in the case format, and account (the debtor); there are: {shown}",
        ),
        do=Text(
            "补上这些列；账户列叫别的名字时用 --account 列名",
            "add the columns; name the debtor's column with --account NAME",
        ),
    )


def wrong_type(where: str, name: str, found: str, expected: Text) -> BadInput:
    """A column of another type than can be read."""
    return BadInput(
        where=f"{where}: {name}",
        what=Text(f"这一列的类型是 {found}", f"this column is of type {found}"),
        expected=expected,
        do=Text("导出时改成这种类型", "export it as that type"),
    )


def mixed_zones(where: str, found: str, before: str) -> BadInput:
    """Files whose instants are written in different zones."""
    return BadInput(
        where=f"{where}: at",
        what=Text(
            f"时区不一致：这里是 {found}，前面的文件是 {before}",
            f"time zones differ: {found} here, {before} in the files before",
        ),
        expected=Text("所有文件用同一种时区写时间", "instants written alike in all files"),
        do=Text("统一成一个时区再导出", "export them all in one zone"),
    )


def zone_needed() -> BadInput:
    """American norms need to know where the consumer is."""
    return BadInput(
        where="--zone",
        what=Text("没有说消费者在哪个时区", "the consumer's zone is not told"),
        expected=Text("IANA 时区名，可写多次", "an IANA name, repeatable"),
        do=Text("加上 --zone America/New_York", "add --zone America/New_York"),
    )


def not_utf8(where: str) -> BadInput:
    """A CSV file in another encoding."""
    return BadInput(
        where=where,
        what=Text("不是 UTF-8 编码，可能是 GBK", "this is not UTF-8; it may be GBK"),
        expected=Text("UTF-8 编码的 CSV", "a CSV file in UTF-8"),
        do=Text("另存为“CSV UTF-8”再来", "save it as CSV UTF-8 and try again"),
    )


def bad_cell(where: str, shown: str, expected: Text) -> BadInput:
    """A value that is not of its column's kind."""
    return BadInput(
        where=where,
        what=Text(f"“{shown}”读不懂", f'"{shown}" cannot be read'),
        expected=expected,
        do=Text("改正这一格；没有就留空", "correct the cell, or leave it empty"),
    )


def ragged_row(where: str, expected: int, there: int) -> BadInput:
    """A row that has not as many cells as there are columns."""
    return BadInput(
        where=where,
        what=Text(f"这一行有 {there} 格", f"this row has {there} cells"),
        expected=Text(f"每行 {expected} 格，同第一行", f"{expected} in every row, as in the first"),
        do=Text(
            "文件可能被截断，或文字里的逗号没有加引号；重新导出",
            "the file may be cut off, or a text with a comma lacks its quotes; export it again",
        ),
    )


def bad_rows(where: str, reasons: dict[str, int]) -> BadInput:
    """Rows that cannot be judged."""
    shown = reasons_told(reasons)
    return BadInput(
        where=where,
        what=Text(f"有读不懂的行：{shown.zh}", f"rows that cannot be read: {shown.en}"),
        expected=Text(
            "每行都有 account 和 at，其余各列用案卷格式的词",
            "account and at in every row, and the words of the case format",
        ),
        do=Text(
            "改正这些行；或加 --set-aside，把它们放在一边、按原因计数",
            "correct the rows, or add --set-aside to leave them out and count them by reason",
        ),
    )


def bad_loans(where: str, reasons: Mapping[str, int]) -> BadInput:
    """Rows of loans or payments that cannot be booked."""
    shown = reasons_told(reasons)
    return BadInput(
        where=where,
        what=Text(f"有不能入账的行：{shown.zh}", f"rows that cannot be booked: {shown.en}"),
        expected=Text(
            "每笔贷款有编号、日期、以元写的金额和案卷格式的条款；每笔还款对应一笔贷款",
            "an id, days, sums in yuan and the terms of the case format in every loan; a loan for "
            "every payment",
        ),
        do=Text(
            "改正这些行；或加 --set-aside，把它们放在一边、按原因计数",
            "correct the rows, or add --set-aside to leave them out and count them by reason",
        ),
    )


def id_twice(where: str, shown: str) -> BadInput:
    """Two contacts with one id."""
    return BadInput(
        where=f"{where}: id",
        what=Text(f"编号出现两次：{shown}", f"an id stands twice: {shown}"),
        expected=Text("每次联系一个编号", "one id for each contact"),
        do=Text("去掉重复的行，或不要 id 这一列", "remove the copies, or leave out the column"),
    )


def id_blank(where: str) -> BadInput:
    """A contact without an id among others that have one."""
    return BadInput(
        where=f"{where}: id",
        what=Text("有的行没有编号", "some rows have no id"),
        expected=Text("每次联系一个编号", "one id for each contact"),
        do=Text("补上编号，或不要 id 这一列", "add the ids, or leave out the column"),
    )


def loan_columns_missing(where: str, names: tuple[str, ...], there: tuple[str, ...]) -> BadInput:
    """A file of loans or payments without columns that are needed, or unlike the one before."""
    shown = ", ".join(there[:20])
    return BadInput(
        where=where,
        what=Text(f"缺少列：{', '.join(names)}", f"columns are missing: {', '.join(names)}"),
        expected=Text(
            f"列名同案卷格式，表内的键用点连接（rate.value）；现有：{shown}",
            f"columns named as in the case format, tables by dots (rate.value); there are: {shown}",
        ),
        do=Text("补上这些列", "add the columns"),
    )


def loan_twice(where: str, shown: str) -> BadInput:
    """Two loans with one id."""
    return BadInput(
        where=f"{where}: id",
        what=Text(f"编号出现两次：{shown}", f"an id stands twice: {shown}"),
        expected=Text("每笔贷款一个编号、一行", "one id and one row for each loan"),
        do=Text("去掉重复的行", "remove the copies"),
    )


def no_rows(where: str) -> BadInput:
    """Files that hold nothing."""
    return BadInput(
        where=where,
        what=Text("文件里没有一行", "the files hold no row"),
        expected=Text("至少一行记录", "at least one row"),
        do=Text("核对导出条件", "check how they were exported"),
    )


def account_too_large(where: str) -> BadInput:
    """A number that does not fit 64 bits."""
    return BadInput(
        where=f"{where}: account",
        what=Text("账户号超过 64 位整数", "an account number has more than 64 bits"),
        expected=Text("64 位以内的整数，或文字", "a whole number of 64 bits, or a text"),
        do=Text("把这一列导出成文字", "export the column as text"),
    )


def too_many_texts(where: str) -> BadInput:
    """More kinds of finding in texts than a record has room for."""
    return BadInput(
        where=f"{where}: text",
        what=Text("文字里的发现种类太多", "the texts hold too many kinds of finding"),
        expected=Text("不超过 1023 种", "1023 kinds at most"),
        do=Text("分成几批核查", "audit the files in several runs"),
    )


def out_there(where: str) -> BadInput:
    """An output folder that holds something else."""
    return BadInput(
        where=where,
        what=Text("这个文件夹里已经有别的东西", "this folder already holds something else"),
        expected=Text(
            "空的或新的文件夹，或同一次核查", "an empty or new folder, or the same audit"
        ),
        do=Text("换一个文件夹；确定要重来就加 --force", "choose another, or add --force"),
    )


def other_inputs(where: str) -> BadInput:
    """An unfinished audit of other files, or with other settings."""
    return BadInput(
        where=where,
        what=Text(
            "这里有一次没做完的核查，文件或设置与现在不同",
            "an unfinished audit lies here, of other files or with other settings",
        ),
        expected=Text("与上次相同的文件和设置", "the same files and settings as before"),
        do=Text("换一个文件夹；确定要重来就加 --force", "choose another, or add --force"),
    )


def no_room(where: str) -> BadInput:
    """A disk that takes no more."""
    return BadInput(
        where=where,
        what=Text("写不进去：磁盘满了或没有权限", "cannot write: the disk is full or not ours"),
        expected=Text("有空间、可写的文件夹", "a folder with room that can be written to"),
        do=Text(
            "腾出空间后再运行同一条命令，会从断点继续",
            "make room and run the same command again; it goes on where it stopped",
        ),
    )
