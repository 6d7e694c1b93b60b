#!/usr/bin/env python3
"""Compares how many instructions each path takes with benches/counts.txt.

Gungraun counts them, which needs valgrind and gungraun-runner. It keeps only the results of its last run on the same
machine, so the counts to compare with are in a file of the repository. The script fails if a path is more than 5 % worse,
or if twice the input takes more than 2.2 times as many instructions. With another compiler than the one that the file
names, the counts differ, and only the second condition is checked. `--write` writes the file anew.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "counts.txt"
PEER = "peer/"
WORSE, DOUBLE = 1.05, 2.2
HEAD = """\
# Instructions of each path of benches/counts.rs, release build, x86-64.
# benches/counts.py compares and writes them. Another compiler changes them: then write them anew in a separate commit.
# {compiler}
"""


def count():
    """Returns {path: instructions}."""
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
    parser.add_argument("--write", action="store_true", help="write the file anew")
    options = parser.parse_args()
    compiler = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    lines = KEPT.read_text().splitlines() if KEPT.exists() else []
    kept = {name: int(number) for name, number in (line.split() for line in lines if not line.startswith("#"))}
    same = f"# {compiler}" in lines
    if not same:
        print(f"{KEPT.name} was counted with another compiler than {compiler}: only growth is checked")
    counts, errors = count(), []
    for name, number in counts.items():
        if name.startswith(PEER):
            ours = counts[name.removeprefix(PEER).removesuffix("_events").replace("_", "/", 1)]
            print(f"{name:44}{number:>12,}{number / ours:>8.1f} x")
            continue
        before = kept.get(name)
        print(f"{name:44}{number:>12,}" + (f"{(number / before - 1) * 100:>+8.1f} %" if before else "     new"))
        if same and before and number > before * WORSE:
            errors.append(f"{name}: {before:,} instructions before, {number:,} now")
        if name.startswith("linear/") and name.endswith("_1"):
            growth = number / counts[name.removesuffix("1") + "0"]
            if growth > DOUBLE:
                errors.append(f"{name}: twice the input costs {growth:.2f} times as much")
    counts = {name: number for name, number in counts.items() if not name.startswith(PEER)}
    if options.write:
        KEPT.write_text(HEAD.format(compiler=compiler) + "".join(f"{name} {number}\n" for name, number in counts.items()))
    else:
        errors += [f"{name}: not in {KEPT.name}; run with --write" for name in counts if same and name not in kept]
        errors += [f"{name}: only in {KEPT.name}; run with --write" for name in kept if same and name not in counts]
    print(f"{len(counts)} paths, {len(errors)} errors")
    sys.exit("\n".join(errors) if errors else 0)


if __name__ == "__main__":
    main()
