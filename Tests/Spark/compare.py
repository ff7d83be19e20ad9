"""Asks Tributary the same questions of a whole ledger and of an extract, and prints every field that differs.

    compare.py PROGRAM WHOLE EXTRACT [--trace] [--links recorded|books] [--max-hops N] [--min-grade G] [--rules R,R] [--no-surprise] [--first]
"""
import json
import re
import subprocess
import sys
from fractions import Fraction

# These notes count rows of the files, or say what the files are.
OWN_NOTES = {"extract", "link-problem", "limited-scope", "no-time", "period-totals", "local-times", "unnamed-payers", "surprise"}
# These notes of a trace count accounts off the way as well, of which an extract has a part.
TRACE_NOTES = {"assumed-opening", "order-sensitive"}


def ask(program, files, words):
    done = subprocess.run([program, *words[:1], *files, *words[1:], "--format", "json", "-q"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        return {"failed": done.stderr.strip()}
    return json.loads(done.stdout)


def strip(value, surprise):
    """Leaves out what is of the files themselves."""
    if isinstance(value, list):
        return [strip(one, surprise) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, one in value.items():
        if name in ("files", "file", "line", "evidence", "rows", "citation", "byteFirst", "byteLast", "sha256"):
            continue
        if name == "surprise" and not surprise:
            continue
        if name == "notes":
            one = [note for note in one if note.get("code") not in OWN_NOTES]
        kept[name] = strip(one, surprise)
    return kept


def without_places(value):
    """Leaves out the files and lines that texts cite: those of an extract are its own."""
    return json.loads(re.sub(r'[^\s"()]+[.]csv:[0-9]+', "ROW", json.dumps(value)))


def differences(one, other, path=""):
    if type(one) is not type(other):
        return [f"{path}: {one!r} | {other!r}"]
    if isinstance(one, dict):
        return [d for name in sorted(set(one) | set(other)) for d in differences(one.get(name), other.get(name), f"{path}.{name}")]
    if isinstance(one, list):
        if len(one) != len(other):
            return [f"{path}: {len(one)} entries | {len(other)}"] + [d for n, (a, b) in enumerate(zip(one, other)) for d in differences(a, b, f"{path}[{n}]")][:3]
        return [d for n, (a, b) in enumerate(zip(one, other)) for d in differences(a, b, f"{path}[{n}]")]
    return [] if one == other else [f"{path}: {one!r} | {other!r}"]


def of_victims(answer):
    """Leaves of a trace what is of the lake: of money that nobody claims an extract has the sums on the accounts on the way,
    and follows it back no further than to those who paid them, as its note says."""
    on_the_way = {row["account"] for row in answer.get("accounts", [])}

    def sums(rows, key):
        found = {}
        for row in rows:
            found[key(row)] = found.get(key(row), 0) + Fraction(row["exact"])
        return sorted((*key, str(amount)) for key, amount in found.items())

    answer.pop("missing", None)
    answer["otherMoney"] = sums([row for row in answer.get("otherMoney", []) if row["account"] in on_the_way], lambda row: (row["account"], row["currency"]))
    for flow in answer.get("flows", []):
        parts = flow["parts"]
        flow["parts"] = [part for part in parts if part.get("claimId")]
        flow["others"] = sums([part for part in parts if not part.get("claimId")], lambda part: (part["currency"],))
    answer["notes"] = [note for note in answer.get("notes", []) if note["code"] not in TRACE_NOTES]
    return answer


def value(name, default=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main():
    program, whole, extract = sys.argv[1:4]
    hops = value("--max-hops")
    limit = ["--max-hops", hops] if hops else []
    links = ["--recorded-links"] if value("--links", "recorded") == "recorded" else []
    links += ["--min-grade", value("--min-grade")] if "--min-grade" in sys.argv else []
    questions = []
    for ties in ("recorded", "allow", "forbid"):
        questions.append(["sinks", "--min-victims", "1", "--include-pooled", "--ties", ties, *limit, *links])
        questions.append(["reach", "--ties", ties, *limit, *links])
    for fewer in ("1", "2"):
        if not hops or int(fewer) < int(hops):
            questions.append(["sinks", "--min-victims", "1", "--max-hops", fewer, *links])
            questions.append(["sinks", "--min-victims", "1", "--max-hops", fewer, "--within", "2d", *links])
    questions.append(["sinks", "--min-victims", "2", "--currency", "EUR", *limit, *links])
    if not hops:
        questions.append(["sinks", "--min-victims", "1", "--within", "3d", "--since", "2024-03-03", *links])
    if value("--links") == "table":
        questions.append(["sinks", "--min-victims", "1", *limit, "--recorded-links"])
    if "--trace" in sys.argv:
        questions = [["trace", "--rule", rule, *links] for rule in value("--rules", "fifo,lifo,pro-rata,own-first-pro-rata").split(",")]
    surprise, faults, answers = "--no-surprise" not in sys.argv, 0, 0
    for words in questions:
        narrowed = any(word in words for word in ("--currency", "--since", "--within"))
        one, other = (without_places(strip(ask(program, [files], words), surprise and not narrowed)) for files in (whole, extract))
        if words[0] == "trace":
            one, other = of_victims(one), of_victims(other)
        if narrowed:
            # Receipts of the whole lake are known in the extract's own scope only.
            for answer in (one, other):
                for sink in answer.get("sinks", []):
                    sink.pop("inflow", None)
                answer.pop("totals", None)
        found = differences(one, other)
        answers += len(one.get("sinks", one.get("accounts", one.get("holdings", []))))
        if found or "failed" in one:
            faults += 1
            print("DIFFERENT", " ".join(words), f"({len(found)})")
            for line in found[:6]:
                print("   ", line[:300])
            if "failed" in one:
                print("   ", one["failed"][:300])
            if "--first" in sys.argv:
                break
    print(f"{len(questions)} questions, {answers} rows of answers, {faults} different")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
