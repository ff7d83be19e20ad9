#!/usr/bin/env python3
"""Compare `tributary grid` with two public collections of small CSV files and their JSON.

    python3 compare.py PROGRAM FOLDER

FOLDER holds csv-spectrum/{csvs,json} and csv-test-data/{csv,json}, as published. A file is right where the objects made of
its header and rows (or its rows, where the JSON holds lists) equal the JSON. Files named bad-* must be reported.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path


def grid(program: str, path: Path) -> tuple[list[list[str]], str, int]:
    command = [program, "grid", str(path), "--whole"]
    if path.name.startswith("bad-header-"):  # "expected to be parsed with header foo,bar,baz"
        command += ["--expect-header", "foo,bar,baz"]
    run = subprocess.run(command, capture_output=True)
    rows = list(csv.reader(io.StringIO(run.stdout.decode("utf-8"), newline="")))
    # The module gives an empty list for an empty line, which is one empty cell.
    return [row or [""] for row in rows], run.stderr.decode("utf-8"), run.returncode


def equal(rows: list[list[str]], wanted: list) -> bool:
    if wanted and isinstance(wanted[0], dict):
        return [dict(zip(rows[0], row)) for row in rows[1:]] == wanted
    return rows == wanted or (bool(rows) and rows[1:] == wanted)


def main() -> int:
    program, folder = sys.argv[1], Path(sys.argv[2])
    failed = 0
    for name, tables, answers in (("csv-spectrum", "csvs", "json"), ("csv-test-data", "csv", "json")):
        right = total = 0
        for path in sorted((folder / name / tables).glob("*.csv")):
            rows, messages, status = grid(program, path)
            if path.name.startswith("bad-"):
                if not messages:
                    failed += 1
                    print(f"  {name}/{path.name}: not reported")
                continue
            total += 1
            wanted = json.loads((folder / name / answers / (path.stem + ".json")).read_text(encoding="utf-8"))
            if equal(rows, wanted):
                right += 1
            else:
                failed += 1
                print(f"  {name}/{path.name}: {rows} instead of {wanted}")
        print(f"{name}: {right} of {total}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
