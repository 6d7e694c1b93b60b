#!/usr/bin/env python3
"""Prints Markdown tables of the times of the last `cargo bench`, and of how much faster this crate is than its peers.

It exists because `critcmp`, which compares benchmarks, knows no goals and writes neither Markdown nor a chart.

It reads criterion's estimates below the target folder. `--write` writes the tables to BENCHMARKS.md and draws
docs/speed.svg.
"""

import argparse
import json
import math
import os
from pathlib import Path

# The smallest ratio that is accepted, for each group of benchmarks and peer.
GOALS = {
    ("decode xml, the page's reply as printed", "quick_xml::de"): 10,
    ("decode xml, the page's reply as printed", "quick-xml events"): 2,
    ("decode xml, the page's reply well-formed", "quick_xml::de"): 10,
    ("decode xml, the page's reply well-formed", "quick-xml events"): 2,
    ("decode xml, the page's reply compact", "quick_xml::de"): 10,
    ("decode xml, the page's reply compact", "quick-xml events"): 2,
    ("decode xml, a current reply", "quick_xml::de"): 10,
    ("decode xml, a page of 50", "quick_xml::de"): 10,
    ("decode json, a message", "serde_json"): 2.5,
    ("decode json, a page of 50", "serde_json"): 2.5,
    ("decode form, a status callback", "serde_urlencoded"): 4,
    ("decode form, an inbound message", "serde_urlencoded"): 4,
    ("decode form, an inbound message with escapes and add-ons", "serde_urlencoded"): 3,
    ("encode form, a send into a reused buffer", "serde_urlencoded"): 4,
    ("normalize a number", "phonenumber"): 200,
    ("verify an inbound signature", "straight-line"): 2,
    ("count segments of 160 characters", "straight-line"): 3,
    ("write a TwiML reply", "quick-xml writer"): 3,
}
OURS = "twilio-sms"


def read(target):
    """Returns {group: (bytes, {name: nanoseconds})}, the oldest measurement first."""
    found = {}
    for path in target.glob("criterion/*/*/new/benchmark.json"):
        about = json.loads(path.read_text())
        estimates = json.loads((path.parent / "estimates.json").read_text())
        size = (about.get("throughput") or {}).get("Bytes", 0)
        # The median ignores the outliers of a machine that does other work.
        time = estimates["median"]["point_estimate"]
        found.setdefault(about["group_id"], []).append((path.stat().st_mtime, about["function_id"], size, time))
    groups = {}
    for group in sorted(found, key=lambda group: min(found[group])):
        rows = sorted(found[group])
        groups[group] = (rows[0][2], {name: time for _, name, _, time in rows})
    return groups


def nanoseconds(time):
    for unit, factor in (("ns", 1), ("µs", 1e3), ("ms", 1e6)):
        if time < 1000 * factor:
            return f"{time / factor:.3g} {unit}" if time < 100 * factor else f"{time / factor:.0f} {unit}"
    return f"{time / 1e9:.3g} s"


def speed(size, time):
    rate = size / time  # one byte per nanosecond is 1 GB/s
    return f"{rate:.2f} GB/s" if rate >= 1 else f"{rate * 1000:.0f} MB/s"


def summary(groups):
    yield "| path | bytes | time | peer | its time | faster by | at least |\n|---|---|---|---|---|---|---|"
    for (group, peer), goal in GOALS.items():
        size, times = groups.get(group, (0, {}))
        if OURS in times and peer in times:
            ratio = times[peer] / times[OURS]
            mark = "" if ratio >= goal else " (missed)"
            yield (
                f"| {group} | {size:,} | {nanoseconds(times[OURS])} | {peer} | {nanoseconds(times[peer])} "
                f"| **{ratio:.1f}x** | {goal}x{mark} |"
            )


def tables(groups):
    for group, (size, times) in groups.items():
        ours = times.get(OURS)
        yield f"\n**{group}** ({size:,} bytes)\n"
        yield "| | time | throughput | twilio-sms is faster by |\n|---|---|---|---|"
        # The first row is this crate, and the peers follow.
        for name, time in sorted(times.items(), key=lambda row: row[0] != OURS):
            ratio = f"{time / ours:.2f}x" if ours and name != OURS else ""
            yield f"| {name} | {nanoseconds(time)} | {speed(size, time)} | {ratio} |"


def plot(groups):
    """Draws a bar for each goal: how many times faster this crate is than the peer, on a logarithmic scale."""
    rows = []
    for (group, peer), goal in GOALS.items():
        times = groups.get(group, (0, {}))[1]
        if OURS in times and peer in times:
            rows.append((group, peer, times[peer] / times[OURS], goal))
    left, width, height = 500, 420, 26
    decades = 3.3
    x = lambda ratio: left + width * math.log10(max(ratio, 1)) / decades
    bottom = 40 + height * len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 90}" height="{bottom + 40}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="20" font-weight="bold">how many times faster than the peer; the black line is the goal</text>',
    ]
    for tick in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        out.append(f'<line x1="{x(tick):.1f}" y1="30" x2="{x(tick):.1f}" y2="{bottom}" stroke="#ddd"/>')
        out.append(f'<text x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle" fill="#666">{tick}</text>')
    for number, (group, peer, ratio, goal) in enumerate(rows):
        y = 36 + height * number
        colour = "#2a7" if ratio >= goal else "#d73"
        label = f"{group}: {peer}".replace("&", "&amp;").replace("<", "&lt;")
        out.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{label}</text>')
        out.append(f'<rect x="{left}" y="{y + 3}" width="{x(ratio) - left:.1f}" height="15" fill="{colour}"/>')
        out.append(f'<line x1="{x(goal):.1f}" y1="{y}" x2="{x(goal):.1f}" y2="{y + 21}" stroke="#000" stroke-width="2"/>')
        out.append(f'<text x="{max(x(ratio), x(goal)) + 5:.1f}" y="{y + 15}">{ratio:.3g}x</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write to BENCHMARKS.md and docs/speed.svg")
    options = parser.parse_args()
    groups = read(Path(os.environ.get("CARGO_TARGET_DIR", root / "target")))
    if not groups:
        raise SystemExit("there are no measurements: run `cargo bench` first")
    parts = {"summary": "\n".join(summary(groups)), "tables": "\n".join(tables(groups)).strip()}
    if not options.write:
        print(parts["summary"], parts["tables"], sep="\n\n")
        return
    text = (root / "BENCHMARKS.md").read_text()
    for name, part in parts.items():
        before, rest = text.split(f"<!-- {name} -->\n")
        _, after = rest.split(f"<!-- end of {name} -->\n")
        text = f"{before}<!-- {name} -->\n{part}\n<!-- end of {name} -->\n{after}"
    (root / "BENCHMARKS.md").write_text(text)
    (root / "docs/speed.svg").write_text(plot(groups))


if __name__ == "__main__":
    main()
