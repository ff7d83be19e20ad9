"""Invented ledgers, once as CSV files that Tributary reads whole and once as a lake: random ones full of ties, several
sources, mixed precision, pooled accounts and links; and larger ones in the shape of AMLWorld.

checks.py imports make; a job of Spark, `ledgers.py FOLDER`, then makes Parquet of its rows.
"""
import csv
import json
import os
import random
import sys
from datetime import datetime, timedelta, timezone

START = datetime(2024, 3, 1, tzinfo=timezone.utc)
COLUMNS = ["id", "time_start", "time_end", "precision", "source", "sequence", "payer", "beneficiary", "amount",
           "received_amount", "currency", "received_currency", "reference", "link", "kind", "note"]
HEADER = ["id", "time", "from", "to"] + ["amount", "currency", "received_amount", "received_currency", "reference", "link", "kind", "note"]
CELLS = ["payer", "beneficiary", "amount", "currency", "received_amount", "received_currency", "reference", "link", "kind", "note"]
LENGTH = {"day": 86400000, "minute": 60000, "second": 1000, "millisecond": 1}


def stamp(start, end, precision):
    """Writes a time as canonical files do."""
    if precision == "unknown":
        return ""
    at = datetime.fromtimestamp(start / 1000, timezone.utc)
    if precision == "day":
        return at.strftime("%Y-%m-%d")
    if precision == "period":
        last = datetime.fromtimestamp((end - 1) / 1000, timezone.utc)
        return at.strftime("%Y-%m-%d") + "/" + last.strftime("%Y-%m-%d")
    if precision == "minute":
        return at.strftime("%Y-%m-%dT%H:%MZ")
    if precision == "millisecond":
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (start % 1000)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def one(chance, name, pooled, mixed):
    """Makes the rows of one small ledger whose accounts nobody else has."""
    accounts = [f"{name}a{n}" for n in range(chance.randint(3, 8))]
    hubs = accounts[:chance.randint(0, 2)] if pooled else []
    shape = chance.choice(["day", "second", "mixed", "mixed"]) if mixed else "second"
    rows, last = [], chance.randint(2, 12)
    for number in range(chance.randint(3, 22)):
        at = int((START + timedelta(days=chance.randint(0, last))).timestamp() * 1000)
        precision = shape if shape != "mixed" else chance.choice(["day", "second", "second", "minute", "millisecond"])
        if precision != "day":
            at += chance.choice([0, 0, 3600000, 43200000, 86399000, chance.randint(0, 1439) * 60000])
        start, end = at, at + LENGTH[precision]
        if mixed and chance.random() < 0.02:
            start, end, precision = -2 ** 45, 2 ** 45, "unknown"
        elif mixed and chance.random() < 0.03:
            start -= start % 86400000
            end, precision = start + 86400000 * chance.randint(2, 4), "period"
        payer, payee = chance.choice(accounts), chance.choice(accounts)
        if payer == payee and chance.random() < 0.8:
            payee = chance.choice(accounts)
        row = dict.fromkeys(COLUMNS)
        row.update(id=f"{name}t{number}", time_start=start, time_end=end, precision=precision,
                   source=f"s{chance.randint(1, 3)}", payer=payer, beneficiary=payee,
                   amount=f"{chance.randint(1, 5)}.00", currency=chance.choice(["EUR", "EUR", "EUR", "USD"]))
        if chance.random() < 0.1:
            row.update(received_amount=f"{chance.randint(1, 5)}.50", received_currency=chance.choice(["EUR", "GBP"]))
        if chance.random() < 0.4:
            row["reference"] = f"{name}r{chance.randint(0, 4)}"
        if chance.random() < 0.3:
            row["link"] = f"{name}t{chance.randint(0, 20)}"
        elif chance.random() < 0.06:
            row["link"] = f"{name}t{chance.randint(0, 20)}; {name}t{chance.randint(0, 20)}=1.00"
        if chance.random() < 0.06:
            row["kind"] = chance.choice(["refund", "reversal", "chargeback", "fee", "hold", "memo"])
        if chance.random() < 0.03:
            row["amount"] = chance.choice(["0.00", "1.234", "-2.00", "1.2345"])
        if chance.random() < 0.1:
            row["note"] = chance.choice([' blank ', 'a "quoted", part', '=1+1', 'back\\slash', 'two\nlines', 'tab\there'])
        rows.append(row)
    claims = [row["id"] for row in chance.sample(rows, chance.randint(1, min(4, len(rows))))
              if row["amount"] not in ("0.00", "1.234", "-2.00") and row["kind"] not in ("hold", "memo")]
    return rows, hubs, claims


def aml(seed, count, skewed=False):
    """Makes rows in the shape of AMLWorld: heavy payers, minutes, some currencies; one by one, for there may be many.

    A skewed ledger has one account that pays two rows of five.
    """
    chance = random.Random(seed)
    accounts, at = max(40, count // 10), int(START.timestamp() * 1000)
    for number in range(count):
        if chance.random() < 24000 / max(count, 24000):
            at += 60000
        busy, two = chance.random(), chance.random()
        payer = f"p{chance.randint(1, 40)}" if busy < 0.15 else f"b{chance.randint(1, accounts)}"
        payee = f"p{chance.randint(1, 40)}" if 0.1 < busy < 0.3 else f"b{chance.randint(1, accounts)}"
        if skewed:
            payer, payee = ("giant", payee) if two < 0.4 else (payer, "giant" if two < 0.5 else payee)
        row = dict.fromkeys(COLUMNS)
        row.update(id=f"x{number}", time_start=at, time_end=at + 60000, precision="minute", source="aml", payer=payer,
                   beneficiary=payee, amount=f"{chance.randint(1, 99999)}.{chance.randint(0, 99):02d}",
                   currency=chance.choice(["USD", "USD", "EUR", "GBP", "JPY"]), sequence=number + 1)
        yield row


def placed(rows):
    """Gives every row its place in its source: by time, and of equal times as the rows were made."""
    place = {}
    for row in sorted(rows, key=lambda row: row["time_start"]):
        place[row["source"]] = place.get(row["source"], 0) + 1
        row["sequence"] = place[row["source"]]
        yield row


def write(rows, folder, pooled, claims):
    """Writes the CSV files of the whole, and the lake as JSON lines that the engine makes Parquet of."""
    os.makedirs(f"{folder}/whole", exist_ok=True)
    files, outs = [open(f"{folder}/rows.json", "w")], {}
    for row in rows:
        if row["source"] not in outs:
            files.append(open(f"{folder}/whole/{row['source']}.csv", "w", newline=""))
            outs[row["source"]] = csv.writer(files[-1], lineterminator="\n")
            outs[row["source"]].writerow(HEADER)
        outs[row["source"]].writerow([row["id"], stamp(row["time_start"], row["time_end"], row["precision"])] + [row[name] or "" for name in CELLS])
        files[0].write(json.dumps({name: cell for name, cell in row.items() if cell is not None}) + "\n")
    for file in files:
        file.close()
    with open(f"{folder}/whole/accounts.csv", "w") as file:
        file.write("account,role\n" + "".join(f"{name},processor\n" for name in pooled))
    with open(f"{folder}/whole/claims.csv", "w") as file:
        file.write("claim\n" + "".join(f"{name}\n" for name in claims))


SCHEMA = ", ".join(f"{name} {'long' if name in ('time_start', 'time_end', 'sequence') else 'string'}" for name in COLUMNS)


def to_lake(folder):
    """Makes Parquet of the rows; run by a session of Spark, or by spark-submit."""
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.getOrCreate()
    rows = spark.read.schema(SCHEMA).json(f"{folder}/rows.json")
    rows.repartition(max(3, os.path.getsize(f"{folder}/rows.json") // 100000000)).write.mode("overwrite").parquet(f"{folder}/lake/transfers")


def make(kind, seed, count, folder, options=()):
    """Writes the whole as CSV files, and the rows of the lake."""
    if kind == "random":
        chance, rows, hubs, claims = random.Random(seed), [], [], []
        for number in range(count):
            more = one(chance, f"l{number}", "--plain" not in options, "--seconds" not in options)
            rows, hubs, claims = rows + more[0], hubs + more[1], claims + more[2]
        return write(placed(rows), folder, hubs, claims)
    hubs = ["giant"] if "--declared" in options else []
    write(aml(seed, count, kind == "skew"), folder, hubs, [f"x{n}" for n in range(count // 20, count // 20 + 40)])


if __name__ == "__main__":
    to_lake(sys.argv[1])
