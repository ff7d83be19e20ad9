"""Asks every command about files with extreme amounts and times, and fails where one traps, hangs or breaks a promise.

extremes.py PROGRAM RUNS [SEED]: each run writes files from its seed, asks one question, and looks at the exit status, the JSON, the sum of
the rows and the order of bounds. Half of the runs read a ledger, half a statement or an export of the repository's own
fixtures in which amounts and years are replaced.
"""
import json
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGEST = 9_223_372_036_854_775_807
AMOUNTS = [
    "92233720368547758.07", "92233720368547758.08", "-92233720368547758.07", "-92233720368547758.08", "9223372036854775807", "9223372036854775808",
    "46116860184273879.03", "46116860184273879.04", "23058430092136939.51", "23058430092136939.52", "30000000000000000.00", "50000000000000000.00",
    "9" * 38, "9" * 36 + ".99", "0." + "0" * 17 + "1", "1." + "0" * 17 + "1", "9.223372036854775807", "9.223372036854775808", "0.01", "1.00", "0.00",
    "185.00", "1e18", "1e19", "9.2e16", "1e-18", "0.000000001", "1" * 19, "1" * 18 + ".5", "4611686018427387904", "-0.01",
]
YEARS = ["0001", "9999", "1970", "1969", "2100", "2101", "2020", "0000", "10000", "1900", "1899"]
TIMES = [
    "1900-01-01", "2100-12-31", "1900-01-01T00:00:00+14:00", "2100-12-31T23:59:59-14:00", "2020-01-01", "2020-01-02", "2020-01-02T03:04:05+14:00",
    "2020-01-02T03:04:05-14:00", "1969-12-31T23:59:59Z", "2100-12-31T23:59:59.999999999Z", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
]
CURRENCIES = ["GBP", "JPY", "KWD", "BTC", "ETH", "EUR", "INR", "IRR"]
RULES = [
    "fifo", "lifo", "proRata", "ownFirst-proRata", "ownFirst-fifo", "ownFirst-lifo", "ownLast-proRata", "ownLast-fifo", "pariPassuExPost", "poison", "tiho",
]


def ledger(draw, folder):
    """A ledger of few accounts, one of them a payment service, and its accounts file."""
    currencies = draw.sample(CURRENCIES, draw.choice([1, 1, 1, 2, 3]))
    amounts = draw.choice([AMOUNTS, AMOUNTS[:2] + ["1.00"], AMOUNTS[6:10], ["92233720368547758.07", "0.01"]])
    times = draw.choice([TIMES, TIMES[:4], ["2020-01-01"], TIMES[4:8]])
    names = ["v1", "v2", "hub", "m1", "m2", "d"]
    with open(folder / "t.csv", "w") as file:
        file.write("id,time,from,to,amount,currency,received_amount,received_currency,reference\n")
        for number in range(draw.randrange(1, 14)):
            received = (draw.choice(amounts), draw.choice(CURRENCIES)) if draw.random() < 0.2 else ("", "")
            file.write(",".join([
                f"t{number}", draw.choice(times), draw.choice(names), draw.choice(names), draw.choice(amounts), draw.choice(currencies), *received,
                draw.choice(["", "R1", "R2"])]) + "\n")
    (folder / "a.csv").write_text("account,role\nv1,victim\nv2,victim\nhub,processor\n")
    return ["t.csv", "a.csv"]


def statement(draw, folder):
    """A fixture of a profile whose amounts and years are others."""
    source = draw.choice(sorted((ROOT / "fixtures" / "profiles").glob("*/input.csv")))
    text = source.read_bytes().decode("utf-8", "surrogateescape")
    share = draw.choice([0.1, 0.5, 1.0])
    amounts = draw.choice([AMOUNTS, AMOUNTS[:4], AMOUNTS[6:10]])
    comma = re.search(r"\d,\d\d\"", text) is not None and re.search(r"\d\.\d\d\b", text) is None

    def amount(found):
        if draw.random() >= share:
            return found[0]
        other = draw.choice(amounts)
        return other.replace(".", ",") if comma else other

    text = re.sub(r"(?<![\w./:-])-?(?:\d{1,3}(?:,\d{3})+|\d+)[.,]\d\d(?![\d./:])" if comma else
                  r"(?<![\w./:-])-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?![\d./:])", amount, text)
    if draw.random() < 0.4:
        year = draw.choice(YEARS)
        text = re.sub(r"\b20[0-2]\d\b", lambda found: year if draw.random() < share else found[0], text)
    (folder / "s.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    return ["s.csv"]


def terms(draw):
    """Options of amounts and times that belong to many commands."""
    words = []
    if draw.random() < 0.3:
        words += ["--opening", f"{draw.choice(['m1', 'hub', 'v1'])}={draw.choice(AMOUNTS)} {draw.choice(CURRENCIES)} {draw.choice(['own', 'unknown'])}"]
    return words


def hubs(draw):
    words = []
    if draw.random() < 0.3:
        words += ["--fee", draw.choice(["hub=99.99%+92233720368547758.07", "hub=0.01", "hub=99%+0.00", "hub=3.4%+0.20", "hub=50%+46116860184273879.03", "hub=92233720368547758.07"])]
    if draw.random() < 0.2:
        words += ["--balance", f"hub={draw.choice(['2020-01-01', '9999-12-31', '0001-01-01'])} {draw.choice(AMOUNTS)} GBP"]
    if draw.random() < 0.2:
        words += ["--tolerance", draw.choice(["0", "1000000", "5", "9223372036854775807"])]
    if draw.random() < 0.2:
        words += ["--window", draw.choice(["0d..0d", "0d..3650d", "1d..30d", "0d..106751991167d", "0s..9223372036854775807s"])]
    return words


def scope(draw):
    words = []
    if draw.random() < 0.2:
        words += ["--since", draw.choice(["0001-01-01", "9999-12-31", "2020-01-01"])]
    if draw.random() < 0.2:
        words += ["--before", draw.choice(["0001-01-01", "9999-12-31", "2020-01-02"])]
    return words


def walks(draw):
    words = []
    if draw.random() < 0.3:
        words += ["--max-hops", draw.choice(["1", "2", "17", str(LARGEST)])]
    if draw.random() < 0.3:
        words += ["--within", draw.choice(["0s", "1d", "36500d", "106751991167d", "9223372036854775s", "99999999999h"])]
    if draw.random() < 0.3:
        words += ["--ties", draw.choice(["recorded", "allow", "forbid"])]
    return words


def question(draw, files):
    victims = ["--victims", draw.choice(["all", "all", "v1,v2"])] if len(files) == 1 or draw.random() < 0.5 else []
    form = ["--format", draw.choice(["json", "json", "text", "csv"])]
    kind = draw.choice(["check", "sinks", "reach", "path", "trace", "trace", "trace", "compare", "match", "explain", "draw", "sums", "transfers", "accounts", "parties", "grid", "make"])
    if kind == "check":
        return ["check", *files, *form[: 2 if form[1] != "csv" else 0]]
    if kind == "sinks":
        return ["sinks", *files, *victims, *hubs(draw), *walks(draw), *scope(draw), "--min-victims", draw.choice(["1", "2", str(LARGEST)]), *form]
    if kind == "reach":
        return ["reach", *files, "--from", "all", *hubs(draw), *walks(draw), *scope(draw), *form]
    if kind == "path":
        return ["path", *files, "--from", "v1", "--to", "d", *hubs(draw), *walks(draw), *scope(draw), *form]
    if kind == "trace":
        pool = draw.choice(["all", "m1,m2"])
        rule = draw.choice(RULES)
        more = ["--pool", pool] if rule == "pariPassuExPost" else ["--batch", "t1,t2"] if rule == "tiho" else []
        schedule = ["--schedule", draw.choice(["summary", "victims", "accounts", "sources", "matrix", "bounds", "missing", "chargebacks"])]
        if form[1] == "json":
            schedule = []
        cutoff = ["--cutoff", draw.choice(["9999-12-31", "0001-01-01", "2020-01-01"])] if draw.random() < 0.2 else []
        bounds = ["--bounds", draw.choice(["all", "none", "m1"])] if draw.random() < 0.6 else []
        return ["trace", *files, *victims, "--rule", rule, *more, *schedule, *cutoff, *bounds, *terms(draw), *hubs(draw), *scope(draw), *form]
    if kind == "compare":
        return ["trace", *files, *victims, "--compare", *terms(draw), *hubs(draw), *scope(draw), *form]
    if kind == "match":
        return ["match", *files, *hubs(draw), *scope(draw), "--min-grade", draw.choice("ABCD"), *form]
    if kind == "explain":
        what = draw.choice([["--sink", "d"], ["--account", "m1", "--rule", draw.choice(RULES[:8])], ["--account", "d", "--rule", draw.choice(RULES[:8])], ["--link", "t0=t1"]])
        return ["explain", *files, *victims, *what, *(terms(draw) if "--rule" in what else []), *hubs(draw), *scope(draw), *form]
    if kind == "draw":
        picture = draw.choice(["flow", "sankey", "timeline", "matrix", "neighbourhood", "walk"])
        what = ["--account", "v1"] if picture in ("neighbourhood", "walk") else [] if picture == "matrix" else ["--whole"]
        rule = ["--rule", draw.choice(RULES[:8])] if picture in ("walk", "matrix") else []
        return ["draw", *([] if picture == "flow" else [picture]), *files, *what, *rule, *(victims if picture in ("matrix", "walk") else []), "-o", "o." + draw.choice(["svg", "html", "dot", "pdf"])]
    if kind == "sums":
        return ["sums", *files, *scope(draw), "--min-amount", draw.choice(AMOUNTS).lstrip("-"), "--min-count", draw.choice(["1", str(LARGEST)]), *form]
    if kind == "transfers":
        return ["transfers", *files, *scope(draw), "--amount", draw.choice(AMOUNTS).lstrip("-") + draw.choice(["", "..", ".." + AMOUNTS[0]]), *form]
    if kind in ("accounts", "parties"):
        return [kind, *files, *form]
    if kind == "grid":
        return ["grid", files[0]]
    return ["profile", "make", files[0], "--name", "x.y", "-o", ".", "--force", "--set", "currency=GBP"]


def rows_of(value):
    """Every part of an answer that counts rows."""
    if isinstance(value, dict):
        if {"rowsRead", "loaded", "memo", "skipped", "rejected"} <= value.keys():
            yield value
        for part in value.values():
            yield from rows_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from rows_of(part)


def problem(words, run):
    if run.returncode < 0 or run.returncode not in (0, 1, 2, 3, 64):
        return f"ended with {run.returncode}"
    if run.returncode == 2 and not run.stderr:
        return "failed without a word"
    if run.returncode > 1 or "json" not in words:
        return None
    try:
        answer = json.loads(run.stdout)
    except ValueError as error:
        return f"not JSON: {error}"
    for rows in rows_of(answer):
        if rows["rowsRead"] != rows["loaded"] + rows["memo"] + rows["skipped"] + rows["rejected"]:
            return f"the rows do not add up: {rows}"
    for bound in answer.get("bounds") or [] if isinstance(answer, dict) else []:
        if isinstance(bound, dict) and "lower" in bound and "upper" in bound and bound["lower"] and bound["upper"]:
            if not 0 <= Fraction(bound["lower"]) <= Fraction(bound["upper"]):
                return f"a bound contradicts itself: {bound}"
    return None


def main():
    program, runs = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    statuses, failed = {}, 0

    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))

    for seed in range(first, first + runs):
        draw = random.Random(seed)
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            files = ledger(draw, folder) if draw.random() < 0.5 else statement(draw, folder)
            words = question(draw, files)
            if files == ["s.csv"] and words[0] not in ("grid", "profile"):
                words += draw.choice([["--set", "currency=GBP", "--own-account", "own", "--dates", "dmy", "--decimal", "point"], []])
            run = subprocess.run(
                [program, *words], cwd=folder, capture_output=True, preexec_fn=limits, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
            statuses[run.returncode] = statuses.get(run.returncode, 0) + 1
            found = problem(words, run)
            if found:
                failed += 1
                print(f"seed {seed}: {' '.join(words)}: {found}\n  {run.stderr.decode(errors='replace')[-300:]}", flush=True)
    print(f"{runs} runs, by exit status {dict(sorted(statuses.items()))}, {failed} failed")
    sys.exit(1 if failed else 0)


main()
