"""Auditing contacts: our columns beside hand-written SQL and beside merely reading the file.

    python bench/audit_bench.py [--rows N] [--rounds R] [--folder DIR] [--only A,B]

An invented log is made once. Five checks are shared by all engines, each meaning exactly the same
(`FIVE` below holds them as norms, the SQL and the data frames hold them by hand): hours, the fourth
talk of a day, the fourth call in seven days, contact with others before three failed calls in a
row, contact after a stop request. Every engine answers the row and its broken rules; the answers
must be equal. Each engine runs in a process of its own; medians of wall and processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

SEED = 5
THREADS = 2

FIVE = """
[[norm]]
id = "cn.conduct.bench.hours"
kind = "quiet_hours"
title = { zh = "一", en = "one" }
means = { zh = "一", en = "one" }
jurisdiction = "CN"
rank = "practice"
severity = "breach"
answers_until = 2030-01-01
[[norm.from]]
date = 2020-01-01
params = { start = 22:00:00, end = 08:00:00 }
source = "bench"
confidence = "B"

[[norm]]
id = "cn.conduct.bench.day"
kind = "count_limit"
title = { zh = "二", en = "two" }
means = { zh = "二", en = "two" }
jurisdiction = "CN"
rank = "practice"
severity = "breach"
answers_until = 2030-01-01
unit = "per_day"
scope = { channels = ["call"], roles = ["debtor"] }
[[norm.from]]
date = 2020-01-01
params = { limit = 3, days = 1, counted = "effective", group = [] }
source = "bench"
confidence = "B"

[[norm]]
id = "cn.conduct.bench.week"
kind = "count_limit"
title = { zh = "三", en = "three" }
means = { zh = "三", en = "three" }
jurisdiction = "CN"
rank = "practice"
severity = "breach"
answers_until = 2030-01-01
unit = "per_7_days"
scope = { channels = ["call"], roles = ["debtor"] }
[[norm.from]]
date = 2020-01-01
params = { limit = 3, days = 7, counted = "placed", group = [] }
source = "bench"
confidence = "B"

[[norm]]
id = "cn.conduct.bench.others"
kind = "precondition"
title = { zh = "四", en = "four" }
means = { zh = "四", en = "four" }
jurisdiction = "CN"
rank = "practice"
severity = "breach"
answers_until = 2030-01-01
scope = { roles = ["third"] }
[[norm.from]]
date = 2020-01-01
params = { grounds = ["failed_calls"], calls = 3, days = 3 }
source = "bench"
confidence = "B"

[[norm]]
id = "cn.conduct.bench.stop"
kind = "stop_request"
title = { zh = "五", en = "five" }
means = { zh = "五", en = "five" }
jurisdiction = "CN"
rank = "practice"
severity = "breach"
answers_until = 2030-01-01
scope = { roles = ["third"] }
[[norm.from]]
date = 2020-01-01
params = { by = "lender" }
source = "bench"
confidence = "B"
"""

DAY = "((epoch_ms(t) + 28800000) // 86400000)"
CLOCK = "((epoch_ms(t) + 28800000) % 86400000)"
SQL = f"""
WITH hours AS (
  SELECT id, 1 AS bit FROM log
  WHERE direction = 'out' AND ({CLOCK} < 28800000 OR {CLOCK} >= 79200000)
), calls AS (
  SELECT id, account, t, outcome, {DAY} AS day FROM log
  WHERE direction = 'out' AND channel = 'call' AND role = 'debtor'
), day AS (
  SELECT id, 2 AS bit FROM (
    SELECT id, day, lag(day, 3) OVER (PARTITION BY account ORDER BY t, id) AS before
    FROM calls WHERE outcome = 'talk'
  ) WHERE before = day
), week AS (
  SELECT id, 4 AS bit FROM (
    SELECT id, day, lag(day, 3) OVER (PARTITION BY account ORDER BY t, id) AS before FROM calls
  ) WHERE before > day - 7
), few AS (
  SELECT id, account, lender, t, role, direction, channel, outcome, {DAY} AS day FROM log
  WHERE account IN (SELECT account FROM log WHERE role <> 'debtor')
), marked AS (
  SELECT *,
    role = 'debtor' AND (direction = 'in' OR outcome = 'talk') AS reached,
    role = 'debtor' AND direction = 'out' AND channel IN ('call', 'robot_call')
      AND outcome IN ('no_answer', 'busy', 'refused', 'voicemail') AS failed
  FROM few
), runs AS (
  SELECT *, count(*) FILTER (reached) OVER (
    PARTITION BY account, lender ORDER BY t, id ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
), fails AS (
  SELECT *, count(*) FILTER (failed AND NOT reached) OVER (
    PARTITION BY account, lender, run ORDER BY t, id ROWS UNBOUNDED PRECEDING) AS fails
  FROM runs
), grounds AS (
  SELECT *, min(day) FILTER (failed AND fails = 3) OVER (
    PARTITION BY account, lender, run ORDER BY t, id ROWS UNBOUNDED PRECEDING) AS ground
  FROM fails
), others AS (
  SELECT id, 8 AS bit FROM grounds
  WHERE role <> 'debtor' AND direction = 'out' AND (ground IS NULL OR ground >= day)
), asked AS (
  SELECT account, lender, person, arg_min(id, (t, id)) AS asked_id, min(t) AS asked_at FROM log
  WHERE asked_to_stop AND role <> 'debtor' GROUP BY ALL
), stop AS (
  SELECT log.id, 16 AS bit FROM log JOIN asked USING (account, lender, person)
  WHERE role <> 'debtor' AND direction = 'out' AND (t, id) > (asked_at, asked_id)
)
SELECT id, sum(bit)::BIGINT AS bits FROM (
  FROM hours UNION ALL FROM day UNION ALL FROM week UNION ALL FROM others UNION ALL FROM stop
) GROUP BY id
"""
COLUMNS = ("account", "at", "lender", "channel", "direction", "role", "person", "outcome",
           "asked_to_stop")  # fmt: skip


def columns(path, *, every=False):
    """Return (ids, bits) of our columns: the five checks, or every norm of China."""
    import numpy as np

    from ashore.audit.threads import keep_memory

    keep_memory()  # as the command does
    from ashore.audit.run import Question, audit
    from ashore.audit.source import open_inputs
    from ashore.conduct.situation import Situation
    from ashore.files.law import parse_law, read_law
    from ashore.law.norm import Law

    five = Law({norm.id: norm for norm in parse_law(FIVE, "bench.toml")}, version="bench")
    law = read_law() if every else five
    situation = Situation(lender_type="small_loan", complete=True)

    def once():
        inputs = open_inputs([path])
        question = Question(
            inputs=inputs, law=law, situation=situation, threads=THREADS, actors=every
        )
        found = audit(question)
        bits = (found.breaches | found.warnings)[:, 0]
        return found.row + 1, bits.astype(np.int64)

    return once


def every_norm(path):
    return columns(path, every=True)


def duckdb_sql(path):
    import duckdb

    def once():
        with duckdb.connect() as db:
            db.execute(f"SET threads = {THREADS}")
            db.execute(f"CREATE VIEW log AS SELECT *, \"at\" AS t FROM read_parquet('{path}')")
            table = db.execute(SQL).to_arrow_table()
            return table["id"].to_numpy(), table["bits"].to_numpy()

    return once


def polars_frames(path):
    import polars as pl

    def once():
        log = pl.scan_parquet(path).with_columns(
            day=(pl.col("at").dt.epoch("ms") + 28800000) // 86400000,
            clock=(pl.col("at").dt.epoch("ms") + 28800000) % 86400000,
            third=pl.col("role") != "debtor",
            out=pl.col("direction") == "out",
        )
        late = (pl.col("clock") < 28800000) | (pl.col("clock") >= 79200000)
        hours = log.filter(pl.col("out") & late).select("id", bit=1)
        order = ["account", "at", "id"]
        calls = log.filter(pl.col("out") & (pl.col("channel") == "call") & ~pl.col("third")).sort(
            order
        )
        parts = [hours, _lagged(calls.filter(pl.col("outcome") == "talk"), 0, 2)]
        parts += [_lagged(calls, 6, 4), _others(log, order), _stops(log)]
        found = (
            pl.concat([each.cast({"bit": pl.Int64}) for each in parts])
            .group_by("id")
            .agg(bits=pl.col("bit").sum())
            .collect()
        )
        return found["id"].to_numpy(), found["bits"].to_numpy()

    return once


def _lagged(calls, days, bit):
    import polars as pl

    same = pl.col("account") == pl.col("account").shift(3)
    near = pl.col("day").shift(3) >= pl.col("day") - days
    return calls.filter(same & near).select("id", bit=bit)


def _others(log, order):
    import polars as pl

    some = log.join(log.filter("third").select("account").unique(), on="account", how="semi")
    reached = ~pl.col("third") & (~pl.col("out") | (pl.col("outcome") == "talk"))
    failed = (
        ~pl.col("third") & pl.col("out")
        & pl.col("channel").is_in(["call", "robot_call"])
        & pl.col("outcome").is_in(["no_answer", "busy", "refused", "voicemail"])
    )  # fmt: skip
    runs = (
        some.sort(order)
        .with_columns(failed=failed & ~reached, run=reached.cum_sum().over("account", "lender"))
        .with_columns(fails=pl.col("failed").cum_sum().over("account", "lender", "run"))
        .with_columns(
            ground=pl.when(pl.col("failed") & (pl.col("fails") == 3)).then("day")
            .forward_fill().over("account", "lender", "run")
        )
    )  # fmt: skip
    bad = pl.col("ground").is_null() | (pl.col("ground") >= pl.col("day"))
    return runs.filter(pl.col("third") & pl.col("out") & bad).select("id", bit=8)


def _stops(log):
    import polars as pl

    keys = ["account", "lender", "person"]
    asked = (
        log.filter(pl.col("asked_to_stop") & pl.col("third"))
        .sort("at", "id").group_by(keys, maintain_order=True)
        .agg(asked_at=pl.col("at").first(), asked_id=pl.col("id").first())
    )  # fmt: skip
    later = (pl.col("at") > pl.col("asked_at")) | (
        (pl.col("at") == pl.col("asked_at")) & (pl.col("id") > pl.col("asked_id"))
    )
    both = log.filter(pl.col("third") & pl.col("out")).join(asked, on=keys)
    return both.filter(later).select("id", bit=16)


def pandas_frames(path):
    import numpy as np
    import pandas as pd

    def once():
        log = pd.read_parquet(path, columns=["id", *COLUMNS])
        millis = log["at"].dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[ms]")
        millis = millis.astype("int64") + 28800000
        log["day"], clock = millis // 86400000, millis % 86400000
        out, third = log["direction"] == "out", log["role"] != "debtor"
        bits = pd.Series(0, index=log["id"])
        bits[log["id"][out & ((clock < 28800000) | (clock >= 79200000))]] += 1
        calls = log[out & (log["channel"] == "call") & ~third].sort_values(["account", "at", "id"])
        talks = calls[calls["outcome"] == "talk"]
        for some, days, bit in ((talks, 0, 2), (calls, 6, 4)):
            before = some.groupby("account", sort=False)["day"].shift(3)
            bits[some["id"][before >= some["day"] - days]] += bit
        bits[_others_pandas(log, third)] += 8
        keys = ["account", "lender", "person"]
        asked = log[log["asked_to_stop"].fillna(value=False).astype(bool) & third]
        asked = asked.sort_values(["at", "id"]).drop_duplicates(keys)[[*keys, "at", "id"]]
        both = log[third & out].merge(asked, on=keys, suffixes=("", "_asked"))
        later = (both["at"] > both["at_asked"]) | (
            (both["at"] == both["at_asked"]) & (both["id"] > both["id_asked"])
        )
        bits[both["id"][later]] += 16
        found = bits[bits > 0]
        return found.index.to_numpy(), found.to_numpy().astype(np.int64)

    return once


def _others_pandas(log, third):
    some = log[log["account"].isin(log["account"][third].unique())]
    some = some.sort_values(["account", "at", "id"])
    debtor = some["role"] == "debtor"
    reached = debtor & ((some["direction"] == "in") | (some["outcome"] == "talk"))
    fails = ["no_answer", "busy", "refused", "voicemail"]
    failed = debtor & ~reached & (some["direction"] == "out") & some["outcome"].isin(fails)
    failed &= some["channel"].isin(["call", "robot_call"])
    run = reached.groupby([some["account"], some["lender"]], observed=True).cumsum()
    keys = [some["account"], some["lender"], run]
    count = failed.groupby(keys, observed=True).cumsum()
    ground = some["day"].where(failed & (count == 3)).groupby(keys, observed=True).ffill()
    bad = ~debtor & (some["direction"] == "out") & ~(ground < some["day"])
    return some["id"][bad]


def scan_polars(path):
    import polars as pl

    def once():
        pl.scan_parquet(path).select(
            pl.col("account").sum(), pl.col("at").max(), pl.col("asked_to_stop").sum(),
            *(pl.col(name).is_null().sum() for name in COLUMNS if name not in
              {"account", "at", "asked_to_stop"}),
        ).collect()  # fmt: skip

    return once


def scan_duckdb(path):
    import duckdb

    def once():
        with duckdb.connect() as db:
            db.execute(f"SET threads = {THREADS}")
            sums = ", ".join(f'max("{name}")' for name in COLUMNS)
            db.execute(f"SELECT {sums} FROM read_parquet('{path}')").fetchall()

    return once


def scan_arrow(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(THREADS)

    def once():
        pq.ParquetFile(path).read(columns=list(COLUMNS)).num_rows  # noqa: B018

    return once


ENGINES = {
    "scan, Polars": scan_polars,
    "scan, DuckDB": scan_duckdb,
    "scan, pyarrow": scan_arrow,
    "five, columns": columns,
    "five, DuckDB SQL": duckdb_sql,
    "five, Polars": polars_frames,
    "five, pandas": pandas_frames,
    "all norms, columns": every_norm,
}


def main() -> None:
    options = _options()
    if options.engine:
        print(json.dumps(_measured(options)))
        return
    with tempfile.TemporaryDirectory(prefix="audit-bench-") as spare:
        folder = Path(options.folder or spare)
        path = folder / f"log-{options.rows}.parquet"
        if not path.exists():
            words = ["synth", "contacts", "--rows", str(options.rows), "--seed", str(SEED)]
            ashore = [sys.executable, "-m", "ashore", *words, "--out", str(path)]
            subprocess.run(ashore, check=True, stdout=subprocess.DEVNULL)
        size = path.stat().st_size / 1e6
        print(f"{options.rows:,} contacts, {size:.0f} MB; {os.cpu_count()} cores, load now "
              f"{os.getloadavg()[0]:.1f}; medians of {options.rounds}")  # fmt: skip
        _table(path, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--engine", default="")
    parser.add_argument("--path", default="")
    return parser.parse_args()


def _table(path: Path, options: argparse.Namespace) -> None:
    head = f"{'':<20}{'wall s':>8}{'cpu s':>8}{'M rows/s':>10}{'x scan':>8}{'MB':>7}   rows found"
    print(head)
    chosen = [name for name in ENGINES if not options.only or name in options.only.split(";")]
    seen: dict[str, str] = {}
    base = 0.0
    for name in chosen:
        call = [sys.executable, __file__, "--engine", name, "--path", str(path)]
        call += ["--rounds", str(options.rounds)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name:<20} {done.stderr.strip().splitlines()[-1][:90]}")
            continue
        found = json.loads(done.stdout)
        base = base or found["wall"]
        print(f"{name:<20}{found['wall']:>8.2f}{found['cpu']:>8.2f}"
              f"{options.rows / found['wall'] / 1e6:>10.1f}{found['wall'] / base:>8.1f}"
              f"{found['mb']:>7.0f}   {found['said']}")  # fmt: skip
        if name.startswith("five"):
            seen[name] = found["said"]
    if len(set(seen.values())) > 1:
        raise SystemExit(f"the engines do not agree: {seen}")


def _measured(options: argparse.Namespace) -> dict[str, object]:
    """Return the medians of one engine; the first call, which compiles, is not counted."""
    import resource

    once = ENGINES[options.engine](options.path)
    answer = once()
    walls, cpus = [], []
    for _ in range(options.rounds):
        wall, cpu = perf_counter(), process_time()
        answer = once()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"wall": median(walls), "cpu": median(cpus), "mb": peak, "said": _said(answer)}


def _said(answer) -> str:
    """Return how many rows were found, how many broke each rule, and a sum that shows both."""
    if answer is None:
        return ""
    ids, bits = answer
    rules = "/".join(str(int(((bits >> rule) & 1).sum())) for rule in range(5))
    return f"{len(ids)} ({rules}) #{int(((ids * 31 + bits) % 1_000_003).sum())}"


if __name__ == "__main__":
    main()
