#!/usr/bin/env python3
"""CPU seconds and memory of `tributary compromise` on a town of any size.

    python3 measure.py PROGRAM [PAYMENTS [VICTIMS [OTHERS]]]     5,000,000 payments, 2,000 victims and 20,000 others

Everybody pays 5,000 shops, some of which are far more popular than others; a third of the victims come from the customers
of one rare shop. The statements of half of the victims hold six months only. Seeded; the same numbers give the same bytes.
"""
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta

DAYS, SHOPS = 1_100, 5_000


def write(folder, payments, victims, others):
    rng = random.Random(11)
    first = date(2010, 1, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(DAYS + 1)]
    people = victims + others
    weights = list(itertools.accumulate(rng.paretovariate(1.1) for _ in range(SHOPS)))
    contacts, starts = {}, {}
    leaked = set()
    for victim in range(victims):
        contacts[victim] = 700 + rng.randrange(365)
        starts[victim] = max(0, contacts[victim] - (180 if rng.random() < 0.5 else 730))
        if rng.random() < 1 / 3:
            leaked.add(victim)
    rows = []
    for _ in range(payments - victims):
        person = rng.randrange(people)
        day = rng.randrange(starts[person], contacts[person]) if person in contacts else rng.randrange(DAYS)
        rows.append((day, person, f"shop-{rng.choices(range(SHOPS), cum_weights=weights)[0]}"))
    rare = f"shop-{SHOPS}"
    for person in range(people):
        if person in leaked or rng.random() < 0.02:
            end = contacts.get(person, DAYS)
            rows.append((rng.randrange(max(starts.get(person, 0), end - 120), end), person, rare))
    for victim, day in contacts.items():
        rows.append((day + 1, victim, f"helpline-{victim % 5}"))
    rows.sort()
    with open(os.path.join(folder, "payments.csv"), "w") as out, open(os.path.join(folder, "claims.csv"), "w") as claims:
        out.write("id,time,from,to,amount,currency\n")
        claims.write("claim\n")
        for number, (day, person, payee) in enumerate(rows):
            out.write(f"t{number},{days[day]},p{person},{payee},{5 + (person + day) % 90}.00,GBP\n")
            if payee.startswith("helpline"):
                claims.write(f"t{number}\n")
    with open(os.path.join(folder, "persons.csv"), "w") as out:
        out.write("person,group,contacted,age_band\n")
        for person in range(people):
            group = "victim" if person in contacts else "control"
            out.write(f"p{person},{group},{days[contacts[person]] if person in contacts else ''},{person % 3}\n")
    with open(os.path.join(folder, "coverage.csv"), "w") as out:
        out.write("account,from,to\n")
        for person in range(people):
            end = contacts[person] + 2 if person in contacts else DAYS
            out.write(f"p{person},{days[starts.get(person, 0)]},{days[min(DAYS, end)]}\n")
    return rare


def timed(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode:
        sys.exit(run.stderr)
    return run.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


if __name__ == "__main__":
    program = sys.argv[1]
    payments, victims, others = [int(one) for one in sys.argv[2:]] + [5_000_000, 2_000, 20_000][len(sys.argv) - 2:]
    with tempfile.TemporaryDirectory() as folder:
        rare = write(folder, payments, victims, others)
        files = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
        _, load, memory = timed([program, "check", "--quiet", "--format", "json", *files])
        print(f"{payments:,} payments, {victims:,} victims, {others:,} others")
        print(f"  loading alone    {load:7.2f} CPU s {memory:8.0f} MB")
        answer, cost, memory = timed([program, "compromise", "--quiet", "--format", "json", *files])
        lists = json.loads(answer)["lists"]
        named = [row["list"] for row in lists if row["verdict"] == "supported"]
        print(f"  compromise       {cost:7.2f} CPU s {memory:8.0f} MB   {len(lists):,} lists, named: {', '.join(named) or 'none'}")
        print(f"  the leaked list was {rare}")
