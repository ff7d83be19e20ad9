"""Takes extracts from invented lakes and compares every answer with that of the whole: see run.

    checks.py short|full PROGRAM [NAME …]
"""
import filecmp
import glob
import json
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.abspath(".build/spark/work")
PYTHON = sys.executable
SUBMIT = "spark-submit --master {} --driver-memory 2g --executor-memory 1g --conf spark.ui.enabled=false --conf spark.log.level=ERROR " \
    "--conf spark.ui.showConsoleProgress=false --conf spark.sql.shuffle.partitions={} --conf spark.driver.host=127.0.0.1 --conf spark.network.timeout=800s --conf spark.executor.heartbeatInterval=60s"
FAILED = []


def report(name, words, good=True):
    print(f"{'ok' if good else 'FAILED'}  {name}: {words}", flush=True)
    if not good:
        FAILED.append(name)


def make(kind, seed, count, *options):
    folder = f"{WORK}/{kind}-{seed}-{count}" + "".join(options)
    if not os.path.exists(f"{folder}/lake/transfers/_SUCCESS"):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([PYTHON, f"{HERE}/ledgers.py", kind, str(seed), str(count), folder, *options], check=True, capture_output=True)
    return folder


def command(folder, name, options, master="local[2]", parts=2):
    shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
    return [PROGRAM, "extract", "--lake", f"{folder}/lake", "--accounts", f"{folder}/whole/accounts.csv",
            "--work", f"{folder}/{name}.work", "--submit", SUBMIT.format(master, parts), "-o", f"{folder}/{name}",
            *([] if "--victims" in options else ["--claims", f"{folder}/whole/claims.csv"]), *options]


def extract(folder, name, *options, master="local[2]", parts=2):
    shutil.rmtree(f"{folder}/{name}.work", ignore_errors=True)
    begun, before = time.time(), os.times()
    done = subprocess.run(command(folder, name, options, master, parts), capture_output=True, text=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return done, f"{time.time() - begun:.0f} s, {cpu:.0f} CPU s"


def compare(folder, name, *options):
    done = subprocess.run([PYTHON, f"{HERE}/compare.py", PROGRAM, f"{folder}/whole", f"{folder}/{name}", *options], capture_output=True, text=True)
    return done.returncode == 0, done.stdout.strip()


def equality(title, folder, name, options, compared):
    done, cost = extract(folder, name, *options)
    if done.returncode != 0:
        return report(title, f"no extract: {done.stderr[-400:]}", False)
    good, words = compare(folder, name, *compared)
    report(title, f"{words.splitlines()[-1] if good else words}; {done.stderr.strip().splitlines()[-1 if 'links at' not in done.stderr.splitlines()[-1] else -2].split(': ')[-1]}; {cost}", good)


def random_ledgers(kind):
    rounds = [(1, "3")] if kind == "short" else [(1, "3"), (2, "2"), (3, "4"), (4, None)]
    for seed, hops in rounds:
        folder = make("random", seed, 50 if kind == "short" else 100)
        limit = ["--max-hops", hops] if hops else []
        equality(f"random ledgers, seed {seed}, {hops or 'any'} hops", folder, f"hops-{hops}", limit, limit)


def books(kind):
    folder = make("random", 5, 30 if kind == "short" else 100)
    equality("inferred links, with books", folder, "books", ["--links", "books"], ["--links", "books"])


def traces(kind):
    folder = make("random", 6, 30 if kind == "short" else 60)
    equality("traces", folder, "trace", ["--for", "trace", "--links", "books"], ["--trace", "--links", "books"])


def others(kind):
    folder = make("random", 7, 60, "--seconds", "--plain")
    equality("other payers", folder, "others", ["--controls", "all"], [])


def killed(kind):
    """The driver is killed in the midst of its hops; the job goes on, and the extract has the same bytes."""
    folder = make("random", 1, 50 if kind == "short" else 100)
    done, _ = extract(folder, "whole-run", "--max-hops", "3")
    shutil.rmtree(f"{folder}/killed.work", ignore_errors=True)
    words = command(folder, "killed", ["--max-hops", "3"])
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for line in process.stderr:
        if line.startswith("hop 2"):
            os.killpg(process.pid, signal.SIGKILL)
            break
    process.wait()
    missing = not os.path.exists(f"{folder}/killed")
    again = subprocess.run(words, capture_output=True, text=True)
    asked = again.returncode == 2 and "--resume" in again.stderr
    resumed = subprocess.run([*words, "--resume"], capture_output=True, text=True)
    other = subprocess.run([*command(folder, "killed-2", ["--max-hops", "2"]), "--resume", "--work", f"{folder}/killed.work"], capture_output=True, text=True)
    names = sorted(os.listdir(f"{folder}/whole-run"))
    same = resumed.returncode == 0 and filecmp.cmpfiles(f"{folder}/whole-run", f"{folder}/killed", names, shallow=False)[0] == names
    report("driver killed and resumed", f"no extract before: {missing}; --resume asked for: {asked}; same bytes: {same}; "
           f"another question refused: {'another question' in other.stderr}", missing and asked and same and "another question" in other.stderr)


PLANTED = {
    "no evidence": ("        while True:\n            back, hub =", "        while False:\n            back, hub ="),
    "no witnesses": ('ids += [last.select(F.col("a").alias("id")), last.select(F.col("b").alias("id"))]', "pass"),
    "days are not widened": ("F.lit(self.mixed)", "F.lit(False)"),
    "a tie is not followed": ('(F.col("at") < F.col("closes"))', '(F.col("at") < F.col("start"))'),
    "earlier arrivals are not taken up": ("was is null or at < was", "was is null"),
    "links are not followed": ("linked = self.in_scope(self.onward(new))", "linked = follow.limit(0)"),
}


def planted(kind):
    """Faults in the job are seen by the comparison."""
    folder = make("random", 3, 100)
    original = subprocess.run([PROGRAM, "extract", "--print-job"], capture_output=True, text=True, check=True).stdout
    import hashlib
    sha = hashlib.sha256(original.encode()).hexdigest()
    for name, (line, fault) in PLANTED.items():
        if line not in original:
            report(f"planted fault: {name}", "the job has no such line", False)
            continue
        work = f"{folder}/planted.work"
        for old in (work, f"{folder}/planted"):
            shutil.rmtree(old, ignore_errors=True)
        subprocess.run([*command(folder, "planted", ["--max-hops", "3"]), "--print-job"], capture_output=True, check=True)
        job = original.replace(line, fault)
        if name == "no evidence":
            job = job.replace("                return self.again(fresh, steps)\n", "                return self.again(fresh, steps)\n        return self.again(fresh, steps)\n")
        job = job.replace("sha = hashlib.sha256(own.read()).hexdigest()", f'sha = "{sha}"')
        with open(f"{work}/tributary_lake.py", "w") as file:
            file.write(job)
        ran = subprocess.run([*SUBMIT.format("local[2]", 2).split(), f"{work}/tributary_lake.py", work], capture_output=True, text=True)
        subprocess.run([PROGRAM, "extract", "--assemble", work, "-o", f"{folder}/planted"], capture_output=True)
        good, words = compare(folder, "planted", "--max-hops", "3")
        report(f"planted fault: {name}", "seen: " + words.splitlines()[-1] if ran.returncode == 0 and not good else "not seen " + ran.stderr[-200:], ran.returncode == 0 and not good)


BAD = {
    "a floating-point amount": ("amount", "cast(amount as double)", "floating-point"),
    "a null payer": ("payer", "case when id like '%t1' then null else payer end", "without payer or beneficiary"),
    "a row without time": ("time_start", "case when id like '%t1' then null else time_start end", "without time"),
    "equal positions": ("sequence", "cast(1 as bigint)", "one time and one sequence number"),
    "keys that are not canonical": ("payer", "concat(payer, ' ')", "not canonical"),
    "ids that are not unique": ("id", "substring(id, 1, length(id) - 1)", "no transfer of the lake has the claimed id"),
    "a precision that is not agreed": ("precision", "'hour'", "precision other than"),
    "no column of ids": ("id", None, "has no column id"),
}


def bad_input(kind):
    from pyspark.sql import SparkSession, functions as F
    folder = make("random", 1, 50 if kind == "short" else 100)
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.log.level", "ERROR").getOrCreate()
    rows = spark.read.parquet(f"{folder}/lake/transfers")
    lakes = {}
    for number, (name, (column, change, words)) in enumerate(BAD.items()):
        if kind == "short" and number % 4 != 3 and number != 0:
            continue
        lakes[name] = f"{folder}/bad-{number}"
        frame = rows.drop(column) if change is None else rows.withColumn(column, F.expr(change))
        frame.write.mode("overwrite").parquet(f"{lakes[name]}/transfers")
    spark.stop()
    for name, lake in lakes.items():
        shutil.rmtree(f"{folder}/bad.work", ignore_errors=True)
        words = command(folder, "bad", ["--max-hops", "2"])
        words[words.index("--lake") + 1] = lake
        done = subprocess.run(words, capture_output=True, text=True)
        good = done.returncode == 2 and BAD[name][2] in done.stderr and not os.path.exists(f"{folder}/bad")
        report(f"bad input: {name}", done.stderr.strip().splitlines()[-1 if "help" not in done.stderr.splitlines()[-1] else -2][:160] if done.stderr else "nothing", good)


def growing(kind):
    """A lake to which a file is added while the job reads it is noticed."""
    folder = make("random", 2, 100)
    lake = f"{folder}/growing"
    shutil.rmtree(lake, ignore_errors=True)
    shutil.copytree(f"{folder}/lake", lake)
    shutil.rmtree(f"{folder}/grown.work", ignore_errors=True)
    words = command(folder, "grown", ["--max-hops", "3"])
    words[words.index("--lake") + 1] = lake
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    lines = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("hop 1"):
            first = glob.glob(f"{lake}/transfers/*.parquet")[0]
            shutil.copy(first, first.replace("part-", "part-9"))
    process.wait()
    report("a lake that grows", lines[-1].strip()[:160], process.returncode == 2 and "has changed" in "".join(lines) and not os.path.exists(f"{folder}/grown"))


def shapes(kind):
    rows = 1000000 if kind == "full" else 100000
    for hops in ("3", "6", None):
        folder = make("aml", 1, rows)
        limit = ["--max-hops", hops] if hops else []
        equality(f"{rows} rows in the shape of AMLWorld, {hops or 'any'} hops", folder, f"hops-{hops}", limit, ["--no-surprise", *limit])


def divisions(kind):
    """The same bytes from one, two and eight partitions."""
    folder = make("random", 2, 100)
    made = []
    for parts in (1, 8):
        done, _ = extract(folder, f"parts-{parts}", "--max-hops", "3", parts=parts, master=f"local[{min(parts, 2)}]")
        made.append(done.returncode == 0)
    names = sorted(os.listdir(f"{folder}/parts-1"))
    same = all(made) and filecmp.cmpfiles(f"{folder}/parts-1", f"{folder}/parts-8", names, shallow=False)[0] == names
    report("same bytes from 1 and 8 partitions", f"{len(names)} files", same)


def cluster(kind):
    """A standalone cluster of two workers on loopback; one is killed in the midst, with its executor."""
    import pyspark
    home = os.path.dirname(pyspark.__file__)
    folder = make("random", 2, 100)
    logs, started = open(f"{WORK}/cluster.log", "w"), []

    def start(*words):
        started.append(subprocess.Popen([f"{home}/bin/spark-class", *words], stdout=logs, stderr=logs, start_new_session=True,
                                        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": home}))

    try:
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "17077", "--webui-port", "18080")
        time.sleep(8)
        for _ in range(2):
            start("org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "spark://127.0.0.1:17077")
        time.sleep(8)
        plain, cost = extract(folder, "cluster", "--max-hops", "3", master="spark://127.0.0.1:17077")
        words = command(folder, "cluster-killed", ["--max-hops", "3"], "spark://127.0.0.1:17077")
        shutil.rmtree(f"{folder}/cluster-killed.work", ignore_errors=True)
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if line.startswith("hop 1"):
                worker = started[-1].pid
                for child in subprocess.run(["pgrep", "-P", str(worker)], capture_output=True, text=True).stdout.split():
                    os.kill(int(child), signal.SIGKILL)
                os.kill(worker, signal.SIGKILL)
        process.wait()
        names = sorted(os.listdir(f"{folder}/cluster")) if plain.returncode == 0 else ["?"]
        same = process.returncode == 0 and filecmp.cmpfiles(f"{folder}/cluster", f"{folder}/cluster-killed", names, shallow=False)[0] == names
        report("a worker and its executor killed", f"same bytes: {same}; undisturbed {cost}", same)
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()


CHECKS = {
    "random": random_ledgers, "killed": killed, "bad": bad_input, "books": books, "traces": traces, "others": others,
    "planted": planted, "growing": growing, "shapes": shapes, "divisions": divisions, "cluster": cluster,
}
SHORT = ["random", "killed", "bad"]


def main():
    global PROGRAM
    kind, PROGRAM = sys.argv[1], os.path.abspath(sys.argv[2])
    os.makedirs(WORK, exist_ok=True)
    first = time.time()
    for name in sys.argv[3:] or (SHORT if kind == "short" else list(CHECKS)):
        begun = time.time()
        if kind == "short" and begun - first > 300:
            print(f"    {name}: left out, because this machine is too busy for it today", flush=True)
            continue
        CHECKS[name](kind)
        print(f"    {name}: {time.time() - begun:.0f} s", flush=True)
    print("test-spark: " + (f"{len(FAILED)} failed: {', '.join(FAILED)}" if FAILED else "all passed"))
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
