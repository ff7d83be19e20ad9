"""One session of Spark for many jobs: it takes a job's file and folder from a socket, and runs it as spark-submit would.

    session.py serve SOCKET          until its standard input ends
    session.py send SOCKET JOB WORK  what a check gives as --submit

The start of a session and the warming of its machine cost more than the job of a small ledger.
"""
import contextlib
import os
import runpy
import socket
import sys
import threading
import traceback


def serve(path):
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.log.level", "ERROR") \
        .config("spark.sql.shuffle.partitions", "2").config("spark.sql.session.timeZone", "UTC").config("spark.driver.memory", "2g") \
        .config("spark.driver.host", "127.0.0.1").config("spark.ui.showConsoleProgress", "false") \
        .config("spark.sql.adaptive.enabled", "false").config("spark.sql.codegen.wholeStage", "false") \
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN").config("spark.driver.extraJavaOptions", "-XX:+UseSerialGC").getOrCreate()
    SparkSession.stop = lambda self: None
    door = socket.socket(socket.AF_UNIX)
    door.bind(path)
    door.listen(1)
    # The session ends with the program that asked for it, however that one ends.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    while True:
        caller, _ = door.accept()
        with caller, caller.makefile("r") as words, caller.makefile("w") as answer:
            job, work = words.readline().rstrip("\n").split("\t")
            status = 0
            sys.argv = [job, work]
            spark.catalog.clearCache()
            try:
                with contextlib.redirect_stdout(answer):
                    runpy.run_path(job, run_name="__main__")
            except SystemExit as end:
                status = end.code or 0
            except BaseException:
                traceback.print_exc(file=answer)
                status = 1
            answer.write(f"@status {status}\n")


def send(path, job, work):
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(path)
        door.sendall(f"{job}\t{work}\n".encode())
        with door.makefile("r") as answer:
            for line in answer:
                if line.startswith("@status "):
                    sys.exit(int(line.split()[1]))
                (sys.stdout if line.startswith("@") else sys.stderr).write(line)
                sys.stdout.flush()
    sys.exit("the session ended")


if __name__ == "__main__":
    {"serve": serve, "send": send}[sys.argv[1]](*sys.argv[2:])
