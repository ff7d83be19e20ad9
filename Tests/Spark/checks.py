"""Takes extracts from invented lakes and compares every answer with that of the whole: see run.

    checks.py short|full PROGRAM [NAME …]
"""
import csv
import glob
import os
import shutil
import signal
import subprocess
import sys
import time

from base import Checks, same_files

ROUNDS = [(1, "3"), (2, "2"), (3, "4"), (4, None)]


def random_ledgers(on):
    """A thousand ledgers, a quarter of them in each lake: their accounts are apart, so one job answers all."""
    for seed, hops in ROUNDS[:1] if on.is_short else ROUNDS:
        folder = on.make("random", seed, on.count(50, 250))
        limit = ["--max-hops", hops] if hops else []
        on.equality(f"random ledgers, seed {seed}, {hops or 'any'} hops", folder, f"hops-{hops}", limit, limit)


def books(on):
    folder = on.make("random", 5, on.count(30, 150))
    on.equality("inferred links, with books", folder, "books", ["--links", "books"], ["--links", "books"])


def table(on):
    """The links that match found in the whole book of each pooled account, as a table."""
    folder = on.make("random", 8, on.count(30, 150))
    for grade in ("C", "A"):
        links = f"{folder}/links-{grade}.csv"
        made = subprocess.run([on.program, "match", f"{folder}/whole", "--min-grade", grade, "--format", "csv", "-q"], capture_output=True, text=True)
        with open(links, "w") as file:
            file.write(made.stdout)
        on.equality(f"links of a table made by match, {grade} or better", folder, f"table-{grade}", ["--links", links],
                    ["--links", "table", "--min-grade", grade])


def traces(on):
    folder = on.make("random", 6, on.count(30, 100))
    on.equality("traces", folder, "trace", ["--for", "trace", "--links", "books"], ["--trace", "--links", "books"])


def others(on):
    folder = on.make("random", 7, on.count(60, 150), "--seconds", "--plain")
    on.equality("other payers", folder, "others", ["--controls", "all"], [])
    folder = on.make("random", 9, on.count(60, 150), "--seconds")
    on.equality("other payers, with pooled accounts", folder, "others", ["--controls", "all"], [])


def killed(on):
    """The driver is killed in the midst of its hops; the job goes on, and the extract has the same bytes."""
    folder = on.make("random", 1, on.count(50, 250))
    done, _ = on.extract(folder, "whole-run", "--max-hops", "3")
    shutil.rmtree(f"{folder}/killed.work", ignore_errors=True)
    words = on.command(folder, "killed", ["--max-hops", "3"])
    process = subprocess.Popen(on.command(folder, "killed", ["--max-hops", "3"], on.spark()), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               text=True, start_new_session=True)
    for line in process.stderr:
        if line.startswith("hop 2"):
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.wait()
    missing = not os.path.exists(f"{folder}/killed")
    begun = len(glob.glob(f"{folder}/killed.work/state/*.done") + glob.glob(f"{folder}/killed.work/state/hop=*/*.done"))
    again = subprocess.run(words, capture_output=True, text=True)
    asked = again.returncode == 2 and "--resume" in again.stderr
    early = subprocess.run([on.program, "extract", "--assemble", f"{folder}/killed.work", "-o", f"{folder}/early"], capture_output=True, text=True)
    refused = early.returncode == 2 and not os.path.exists(f"{folder}/early")
    other = subprocess.run([*on.command(folder, "killed-2", ["--max-hops", "2"]), "--resume", "--work", f"{folder}/killed.work"], capture_output=True, text=True)
    resumed = subprocess.run([*words, "--resume"], capture_output=True, text=True)
    same = done.returncode == 0 and resumed.returncode == 0 and same_files(f"{folder}/whole-run", f"{folder}/killed")
    on.report("driver killed and resumed", f"no extract before: {missing}; steps that were whole: {begun}; --resume asked for: {asked}; not assembled: {refused}; "
              f"same bytes: {same}; another question refused: {'another question' in other.stderr}",
              missing and asked and refused and begun > 0 and same and "another question" in other.stderr)


PLANTED = {
    "no evidence": ("        while is_needed:\n", "        while False:\n"),
    "no witnesses": ('ids += [last.select(F.col("a").alias("id")), last.select(F.col("b").alias("id"))]', "pass"),
    "days are not widened": ("F.lit(self.mixed)", "F.lit(False)"),
    "a tie is not followed": ('(F.col("at") < F.col("closes"))', '(F.col("at") < F.col("start"))'),
    "earlier arrivals are not taken up": ("was is null or at < was", "was is null"),
    "links are not followed": ("self.in_scope(self.onward(new))", "follow.limit(0)"),
}


def planted(on):
    """Faults in the job are seen by the comparison."""
    folder = on.make("random", 3, on.count(50, 250))
    original = subprocess.run([on.program, "extract", "--print-job"], capture_output=True, text=True, check=True).stdout
    import hashlib
    sha = hashlib.sha256(original.encode()).hexdigest()
    for name, (line, fault) in PLANTED.items():
        if line not in original:
            on.report(f"planted fault: {name}", "the job has no such line", False)
            continue
        work = f"{folder}/planted.work"
        for old in (work, f"{folder}/planted"):
            shutil.rmtree(old, ignore_errors=True)
        subprocess.run([*on.command(folder, "planted", ["--max-hops", "3"]), "--print-job"], capture_output=True, check=True)
        job = original.replace(line, fault)
        job = job.replace("sha = hashlib.sha256(own.read()).hexdigest()", f'sha = "{sha}"')
        with open(f"{work}/tributary_lake.py", "w") as file:
            file.write(job)
        ran = subprocess.run([*on.submit.split(), f"{work}/tributary_lake.py", work], capture_output=True, text=True)
        made = subprocess.run([on.program, "extract", "--assemble", work, "-o", f"{folder}/planted"], capture_output=True, text=True)
        good, words = on.compare(folder, "planted", "--first", "--max-hops", "3")
        seen = ran.returncode == 0 and made.returncode == 0 and not good
        on.report(f"planted fault: {name}", ("seen: " if seen else "not seen: ") + " ".join(words.split())[:150] + ran.stderr[-200:] + made.stderr[-200:], seen)


def growing(on):
    """A lake to which a file is added while the job reads it is noticed."""
    folder = on.make("random", 2, on.count(50, 250))
    lake = f"{folder}/growing"
    shutil.rmtree(lake, ignore_errors=True)
    shutil.copytree(f"{folder}/lake", lake)
    shutil.rmtree(f"{folder}/grown.work", ignore_errors=True)
    words = on.command(folder, "grown", ["--max-hops", "3"])
    words[words.index("--lake") + 1] = lake
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("hop 1"):
            first = glob.glob(f"{lake}/transfers/*.parquet")[0]
            shutil.copy(first, first.replace("part-", "part-9"))
    process.wait()
    on.report("a lake that grows", lines[-1].strip()[:160], process.returncode == 2 and "has changed" in "".join(lines) and not os.path.exists(f"{folder}/grown"))


def divisions(on):
    """The same bytes from one and eight partitions, by programs of their own with Spark as it is by default."""
    folder = on.make("random", 2, on.count(50, 250))
    made = [on.extract(folder, f"parts-{parts}", "--max-hops", "3", submit=on.spark(f"local[{min(parts, 2)}]", parts, plain=True))[0] for parts in (1, 8)]
    same = all(done.returncode == 0 for done in made) and same_files(f"{folder}/parts-1", f"{folder}/parts-8")
    on.report("same bytes from 1 and 8 partitions", f"{len(os.listdir(f'{folder}/parts-1')) if same else 0} files", same)


def main():
    import faults
    import sizes
    kind, program = sys.argv[1:3]
    checks = {
        "random": random_ledgers, "killed": killed, "bad": faults.bad_input, "edited": faults.edited, "books": books, "table": table, "traces": traces,
        "others": others, "planted": planted, "growing": growing, "disk": faults.full_disk, "divisions": divisions, "cluster": faults.cluster,
        "sizes": sizes.sizes, "skew": sizes.skew,
    }
    short = ["random", "killed", "bad", "edited"]
    with Checks(kind, program) as on:
        for name in sys.argv[3:] or (short if kind == "short" else list(checks)):
            begun = time.time()
            if kind == "short" and not sys.argv[3:] and begun - on.begun > 330:
                print(f"    {name}: left out, because this machine is too busy for it today", flush=True)
                continue
            checks[name](on)
            print(f"    {name}: {time.time() - begun:.0f} s", flush=True)
        print("test-spark: " + (f"{len(on.failed)} failed: {', '.join(on.failed)}" if on.failed else "all passed"))
        sys.exit(1 if on.failed else 0)


if __name__ == "__main__":
    main()
