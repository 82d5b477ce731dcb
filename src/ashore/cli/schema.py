"""`ashore schema NAME`: the JSON Schema of the case file and of every output."""

from __future__ import annotations

from collections.abc import Mapping

from ashore.cli.common import Parser, emit
from ashore.words import BadInput, Text

__all__ = ["run"]


def run(argv: list[str]) -> int:
    """Print a schema, or the names there are when none is given."""
    about = Text(
        "案卷和各输出的 JSON Schema", "the JSON Schema of the case file and of each output"
    )
    parser = Parser(argv, about, formats=("json", "md"))
    parser.add(
        "name", help=Text("哪一个；不写就列出全部", "which; all names when left out"), nargs="?"
    )
    options = parser.read()
    if options.name == "case":
        _case(options.format, options.lang)
        return 0
    outputs = _outputs()
    if options.name is None:
        print("\n".join(["case", *outputs]))
        return 0
    if options.name not in outputs:
        raise _unknown(options.name, ["case", *outputs])
    emit(outputs[options.name])
    return 0


def _case(form: str, lang: str) -> None:
    """Print the format of the case file as a schema, or as the page of the guide."""
    if form == "md":
        from ashore.files.guide import guide

        print(guide(lang), end="")
        return
    from ashore.files.json_schema import case_schema

    emit(case_schema(lang))


def _outputs() -> Mapping[str, object]:
    from ashore.report.schemas import SCHEMAS

    return SCHEMAS


def _unknown(name: str, known: list[str]) -> BadInput:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return BadInput(
        where=f"ashore schema {name}",
        what=Text(f"没有名为 {name} 的 schema", f"there is no schema {name}"),
        expected=Text("、".join(known), ", ".join(known)),
        do=Text(
            f"是不是 {near[0]}？" if near else "从上面选一个",
            f"did you mean {near[0]}?" if near else "choose one of these",
        ),
    )
