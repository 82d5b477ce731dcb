"""Forms about a case as a file: open, lock, unlock."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ashore.files.case import Reading, parse_case, read
from ashore.files.source import MAX_BYTES
from ashore.web.forms.base import spoken, told
from ashore.web.seal import SHORTEST
from ashore.words import AshoreError

__all__ = ["OpenForm", "PassphraseForm", "UnlockForm"]

KINDS = (".toml", ".json", ".xlsx", ".csv")


class OpenForm(forms.Form):
    """A case file or a workbook; `reading` is the case in it."""

    file = forms.FileField(
        label=spoken("案卷文件或填好的表格", "a case file or a filled-in workbook"),
        error_messages={
            "required": spoken(
                "先选一个文件（超过 25 MB 的收不了）",
                "choose a file first (none above 25 MB is taken)",
            )
        },
    )
    reading: Reading

    def clean_file(self) -> UploadedFile[bytes]:
        """Read the file; a message in four parts becomes the field's."""
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        suffix = Path(given.name or "").suffix.lower()
        if suffix not in KINDS:
            raise forms.ValidationError(spoken(
                "只认 .toml、.json、.xlsx、.csv 这几种文件",
                "only .toml, .json, .xlsx and .csv files are read",
            ))  # fmt: skip
        if (given.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                spoken("文件太大，不像一份案卷", "too large to be a case file")
            )
        self.fault = None
        try:
            self.reading = _read(given.read(), suffix)
        except AshoreError as fault:
            self.fault = fault
            raise told(fault) from fault
        return given


def _read(data: bytes, suffix: str) -> Reading:
    """Return the case in an uploaded file, by the same reader as the command line's."""
    if suffix in {".toml", ".json"}:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030", errors="replace")
        return parse_case(text.replace("\r\n", "\n"), f"case{suffix}", suffix[1:])
    with tempfile.TemporaryDirectory(prefix="notes-") as folder:
        path = Path(folder) / f"case{suffix}"
        path.write_bytes(data)
        return read(path)


class PassphraseForm(forms.Form):
    """A new passphrase, twice; empty removes it."""

    first = forms.CharField(
        label=spoken(f"口令（至少 {SHORTEST} 个字）", f"passphrase ({SHORTEST} letters or more)"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    second = forms.CharField(
        label=spoken("再写一遍", "once more"),
        required=False,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """See that both are alike and long enough."""
        values = super().clean() or {}
        first = values.get("first", "")
        if first != values.get("second", ""):
            self.add_error("second", spoken("两遍不一样", "the two differ"))
        elif first and len(first) < SHORTEST:
            self.add_error("first", spoken("太短了", "too short"))
        return values


class UnlockForm(forms.Form):
    """The passphrase of a sealed case."""

    passphrase = forms.CharField(
        label=spoken("口令", "passphrase"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autofocus": "autofocus"}
        ),
    )
