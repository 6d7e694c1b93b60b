#!/usr/bin/env python3
"""Compares the instructions that each path costs with benches/counts.txt.

Needs valgrind. More than 5 % worse fails and says where; so does an input twice as long that costs more than 2.2 times
as much. Another compiler than the one that the file names moves the counts: then only growth is judged. `--write` keeps
today's counts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT = HERE / "counts.txt"
WORSE, DOUBLE = 1.05, 2.2
HEAD = """\
# Instructions of each path of benches/counts.rs, release build, x86-64.
# Compared and written by benches/counts.py. Another compiler moves them: write them anew, in a commit of its own.
# {compiler}
"""


def build():
    command = ["cargo", "bench", "-p", "twilio-sms-benches", "--bench", "counts", "--no-run", "--message-format=json"]
    lines = subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    built = [message["executable"] for message in map(json.loads, lines) if message.get("executable")]
    return built[-1]


def count(program):
    """{path: instructions}"""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--toggle-collect=counts::measured", "--dump-after=counts::measured"]
            + [f"--callgrind-out-file={out}", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        counts = {}
        for number, name in enumerate(done.stdout.split(), 1):
            for line in Path(f"{out}.{number}").read_text().splitlines():
                if line.startswith("totals:"):
                    counts[name] = int(line.split()[1])
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
    counts, faults = count(build()), []
    for name, number in counts.items():
        if name.startswith("peer/"):
            ours = counts.get(name.removeprefix("peer/").removesuffix("/events"))
            print(f"{name:44}{number:>12,}{number / ours:>8.1f} x")
            continue
        before = kept.get(name)
        print(f"{name:44}{number:>12,}" + (f"{(number / before - 1) * 100:>+8.1f} %" if before else "     new"))
        if same and before and number > before * WORSE:
            faults.append(f"{name}: {before:,} instructions before, {number:,} now")
        if name.endswith("/whole"):
            growth = number / counts[name.replace("/whole", "/half")]
            if growth > DOUBLE:
                faults.append(f"{name}: twice the input costs {growth:.2f} times as much")
    counts = {name: number for name, number in counts.items() if not name.startswith("peer/")}
    if options.write:
        KEPT.write_text(HEAD.format(compiler=compiler) + "".join(f"{name} {number}\n" for name, number in counts.items()))
    else:
        faults += [f"{name}: not in {KEPT.name}; run with --write" for name in counts if same and name not in kept]
        faults += [f"{name}: in {KEPT.name} alone; run with --write" for name in kept if same and name not in counts]
    print(f"{len(counts)} paths, {len(faults)} faults")
    sys.exit("\n".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
