#!/usr/bin/env python3
"""Makes the table of a run: report.py LOG FOLDER ROWS. Answers are compared account by account."""

import json
import os
import platform
import sys
from statistics import median


def main():
    log, folder, rows = sys.argv[1:]
    lines = [json.loads(line) for line in open(log)]
    versions = sorted({f"{line['peer']} {line['version']}" for line in lines if "version" in line})
    machine = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"{int(rows):,} transfers of AMLWorld's shape; {os.cpu_count()} cores of {machine}, {platform.system()} "
          f"{platform.release().split('-')[0]}; {', '.join(versions)}. Medians; CPU seconds are those of all threads.\n")

    print("| load | wall s | CPU s | peak memory MB | wall against ours |")
    print("|---|---|---|---|---|")
    loads = {}
    for line in lines:
        if "load" in line and not line["name"].startswith("load-"):
            loads.setdefault(line["peer"], []).append(line)
    ours = median(line["load"]["wall"] for line in loads["tributary"])
    what = {"tributary": "tributary: query-ready ledger with evidence, SHA-256 and diagnostics",
            "duckdb": "DuckDB: keyed tables", "polars": "polars: plain table",
            "numba": "polars to arrays of account numbers (for Numba)", "igraph": "igraph: static graph, without amounts"}
    for peer, found in loads.items():
        wall = median(line["load"]["wall"] for line in found)
        cpu = median(line["load"]["cpu"] for line in found)
        peak = max(line.get("loadMemory", line.get("peak", 0)) for line in found) / 1e6
        print(f"| {what[peer]} | {wall:.3f} | {cpu:.3f} | {peak:,.0f} | {wall / ours:.1f} |")
    print("\nOurs is memory besides the mapped file; that of the peers is what their process held.\n")

    print("| question | who | wall s | CPU s | wall against ours | accounts | same answer |")
    print("|---|---|---|---|---|---|---|")
    names = {"sinks-20-3": "shared sinks, 20 victims, 3 hops", "sinks-20-6": "20 victims, 6 hops",
             "sinks-20-0": "20 victims, any hops", "sinks-1000-3": "1,000 victims, 3 hops",
             "sinks-busy20-3": "20 busy victims, 3 hops", "sinks-busy20-6": "20 busy victims, 6 hops",
             "sinks-busy1000-3": "1,000 busy victims, 3 hops"}
    for name, words in names.items():
        mine = [line for line in lines if line["name"] == name and line["peer"] == "tributary"]
        if not mine:
            continue
        base = mine[0]["question"]["wall"]
        for line in [line for line in lines if line["name"] == name]:
            same = "" if line["peer"] == "tributary" else compare(folder, name[6:], line["peer"])
            asked = line["question"]
            print(f"| {words} | {line['peer']} | {asked['wall']:.4f} | {asked['cpu']:.4f} | "
                  f"{asked['wall'] / base:.1f} | {line['sinks']:,} | {same} |")
            if line["peer"] == "tributary":
                print(f"| … the first time (builds indexes) | tributary | {line['first']['wall']:.4f} | "
                      f"{line['first']['cpu']:.4f} | {line['first']['wall'] / base:.1f} | | |")
                memory = line["peakMemory"] / 1e6
                print(f"| … memory, ledger included | tributary | {memory:,.0f} MB | | | | |")
    print("\nVictims are chosen evenly among the accounts that pay 3 to 20 times, busy victims evenly among payments, so that an "
          "account is as likely as it pays often.")
    for line in lines:
        if "page" in line:
            words = names[line["name"]]
            print(f"\nFigures of the sinks, which are gathered when they are looked at ({words}): of the first 25 "
                  f"{line['page']['wall'] * 1e3:.1f} ms (the order of their part and the indexes by account included), of all "
                  f"{line['sinks']:,} {line['details']['wall']:.2f} s.")
    grown = [(line["transfers"], line) for line in lines if line["name"].startswith("load")
             and line["peer"] == "tributary"]
    if len({rows for rows, _ in grown}) > 1:
        print("\n| rows | load, wall s | CPU s | memory besides the file MB | ns of CPU a row |")
        print("|---|---|---|---|---|")
        for rows in sorted({rows for rows, _ in grown}):
            found = [line for size, line in grown if size == rows]
            wall = median(line["load"]["wall"] for line in found)
            cpu = median(line["load"]["cpu"] for line in found)
            peak = max(line["loadMemory"] for line in found) / 1e6
            print(f"| {rows:,} | {wall:.3f} | {cpu:.3f} | {peak:,.0f} | {cpu / rows * 1e9:.0f} |")
    for line in lines:
        for key, words in (("byVictims", "more victims, 3 hops"), ("byHops", "more hops, 20 victims"),
                           ("byRule", "other rules of time, 20 victims, 3 hops")):
            if key in line:
                print(f"\n| {words} | wall s | CPU s | shared sinks |")
                print("|---|---|---|---|")
                for one in line[key]:
                    what = one.get("rule") or (one["victims"] if key == "byVictims" else one["hops"] or "any")
                    print(f"| {what} | {one['lap']['wall']:.4f} | {one['lap']['cpu']:.4f} | {one['sinks']:,} |")
    for line in lines:
        if line["name"] == "near":
            print(f"\nOne account's reach within 3 hops {line['reach']['wall'] * 1e3:.3f} ms, a path between two accounts "
                  f"{line['path']['wall'] * 1e6:.0f} µs (medians of 20 accounts, the ledger loaded and indexed), "
                  f"connected components of all accounts {line['components']['wall'] * 1e3:.1f} ms ({line['parts']:,} parts).")
    for line in lines:
        if "components" in line:
            if line["peer"] == "igraph":
                print(f"\nigraph: connected components of all accounts {line['components']['wall'] * 1e3:.0f} ms "
                      f"({line['parts']:,} parts).")


def compare(folder, question, peer):
    """Whether an answer has the same accounts with the same numbers of victims."""
    def read(who):
        return dict(line.rsplit(",", 1) for line in open(f"{folder}/{who}-{question}").read().splitlines())

    ours, theirs = read("tributary"), read(peer)
    if ours == theirs:
        return "yes"
    more = sum(1 for key in theirs if key not in ours)
    less = sum(1 for key in ours if key not in theirs)
    other = sum(1 for key in ours if key in theirs and ours[key] != theirs[key])
    return f"no: {more:,} accounts more, {less:,} less, {other:,} with other numbers"


main()
