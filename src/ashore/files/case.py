"""Case files: TOML or JSON to a `Case` and back; CSV and XLSX come through the same door.

`read_case` is all most callers need. The way in is strict (see `build`), the way out is canonical:
the same case always gives the same text, and reading that text gives the same case.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ashore.facts import Case
from ashore.files.build import Reading, build_case
from ashore.files.places import TextPlaces, json_lines, toml_lines
from ashore.files.source import parse_json, parse_toml, read_text
from ashore.words import BadInput, Text

__all__ = ["Reading", "case_of", "parse_case", "read", "read_case", "write_case"]

TABLES = {".csv", ".tsv", ".xls", ".xlsm", ".xlsx"}


def read_case(path: str | Path) -> Case:
    """Return the case in a file.

    Args:
        path: a .toml, .json, .xlsx or .csv file, a folder of .csv files, or "-" for standard input
            (TOML, or JSON when it starts with a brace).

    Raises:
        BadInput: the file cannot be read, or what it says breaks the format.
    """
    return read(path).case


def read(path: str | Path) -> Reading:
    """Return the case in a file together with what is worth telling about the reading.

    Raises:
        BadInput: as `read_case`.
    """
    path = Path(path)
    if path.suffix.lower() in TABLES or path.is_dir():
        from ashore.files.tables import read_tables

        tables = read_tables(path)
        reading = build_case(tables.raw, tables.places)
        return Reading(reading.case, (*tables.notes, *reading.notes))
    if path.suffix.lower() not in {".toml", ".json"} and str(path) != "-":
        raise _unknown_kind(path)
    text = read_text(path)
    name = "stdin" if str(path) == "-" else path.name
    is_json = path.suffix.lower() == ".json" or (str(path) == "-" and text.lstrip()[:1] == "{")
    return parse_case(text, name, "json" if is_json else "toml")


def parse_case(text: str, name: str = "case.toml", language: str = "toml") -> Reading:
    """Return the case a text holds; `language` is "toml" or "json".

    Raises:
        BadInput: the text is not of that language, or breaks the format.
    """
    if language == "json":
        return build_case(parse_json(text, name), TextPlaces(name, text, json_lines))
    return build_case(parse_toml(text, name), TextPlaces(name, text, toml_lines))


def case_of(raw: Mapping[str, Any], name: str = "case") -> Case:
    """Return the case of values that are already parsed, such as a form's or a preset's.

    Raises:
        BadInput: they break the format; `name` stands where a file's name would.
    """
    return build_case(raw, TextPlaces(name, "", toml_lines)).case


def write_case(case: Case, language: str = "toml") -> str:
    """Return a case as TOML or JSON text; reading it gives an equal case.

    Args:
        case: as read, or made in code. Keys named in `Loan.defaulted` are left out.
        language: "toml" or "json".
    """
    from ashore.files.unbuild import raw_of

    raw = raw_of(case)
    if language == "json":
        import json

        return (
            json.dumps(raw, ensure_ascii=False, indent=2, default=lambda day: day.isoformat())
            + "\n"
        )
    from ashore.files.toml_text import toml_text

    return toml_text(raw)


def _unknown_kind(path: Path) -> BadInput:
    suffix = path.suffix or path.name
    return BadInput(
        where=str(path),
        what=Text(f"不认识 {suffix} 这种文件", f"{suffix} is not a kind of file we read"),
        expected=Text(".toml、.json、.xlsx 或 .csv", ".toml, .json, .xlsx or .csv"),
        do=Text(
            "把它存成其中一种；样例见 ashore template",
            "save it as one of these; for a start see ashore template",
        ),
    )
