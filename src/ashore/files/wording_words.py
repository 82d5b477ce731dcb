"""The small language of the patterns: bounded regular expressions, gaps and lists of words.

`…` stands for up to 8 characters of the same sentence (40 in English), `……` for up to 20, `.` for
one of them, `<name>` for any word of a list. Whatever could make a search run away is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ashore.files.wording_table import Table
from ashore.words import BadInput, Text

__all__ = ["Words", "expression"]

_INSIDE = {"zh": r"[^。!?;\n]", "en": r"[^.!?;\n]"}
_SHORT = {"zh": 8, "en": 40}
_LONG = {"zh": 20, "en": 80}
_MOST = 60  # characters a quantifier may reach
_SMALL = 3  # a repetition up to this many is no gap
_GAPS = {"zh": 4, "en": 3}
_TOKEN = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<long>……)|(?P<short>…)"
    r"|<(?P<word>[a-z]+)>|(?P<dot>\.)|(?P<open>\((?P<kind>\?(?:[:=!]|<[=!]))?)|(?P<close>\))"
    r"|(?P<many>[*+]\??|\{\d*,\})|(?P<times>\{(?:\d+,)?(?P<most>\d+)\}|\?)|(?P<other>.)",
    re.DOTALL,
)


class Words:
    """Lists of words by language and name, each as one alternation.

    `checked` says that the expressions made with them need not be tried: tests have done that.
    """

    def __init__(
        self, lists: Mapping[str, Mapping[str, tuple[str, ...]]], *, checked: bool = False
    ) -> None:
        self.checked = checked
        self._lists = {
            lang: {name: f"(?:{'|'.join(words)})" for name, words in named.items()}
            for lang, named in lists.items()
        }

    def one(self, lang: str, name: str) -> str | None:
        """Return the alternation of a list, or None."""
        return self._lists[lang].get(name)


def expression(source: str, lang: str, words: Words, table: Table, key: str = "match") -> str:
    """Return the regular expression for one alternative of a pattern.

    Raises:
        BadInput: it is not in the small language, or could match nothing at all.
    """
    maker = _Maker(source, lang, words, table)
    for token in _TOKEN.finditer(source):
        maker.add(token)
    if maker.gaps > _GAPS[lang]:
        raise _refuse(table, source, Text("空档太多", "too many gaps"))
    made = "".join(maker.parts)
    if not words.checked:
        _check(made, source, table, key)
    return made


class _Maker:
    """Builds an expression token by token and refuses what could run away."""

    def __init__(self, source: str, lang: str, words: Words, table: Table) -> None:
        self.source = source
        self.lang = lang
        self.words = words
        self.table = table
        self.parts: list[str] = []
        self.gaps = 0
        self._varies = [False]  # per open group: does something in it vary in length?
        self._closed = False  # the last token closed a group in which something varies

    def add(self, token: re.Match[str]) -> None:
        """Take the next token of the source."""
        closed, self._closed = self._closed, False
        if token["short"] or token["long"]:
            self._gap(_SHORT if token["short"] else _LONG)
        elif token["word"]:
            self.parts.append(self._list(token["word"]))
        elif token["dot"]:
            self.parts.append(_INSIDE[self.lang])
        else:
            self.parts.append(token[0])
            self._shape(token, closed=closed)

    def _shape(self, token: re.Match[str], *, closed: bool) -> None:
        """Follow groups and repetitions."""
        if token["open"]:
            if not token["kind"]:
                raise self._refuse(Text("括号要写成 (?: )", "write groups as (?: )"))
            self._varies.append(False)
        elif token["close"] and len(self._varies) > 1:
            self._closed = self._varies.pop()
            self._varies[-1] |= self._closed
        elif token["many"] or token["times"]:
            self._repeat(token, grouped=closed)

    def _repeat(self, token: re.Match[str], *, grouped: bool) -> None:
        most = int(token["most"] or 1)
        if token["many"] or most > _MOST:
            raise self._refuse(Text("重复没有上限，或太大", "a repetition without a low limit"))
        if grouped and most > 1:
            raise self._refuse(Text("重复里又有重复", "a repetition inside a repetition"))
        self._varies[-1] |= token["times"] != "?"
        self.gaps += most > _SMALL

    def _gap(self, reach: Mapping[str, int]) -> None:
        self.gaps += 1
        self._varies[-1] = True
        self.parts.append(f"{_INSIDE[self.lang]}{{0,{reach[self.lang]}}}")

    def _list(self, name: str) -> str:
        found = self.words.one(self.lang, name)
        if found is None:
            raise self._refuse(Text(f"没有这组词：{name}", f"no such list of words: {name}"))
        return found

    def _refuse(self, why: Text) -> BadInput:
        return _refuse(self.table, self.source, why)


def _check(made: str, source: str, table: Table, key: str) -> None:
    try:
        compiled = re.compile(made)
    except re.error as wrong:
        raise _refuse(table, source, Text(f"写法不对：{wrong}", f"not valid: {wrong}")) from wrong
    if key == "match" and compiled.match(""):
        raise _refuse(table, source, Text("什么都没有也会匹配", "it fits an empty text"))


def _refuse(table: Table, source: str, why: Text) -> BadInput:
    return table.bad(
        Text(f"{why.zh}：{source}", f"{why.en}: {source}"),
        Text("有上限的写法，见 docs/wording.md", "a bounded pattern, see docs/wording.md"),
    )
