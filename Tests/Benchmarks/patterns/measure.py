"""Calibration and speed of `tributary patterns` on ledgers made from a seed."""
import csv
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

DAY = 86_400


def stamp(seconds):
    import datetime

    moment = datetime.datetime(2024, 1, 1) + datetime.timedelta(seconds=int(seconds))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def background(rng, count, accounts, days):
    """Payments of accounts with habits: a few are busy, most pay the same payees again, days are busier than nights."""
    weights = list(itertools.accumulate(rng.paretovariate(1.3) for _ in range(accounts)))
    everybody = range(accounts)
    favourites = [rng.choices(everybody, cum_weights=weights, k=4) for _ in everybody]
    payers = rng.choices(everybody, cum_weights=weights, k=count)
    others = rng.choices(everybody, cum_weights=weights, k=count)
    rows = []
    for payer, other in zip(payers, others):
        payee = rng.choice(favourites[payer]) if rng.random() < 0.7 else other
        if payee == payer:
            payee = (payee + 1) % accounts
        hour = min(23.99, max(0, rng.gauss(13, 4)))
        moment = rng.randrange(days) * DAY + hour * 3600
        amount = round(10 ** rng.gauss(2, 0.6), 2)
        rows.append((moment, f"a{payer}", f"a{payee}", max(0.01, amount)))
    return rows


def busy(rng, count, days=20, processors=40):
    """The shape of the specification's ledger: nine payments an account in 20 days, and processors that take six payments in
    a hundred and make five."""
    accounts = max(100, count * 94 // 899)
    weights = list(itertools.accumulate(rng.lognormvariate(0, 0.9) for _ in range(accounts)))
    payers = rng.choices(range(accounts), cum_weights=weights, k=count)
    payees = rng.choices(range(accounts), cum_weights=weights, k=count)
    rows = []
    for payer, payee in zip(payers, payees):
        chance = rng.random()
        if chance < 0.06:
            payee = accounts + rng.randrange(processors)
        elif chance < 0.11:
            payer = accounts + rng.randrange(processors)
        if payee == payer:
            payee = (payee + 1) % accounts
        moment = rng.randrange(days) * DAY + min(DAY - 1, max(0, rng.gauss(13, 4) * 3600))
        rows.append((moment, f"a{payer}", f"a{payee}", max(0.01, round(10 ** rng.gauss(2, 0.6), 2))))
    return sorted(rows)


def plant(rng, rows, accounts, days, number):
    """Adds attempts of five kinds; returns the indices of each attempt's rows, by pattern."""
    truth = []
    for kind in ["fan-in", "chain", "scatter-gather", "cycle", "gather-scatter"]:
        for _ in range(number):
            names = [f"a{one}" for one in rng.sample(range(accounts), 16)]
            start = rng.randrange(days - 6) * DAY + rng.random() * DAY
            amount = round(10 ** rng.gauss(3, 0.4), 2)
            own = []

            def pay(moment, payer, payee, value):
                own.append(len(rows))
                rows.append((moment, payer, payee, round(max(0.01, value), 2)))

            if kind == "fan-in":
                for payer in names[1:11]:
                    pay(start + rng.random() * 12 * 3600, payer, names[0], amount * rng.uniform(0.5, 1.5))
            elif kind == "chain":
                moment = start
                for payer, payee in zip(names[:6], names[1:6]):
                    pay(moment, payer, payee, amount)
                    moment += rng.uniform(0.5, 12) * 3600
                    amount *= rng.uniform(0.92, 1)
            elif kind == "scatter-gather":
                for middle in names[2:10]:
                    moment = start + rng.random() * DAY
                    pay(moment, names[0], middle, amount)
                    pay(moment + rng.uniform(1, 36) * 3600, middle, names[1], amount * 0.97)
            elif kind == "cycle":
                moment = start
                for place in range(5):
                    pay(moment, names[place], names[(place + 1) % 5], amount)
                    moment += rng.uniform(1, 14) * 3600
                    amount *= rng.uniform(0.9, 1)
            else:
                for payer in names[1:8]:
                    pay(start + rng.random() * 20 * 3600, payer, names[0], amount)
                for payee in names[8:15]:
                    pay(start + 24 * 3600 + rng.random() * 20 * 3600, names[0], payee, amount)
            truth.append((kind, set(own)))
    return truth


def write(rows, path):
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "time", "from", "to", "amount", "currency"])
        for number, (moment, payer, payee, amount) in enumerate(rows):
            out.writerow([f"t{number}", stamp(moment), payer, payee, f"{amount:.2f}", "GBP"])


def screen(program, path, *options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [program, "patterns", path, "--quiet", "--format", "json", *options], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def transfers(row):
    found = []
    for name in ["transfers", "transfersIn", "transfersOut"]:
        found += row.get(name, [])
    for pair in row.get("pairs", []):
        found += pair
    return {int(one[1:]) for one in found}


CALIBRATED = ["fan-in", "fan-out", "gather-scatter", "scatter-gather", "cycle", "chain", "pass-through"]


def calibration(program, ledgers):
    only = ",".join(CALIBRATED)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "t.csv")
        named = {pattern: 0 for pattern in CALIBRATED}
        seconds = 0.0
        for seed in range(ledgers):
            rng = random.Random(seed)
            write(background(rng, 20_000, 3_000, 60), path)
            answer, cost = screen(program, path, "--only", only, "--q", "0.05")
            seconds += cost
            for pattern in CALIBRATED:
                named[pattern] += any(row["pattern"] == pattern for row in answer["rows"])
        print(f"{ledgers} ledgers of 20,000 transfers without attempts, rows with q of 0.05 or less:")
        for pattern in CALIBRATED:
            print(f"  {pattern:15} in {named[pattern]} of {ledgers}")
        rows = {pattern: [0, 0] for pattern in CALIBRATED}
        found, planted = {}, {}
        for seed in range(ledgers):
            rng = random.Random(1_000 + seed)
            ledger = background(rng, 20_000, 3_000, 60)
            truth = plant(rng, ledger, 3_000, 60, 4)
            write(ledger, path)
            answer, cost = screen(program, path, "--only", only, "--q", "0.05")
            seconds += cost
            for row in answer["rows"]:
                own = transfers(row)
                rows[row["pattern"]][0] += 1
                rows[row["pattern"]][1] += any(len(own & attempt) >= 3 for _, attempt in truth)
            for kind, attempt in truth:
                planted[kind] = planted.get(kind, 0) + 1
                found[kind] = found.get(kind, 0) + any(
                    2 * len(transfers(row) & attempt) >= len(attempt) for row in answer["rows"])
        print(f"{ledgers} ledgers with 20 attempts each:")
        for pattern in CALIBRATED:
            count, true = rows[pattern]
            share = f"{100 * true / count:.0f} %" if count else "-"
            print(f"  {pattern:15} {count} rows, {share} true")
        for kind in planted:
            print(f"  {kind:15} {found[kind]} of {planted[kind]} attempts in a row")
        print(f"CPU seconds in all: {seconds:.0f}")


def speed(program, sizes):
    patterns = [
        ("none", ["--only", "structuring", "--limit", "GBP=10000"]), ("fan-in", []), ("fan-out", []),
        ("gather-scatter", []), ("scatter-gather", []), ("cycle", ["--within", "60m", "--keep", "0"]),
        ("cycle", ["--within", "24h", "--keep", "0"]), ("cycle", ["--within", "96h"]), ("ring", []), ("chain", []),
        ("pass-through", []), ("mirror", []), ("dormant-then-active", []), ("bipartite", []),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = os.path.join(folder, "t.csv")
            rng = random.Random(7)
            write(busy(rng, size), path)
            base = 0.0
            print(f"{size} transfers, CPU seconds beside loading (first line: loading and structuring alone)")
            for pattern, options in patterns:
                more = [] if pattern == "none" else ["--only", pattern]
                answer, cost = screen(program, path, "--shuffles", "0", *more, *options)
                if pattern == "none":
                    base = cost
                    print(f"  {'loading':15} {cost:.2f}")
                    continue
                words = " ".join(options)
                print(
                    f"  {pattern:19} {words:22} {cost - base:7.2f}   {len(answer['rows'])} rows"
                    f"{'' if answer['complete'] else ', cut'}")


if __name__ == "__main__":
    program, mode, *rest = sys.argv[1:] + ["calibration"][: 1 if len(sys.argv) < 3 else 0]
    if mode == "calibration":
        calibration(program, int(rest[0]) if rest else 10)
    else:
        speed(program, [int(one) for one in rest] or [1_000_000])
