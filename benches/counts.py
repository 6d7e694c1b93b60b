#!/usr/bin/env python3
"""Counts the instructions of each measured operation, and compares the counts with benches/counts.txt.

It exists because Gungraun, which counts the instructions with valgrind, compares a run only with an earlier run on
the same machine. This script compares with a file of the repository, so that everybody compares with the same counts.

It fails if an operation takes over 5 % more instructions than the file says, or if an operation takes over 2.2 times
as many for twice the input. Counts of different compilers cannot be compared, so with another compiler than the one
that the file names, only the second rule applies. `--write` writes the new counts to the file.
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
# The instructions of each operation in benches/counts.rs, in a release build for x86-64.
# benches/counts.py compares and writes them. Another compiler changes them: write them again in a separate commit then.
# {compiler}
"""


def count():
    """Returns the instructions of each operation by name."""
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
    parser.add_argument("--write", action="store_true", help="write the new counts to benches/counts.txt")
    options = parser.parse_args()
    compiler = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    lines = KEPT.read_text().splitlines() if KEPT.exists() else []
    kept = {name: int(number) for name, number in (line.split() for line in lines if not line.startswith("#"))}
    same = f"# {compiler}" in lines
    if not same:
        print(f"{KEPT.name} is for another compiler than {compiler}, so only the growth is checked")
    counts, problems = count(), []
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
            problems.append(f"{name}: {before:,} instructions before, {number:,} now")
        if name.startswith("linear/") and name.endswith("_1"):
            growth = number / counts[name.removesuffix("1") + "0"]
            if growth > DOUBLE:
                problems.append(f"{name}: twice the input takes {growth:.2f} times as many instructions")
    counts = {name: number for name, number in counts.items() if not name.startswith(PEER)}
    if options.write:
        KEPT.write_text(HEAD.format(compiler=compiler) + "".join(f"{name} {number}\n" for name, number in counts.items()))
    else:
        if same:
            problems += [f"{name}: new, run with --write" for name in counts if name not in kept]
            problems += [f"{name}: no longer measured, run with --write" for name in kept if name not in counts]
    print(f"operations: {len(counts)}, problems: {len(problems)}")
    sys.exit("\n".join(problems) if problems else 0)


if __name__ == "__main__":
    main()
