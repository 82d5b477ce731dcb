"""What makes a phrase harmless where it stands: denied, warned of, told of others, asked about.

"We will not tell your family" and "beware of callers who say you will be arrested" hold the very
words they reject. A guard looks at the clause before the phrase and the sentence around it, and
never further than a fixed number of characters, so that a phrase in a long text costs no more.
"""

from __future__ import annotations

import re

from ashore.conduct.wording_patterns import Pattern, Wording
from ashore.conduct.wording_spelling import Span

__all__ = ["clause_before", "is_excused", "sentence_around"]

REACH = 120
HEAD = 30  # where a text says that it explains something
_END = {
    "zh": re.compile(r"[。!?;\n]"),
    "en": re.compile(r"[!?;\n]|\.(?=\s|$)"),
}
_CLAUSE_END = {
    "zh": re.compile(r"[,:】]"),
    "en": re.compile(
        r":|\b(?:but|unless|otherwise|and then)\b"
        r"|,\s(?=(?:we|you|he|she|they|i|it|the|our|this|your case|my)\b)"
    ),
}


def is_excused(text: str, span: Span, pattern: Pattern, wording: Wording) -> bool:
    """Return whether something near the phrase says that it is not meant.

    Args:
        text: the text in one spelling.
        span: where the phrase stands in it.
        pattern: what was found; only its own guards count.
        wording: holds the guards of each language.
    """
    if not pattern.guards and pattern.unless is None:
        return False
    before, sentence = sentence_around(text, span, pattern.lang)
    if pattern.unless is not None and pattern.unless.search(sentence):
        return True
    for kind in pattern.guards:
        guard = wording.guards[pattern.lang, kind]
        part = clause_before(before, pattern.lang) if kind == "negated" else before
        if guard.before is not None and guard.before.search(part):
            return True
        around = text[:HEAD] if kind == "lesson" else sentence
        if guard.sentence is not None and guard.sentence.search(around):
            return True
    return False


def sentence_around(text: str, span: Span, lang: str) -> tuple[str, str]:
    """Return what stands before the phrase in its sentence, and the sentence."""
    end_mark = _END[lang]
    before = text[max(0, span[0] - REACH) : span[0]]
    starts = [found.end() for found in end_mark.finditer(before)]
    before = before[starts[-1] :] if starts else before
    after = text[span[1] : span[1] + REACH]
    end = end_mark.search(after)
    after = after[: end.end()] if end else after
    return before, before + text[span[0] : span[1]] + after


def clause_before(before: str, lang: str) -> str:
    """Return what stands between the last comma (in English: a word like "but") and the phrase."""
    starts = [found.end() for found in _CLAUSE_END[lang].finditer(before)]
    return before[starts[-1] :] if starts else before
