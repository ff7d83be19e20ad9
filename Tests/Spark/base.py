"""What all checks share: one session of Spark, invented lakes, extracts from them, and reports."""
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.abspath(".build/spark/work")
SPARK = "spark-submit --master {} --driver-memory {} --executor-memory 1g --conf spark.ui.enabled=false --conf spark.log.level=ERROR " \
    "--conf spark.ui.showConsoleProgress=false --conf spark.sql.shuffle.partitions={} --conf spark.driver.host=127.0.0.1 --conf spark.network.timeout=800s " \
    "--conf spark.executor.heartbeatInterval=60s"
# Small ledgers cost the compilers of Spark and of Java more than their rows do.
QUICK = " --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN --conf spark.sql.adaptive.enabled=false" \
    " --conf spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1"


def same_files(one, other):
    """Returns whether two folders have files of the same names and bytes."""
    names = sorted(os.listdir(one))
    return names == sorted(os.listdir(other)) and filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


class Checks:
    def __init__(self, kind, program):
        self.is_short, self.program, self.failed, self.begun = kind == "short", os.path.abspath(program), [], time.time()
        self.answers = os.environ.get("ANSWERS", self.program)
        os.makedirs(WORK, exist_ok=True)

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="spark-")
        socket = f"{self.folder}/socket"
        self.submit = f"{sys.executable} {HERE}/session.py send {socket}"
        self.log = open(f"{WORK}/session.log", "w")
        self.session = subprocess.Popen([sys.executable, f"{HERE}/session.py", "serve", socket], stdin=subprocess.PIPE, stdout=self.log, stderr=self.log)
        while not os.path.exists(socket):
            if self.session.poll() is not None:
                sys.exit(77)
            time.sleep(0.2)
        return self

    def __exit__(self, *_):
        self.session.stdin.close()
        self.session.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def count(self, short, full):
        return short if self.is_short else full

    def report(self, name, words, good=True):
        print(f"{'ok' if good else 'FAILED'}  {name}: {words}", flush=True)
        if not good:
            self.failed.append(name)

    def spark(self, master="local[2]", parts=2, plain=False, memory="2g"):
        """Returns the command of a Spark of its own."""
        return SPARK.format(master, memory, parts) + ("" if plain else QUICK)

    def make(self, kind, seed, count, *options):
        import ledgers
        folder = f"{WORK}/{kind}-{seed}-{count}" + "".join(options)
        if not os.path.exists(f"{folder}/lake/transfers/_SUCCESS"):
            shutil.rmtree(folder, ignore_errors=True)
            ledgers.make(kind, seed, count, folder, options)
            subprocess.run([*self.submit.split(), f"{HERE}/ledgers.py", folder], check=True, capture_output=True)
        return folder

    def command(self, folder, name, options, submit=None):
        shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
        return [self.program, "extract", "--lake", f"{folder}/lake", "--accounts", f"{folder}/whole/accounts.csv",
                "--work", f"{folder}/{name}.work", "--submit", submit or self.submit, "-o", f"{folder}/{name}",
                *([] if "--victims" in options else ["--claims", f"{folder}/whole/claims.csv"]), *options]

    def extract(self, folder, name, *options, submit=None):
        shutil.rmtree(f"{folder}/{name}.work", ignore_errors=True)
        begun = time.time()
        done = subprocess.run(self.command(folder, name, options, submit), capture_output=True, text=True)
        return done, f"{time.time() - begun:.0f} s"

    def compare(self, folder, name, *options):
        done = subprocess.run([sys.executable, f"{HERE}/compare.py", self.answers, f"{folder}/whole", f"{folder}/{name}", *options], capture_output=True, text=True)
        return done.returncode == 0, done.stdout.strip() + done.stderr.strip()

    def equality(self, title, folder, name, options, compared):
        done, cost = self.extract(folder, name, *options)
        if done.returncode != 0:
            return self.report(title, f"no extract: {done.stderr[-400:]}", False)
        begun = time.time()
        good, words = self.compare(folder, name, *compared)
        kept = next(line.split(": ")[-1] for line in done.stderr.splitlines() if " transfers, for walks of " in line)
        self.report(title, f"{words.splitlines()[-1] if good else words}; {kept}; {cost}, compared in {time.time() - begun:.0f} s", good)
