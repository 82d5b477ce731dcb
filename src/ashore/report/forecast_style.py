"""What the forecast adds to the looks of a page: the lane and the two labelled tracks."""

from __future__ import annotations

__all__ = ["FORECAST_STYLE"]

FORECAST_STYLE = """\
.two{display:grid;gap:.75rem;margin:.75rem 0}
.two>div{padding:.6rem .9rem;background:var(--panel)}
.two .allowed-side{border-left:4px solid var(--accent)}
.two .reported-side{border-left:4px dashed var(--quiet)}
.two p{margin:.2rem 0}
.tag{font-size:.8125rem;padding:.05rem .35rem;border:1px solid var(--quiet);white-space:nowrap}
.tag.permitted{border:2px solid var(--accent)}
.tag.reported{border-style:dashed}
.step{padding:.6rem .9rem;border:2px solid var(--accent);margin:.75rem 0}
.step p{margin:.2rem 0}
.events{list-style:none;padding:0;margin:.5rem 0}
.events li{padding:.45rem 0;border-bottom:1px solid var(--line)}
.lane text{font-size:13px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;\
stroke-linejoin:round}
main>section{margin-top:2rem}
.lane .scale,.lane .dates{fill:var(--quiet)}
.lane .track-name{font-weight:600}
.lane .today{stroke:var(--ink);stroke-width:2}
.lane .mark{stroke:var(--line);stroke-width:1;stroke-dasharray:2 4}
.lane .allowed{fill:var(--paper);stroke:var(--accent);stroke-width:2}
.lane .beyond{fill:var(--quiet)}
.lane .open-end{fill:var(--accent)}
.lane .range{fill:url(#p-reported);stroke:var(--quiet);stroke-width:1}
.lane .usual{fill:var(--quiet)}
.lane .diamond{font-size:15px}
.opened{margin:.3rem 0 .6rem}
.opened dt{font-weight:600;margin-top:.3rem}
.opened dd{margin:0}
@media (min-width:40rem){.two{grid-template-columns:1fr 1fr}}
@media print{.step,.two>div,figure,li{break-inside:avoid}
main article ul,main article h3,main article p{font-size:9pt;line-height:1.35;margin:.2rem 0}
main article figure{margin:.2rem 0}}
"""
