"""`ashore template xlsx|csv|toml`: something to fill in instead of an empty page."""

from __future__ import annotations

from pathlib import Path

from ashore.cli.common import Parser
from ashore.words import Text

__all__ = ["run"]

USUAL = {"xlsx": "ashore-case.xlsx", "csv": "ashore-case", "toml": "ashore-case.toml"}


def run(argv: list[str]) -> int:
    """Write the template and say where it is; nothing is overwritten without --force."""
    about = Text(
        "取一份可以直接填的样例：表格（xlsx）、一组 CSV，或带说明的 TOML",
        "get something to fill in: a workbook (xlsx), CSV files, or a TOML case with comments",
    )
    parser = Parser(argv, about, formats=())
    parser.add("kind", help=Text("xlsx、csv 或 toml", "xlsx, csv or toml"), choices=list(USUAL))
    place = Text(
        "写到哪里；csv 是文件夹，- 打印到屏幕（仅 toml）",
        "where to; a folder for csv; - prints it (toml only)",
    )
    parser.add("--out", help=place)
    parser.add("--force", help=Text("覆盖已有的文件", "replace what is there"), action="store_true")
    options = parser.read()
    if options.out == "-" and options.kind == "toml":
        from ashore.files.template import starter

        print(starter(options.lang), end="")
        return 0
    written = _write(
        options.kind, options.lang, Path(options.out or USUAL[options.kind]), options.force
    )
    print(
        Text(
            f"已写好：{written}\n填好后：ashore report {written}",
            f"written: {written}\nthen: ashore report {written}",
        ).say(options.lang)
    )
    return 0


def _write(kind: str, lang: str, path: Path, force: bool) -> Path:  # noqa: FBT001  (an option)
    """Write one kind of template; return its path."""
    from ashore.files import template
    from ashore.files.out import write_file, write_files

    if kind == "xlsx":
        return write_file(path, template.xlsx_template(lang), force=force)
    if kind == "toml":
        return write_file(path, template.starter(lang), force=force)
    return write_files(path, template.csv_files(lang), force=force)
