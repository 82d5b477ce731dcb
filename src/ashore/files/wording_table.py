"""Tables of a wording file, read strictly: every key known, every value of the right kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ashore.files.problems import near
from ashore.words import BadInput, Text

__all__ = ["Table", "tables_of"]

T = TypeVar("T")
_SHOWN = 60


def tables_of(path: Path) -> Table:
    """Return the top table of a TOML file.

    Raises:
        BadInput: the file is missing, not UTF-8 or not TOML.
    """
    import tomllib

    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8").replace("\r\n", "\n"))
    except FileNotFoundError as gone:
        what = Text("找不到文件", "no such file")
        raise _bad(path.name, what, Text("措辞数据文件", "a wording file")) from gone
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        what = Text(f"读不懂：{wrong}", f"cannot be read: {wrong}")
        raise _bad(path.name, what, Text("UTF-8 编码的 TOML", "TOML in UTF-8")) from wrong
    return Table(path.name, raw)


class Table:
    """One table; `where` names it in messages."""

    def __init__(self, where: str, raw: Mapping[str, object]) -> None:
        self.where = where
        self.raw = raw

    def __contains__(self, key: object) -> bool:
        return key in self.raw

    def only(self, keys: Sequence[str]) -> Table:
        """Return the table, refusing by name a key that is not among `keys`."""
        for key in self.raw:
            if key not in keys:
                hint = near(key, keys)
                raise self.bad(
                    Text(f"没有这个键：{key}", f"unknown key: {key}"),
                    Text("、".join(keys), ", ".join(keys)),
                    Text(f"是不是 {hint}？", f"did you mean {hint}?") if hint else None,
                )
        return self

    def tables(self, key: str, beside: Sequence[str] = ()) -> Iterator[Table]:
        """Yield the tables of an array, each named by its id or its place."""
        self.only((key, *beside))
        raw = self.raw.get(key)
        if not isinstance(raw, list) or not raw or not all(isinstance(one, dict) for one in raw):
            raise self.wrong(key, Text(f"至少一张 [[{key}]]", f"at least one [[{key}]]"))
        for place, one in enumerate(raw, start=1):
            name = one.get("id") or one.get("domain") or one.get("step") or ""
            yield Table(f"{self.where}: {key}[{place}] {name}".rstrip(), one)

    def inner(self, key: str) -> Table:
        """Return a table below this one."""
        raw = self.raw.get(key)
        if not isinstance(raw, dict):
            raise self.wrong(key, Text("一张表", "a table"))
        return Table(f"{self.where}: {key}", raw)

    def text(self, key: str, default: str | None = None) -> str:
        """Return words that are not blank."""
        return self._take(key, _text, Text("不为空的文字", "words that are not blank"), default)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts; it may be empty only where there is a default."""
        expected = Text('一列文字，如 ["…"]', 'a list of texts, such as ["…"]')
        found = self._take(key, _texts, expected, default)
        if not found and default is None:
            raise self.wrong(key, expected)
        return found

    def pair(self, key: str) -> Text:
        """Return a text in both languages."""
        form = '{ zh = "…", en = "…" }'
        return self._take(key, _pair, Text(form, form), None)

    def flag(self, key: str, *, default: bool | None = None) -> bool | None:
        """Return true, false or the default."""
        return self._take(key, _flag, Text("true 或 false", "true or false"), default)

    def choice(self, key: str, of: Sequence[str], default: str | None = None) -> str:
        """Return one of some words."""
        found = self.text(key, default)
        if found not in of and found != default:
            raise self.wrong(key, Text("、".join(of), "one of " + ", ".join(of)))
        return found

    def some_of(self, key: str, of: Sequence[str], default: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of such words."""
        found = self.texts(key, default)
        if not set(found) <= set(of):
            raise self.wrong(key, Text("只能是 " + "、".join(of), "only " + ", ".join(of)))
        return found

    def plain(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """Return key → name → words, for a file that holds nothing but lists of words."""
        self.only(keys)
        found: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for key in keys:
            table = self.inner(key)
            found[key] = {name: table.texts(name) for name in table.raw}
        return found

    def wrong(self, key: str, expected: Text) -> BadInput:
        """Return the error for a value that is missing or of the wrong kind."""
        if key not in self.raw:
            return self.bad(Text(f"缺少 {key}", f"{key} is missing"), expected)
        shown = str(self.raw[key])[:_SHOWN]
        return self.bad(Text(f"{key} 的值不对：{shown}", f"{key} cannot be {shown}"), expected)

    def bad(self, what: Text, expected: Text, do: Text | None = None) -> BadInput:
        """Return the error that points at this table."""
        return _bad(self.where, what, expected, do)

    def _take(
        self, key: str, read: Callable[[object], T | None], expected: Text, default: T | None
    ) -> T:
        if key not in self.raw and default is not None:
            return default
        found = read(self.raw.get(key))
        if found is None:
            raise self.wrong(key, expected)
        return found


def _bad(where: str, what: Text, expected: Text, do: Text | None = None) -> BadInput:
    fix = do or Text("按 docs/wording.md 改正", "correct it as docs/wording.md says")
    return BadInput(where=where, what=what, expected=expected, do=fix)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(_text(one) for one in value):
        return None
    return tuple(value)


def _pair(value: object) -> Text | None:
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        return None
    zh, en = _text(value["zh"]), _text(value["en"])
    return Text(zh, en) if zh and en else None
