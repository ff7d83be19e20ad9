"""Larger ledgers: equality, and what an extract costs in seconds of processors and in shuffled bytes."""
import glob
import json
import os
import shutil
import subprocess
import time

from base import HERE

TICKS = os.sysconf("SC_CLK_TCK")


def processors(root):
    """Returns the seconds that a process and all that it started have used."""
    spent, parents = {}, {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as file:
                cells = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.split("/")[2])
        parents[pid], spent[pid] = int(cells[1]), sum(map(int, cells[11:15])) / TICKS
    wanted, total = {root}, 0.0
    while wanted:
        total += sum(spent.get(pid, 0) for pid in wanted)
        wanted = {pid for pid, parent in parents.items() if parent in wanted}
    return total


def tasks(log, first=0.0, last=float("inf")):
    """Sums the tasks that a log of events has between two times: shuffled bytes, and the largest."""
    found = {"shuffle": 0, "cpu": 0.0, "count": 0, "largest": 0, "longest": 0.0}
    for path in glob.glob(f"{log}/**/*", recursive=True):
        if os.path.isdir(path):
            continue
        with open(path) as file:
            for line in file:
                if not line.startswith('{"Event":"SparkListenerTaskEnd"'):
                    continue
                event = json.loads(line)
                metrics = event.get("Task Metrics") or {}
                if not first <= event["Task Info"]["Launch Time"] / 1000 <= last:
                    continue
                found["count"] += 1
                found["shuffle"] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                found["cpu"] += metrics["Executor CPU Time"] / 1e9
                read = metrics["Input Metrics"]["Records Read"] + metrics["Shuffle Read Metrics"]["Total Records Read"]
                found["largest"] = max(found["largest"], read)
                found["longest"] = max(found["longest"], metrics["Executor CPU Time"] / 1e9)
    return found


def measured(on, folder, name, options, conf=""):
    """Takes an extract by a Spark of its own, as it is by default, and returns what it cost."""
    log = f"{folder}/{name}.events"
    shutil.rmtree(log, ignore_errors=True)
    os.makedirs(log)
    shutil.rmtree(f"{folder}/{name}.work", ignore_errors=True)
    submit = on.spark("local[2]", 8, plain=True, memory="6g") + f" --conf spark.eventLog.enabled=true --conf spark.eventLog.dir=file://{log} {conf}"
    begun = time.time()
    process = subprocess.Popen(on.command(folder, name, options, submit.strip()), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    marks, lines = {}, []
    for line in process.stderr:
        lines.append(line.rstrip())
        if line.startswith("the lake has"):
            marks["closure"] = (time.time(), processors(process.pid))
        if line.startswith("hop "):
            marks["end"] = (time.time(), processors(process.pid))
    before = os.times()
    process.wait()
    after = os.times()
    whole = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode != 0:
        return None, "\n".join(lines[-5:])
    (first, used), (last, then) = marks["closure"], marks["end"]
    closure, everything = tasks(log, first, last), tasks(log)
    walks = [line for line in lines if line.startswith("hop ")]
    kept = next(line.split(": ")[-1] for line in lines if " transfers, for walks of " in line)
    size = sum(os.path.getsize(path) for path in glob.glob(f"{folder}/{name}/transfers*.csv"))
    return {"closure": closure, "all": everything, "cpu": then - used}, (
        f"{kept} ({size / 1e6:.0f} MB), {sum(int(line.split()[2]) for line in walks)} on walks in {len(walks)} hops; closure {last - first:.0f} s, "
        f"{then - used:.0f} CPU s, {closure['shuffle'] / 1e6:.1f} MB shuffled; all {time.time() - begun:.0f} s, {whole:.0f} CPU s, {everything['shuffle'] / 1e6:.1f} MB shuffled; "
        f"largest task {everything['largest']} records, longest {everything['longest']:.1f} CPU s")


def sizes(on):
    for rows in [int(text) for text in os.environ.get("ROWS", "100000" if on.is_short else "1000000").split(",")]:
        folder = on.make("aml", 1, rows)
        for hops in os.environ.get("HOPS", "3,6,any").split(","):
            limit = [] if hops == "any" else ["--max-hops", hops]
            title = f"{rows} rows in the shape of AMLWorld, {hops} hops"
            cost, words = measured(on, folder, f"hops-{hops}", limit)
            if cost is None:
                on.report(title, words, False)
                continue
            begun = time.time()
            good, compared = on.compare(folder, f"hops-{hops}", "--no-surprise", *limit)
            on.report(title, f"{compared.splitlines()[-1] if good else compared}, in {time.time() - begun:.0f} s; {words}", good)


def skew(on):
    """One account with two rows of five, declared as pooled and not; joined by broadcast, and by shuffles with and without help."""
    rows = int(os.environ.get("ROWS", "100000" if on.is_short else "1000000").split(",")[0])
    shuffled = "--conf spark.sql.autoBroadcastJoinThreshold=-1 --conf spark.sql.adaptive.autoBroadcastJoinThreshold=-1 --conf spark.sql.optimizer.disableHints=true"
    for options, title, conf in ((["--declared"], "declared", ""), ([], "not declared, broadcast", ""),
                                 ([], "not declared, shuffled", shuffled), ([], "not declared, shuffled without adaptive skew join", shuffled + " --conf spark.sql.adaptive.skewJoin.enabled=false")):
        folder = on.make("skew", 1, rows, *options)
        name = "skew-" + title.replace(" ", "-").replace(",", "")
        cost, words = measured(on, folder, name, ["--max-hops", "3"], conf)
        good, compared = on.compare(folder, name, "--no-surprise", "--max-hops", "3") if cost else (False, "no extract")
        on.report(f"one account with 40 % of {rows} rows, {title}", f"{compared.splitlines()[-1] if good else compared}; {words}", good)
