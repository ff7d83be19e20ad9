#!/usr/bin/env python3
"""The peers of the benchmark, each run in a process of its own on the same file and questions.

    peers.py victims FILE NUMBER OUT          choose victims evenly among the accounts that pay 3 to 20 times
    peers.py payers FILE NUMBER OUT           choose them evenly among payments: who pays more is likelier
    peers.py duckdb FILE VICTIMS HOPS OUT     CSV to keyed tables, then one join per hop
    peers.py polars FILE                      CSV to a plain table
    peers.py numba FILE VICTIMS HOPS OUT      a compiled loop over arrays in time order
    peers.py igraph FILE VICTIMS HOPS OUT     a static graph, which knows nothing of time

Each prints one line of JSON. VICTIMS is a file of account keys, one a line; OUT gets account,victims of every
account that money of at least two victims reaches. A walk goes on with a later row only; an account does not
count for itself. Answers are compared by report.py.
"""

import json
import os
import resource
import sys
import time

AML = {"Timestamp": "VARCHAR", "From Bank": "VARCHAR", "Account": "VARCHAR", "To Bank": "VARCHAR",
       "Account_1": "VARCHAR", "Amount Received": "VARCHAR", "Receiving Currency": "VARCHAR",
       "Amount Paid": "VARCHAR", "Payment Currency": "VARCHAR", "Payment Format": "VARCHAR",
       "Is Laundering": "INTEGER"}


def clock():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return time.perf_counter(), usage.ru_utime + usage.ru_stime


def lap(start):
    wall, cpu = clock()
    return {"wall": wall - start[0], "cpu": cpu - start[1]}


def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def say(**facts):
    facts["peak"] = peak_bytes()
    print(json.dumps(facts))


def read_victims(path):
    with open(path) as file:
        return [line.strip() for line in file if line.strip()]


def repeated(times, body):
    """The median of some runs, by wall time."""
    laps = []
    for _ in range(times):
        start = clock()
        body()
        laps.append(lap(start))
    laps.sort(key=lambda one: one["wall"])
    return laps[len(laps) // 2]


# --- DuckDB ---------------------------------------------------------------------------------------------


def duck_load(path):
    import duckdb

    database = duckdb.connect()
    database.execute(f"SET threads TO {os.cpu_count()}")
    names = ", ".join(f"'{name}': '{kind}'" for name, kind in AML.items())
    database.execute(f"""
        CREATE TABLE raw AS SELECT
            strptime("Timestamp", '%Y/%m/%d %H:%M') AS moment,
            "From Bank" || '/' || "Account" AS payer, "To Bank" || '/' || "Account_1" AS payee,
            CAST("Amount Paid" AS DECIMAL(18, 6)) AS paid, "Payment Currency" AS currency,
            CAST("Amount Received" AS DECIMAL(18, 6)) AS received, "Receiving Currency" AS received_currency
        FROM read_csv('{path}', header = true, skip = 1, delim = ',', quote = '', parallel = true,
                      names = [{", ".join(f"'{name}'" for name in AML)}],
                      types = {{{names}}})""".replace("skip = 1, ", ""))
    database.execute("""
        CREATE TABLE account AS SELECT key, CAST(row_number() OVER () - 1 AS INTEGER) AS id
        FROM (SELECT payer AS key FROM raw UNION SELECT payee FROM raw)""")
    database.execute("""
        CREATE TABLE transfer AS
        SELECT CAST(row_number() OVER (ORDER BY raw.rowid) AS INTEGER) AS seq, a.id AS payer, b.id AS payee, moment, paid,
               currency, received, received_currency
        FROM raw JOIN account a ON a.key = raw.payer JOIN account b ON b.key = raw.payee ORDER BY raw.rowid""")
    database.execute("DROP TABLE raw")
    return database


def duck_sinks(database, victims, hops):
    """One statement, a join for each hop. Of several ways of asking it was the quickest where most was reached."""
    levels = ["""
        hop1 AS MATERIALIZED (SELECT a.id AS victim, t.payee AS account, min(t.seq) AS seq
            FROM (SELECT unnest(?) AS key) v JOIN account a ON a.key = v.key JOIN transfer t ON t.payer = a.id
            GROUP BY ALL)"""]
    for hop in range(2, hops + 1):
        levels.append(f"""
        hop{hop} AS MATERIALIZED (SELECT l.victim, t.payee AS account, min(t.seq) AS seq
            FROM hop{hop - 1} l JOIN transfer t ON t.payer = l.account AND t.seq > l.seq GROUP BY ALL)""")
    reached = " UNION ".join(f"SELECT victim, account FROM hop{hop}" for hop in range(1, hops + 1))
    return database.execute(f"""
        WITH {", ".join(levels)}
        SELECT a.key, r.victims
        FROM (SELECT account, count(*) AS victims FROM ({reached}) WHERE victim <> account
              GROUP BY account HAVING count(*) >= 2) r
        JOIN account a ON a.id = r.account""", [victims]).fetchall()


def duckdb_main(path, victims, hops, out):
    import duckdb

    start = clock()
    database = duck_load(path)
    load = lap(start)
    answer = []
    runs = 3 if len(victims) < 100 else 1
    question = repeated(runs, lambda: answer.__setitem__(slice(None), duck_sinks(database, victims, hops)))
    write(out, answer)
    say(peer="duckdb", version=duckdb.__version__, load=load, question=question, sinks=len(answer))


# --- polars ---------------------------------------------------------------------------------------------


def polars_table(path):
    import polars

    return polars.read_csv(path, has_header=False, skip_rows=1, quote_char=None,
                           new_columns=list(AML), schema_overrides={name: polars.String for name in ("From Bank", "Account", "To Bank", "Account_1")})


def polars_main(path):
    import polars

    start = clock()
    table = polars_table(path)
    say(peer="polars", version=polars.__version__, load=lap(start), rows=table.height)


# --- Numba ----------------------------------------------------------------------------------------------


def arrays(path):
    """The table as two arrays of account numbers in row order, and the keys of the accounts."""
    import numpy
    import polars

    table = polars_table(path)
    payer = table["From Bank"] + "/" + table["Account"]
    payee = table["To Bank"] + "/" + table["Account_1"]
    both = polars.concat([payer, payee])
    keys = both.unique(maintain_order=True)
    numbers = both.cast(polars.Enum(keys)).to_physical().to_numpy().astype(numpy.uint32)
    return numbers[:len(payer)].copy(), numbers[len(payer):].copy(), keys.to_list()


def numba_main(path, victims, hops, out):
    import numba
    import numpy

    start = clock()
    payer, payee, keys = arrays(path)
    load = lap(start)
    number = {key: index for index, key in enumerate(keys)}

    @numba.njit(cache=False)
    def sweep(payer, payee, bit, hops, accounts):
        # reached[account, h]: the victims whose money is there after at most h + 1 hops.
        reached = numpy.zeros((accounts, hops), numpy.uint64)
        for row in range(payer.shape[0]):
            a = payer[row]
            b = payee[row]
            claim = bit[a]
            if hops > 1:
                if claim == 0 and reached[a, hops - 2] == 0:
                    continue
            elif claim == 0:
                continue
            for h in range(hops - 1, 0, -1):
                reached[b, h] |= claim | reached[a, h - 1]
            reached[b, 0] |= claim
        return reached[:, hops - 1].copy()

    @numba.njit
    def count(reached, bit, victims):
        for account in range(reached.shape[0]):
            word = reached[account] & ~bit[account]
            while word != 0:
                victims[account] += 1
                word &= word - numpy.uint64(1)

    def ask():
        total = numpy.zeros(len(keys), numpy.int64)
        for first in range(0, len(victims), 64):
            bit = numpy.zeros(len(keys), numpy.uint64)
            for index, victim in enumerate(victims[first:first + 64]):
                bit[number[victim]] |= numpy.uint64(1 << index)
            count(sweep(payer, payee, bit, hops, len(keys)), bit, total)
        return total

    # Compiled before the clock starts.
    sweep(payer[:10], payee[:10], numpy.zeros(len(keys), numpy.uint64), hops, len(keys))
    count(numpy.zeros(1, numpy.uint64), numpy.zeros(1, numpy.uint64), numpy.zeros(1, numpy.int64))
    kept = []
    question = repeated(5 if len(victims) < 100 else 1, lambda: kept.append(ask()))
    answer = [(keys[account], int(kept[-1][account])) for account in numpy.nonzero(kept[-1] >= 2)[0]]
    write(out, answer)
    say(peer="numba", version=numba.__version__, load=load, question=question, sinks=len(answer))


# --- igraph ---------------------------------------------------------------------------------------------


def igraph_main(path, victims, hops, out):
    import igraph
    import numpy

    start = clock()
    payer, payee, keys = arrays(path)
    graph = igraph.Graph(n=len(keys), edges=numpy.stack([payer, payee], 1), directed=True)
    load = lap(start)
    number = {key: index for index, key in enumerate(keys)}
    answer = []

    def ask():
        total = numpy.zeros(len(keys), numpy.int64)
        for victim in victims:
            own = number[victim]
            near = set(graph.neighborhood(own, order=hops, mode="out", mindist=1))
            near.discard(own)
            total[list(near)] += 1
        answer[:] = [(keys[account], int(total[account])) for account in numpy.nonzero(total >= 2)[0]]

    question = repeated(1, ask)
    write(out, answer)
    start = clock()
    parts = len(graph.connected_components(mode="weak"))
    say(peer="igraph", version=igraph.__version__, load=load, question=question, sinks=len(answer),
        components=lap(start), parts=parts)


# --- Victims --------------------------------------------------------------------------------------------


def victims_main(path, count, out):
    import duckdb

    database = duckdb.connect()
    rows = database.execute(f"""
        SELECT "From Bank" || '/' || "Account" AS payer
        FROM read_csv('{path}', header = true, delim = ',', quote = '', names = [{", ".join(f"'{name}'" for name in AML)}],
                      all_varchar = true)
        GROUP BY payer HAVING count(*) BETWEEN 3 AND 20 ORDER BY md5(payer) LIMIT {count}""").fetchall()
    with open(out, "w") as file:
        file.write("".join(f"{row[0]}\n" for row in rows))
    say(peer="victims", victims=len(rows))


def payers_main(path, count, out):
    """The payers of payments that a seeded generator chooses, each once: an account is as likely as it pays often.

    The seed and the generator are those of the file (amlworld/make.py).
    """
    from random import Random

    table = polars_table(path)
    random = Random(20220901)
    chosen = {}
    while len(chosen) < count:
        row = table.row(random.randrange(table.height), named=True)
        chosen[row["From Bank"] + "/" + row["Account"]] = None
    with open(out, "w") as file:
        file.write("".join(f"{key}\n" for key in chosen))
    say(peer="payers", victims=len(chosen))


def write(path, answer):
    with open(path, "w") as file:
        file.write("".join(f"{key},{count}\n" for key, count in sorted(answer)))


def main():
    what, path, *rest = sys.argv[1:]
    if what == "victims":
        victims_main(path, int(rest[0]), rest[1])
    elif what == "payers":
        payers_main(path, int(rest[0]), rest[1])
    elif what == "polars":
        polars_main(path)
    else:
        question = {"duckdb": duckdb_main, "numba": numba_main, "igraph": igraph_main}[what]
        question(path, read_victims(rest[0]), int(rest[1]), rest[2])


if __name__ == "__main__":
    main()
