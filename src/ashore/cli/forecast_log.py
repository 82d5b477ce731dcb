"""`ashore forecast record LOG` and `ashore forecast score CASE LOG`: what really happened."""

from __future__ import annotations

from ashore.cli.answer import paper_of, put, put_value
from ashore.cli.common import Parser, parse_day, read_case, tell, today
from ashore.files.forecast_log import append_happened, read_happened, unknown_kind
from ashore.files.practice import read_practice
from ashore.forecast.score import Happened, score
from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = ["run"]

LOG = Text("记录文件，每行一件事；没有就新建", "the log, one thing a line; made if not there")


def run(argv: list[str]) -> int:
    """Add to a log, or hold a forecast against one; return the exit code.

    Raises:
        BadInput: an argument, the case or the log is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    words = [f"{argv[0]} {argv[1]}", *argv[2:]]
    return _record(words) if argv[1] == "record" else _score(words)


def _kinds() -> list[str]:
    return [stage.kind for stage in read_practice().stages]


def _record(argv: list[str]) -> int:
    about = Text("记下一件真的发生了的事", "note something that really happened")
    parser = Parser(argv, about, formats=())
    parser.add("log", help=LOG, metavar="LOG")
    parser.add("--loan", help=Text("借款编号", "the loan's id"), metavar="ID", required=True)
    kinds = _kinds()
    about = Text(f"什么事：{'、'.join(kinds)}", f"what: {', '.join(kinds)}")
    parser.add("--kind", help=about, required=True)
    about = Text("哪一天", "on which day")
    parser.add("--on", help=about, type=parse_day, metavar="DATE", required=True)
    parser.add("--note", help=Text("一句备注，可不写", "a few words, if you like"), default="")
    options = parser.read()
    if options.kind not in kinds:
        raise unknown_kind("--kind", options.kind, kinds)
    if options.on > today():
        raise BadInput(
            where="--on",
            what=Text(f"{options.on} 还没到", f"{options.on} is still to come"),
            expected=Text("已经过去的一天", "a day that has been"),
            do=Text("发生之后再记", "note it once it has happened"),
        )
    one = Happened(loan=options.loan, kind=options.kind, on=options.on, note=options.note)
    append_happened(options.log, one)
    said = Text(
        f"已记到 {options.log}：{one.on} {one.loan} {one.kind}",
        f"noted in {options.log}: {one.on} {one.loan} {one.kind}",
    )
    print(said.say(options.lang))
    return 0


def _score(argv: list[str]) -> int:
    from ashore.cli.forecast import forecast_of

    about = Text("把当时的预测和真的发生的事对照", "hold a forecast against what really happened")
    parser = Parser(argv, about)
    parser.add_case()
    parser.add("log", help=LOG, metavar="LOG")
    about = Text(
        "预测是哪一天做的；不写就用案卷的 as_of", "the day of the forecast; else the case's as_of"
    )
    parser.add("--from", help=about, type=parse_day, metavar="DATE", dest="made_on")
    parser.set_defaults(out=None, force=False)
    options = parser.read()
    case = read_case(options)
    made_on, on = options.made_on or case.as_of, options.on or today()
    if made_on is None or made_on > on:
        raise BadInput(
            where="--from",
            what=Text("不知道预测是哪一天做的", "the day of the forecast is not known")
            if made_on is None
            else Text(f"{made_on} 在 {on} 之后", f"{made_on} is after {on}"),
            expected=Text("预测那天的日期", "the day of the forecast"),
            do=Text("例如 --from 2026-11-23", "for example --from 2026-11-23"),
        )
    found = score(forecast_of(case, made_on), read_happened(options.log, _kinds()), on)
    known = {file.loan.id for file in case.loans}
    for loan in dict.fromkeys(one.loan for one in found.entries if one.loan not in known):
        text = Text(f"案卷里没有借款 {loan}", f"the case has no loan {loan}")
        tell(Finding(kind="unknown_loan", loan=loan, on=None, text=text), options.lang)
    if options.format == "json":
        from ashore.report.forecast_score import score_value

        put_value(options, score_value(found))
    else:
        from ashore.report.forecast_score import score_text

        put(options, score_text(found, read_practice(), paper_of(options)))
    return 0
