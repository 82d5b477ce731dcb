"""The looks of the page: colours, type, print; nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["DARK", "LIGHT", "PARTS", "stylesheet"]

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#FBFAF7",
        "panel": "#F3F0E9",
        "ink": "#1D1D1B",
        "quiet": "#4A4741",
        "line": "#E4E1DA",
        "accent": "#0B5A57",
        "amber": "#6E4700",
        "red": "#97141A",
        "principal": "#0B5A57",
        "interest": "#4E938E",
        "penalty": "#B07A1E",
        "compound": "#6B5E86",
        "fee": "#8E8A82",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#171614",
        "panel": "#201F1C",
        "ink": "#ECE9E2",
        "quiet": "#BDB8AE",
        "line": "#3A3833",
        "accent": "#7FCBC5",
        "amber": "#E3B566",
        "red": "#FFA8A3",
        "principal": "#3F9C96",
        "interest": "#86C7C2",
        "penalty": "#D9A441",
        "compound": "#A596C6",
        "fee": "#A5A098",
    }
)
"""The same names in light and dark; every text colour is at least 7:1 on paper and panel."""

PARTS = ("principal", "interest", "penalty", "compound", "fee")


def stylesheet() -> str:
    """Return the whole style sheet."""
    return (
        f":root{{color-scheme:light dark;{_tokens(LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_tokens(DARK)}}}}}\n{_RULES}"
    )


def _tokens(colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


_RULES = """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 "PingFang SC",\
"Noto Sans CJK SC","Microsoft YaHei","WenQuanYi Zen Hei",system-ui,sans-serif;\
overflow-wrap:anywhere}
main,header,footer{max-width:44rem;margin:0 auto;padding:0 1.125rem}
header{padding-top:1.5rem}
h1{font-size:1.5rem;line-height:1.3;margin:0}
h2{font-size:1.3125rem;line-height:1.35;margin:0}
h3{font-size:1.0625rem;margin:1.75rem 0 .5rem}
p{margin:.35rem 0}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.quiet{color:var(--quiet);font-size:.9375rem}
.red{color:var(--red)}.amber{color:var(--amber)}
.mark{font-weight:600;white-space:nowrap}
.m{font-variant-numeric:tabular-nums;white-space:nowrap}
.m small{font-size:.78em}
.facts{display:grid;grid-template-columns:auto 1fr;grid-auto-flow:row dense;gap:.1rem .9rem;\
margin:.75rem 0;align-items:baseline}
.facts dd{grid-column:1;margin:0;text-align:right;font-variant-numeric:tabular-nums}
.facts dt{grid-column:2}
.facts .first{font-size:1.5rem;font-weight:600;line-height:1.4}
article{border-top:1px solid var(--line);margin-top:2.25rem;padding-top:1.5rem}
.wide{overflow-x:auto;margin:.5rem 0}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--quiet);padding:.25rem 0;font-size:.9375rem}
th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);text-align:left;\
vertical-align:baseline}
th{font-weight:600}
tr:has(+tr>.more)>*{border-bottom:0;padding-bottom:0}
.wide:has(+details) tbody tr:last-child>*{border-bottom:0}
td.more{padding:.1rem 0 .5rem}
thead th{color:var(--quiet);font-weight:400;white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
td:first-child,th:first-child{padding-left:0}
td:last-child,th:last-child{padding-right:0}
td.name{min-width:6.5rem}
tfoot td,tfoot th{border-top:2px solid var(--ink);border-bottom:0;font-weight:600}
td .quiet,th .quiet{display:block;font-weight:400}
tbody th{font-weight:400}
figure{margin:.75rem 0}
svg{display:block;width:100%;overflow:visible}
svg text{fill:var(--ink);font-size:14px;font-variant-numeric:tabular-nums}
svg .track{fill:var(--panel)}
svg .cap{stroke:var(--ink);stroke-width:2;stroke-dasharray:4 3}
svg .bar{fill:var(--principal)}svg .red{fill:var(--red)}svg .amber{fill:var(--penalty)}
svg.defs{position:absolute}
.f-principal{fill:var(--principal)}.f-interest{fill:var(--interest)}.f-penalty{fill:var(--penalty)}
.f-compound{fill:var(--compound)}.f-fee{fill:var(--fee)}.f-paper{fill:var(--paper)}
.f-panel{fill:var(--panel)}.s-quiet{stroke:var(--quiet);stroke-width:1}
.s-paper{stroke:var(--paper);stroke-width:1.2}.piece{stroke:var(--paper);stroke-width:1}
.swatch{display:inline-block;width:1em;height:1em;vertical-align:-.125em;margin-right:.4em}
details{border-top:1px solid var(--line);margin:.75rem 0 0}
summary{min-height:48px;padding:.65rem 0;cursor:pointer;color:var(--accent)}
.tree,.tree ul{list-style:none;margin:0;padding-left:1rem;border-left:1px solid var(--line)}
.tree{padding-left:.25rem;border:0;font-size:.9375rem}
.tree li{margin:.3rem 0}
blockquote{margin:.5rem 0;padding:.5rem .9rem;background:var(--panel);border-left:3px solid \
var(--accent)}
footer{border-top:1px solid var(--line);margin-top:2.5rem;padding-top:1rem;padding-bottom:2rem}
nav ul{list-style:none;padding:0;margin:.5rem 0}
@media (min-width:60rem){main,header,footer{max-width:46rem}}
@media (max-width:30rem){th,td{padding:.4rem .35rem}}
@media print{
:root{--paper:#fff;--panel:#f2f2f2;--ink:#000;--quiet:#333;--line:#bbb;--accent:#000;\
--amber:#000;--red:#000;--principal:#222;--interest:#666;--penalty:#999;--compound:#bbb;--fee:#ddd}
@page{size:A4;margin:16mm 15mm 18mm}
html{font-size:9.5pt}
body{line-height:1.4;background:#fff}
h2{font-size:1.4rem}h3{margin:.9rem 0 .2rem}
.facts{margin:.3rem 0;gap:0 .9rem}
.facts .first{font-size:1.35rem}
th,td{padding:.18rem .4rem}
figure{margin:.3rem 0}
main,header,footer{max-width:none;padding:0}
article{break-before:page;border:0;margin:0;padding:0}
h2,h3,caption{break-after:avoid}
tr,svg,blockquote,.facts,footer{break-inside:avoid}
tr:has(+tr>.more),.lead{break-after:avoid}
thead{display:table-header-group}
.wide{overflow:visible}
a{color:inherit;text-decoration:none}
details:not([open]){display:none}
footer{margin-top:1rem;padding:.5rem 0 0}
summary{list-style:none;min-height:0;padding:.5rem 0;font-weight:600}
}
"""
