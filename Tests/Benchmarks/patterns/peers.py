"""Cycles of a ledger beside a library's graph features, where both define the same: payments in a strict order of time.

The library counts, for each payment, the cycles in time that it closes when it is added; over all payments that is the
number of cycles. It reads the whole ledger as one batch here, because it loses cycles across batches. It knows no
amounts, no processors and no account twice, as `cycle --keep 0 --ties forbid` on a ledger without pooled accounts.
"""
import csv
import datetime
import json
import resource
import subprocess
import sys

try:
    import numpy
    from snapml import GraphFeaturePreprocessor
except ImportError:
    sys.exit("peers: snapml is missing; pip install snapml")

MINUTE = 60


def rows(path):
    with open(path, newline="") as file:
        accounts = {}
        for number, row in enumerate(csv.DictReader(file)):
            moment = datetime.datetime.fromisoformat(row["time"].replace("Z", "+00:00")).timestamp()
            ends = [accounts.setdefault(row[side], len(accounts)) for side in ("from", "to")]
            yield [number, *ends, moment]


def cycles_of_peer(table, window):
    features = GraphFeaturePreprocessor()
    parameters = features.get_params()
    for name in ("fan", "degree", "scatter-gather", "lc-cycle", "vertex_stats"):
        parameters[name] = False
    lengths = list(range(2, 8))
    parameters.update({
        "num_threads": 1, "time_window": window, "temp-cycle": True, "temp-cycle_tw": window, "temp-cycle_bins": lengths,
    })
    features.set_params(parameters)
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = features.transform(table)
    after = resource.getrusage(resource.RUSAGE_SELF)
    own = found[:, table.shape[1]:]
    # A cycle stands at each of its payments.
    counts = {length: own[:, place].sum() / length for place, length in enumerate(lengths)}
    return counts, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cycles_of_ours(program, path, window):
    run = subprocess.run(
        [program, "patterns", path, "--only", "cycle", "--within", f"{window // MINUTE}m", "--keep", "0", "--ties", "forbid",
         "--shuffles", "0", "--format", "json", "--quiet"], capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    counts = {}
    for row in json.loads(run.stdout)["rows"]:
        counts[row["length"]] = counts.get(row["length"], 0) + row["count"]
    return counts


if __name__ == "__main__":
    program, path, minutes = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 60
    table = numpy.array(list(rows(path)), dtype=float)
    peer, seconds = cycles_of_peer(table, minutes * MINUTE)
    ours = cycles_of_ours(program, path, minutes * MINUTE)
    print(f"{len(table)} payments, cycles within {minutes} minutes; the library took {seconds:.1f} CPU seconds")
    for length in range(2, 7):
        print(f"  of {length}: ours {ours.get(length, 0)}, the library {peer.get(length, 0):.1f}")
