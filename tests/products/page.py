"""Makes docs/products.md: `python -m tests.products.page > docs/products.md`."""

from __future__ import annotations

import json

from ashore.files.products import Basis, Preset, presets

HEAD = """# 产品预设 Product presets

预设只是默认值，每一项都可以在案卷里覆盖；以合同为准。利率一律不预填，宽限一律按 0 天。
各处说法不一的，只列在“据反映”里。把握：A 读过原文，B 确知，C 不确定（网页说法，或互相矛盾）。

A preset is a set of defaults; every key can be overwritten in the case file, and the contract
decides. No preset fills in a rate, and grace is always 0 days: what sources disagree about is only
listed as reported. Confidence: A read in the text, B known, C uncertain (consumer pages, or sources
that contradict each other).

```toml
[[loans]]
id = "wld"
product = "weilidai"          # method, day count and penalty come from the preset
rate = { value = "0.0005", per = "day" }
grace_days = 1                # your contract says so: it overrides the preset
```

The files are `src/ashore/data/products/*.toml`; a key without a source or a confidence is refused.
Why: [decision 6](decisions/0006-presets-are-defaults.md). This page is made from the files.
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(section(one) for one in presets())


def section(one: Preset) -> str:
    open_keys = dict.fromkeys(each.key for each in one.reported if each.key not in one.terms)
    asked = "、".join(f"`{key}`" for key in open_keys) or "—"
    lines = [
        f"\n## {one.name.zh} {one.name.en} · `{one.id}`\n",
        f"{one.about.zh} {one.about.en}\n",
        f"照合同填 / from the contract: {asked}\n",
        "| 项 key | 值 value | 把握 | 说明 note | 来源 source |",
        "|---|---|---|---|---|",
    ]
    lines += [row(key, value, one.basis[key], "") for key, value in one.terms.items()]
    lines += [
        row(each.key, dict(each.value), each.basis, "据反映 reported: ") for each in one.reported
    ]
    return "\n".join(lines) + "\n"


def row(key: str, value: object, basis: Basis, kind: str) -> str:
    shown = f"`{json.dumps(value, ensure_ascii=False)}`" if value else ""
    note = f"{kind}{basis.note.zh} {basis.note.en}"
    return f"| `{key}` | {shown} | {basis.confidence} | {note} | {basis.source} |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
