"""Norms as dated data: what holds on a day, where it is written, and how sure we are.

A `Norm` has versions; each holds from a first day, with its own source and confidence. Asking for
a day before the first version, or after the last one ended, raises `LawGap`. Asking for a day after
`answers_until` is answered as "assumed unchanged", and says so in the citation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from ashore.words import Cite, LawGap, Text

__all__ = ["CONFIDENCES", "RANKS", "SEVERITIES", "Law", "Norm", "Params", "Scope", "Version"]

RANKS = (
    "law",
    "admin-regulation",
    "judicial-interpretation",
    "rule",
    "normative",
    "national-standard",
    "self-regulation",
    "guidance",
    "practice",
)
"""From the strongest to the weakest; a weaker norm never displaces a stronger one."""

CONFIDENCES = ("A", "B", "C")
"""Read in the text; known; uncertain."""

SEVERITIES = ("breach", "warning", "note")
"""How grave it is when a norm is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom a norm binds; an empty tuple means all."""

    lender_types: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters by name, each read as what it has to be; anything else is a fault of the file."""

    params: Mapping[str, object]

    def fraction(self, key: str) -> Fraction:
        """Return a decimal parameter, exact."""
        found = self.params[key]
        assert isinstance(found, Fraction), f"{key} is no decimal: {found!r}"
        return found

    def whole(self, key: str) -> int:
        """Return a parameter that is a whole number (days, months, years)."""
        found = self.params[key]
        assert type(found) is int, f"{key} is no whole number: {found!r}"
        return found

    def word(self, key: str) -> str:
        """Return a parameter that is one word."""
        found = self.params[key]
        assert isinstance(found, str), f"{key} is no word: {found!r}"
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """Return a parameter that is a list of words."""
        found = self.params[key]
        assert isinstance(found, tuple), f"{key} is no list: {found!r}"
        return tuple(str(each) for each in found)

    def day(self, key: str) -> date:
        """Return a parameter that is a day."""
        found = self.params[key]
        assert isinstance(found, date), f"{key} is no day: {found!r}"
        return found

    def tables(self, key: str) -> tuple[Params, ...]:
        """Return a parameter that is a list of tables."""
        found = self.params[key]
        assert isinstance(found, tuple), f"{key} is no list: {found!r}"
        return tuple(Params(each) for each in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Params):
    """One state of a norm: its parameters from `from_on` to `until_on` (None: open)."""

    from_on: date
    source: str
    article: str = ""
    url: str = ""
    confidence: str = "A"
    until_on: date | None = None
    note: Text = Text("", "")
    sources: tuple[str, ...] = ()  # further sources that say the same

    @property
    def value(self) -> Fraction:
        """The parameter called `value`, for norms that are one number."""
        return self.fraction("value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """A rule or a parameter with its dated versions, oldest first."""

    id: str
    kind: str
    title: Text
    jurisdiction: str
    rank: str
    severity: str
    answers_until: date
    versions: tuple[Version, ...]
    means: Text = Text("", "")
    unit: str = ""
    scope: Scope = Scope()
    exceptions: tuple[str, ...] = ()  # ids of norms that displace this one where they apply
    file: str = ""  # the data file it was read from, for messages

    def version_on(self, day: date) -> Version | None:
        """Return the version in force on a day, or None."""
        for version in reversed(self.versions):
            if version.from_on <= day and (version.until_on is None or day <= version.until_on):
                return version
        return None

    def on(self, day: date) -> Version:
        """Return the version in force on a day.

        Raises:
            LawGap: no version covers that day.
        """
        version = self.version_on(day)
        if version is None:
            raise LawGap(
                where=self.id,
                what=Text(f"{day} 这一天没有可用的规定", f"no text in force on {day}"),
                expected=Text(self._span("zh"), self._span("en")),
                do=Text(
                    f"核对当时的规定，补入 {self.file or '法规数据文件'}",
                    f"check the text of that time and add it to {self.file or 'the law files'}",
                ),
            )
        return version

    def severity_on(self, day: date) -> str:
        """Return the severity on a day: what is uncertain (C) is never a breach, only a warning."""
        uncertain = self.on(day).confidence == "C"
        return "warning" if uncertain and self.severity == "breach" else self.severity

    def cite(self, day: date) -> Cite:
        """Return the citation for a day, marked when the day lies after the last check."""
        version = self.on(day)
        return Cite(
            norm=self.id,
            title=self.title,
            source=version.source,
            article=version.article,
            rank=self.rank,
            confidence=version.confidence,
            assumed=day > self.answers_until,
            checked_until=self.answers_until,
        )

    def _span(self, lang: str) -> str:
        first = self.versions[0].from_on
        last = self.versions[-1].until_on
        if lang == "en":
            return f"a day from {first}" + (f" to {last}" if last else " on")
        return f"{first} 起" + (f"至 {last}" if last else "") + "的日期"


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """All norms of the law files, by id; `version` names their state (a digest of the files).

    A law is one object, the same only as itself: so what follows from it can be remembered.
    """

    norms: Mapping[str, Norm] = field(default_factory=lambda: MappingProxyType({}))
    version: str = ""

    def __iter__(self) -> Iterator[Norm]:
        return iter(self.norms.values())

    def norm(self, name: str) -> Norm:
        """Return the norm called `name`.

        Raises:
            LawGap: no such norm.
        """
        if name not in self.norms:
            raise LawGap(
                where=name,
                what=Text("没有这条规定", "no such norm"),
                expected=Text("`ashore law list` 里的一个编号", "an id shown by `ashore law list`"),
                do=Text(
                    "查看列表，或补上缺的法规文件", "look at the list, or add the missing file"
                ),
            )
        return self.norms[name]

    def value(self, name: str, day: date) -> Fraction:
        """Return the number of a one-number norm on a day."""
        return self.norm(name).on(day).value

    def of_kind(self, kind: str) -> list[Norm]:
        """Return the norms of one kind, in the order of the files."""
        return [norm for norm in self if norm.kind == kind]

    def under(self, prefix: str) -> list[Norm]:
        """Return the norms whose id begins with `prefix` ("cn.cap."), in the order of the files.

        Quicker than `of_kind`, which has to open every norm to see its kind.
        """
        return [self.norms[name] for name in self.norms if name.startswith(prefix)]
