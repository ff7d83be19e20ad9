"""Lakes that are not as agreed, extracts that were edited, disks that are full, workers that are killed."""
import json
import os
import re
import shutil
import signal
import subprocess
import time

from base import HERE, WORK, same_files

BAD = {
    "a floating-point amount": ("amount", "cast(amount as double)", "floating-point"),
    "a null payer": ("payer", "case when id like '%t1' then null else payer end", "without payer or beneficiary"),
    "a row without time": ("time_start", "case when id like '%t1' then null else time_start end", "without time"),
    "a key with a blank at its end": ("payer", "concat(payer, ' ')", "not canonical"),
    "no column of times": ("time_start", None, "has no column time_start"),
    "an IBAN in groups": ("beneficiary", "case when id like '%t2' then 'GB29 NWBK 6016 1331 9268 19' else beneficiary end", "not canonical"),
    "equal positions": ("sequence", "cast(1 as bigint)", "one time and one sequence number"),
    "ids that are not unique": ("id", "case when id like 'l1t%' then 'l1t0' else id end", "are not unique"),
    "a blank beneficiary": ("beneficiary", "case when id like '%t1' then '  ' else beneficiary end", "without payer or beneficiary"),
    "a row without source": ("source", "case when id like '%t1' then null else source end", "without source or sequence"),
    "a precision that is not agreed": ("precision", "'hour'", "precision other than"),
    "a time that ends before it starts": ("time_end", "case when id like '%t1' then time_start else time_end end", "ends before it starts"),
    "times as text": ("time_start", "cast(time_start as string)", "must be a whole number"),
    "no column of ids": ("id", None, "has no column id"),
}


def bad_input(on):
    folder = on.make("random", 1, on.count(50, 250))
    chosen = {name: fault for n, (name, fault) in enumerate(BAD.items()) if not on.is_short or n < 4}
    with open(f"{folder}/spoiled.json", "w") as file:
        json.dump([[f"{folder}/bad-{n}", *fault[:2]] for n, fault in enumerate(chosen.values())], file)
    subprocess.run([*on.submit.split(), f"{HERE}/spoil.py", folder], check=True, capture_output=True)
    for n, (name, fault) in enumerate(chosen.items()):
        shutil.rmtree(f"{folder}/bad.work", ignore_errors=True)
        # Rows with one id are looked for in the extract, so the claims must lead to them.
        words = on.command(folder, "bad", ["--victims", "l1a0,l1a1,l1a2,l0a0,l0a1"] if "unique" in name else ["--max-hops", "2"])
        words[words.index("--lake") + 1] = f"{folder}/bad-{n}"
        done = subprocess.run(words, capture_output=True, text=True)
        said = [line for line in done.stderr.splitlines() if line.startswith("error") or fault[2] in line] or done.stderr.splitlines()[-2:]
        on.report(f"bad input: {name}", " ".join(said)[:160] or "nothing", done.returncode == 2 and fault[2] in done.stderr and not os.path.exists(f"{folder}/bad"))


def edited(on):
    """An extract that somebody edited is refused, whatever they edited."""
    folder = on.make("random", 1, on.count(50, 250))
    if not os.path.exists(f"{folder}/whole-run"):
        on.extract(folder, "whole-run", "--max-hops", "3")

    def ask():
        return subprocess.run([on.program, "sinks", f"{folder}/edited", "--max-hops", "3", "--recorded-links", "-q"], capture_output=True, text=True)

    edits = {name: (lambda text: text[:-20] + text[-20:].replace("1", "2") + ("\n" if name.endswith("csv") else "")) for name in os.listdir(f"{folder}/whole-run")}
    edits |= {
        "extract.json, its hops": lambda text: re.sub(r'"maxHops" : 3', '"maxHops" : 9', text),
        "extract.json, the size of the lake": lambda text: re.sub(r'("transfers" : )[0-9]+(,?\s+"unreadable")', r"\g<1>7\2", text),
        "extract.json, its victims": lambda text: re.sub(r'("victims" : \[\s+)"', r'\1"nobody", "', text),
        "extract.json, what was asked": lambda text: re.sub(r'"--lake"', '"--like"', text),
        "extract.json, a digest": lambda text: re.sub(r'("sha256" : ")[0-9a-f]', r"\1z", text, count=1),
    }
    for name, edit in edits.items():
        shutil.rmtree(f"{folder}/edited", ignore_errors=True)
        shutil.copytree(f"{folder}/whole-run", f"{folder}/edited")
        path = f"{folder}/edited/{name.split(',')[0]}"
        with open(path, newline="") as file:
            text = file.read()
        changed = edit(text)
        if changed == text:
            changed = text.replace("\n", " \n", 1)
        with open(path, "w", newline="") as file:
            file.write(changed)
        done = ask()
        said = (done.stderr.strip().splitlines() or ["answered"])[0]
        on.report(f"edited by hand: {name}", said.replace(WORK, "…")[:160], done.returncode == 2 and not done.stdout)


def full_disk(on):
    """A disk that is full gives a clear end and no extract; with room again the job goes on to the same bytes."""
    folder = on.make("random", 1, on.count(50, 250))
    if not os.path.exists(f"{folder}/whole-run"):
        on.extract(folder, "whole-run", "--max-hops", "3")
    disk = f"{on.folder}/disk"
    os.makedirs(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tributary-test", disk], capture_output=True).returncode != 0:
        return print("    disk: left out, because no small disk can be mounted here", flush=True)
    try:
        words = [*on.command(folder, "disk", ["--max-hops", "3"]), "--work", f"{disk}/work"]
        full = subprocess.run(words, capture_output=True, text=True)
        clear = full.returncode == 2 and "No space left" in full.stderr and "--resume" in full.stderr and not os.path.exists(f"{folder}/disk")
        said = next((line for line in full.stderr.splitlines() if "No space" in line), full.stderr[-160:])
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        resumed = subprocess.run([*words, "--resume"], capture_output=True, text=True)
        same = resumed.returncode == 0 and same_files(f"{folder}/whole-run", f"{folder}/disk")
        on.report("a work folder on a full disk", f"{said[:200]}; resumed with the same bytes: {same}", clear and same)
        # The extract itself does not fit.
        used = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(disk) for name in names)
        with open(f"{disk}/ballast", "wb") as file:
            file.write(bytes(1000))
        subprocess.run(["mount", "-o", f"remount,size={used + 400000}", disk], check=True)
        left = os.statvfs(disk)
        with open(f"{disk}/ballast", "wb") as file:
            file.write(bytes(max(0, left.f_bavail * left.f_bsize - 12288)))
        out = subprocess.run([on.program, "extract", "--assemble", f"{disk}/work", "-o", f"{disk}/out"], capture_output=True, text=True)
        rest = [name for name in os.listdir(disk) if name.startswith("out")]
        os.remove(f"{disk}/ballast")
        again = subprocess.run([on.program, "extract", "--assemble", f"{disk}/work", "-o", f"{folder}/disk-2"], capture_output=True, text=True) \
            if not shutil.rmtree(f"{folder}/disk-2", ignore_errors=True) else None
        whole = again.returncode == 0 and same_files(f"{folder}/whole-run", f"{folder}/disk-2")
        on.report("an extract on a full disk", f"{out.stderr.strip().splitlines()[0][:160] if out.stderr else 'nothing'}; left behind: {rest or 'nothing'}; assembled elsewhere: {whole}",
                  out.returncode == 2 and "cannot be written" in out.stderr and not rest and whole)
    finally:
        subprocess.run(["umount", disk], capture_output=True)


def cluster(on):
    """A standalone cluster of two workers on loopback; one is killed in the midst, with its executor."""
    import pyspark
    home = os.path.dirname(pyspark.__file__)
    folder = on.make("random", 2, on.count(50, 250))
    logs, started = open(f"{WORK}/cluster.log", "w"), []

    def start(*words):
        started.append(subprocess.Popen([f"{home}/bin/spark-class", *words], stdout=logs, stderr=logs, start_new_session=True,
                                        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": home, "SPARK_WORKER_DIR": f"{WORK}/workers"}))

    try:
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "17077", "--webui-port", "18080")
        time.sleep(8)
        for _ in range(2):
            start("org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "spark://127.0.0.1:17077")
        time.sleep(8)
        spark = on.spark("spark://127.0.0.1:17077")
        plain, cost = on.extract(folder, "cluster", "--max-hops", "3", submit=spark)
        words = on.command(folder, "cluster-killed", ["--max-hops", "3"], spark)
        shutil.rmtree(f"{folder}/cluster-killed.work", ignore_errors=True)
        process, ended = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True), 0
        for line in process.stderr:
            if line.startswith("hop 1"):
                worker = started[-1].pid
                for child in subprocess.run(["pgrep", "-P", str(worker)], capture_output=True, text=True).stdout.split():
                    os.kill(int(child), signal.SIGKILL)
                    ended += 1
                os.kill(worker, signal.SIGKILL)
        process.wait()
        same = plain.returncode == 0 and process.returncode == 0 and same_files(f"{folder}/cluster", f"{folder}/cluster-killed")
        on.report("a worker and its executor killed", f"executors that ended with it: {ended}; same bytes: {same}; undisturbed {cost}", same and ended > 0)
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
