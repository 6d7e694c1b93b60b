#!/usr/bin/env python3
"""Compares the instructions that each path costs with benches/counts.txt.

Gungraun counts them, which needs valgrind and gungraun-runner. It remembers its last run where it was built; the file is
what everybody compares with. More than 5 % worse fails and says where; so does an input twice as long that costs more
than 2.2 times as much. Another compiler than the one that the file names moves the counts: then only growth is judged.
`--write` keeps today's counts.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "counts.txt"
PEER = "peer/"
# How a peer does it, after the name of our path.
WAYS = ("_events", "_borrowed", "_cow", "_sonic", "_loop")
WORSE, DOUBLE = 1.05, 2.2
HEAD = """\
# Instructions of each path of benches/counts.rs, release build, x86-64.
# Compared and written by benches/counts.py. Another compiler moves them: write them anew, in a commit of its own.
# {compiler}
"""


def count():
    """{path: instructions}"""
    command = ["cargo", "bench", "-p", "twilio-sms-benches", "--features", "counts", "--bench", "counts"]
    command += ["--", "--output-format=json"]
    lines = subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    counts = {}
    for summary in map(json.loads, lines):
        metrics = summary["profiles"][0]["data"]["total"]["metrics"]
        counts[f"{summary['function_name']}/{summary['id']}"] = metrics["Ir"]["values"]["new"]
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep today's counts")
    options = parser.parse_args()
    compiler = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    lines = KEPT.read_text().splitlines() if KEPT.exists() else []
    kept = {name: int(number) for name, number in (line.split() for line in lines if not line.startswith("#"))}
    same = f"# {compiler}" in lines
    if not same:
        print(f"counted with {compiler}, which {KEPT.name} is not about: only growth is judged")
    counts, faults = count(), []
    for name, number in counts.items():
        if name.startswith(PEER):
            path = name.removeprefix(PEER).replace("_", "/", 1)
            for way in WAYS:
                path = path.removesuffix(way)
            ours = counts[path]
            print(f"{name:44}{number:>12,}{number / ours:>8.1f} x")
            continue
        before = kept.get(name)
        print(f"{name:44}{number:>12,}" + (f"{(number / before - 1) * 100:>+8.1f} %" if before else "     new"))
        if same and before and number > before * WORSE:
            faults.append(f"{name}: {before:,} instructions before, {number:,} now")
        if name.startswith("linear/") and name.endswith("_1"):
            growth = number / counts[name.removesuffix("1") + "0"]
            if growth > DOUBLE:
                faults.append(f"{name}: twice the input costs {growth:.2f} times as much")
    counts = {name: number for name, number in counts.items() if not name.startswith(PEER)}
    if options.write:
        KEPT.write_text(HEAD.format(compiler=compiler) + "".join(f"{name} {number}\n" for name, number in counts.items()))
    else:
        faults += [f"{name}: not in {KEPT.name}; run with --write" for name in counts if same and name not in kept]
        faults += [f"{name}: in {KEPT.name} alone; run with --write" for name in kept if same and name not in counts]
    print(f"{len(counts)} paths, {len(faults)} faults")
    sys.exit("\n".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
