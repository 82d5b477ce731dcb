"""`ashore guide [ID]`: the eighteen questions as short articles, with figures from the data."""

from __future__ import annotations

import argparse

from ashore.cli.answer import paper_of, put, put_value
from ashore.cli.common import Parser, today
from ashore.words import BadInput, Text

__all__ = ["run"]

ABOUT = Text(
    "指南：十八个常见问题，数字取自法规和反映数据，每段有依据",
    "the guide: eighteen questions, figures from the norms and reports, each part with its sources",
)
OTHERS = ("myths", "help")


def run(argv: list[str]) -> int:
    """Show the list, an article, the myths or the help lines; return the exit code.

    Raises:
        BadInput: there is no such article.
    """
    options = _options(argv)
    from ashore.files.articles import read_guide
    from ashore.files.guidance import read_guidance
    from ashore.files.law import read_law
    from ashore.files.practice import read_practice
    from ashore.report.guide_page import GuidePage

    page = GuidePage(
        read_guide(), read_law(("CN",)), read_practice(), read_guidance(), options.on or today()
    )
    _show(options, page)
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = Parser(argv, ABOUT, formats=("text", "json", "html"))
    about = Text(
        "S1 到 S18，或 myths、help；不写就列出全部", "S1 to S18, myths or help; none: the list"
    )
    parser.add("id", help=about, nargs="?", metavar="ID", default="")
    parser.add_on()
    parser.add_explain()
    parser.add("--out", help=Text("写进这个文件", "write to this file"), metavar="FILE")
    about = Text("文件已经在也覆盖", "replace the file if it is there")
    parser.add("--force", help=about, action="store_true")
    return parser.read()


def _show(options: argparse.Namespace, page: object) -> None:
    from ashore.report import guide_page as told

    assert isinstance(page, told.GuidePage)
    article = page.guide.article(options.id) if options.id else None
    if options.id and article is None and options.id not in OTHERS:
        raise _unknown(options.id, [each.id for each in page.guide.articles])
    if options.format == "json":
        value = told.contents_value(page)
        if article is not None:
            value["articles"] = [told.article_value(page, article)]
        put_value(options, value)
    elif article is None:
        put(options, _list(options, page))
    elif options.format == "html":
        put(options, told.article_html(page, article, options.lang, explain=options.explain))
    else:
        paper = paper_of(options)
        put(options, told.article_text(page, article, paper, explain=options.explain))


def _list(options: argparse.Namespace, page: object) -> str:
    """Return the list of articles, the myths or the help lines as text."""
    from ashore.report import guide_page as told
    from ashore.report.blocks import Money, write_blocks

    assert isinstance(page, told.GuidePage)
    paper = paper_of(options)
    if not options.id:
        return told.contents_text(page, paper)
    one = told.myths_section(page) if options.id == "myths" else told.help_section(page.practice)
    write_blocks(paper, (one,), Money("CNY", 2), explain=options.explain)
    return paper.text()


def _unknown(name: str, ids: list[str]) -> BadInput:
    listed = f"{ids[0]}–{ids[-1]}"
    return BadInput(
        where="ashore guide",
        what=Text(f"没有这一篇：{name}", f"no such article: {name}"),
        expected=Text(f"{listed}、myths 或 help", f"{listed}, myths or help"),
        do=Text("不写编号，先看目录", "leave it out to see the list"),
    )
