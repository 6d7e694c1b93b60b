#!/usr/bin/env python3
"""Runs the benchmarks several times, and prints Markdown tables of how much faster this crate is than its peers.

It exists because `critcmp`, which compares benchmarks, knows no goals and writes neither Markdown nor a chart.

A ratio of times from a single run does not reproduce on a machine that does other work. So the benchmarks measure this
crate and its peers in turn, in batches of a millisecond (`interleave` in benches/shared/mod.rs), and each of
the runs, five if `--runs` does not say otherwise, gives one ratio. The tables show the median of these ratios, with the
lowest and the highest. `--write` writes the tables to BENCHMARKS.md and README.md, and draws docs/speed.svg.
"""

import argparse
import json
import math
import os
import subprocess
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BENCHES = ("decode", "encode", "webhook", "worst")
OURS = "twilio-sms"
# The peer of a row that names no other: the one with the smallest median.
BEST = "the best"
# These do less than the others: one searches for a byte, and one drops what it reads.
LIMITS = ("memchr", "quick-xml events")
# What most users would write.
USUAL = ("quick_xml::de", "serde_json", "serde_urlencoded")
# The smallest ratio that is accepted, for a group of benchmarks and a peer. A group that ends in `*` stands for the
# one with the smallest ratio among the groups with that beginning.
GOALS = [
    ("decode xml, the page's reply as printed", "quick_xml::de", 10),
    ("decode xml, the page's reply as printed", "quick-xml events", 2),
    ("decode xml, the page's reply well-formed", "quick_xml::de", 10),
    ("decode xml, the page's reply well-formed", "quick-xml events", 2),
    ("decode xml, the page's reply compact", "quick_xml::de", 10),
    ("decode xml, the page's reply compact", "quick-xml events", 2),
    ("decode xml, a current reply", "quick_xml::de", 10),
    ("decode xml, a page of 50", "quick_xml::de", 10),
    ("decode json, a message", "serde_json", 2.5),
    ("decode json, a page of 50", "serde_json", 2.5),
    ("decode form, a status callback", "serde_urlencoded", 4),
    ("decode form, an inbound message", "serde_urlencoded", 4),
    ("decode form, an inbound message with escapes and add-ons", "serde_urlencoded", 3),
    ("encode form, a send into a reused buffer", "serde_urlencoded", 4),
    ("normalize a number", "phonenumber", 200),
    ("verify an inbound signature", "straight-line", 2),
    ("count segments of 160 characters", "straight-line", 3),
    ("write a TwiML reply", "quick-xml writer", 3),
    # The best that a user could write, in the worst shape of a document and for the worst texts.
    ("decode xml, a current reply", BEST, 5),
    ("any legal shape, xml *", BEST, 1),
    ("any legal shape, xml *", "quick-xml events", 1),
    ("decode json, a message", BEST, 1.5),
    ("any legal shape, json *", BEST, 1),
    ("decode xml, a page of 50", BEST, 5),
    ("decode json, a page of 50", BEST, 1.6),
    ("decode json, a page of 50 in another order", BEST, 1.6),
    ("decode json, a batch of 100 events", BEST, 1),
    ("decode form, a status callback", BEST, 3),
    ("decode form, an inbound message", BEST, 3),
    ("decode form, an inbound message with escapes and add-ons", BEST, 2),
    ("worst xml, all entities", BEST, 1.5),
    ("worst json, all escapes", BEST, 1.2),
    ("worst form, all escapes", BEST, 1.2),
    ("count segments of 160 characters, some of the extension table", BEST, 2),
    ("encode json, a reply", BEST, 1.2),
    ("encode xml, a reply", BEST, 2),
]


class Group:
    """The measurements of one group of benchmarks: for each name a time in nanoseconds for each run."""

    def __init__(self, name, size):
        self.name, self.size, self.times = name, size, {}

    def time(self, name):
        return median(self.times[name])

    def ratios(self, peer):
        """Returns the median, the lowest and the highest ratio of the peer's time to ours within a run."""
        ratios = [theirs / ours for theirs, ours in zip(self.times[peer], self.times[OURS])]
        return median(ratios), min(ratios), max(ratios)

    def peers(self):
        return [name for name in self.times if not name.startswith(OURS) and name not in LIMITS]

    def best(self):
        return min(self.peers(), key=self.time)


def bench(runs):
    """Runs the benchmarks so many times, and returns the groups in the order in which they were measured."""
    command = ["cargo", "bench", "-p", "twilio-sms-benches", *(f"--bench={name}" for name in BENCHES)]
    groups = {}
    for _ in range(runs):
        environment = dict(os.environ, INTERLEAVED="1")
        output = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        for line in filter(lambda line: line.startswith("{"), output.splitlines()):
            measured = json.loads(line)
            group = groups.setdefault(measured["group"], Group(measured["group"], measured["bytes"]))
            for name, time in measured["times"].items():
                group.times.setdefault(name, []).append(time)
    return {name: group for name, group in groups.items() if OURS in group.times}


def goals(groups):
    """Returns (group, peer, ratios, goal) for each goal that was measured."""
    for pattern, peer, goal in GOALS:
        rows = []
        for name, group in groups.items():
            if name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1])):
                against = group.best() if peer == BEST else peer
                if against in group.times:
                    rows.append((group, against, group.ratios(against), goal))
        if rows:
            yield min(rows, key=lambda row: row[2][0])


def nanoseconds(time):
    for unit, factor in (("ns", 1), ("µs", 1e3), ("ms", 1e6)):
        if time < 1000 * factor:
            return f"{time / factor:.3g} {unit}" if time < 100 * factor else f"{time / factor:.0f} {unit}"
    return f"{time / 1e9:.3g} s"


def speed(size, time):
    rate = size / time  # one byte per nanosecond is 1 GB/s
    return f"{rate:.2f} GB/s" if rate >= 1 else f"{rate * 1000:.0f} MB/s"


def times(ratio):
    return f"{ratio:.1f}x" if ratio >= 2 else f"{ratio:.2f}x"


def spread(ratios):
    _, low, high = ratios
    return f"{times(low)} to {times(high)}"


def summary(groups):
    yield "| path | bytes | time | peer | its time | faster by | spread | at least |\n|---|---|---|---|---|---|---|---|"
    for group, peer, ratios, goal in goals(groups):
        mark = "" if ratios[0] >= goal else " (missed)"
        yield (
            f"| {group.name} | {group.size:,} | {nanoseconds(group.time(OURS))} | {peer} "
            f"| {nanoseconds(group.time(peer))} | **{times(ratios[0])}** | {spread(ratios)} | {goal}x{mark} |"
        )


def readme(groups):
    """A row for each group that has a goal: how much faster it is than what most would write, and than the best."""
    yield "| path | what most would write | faster by | the best alternative | faster by | spread |\n|---|---|---|---|---|---|"
    rows = list(goals(groups))
    for name in dict.fromkeys(group.name for group, *_ in rows):
        group = groups[name]
        usual = next((peer for row, peer, *_ in rows if row is group and peer in USUAL), None)
        before = f"{usual} | {times(group.ratios(usual)[0])}" if usual else " | "
        best = group.best()
        yield f"| {name} | {before} | {best} | **{times(group.ratios(best)[0])}** | {spread(group.ratios(best))} |"


def tables(groups):
    for group in groups.values():
        yield f"\n**{group.name}** ({group.size:,} bytes)\n"
        yield "| | time | throughput | twilio-sms is faster by | spread |\n|---|---|---|---|---|"
        # The first row is this crate, and the peers follow.
        for name in sorted(group.times, key=lambda name: name != OURS):
            time = group.time(name)
            ratios = group.ratios(name)
            ratio = f"{ratios[0]:.2f}x | {spread(ratios)}" if name != OURS else " | "
            yield f"| {name} | {nanoseconds(time)} | {speed(group.size, time)} | {ratio} |"


def plot(groups):
    """Draws a bar for each goal: how many times faster this crate is than the peer, on a logarithmic scale."""
    rows = list(goals(groups))
    left, width, height = 560, 420, 26
    low, decades = 0.5, 3.6
    x = lambda ratio: left + width * math.log10(max(ratio, low) / low) / decades
    bottom = 40 + height * len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 90}" height="{bottom + 40}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{left}" y="20" font-weight="bold">how many times faster than the peer; the black line is the goal</text>',
    ]
    for tick in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        out.append(f'<line x1="{x(tick):.1f}" y1="30" x2="{x(tick):.1f}" y2="{bottom}" stroke="#ddd"/>')
        out.append(f'<text x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle" fill="#666">{tick}</text>')
    for number, (group, peer, (ratio, lowest, highest), goal) in enumerate(rows):
        y = 36 + height * number
        colour = "#2a7" if ratio >= goal else "#d73"
        label = f"{group.name}: {peer}".replace("&", "&amp;").replace("<", "&lt;")
        out.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{label}</text>')
        out.append(f'<rect x="{left}" y="{y + 3}" width="{x(ratio) - left:.1f}" height="15" fill="{colour}"/>')
        out.append(f'<line x1="{x(lowest):.1f}" y1="{y + 10}" x2="{x(highest):.1f}" y2="{y + 10}" stroke="#555"/>')
        out.append(f'<line x1="{x(goal):.1f}" y1="{y}" x2="{x(goal):.1f}" y2="{y + 21}" stroke="#000" stroke-width="2"/>')
        out.append(f'<text x="{max(x(highest), x(goal)) + 5:.1f}" y="{y + 15}">{ratio:.3g}x</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often the benchmarks run")
    parser.add_argument("--write", action="store_true", help="write to BENCHMARKS.md, README.md and docs/speed.svg")
    options = parser.parse_args()
    groups = bench(options.runs)
    parts = {
        ("BENCHMARKS.md", "summary"): "\n".join(summary(groups)),
        ("BENCHMARKS.md", "tables"): "\n".join(tables(groups)).strip(),
        ("README.md", "speed"): "\n".join(readme(groups)),
    }
    if not options.write:
        print(*parts.values(), sep="\n\n")
        return
    for (document, name), part in parts.items():
        before, rest = (ROOT / document).read_text().split(f"<!-- {name} -->\n")
        _, after = rest.split(f"<!-- end of {name} -->\n")
        (ROOT / document).write_text(f"{before}<!-- {name} -->\n{part}\n<!-- end of {name} -->\n{after}")
    (ROOT / "docs/speed.svg").write_text(plot(groups))


if __name__ == "__main__":
    main()
