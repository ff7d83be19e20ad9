"""Runs the program on every shape at four sizes and fails where time or memory grows faster than the power 1.2 of the size.

growth.py PROGRAM [--only WORD]... [--part 0.25]: seconds of the processor and the highest memory of each run, and the exponent between the last two
sizes. What starting the program takes is taken off. Where that leaves the third size less than FLOOR, the exponent would be noise
and "-" is printed. A run that seems to grow too fast is measured twice more and the least counts: other work on the machine
can only add.
"""
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

from shapes import REFUSED, SHAPES

LIMIT = 1.2
SECONDS_FLOOR = 0.08
MEGABYTES_FLOOR = 24
MOST_SECONDS = 30
MOST_BYTES = 12 << 30


def run(program, words, folder):
    """Seconds of the processor, megabytes at the most, and the exit status; what it prints goes nowhere."""

    def limits():
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    child = subprocess.Popen(
        [program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limits, cwd=folder,
        env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, child.returncode


def least(program, words, folder, times):
    runs = [run(program, words, folder) for _ in range(times)]
    return min(each[0] for each in runs), min(each[1] for each in runs), max((each[2] for each in runs), key=abs)


def exponent(before, after, floor):
    return math.log2(after / before) if before >= floor else None


def shown(value):
    return "-" if value is None else f"{value:.2f}"


def words_of(command, folder, n):
    files = {file.stem: str(file) for file in folder.iterdir()}
    return [word.format(n=n, folder=folder, o=folder / "o", **files) for word in command.split()]


def measure(program, name, start, folder, part):
    writer, command, largest = SHAPES[name]
    largest = int(largest * part)
    points, prepared = [], []
    for n in (largest // 8, largest // 4, largest // 2, largest):
        place = folder / str(n)
        place.mkdir()
        writer(place, n)
        words = words_of(command, place, n)
        seconds, megabytes, status = run(program, words, place)
        prepared.append((words, place))
        points.append((n, seconds, megabytes))
        if status not in ((REFUSED[name],) if name in REFUSED else (0, 1)):
            return points, None, None, f"ended with {status} at {n:,}"

    def exponents():
        (_, time, memory), (_, next_time, next_memory) = points[-2:]
        return (
            exponent(time - start[0], next_time - start[0], SECONDS_FLOOR),
            exponent(memory - start[1], next_memory - start[1], MEGABYTES_FLOOR),
        )

    for _ in range(2):
        if max(exponents(), key=lambda value: value or 0) is None or max(value or 0 for value in exponents()) <= LIMIT:
            break
        for index in (-2, -1):
            seconds, megabytes, _ = run(program, *prepared[index])
            n, known_seconds, known_megabytes = points[index]
            points[index] = (n, min(seconds, known_seconds), min(megabytes, known_megabytes))
    time, memory = exponents()
    problem = "" if max(time or 0, memory or 0) <= LIMIT else "grows too fast"
    return points, time, memory, problem


def main():
    program, *rest = sys.argv[1:]
    program = os.path.abspath(program)
    chosen = [word for option, word in zip(rest[::2], rest[1::2]) if option == "--only"]
    part = float(dict(zip(rest[::2], rest[1::2])).get("--part", 1))
    failed = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        empty = scratch / "start"
        empty.mkdir()
        (empty / "t.csv").write_text("id,time,from,to,amount,currency\nt1,2020-01-01,a,b,1.00,GBP\n")
        start = least(program, ["check", str(empty / "t.csv")], empty, 5)
        print(f"start: {start[0]:.3f} s, {start[1]:.0f} MB; sizes double, the exponents are those of the last doubling\n")
        print("| shape | largest | s of CPU at four sizes | exponent | MB at four sizes | exponent |")
        print("|---|---:|---:|---:|---:|---:|", flush=True)
        for number, name in enumerate(SHAPES):
            if chosen and not any(word in name for word in chosen):
                continue
            folder = scratch / str(number)
            folder.mkdir()
            points, time, memory, problem = measure(program, name, start, folder, part)
            subprocess.run(["rm", "-rf", str(folder)], check=True)
            if problem:
                failed.append(f"{name}: {problem}")
            print(
                f"| {name} | {points[-1][0]:,} | {', '.join(f'{seconds:.2f}' for _, seconds, _ in points)} | {shown(time)} "
                f"| {', '.join(f'{megabytes:.0f}' for _, _, megabytes in points)} | {shown(memory)} |"
                + (f" {problem}" if problem else ""),
                flush=True)
    if failed:
        sys.exit("\n" + "\n".join(failed))


main()
