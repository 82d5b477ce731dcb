"""The frame of every page that stands alone: no network, no script, ready to print."""

from __future__ import annotations

from collections.abc import Sequence

from ashore.report.markup import escape
from ashore.report.style import stylesheet
from ashore.words import Lang

__all__ = ["POLICY", "framed"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Even if something slipped into the page, a browser would load and send nothing."""


def framed(lang: str, title: str, body: Sequence[str], style: str = "") -> str:
    """Return a whole page around `body`, already HTML; `style` adds to the looks."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{"en" if lang == Lang.EN else "zh-Hans"}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(title)}</title>",
            f"<style>{stylesheet()}{style}</style>",
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )
