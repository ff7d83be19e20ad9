"""Runs each shape of Growth.swift at four sizes and fails where its cost grows faster than the power 1.2 of the size.

growth.py MEASURE [SHAPE...]: the exponent is that of the least squares through the logarithms; times below 20 ms say nothing
and are counted as 20 ms.
"""
import math
import subprocess
import sys

SIZES = {
    "mixed": None,  # The answer has n * n / 2 parts of transfers: only its time is shown.
    "mixed-compare": [500, 1000, 2000, 4000],
    "explain": [1000, 2000, 4000, 8000],
    "ring": [10000, 40000, 160000, 640000],
    "lots": [2000, 4000, 8000, 16000],
    "star": [125000, 250000, 500000, 1000000],
    "hub": [5000, 10000, 20000, 40000],
    "ties-allow": [100000, 200000, 400000, 800000],
    "ties-forbid": [100000, 200000, 400000, 800000],
    "claims": [2500, 5000, 10000, 20000],
    "one-day": [5000, 10000, 20000, 40000],
    "flow": [125000, 250000, 500000, 1000000],
}


def seconds(measure, shape, size):
    out = subprocess.run([measure, shape, str(size)], capture_output=True, text=True, timeout=600)
    if out.returncode != 0:
        sys.exit(f"{shape} {size}: {out.stderr}")
    print(out.stdout.rstrip(), flush=True)
    return float(out.stdout.split()[2])


def exponent(points):
    logs = [(math.log(size), math.log(max(time, 0.02))) for size, time in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


measure, *chosen = sys.argv[1:]
failed = []
for shape, sizes in SIZES.items():
    if chosen and shape not in chosen:
        continue
    if sizes is None:
        seconds(measure, shape, 500)
        continue
    found = exponent([(size, seconds(measure, shape, size)) for size in sizes])
    print(f"{shape}: grows with the power {found:.2f}", flush=True)
    if found > 1.2:
        failed.append(shape)
if failed:
    sys.exit(f"grows faster than the power 1.2: {', '.join(failed)}")
