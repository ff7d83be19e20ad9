"""Takes from a lake the payments that a question of Tributary needs: a superset of all walks from the claims.

    spark-submit tributary_lake.py WORKDIR

WORKDIR/input was written by `tributary extract`; WORKDIR/result is what `tributary extract --assemble` reads.
The rules of walks stay in Tributary. This job only has to be not too small: whether two payments may follow each
other depends on the two alone, so a walk within a superset is a walk of the lake, and none of the lake's is missing.
"""
import hashlib
import json
import sys
import time
from functools import reduce

from pyspark.sql import SparkSession, Window, functions as F

ROW = ["id", "start", "end", "opens", "closes", "source", "precision", "sequence", "payer", "beneficiary", "kind", "link", "reference"]
NEEDED = ["id", "time_start", "time_end", "precision", "source", "sequence", "payer", "beneficiary", "amount", "currency"]
OPTIONAL = ["received_amount", "received_currency", "reference", "link", "kind"]
ACCOUNT, LINK = ["account", "role", "pooled", "name", "institution", "country", "holder"], ["inbound", "outbound", "grade", "basis", "share"]
PRECISIONS = ["day", "minute", "second", "millisecond", "period", "unknown"]
MOMENTS = ["day", "minute", "second", "millisecond"]  # Rows of one of these have places among those of their source.
RETURNS = ["reversal", "refund", "chargeback"]
BEFORE, AFTER = 14 * 3600000, 12 * 3600000  # A day of some zone begins and ends so much beside that of UTC.
MANY = 1000  # Receipts of one reference: it names none of them, and two are enough to show that.
# Keys that Tributary may spell in another way; it decides which of them it does.
DOUBTFUL = ("^'|^[+]|[ \\t\\u00a0]|^[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,}$|@.*[A-Z]|[A-Z].*@|^[0-9.,]+[eE][+]?[0-9]+$"
            "|^[A-Za-z]{4}0[A-Za-z0-9]{6}[:/-]|^(?i:iban):(?i:gb|ie)|^(?i:iban):.*[a-z]|^[0-9]{3}-[0-9]{5}-|[.]0$"
            "|^[^:]*[A-Z][^:]*:.*|^[^:@]+@[^@]*$")

class Refused(Exception):
    """The lake, or the question, is not as agreed."""
def say(**fact):
    print("@tributary " + json.dumps(fact), flush=True)
def union(frames):
    return reduce(lambda one, other: one.unionByName(other), frames)
def text(name):
    value = F.trim(F.col(name).cast("string"))
    return F.when(value != "", value)
def cell(name):
    value = F.coalesce(F.col(name).cast("string"), F.lit(""))
    quoted = F.concat(F.lit('"'), F.replace(value, F.lit('"'), F.lit('""')), F.lit('"'))
    return F.when(value.rlike("^[A-Za-z0-9_.:/+@-]*\\z"), value).otherwise(quoted)
def line(names):
    """Returns a row of CSV in one line: Spark's own writer would trim blanks and spoil quotes."""
    marks = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"))
    return reduce(lambda row, mark: F.replace(row, *map(F.lit, mark)), marks, F.concat_ws(",", *map(cell, names)))
def short(number):
    """Returns decimal text without needless zeros."""
    return F.regexp_replace(F.regexp_replace(number.cast("string"), "(\\.[0-9]*?)0+$", "$1"), "\\.$", "")

class Job:
    def __init__(self, spark, work):
        self.spark, self.work, self.hops, self.counts, self.resumes = spark, work.rstrip("/"), [], {}, False
        self.ask = json.loads("\n".join(self.lines(f"{self.work}/input/arguments") or ['{"missing": 1}']))
        if "missing" in self.ask:
            raise Refused(f"{self.work}/input/arguments is not there: tributary extract writes it")
        self.books, self.trace = self.ask["links"] == "books", self.ask["for"] == "trace"

    # Storage: every step is written once and read again, which makes it a point to go on from.
    def lines(self, path):
        found = self.attempt(lambda: self.spark.read.text(path).collect())
        return [row[0] for row in found or []]
    @staticmethod
    def attempt(read):
        try:
            return read()
        except Exception as error:
            words = str(error).lower()
            if any(word in words for word in ("not_found", "not found", "does not exist", "unable_to_infer", "is not a delta table")):
                return None
            raise
    def write_line(self, path, words):
        self.spark.range(0, 1, 1, 1).select(F.lit(words).alias("value")).write.mode("overwrite").text(path)
    def keep(self, frame, name):
        path = f"{self.work}/state/{name}"
        if not (self.resumes and self.lines(path + ".done")):
            frame.write.mode("overwrite").parquet(path)
            self.write_line(path + ".done", "done")
        return self.spark.read.schema(frame.schema).parquet(path)
    def again(self, like, names):
        return self.spark.read.schema(like.schema).parquet(*[f"{self.work}/state/{name}" for name in names])
    def fact(self, name, value):
        """Keeps a number or a list that was counted, so that a job that goes on says the same."""
        known = self.lines(f"{self.work}/state/{name}.fact") if self.resumes else []
        if not known:
            known = [json.dumps(value())]
            self.write_line(f"{self.work}/state/{name}.fact", known[0])
        return json.loads(known[0])
    def small(self, frame, count):
        return F.broadcast(frame) if count < self.ask["broadcast"] else frame

    # The lake.
    def open(self, path):
        reader = self.spark.read
        if self.ask["snapshot"]:
            reader = reader.option("versionAsOf" if self.ask["format"] == "delta" else "snapshot-id", self.ask["snapshot"])
        return reader.format(self.ask["format"]).load(path)
    def table(self, name, columns, given):
        """Opens a table that came with the question, or that the lake has."""
        if given:
            return self.spark.read.schema(", ".join(f"{n} string" for n in columns)).json(f"{self.work}/input/{name}")
        return self.attempt(lambda: self.open(self.ask["lake"].rstrip("/") + ("." if self.ask["format"] == "iceberg" else "/") + name))
    def open_lake(self):
        raw = self.table("transfers", [], False) or self.open(self.ask["lake"])
        types = dict(raw.dtypes)
        if set(NEEDED) - set(types):
            raise Refused("the table of transfers has no column " + ", ".join(name for name in NEEDED if name not in types))
        for name, kind in types.items():
            if name in ("amount", "received_amount") and kind in ("double", "float"):
                raise Refused(f"{name} is a floating-point column, which holds no exact decimals: convert it to decimal or string first")
            if name in ("time_start", "time_end", "sequence") and kind not in ("bigint", "int", "smallint"):
                raise Refused(f"{name} is of type {kind}; it must be a whole number, of milliseconds of UTC for times")
        self.others = [name for name in raw.columns if name not in NEEDED + OPTIONAL + ["day"]]
        for name in self.others:
            if name.lower() in ("time", "from", "to", "lake_source", "lake_sequence"):
                raise Refused(f"the column {name} has a name that an extract needs itself: rename it")
        raw = raw.withColumns({name: F.lit(None).cast("string") for name in OPTIONAL if name not in types})
        def exact(name):
            if not types.get(name, "string").startswith("decimal"):
                return F.col(name).cast("string")
            # Three decimals could be read as thousands; other numbers of them cannot.
            number = short(F.col(name))
            return F.when(number.rlike("\\.[0-9]{3}$"), F.concat(number, F.lit("0"))).otherwise(number)

        self.raw = raw.withColumn("id", F.col("id").cast("string")).withColumn("precision", F.lower("precision")) \
            .withColumn("amount", exact("amount")).withColumn("received_amount", exact("received_amount"))
        codes, fine = list(self.ask["currencies"]), [code for code, digits in self.ask["currencies"].items() if digits >= 3]
        def readable(amount, currency):
            # The rows that Tributary reads: plain decimals, and not three of them after the point of a small number.
            digits = F.length(F.regexp_extract(amount, "^0*([0-9]*)", 1))
            unclear = amount.rlike("^[1-9][0-9]{0,2}[.][0-9]{3}\\z") & ~currency.isin(fine)
            return amount.rlike("^[0-9]+([.][0-9]*)?\\z|^[.][0-9]+\\z") & (digits <= 16) & ~unclear & currency.isin(codes)

        sent, came = F.trim(F.col("amount")), F.coalesce(text("received_amount"), F.trim(F.col("amount")))
        code = F.upper(F.trim(F.col("currency")))
        other = F.coalesce(F.upper(text("received_currency")), code)
        penny = F.col("currency").rlike("^[A-Z][A-Z][a-z]$") | F.coalesce(F.col("received_currency").rlike("^[A-Z][A-Z][a-z]$"), F.lit(False))
        good, kind = F.coalesce(readable(sent, code) & readable(came, other) & ~penny, F.lit(False)), F.lower(text("kind"))
        moves = good & sent.rlike("[1-9]") & ~F.coalesce(kind.isin("hold", "hold-release", "memo"), F.lit(False))
        self.all = self.raw.select(
            "id", F.col("time_start").cast("long").alias("start"), F.col("time_end").cast("long").alias("end"), "precision",
            F.col("source").cast("string").alias("source"), F.col("sequence").cast("long").alias("sequence"),
            F.col("payer").cast("string").alias("payer"), F.col("beneficiary").cast("string").alias("beneficiary"), kind.alias("kind"),
            text("link").alias("link"), text("reference").alias("reference"), code.alias("currency"), other.alias("received_currency"),
            sent.alias("sent"), came.alias("came"), good.alias("good"), moves.alias("moves"))
    def check_lake(self):
        """Reads every row once, into a narrow table that all steps read: the agreement, and the size of the whole."""
        self.all = self.keep(self.all, "narrow")
        self.T, count, blank = self.all.where("moves"), (lambda c: F.sum(F.when(c, 1).otherwise(0))), (lambda n: F.col(n).isNull() | (F.trim(F.col(n)) == ""))
        faults = {
            "without payer or beneficiary (give each blank one a placeholder of its own)": blank("payer") | blank("beneficiary"),
            "without id": blank("id"), "without source or sequence": blank("source") | F.col("sequence").isNull(),
            "without time (write -2^45 and 2^45, and the precision unknown)": F.col("start").isNull() | F.col("end").isNull(),
            "with a precision other than " + ", ".join(PRECISIONS): ~F.coalesce(F.col("precision").isin(PRECISIONS), F.lit(False)),
            "with a time that ends before it starts": F.col("end") <= F.col("start")}
        def size():
            row = self.all.agg(
                F.count("*").alias("rows"), count(~F.col("good")).alias("unreadable"), count(F.col("moves")).alias("transfers"),
                count(F.col("moves") & F.col("precision").isin("day", "period")).alias("days"),
                count(F.col("moves") & F.col("precision").isin(MOMENTS[1:])).alias("moments"),
                *[count(fault).alias(f"fault{n}") for n, fault in enumerate(faults.values())]).first().asDict()
            found = [(row[f"fault{n}"], words) for n, words in enumerate(faults) if row[f"fault{n}"]]
            if found:
                raise Refused(f"{found[0][0]} of {row['rows']} rows of the table of transfers are {found[0][1]}".replace("are with ", "have "))
            return {name: row[name] or 0 for name in ("unreadable", "transfers", "days", "moments")}
        def sides():
            ends = union([self.T.select(F.col(side).alias("account"), F.lit(pays).alias("pays")) for side, pays in (("payer", 1), ("beneficiary", 0))]
                         + [self.A.where("account is not null").select("account", F.lit(0).alias("pays"))])
            found = ends.groupBy("account").agg(F.max("pays").alias("pays"))
            row = found.agg(F.count("*").alias("accounts"), F.sum("pays").alias("payers")).first()
            doubts = found.where(F.col("account").rlike(DOUBTFUL)).select("account").limit(100001).collect()
            return [row["accounts"], row["payers"] or 0, sorted(r[0] for r in doubts)]

        size = self.fact("size", size)
        accounts, payers, self.doubts = self.fact("sides", sides)
        self.mixed = bool(size["days"] and size["moments"])
        self.size = {"transfers": size["transfers"], "unreadable": size["unreadable"], "accounts": accounts, "payers": payers}
        # Beside a moment of UTC a day is as long as the zones of the world allow.
        day = F.col("precision").isin("day", "period") & F.lit(self.mixed)
        self.T = self.T.withColumn("opens", F.col("start") - F.when(day, BEFORE).otherwise(0)) \
            .withColumn("closes", F.col("end") + F.when(day, AFTER).otherwise(0))
        since, before, self.S = self.ask["since"], self.ask["before"], self.T
        self.limited = since is not None or before is not None
        if self.limited:
            first, end = -2 ** 62 if since is None else since, 2 ** 62 if before is None else before
            self.S = self.S.where((F.col("precision") != "unknown") & (F.col("start") >= first) & (F.col("start") < end))
        say(step="checked", **self.size)
    def open_accounts(self):
        table = self.table("accounts", ACCOUNT, self.ask["hasAccounts"]) or self.spark.createDataFrame([], "account string")
        self.A = table.select(*[text(n).alias(n) if n in table.columns else F.lit(None).cast("string").alias(n) for n in ACCOUNT])
        stated = F.coalesce(F.lower("pooled"), F.lit(""))
        pooled = stated.isin("yes", "true", "1", "y") | (~stated.isin("no", "false", "0", "n") & (F.lower("role") == "processor"))
        self.hubs = self.keep(self.A.where(pooled).select("account").distinct(), "pooled")
        self.pooled = self.fact("pooled", lambda: self.hubs.count())
    def at_hubs(self, rows, side, how="left_semi"):
        return rows.join(F.broadcast(self.hubs.withColumnRenamed("account", side)), side, how)

    # Candidate links: a superset of those that records state.
    def named(self, rows):
        """Returns the rows with every id that they may name."""
        parts = rows.where("link is not null").withColumn("name", F.explode(F.split("link", ";"))) \
            .withColumn("name", F.regexp_replace("name", "^[ \\t]+|[ \\t]+$", ""))
        return union([rows.where("link is not null").withColumn("name", F.col("link")), parts,
                      parts.withColumn("name", F.regexp_replace("name", "[ \\t]*=[^=]*$", "")),
                      rows.where(F.col("kind").isin(RETURNS) & F.col("reference").isNotNull()).withColumn("name", F.col("reference"))
                      ]).where("name <> ''").distinct()
    def open_links(self):
        payouts, back = self.at_hubs(self.T, "payer").select(ROW), self.T.where(F.col("kind").isin(RETURNS)).select(ROW)
        self.R = self.keep(back, "returns")
        self.N = self.keep(self.named(payouts.unionByName(back).distinct() if self.pooled else back), "named")
        self.P = self.keep(payouts.where("link is null and reference is not null"), "references") if self.pooled else None
        self.L = self.keep(self.table("links", LINK, True), "links") if self.ask["links"] == "table" else None
        self.linked = self.fact("linked", lambda: self.N.limit(1).count()) or self.pooled or self.L is not None
    def onward(self, rows):
        """Returns the payouts that may pass on some of the rows by what records, or the table of links, state."""
        ids = rows.select("id").distinct()
        found = self.N.join(ids.withColumnRenamed("id", "name"), "name", "left_semi").select(ROW)
        if self.pooled:
            same = rows.where("reference is not null").select(F.col("beneficiary").alias("payer"), "reference").distinct()
            found = found.unionByName(self.P.join(same, ["payer", "reference"], "left_semi").select(ROW))
        if self.L is not None:
            linked = self.L.join(ids.withColumnRenamed("id", "inbound"), "inbound", "left_semi").select(F.col("outbound").alias("id")).distinct()
            found = found.unionByName(self.T.join(linked, "id", "left_semi").select(ROW))
        return found.dropDuplicates(["id"])

    # Walks.
    def open_claims(self):
        self.claim_ids = None
        if self.ask["claimed"] == "ids":
            table = self.table("claims", ["claim"], self.ask["hasClaims"])
            if table is None:
                raise Refused("the lake has no table of claims: give --claims or --victims")
            self.claim_ids = self.keep(table.select(text("claim").alias("id")).where("id is not null").distinct(), "claims")
            claimed = self.T.join(self.claim_ids, "id", "left_semi")
            lost = self.fact("lost", lambda: [r[0] for r in self.claim_ids.join(claimed.select("id"), "id", "left_anti").orderBy("id").limit(6).collect()])
            if lost:
                raise Refused("no transfer of the lake has the claimed id " + ", ".join(lost[:5]) + (" and others" if len(lost) > 5 else ""))
            self.victims = self.keep(claimed.select(F.col("payer").alias("account")).distinct(), "victims")
        else:
            wanted = self.A.where(F.lower("role") == "victim").select("account") if self.ask["claimed"] == "role" else self.table("victims", ["account"], True)
            self.victims = self.keep(wanted.distinct(), "victims")
            claimed = self.T.join(self.victims.withColumnRenamed("account", "payer"), "payer", "left_semi")
        self.claimed = self.keep(claimed.select(ROW), "claimed")
        if not self.fact("claimed", lambda: self.claimed.count()):
            raise Refused("the lake has no claimed payment: name claims, or victims who pay")
    def in_scope(self, rows):
        return rows.join(self.S.select("id"), "id", "left_semi") if self.limited else rows
    def walk(self):
        new, hop, total, known, steps = self.keep(self.in_scope(self.claimed), "hop=1/new"), 1, 0, None, ["hop=1/new"]
        while True:
            begun, rows = time.time(), self.fact(f"hop={hop}/new", lambda: new.count())
            receipts = new if self.books or not self.pooled else self.at_hubs(new, "beneficiary", "left_anti")
            first = receipts.groupBy(F.col("beneficiary").alias("account")).agg(F.min("opens").alias("at"))
            if known is None:
                delta = first.withColumn("was", F.lit(None).cast("long"))
            else:
                delta = first.join(known.withColumnRenamed("at", "was"), "account", "left").where("was is null or at < was")
            delta = self.keep(delta.select("account", "at", "was"), f"hop={hop}/delta")
            count, least = self.fact(f"hop={hop}/delta", lambda: list(delta.agg(F.count("*"), F.min("at")).first()))
            total += rows
            self.hops.append({"hop": hop, "transfers": rows, "accounts": count})
            say(step="hop", seconds=round(time.time() - begun, 1), total=total, **self.hops[-1])
            if total > self.ask["stopAbove"]:
                raise Refused(f"the walks have {total} transfers after {hop} hops, more than --stop-above {self.ask['stopAbove']} allows: "
                              "declare the accounts that bring most rows as pooled, or ask for fewer hops")
            if rows == 0 or hop == self.ask["maxHops"]:
                break
            later = delta.select("account", "at")
            arrivals = later if known is None else known.join(later.select("account"), "account", "left_anti").unionByName(later)
            known, seen = self.keep(arrivals, f"hop={hop}/arrivals"), self.again(new, steps).select("id")
            follow = self.S.where(F.col("closes") > (2 ** 62 if least is None else least)) \
                .join(self.small(delta, count), F.col("payer") == F.col("account")) \
                .where((F.col("at") < F.col("closes")) & (F.col("was").isNull() | (F.col("was") >= F.col("closes")))).select(ROW)
            # Only claims, and payouts that a link reached, can be met again by another way.
            if self.linked:
                follow = follow.unionByName(self.in_scope(self.onward(new))).join(seen, "id", "left_anti").dropDuplicates(["id"])
            hop, steps = hop + 1, steps + [f"hop={hop + 1}/new"]
            new = self.keep(follow.join(F.broadcast(self.claimed.select("id")), "id", "left_anti"), steps[-1])
            if hop == 2:
                self.advise(new)
        self.walked, self.last = self.again(new, steps), new
    def with_ties(self, rows):
        """Adds the payouts that tie with a receipt of the last hop: answers count those that only the order of rows keeps off."""
        ends = self.last.select(F.col("beneficiary").alias("payer"), "start", "source", "precision").distinct()
        return rows.unionByName(self.S.join(ends, ends.columns, "left_semi").select(rows.columns)) if self.ask["maxHops"] else rows
    def advise(self, new):
        top = self.fact("busiest", lambda: [[r[0], r[1]] for r in new.groupBy("payer").count().orderBy(F.col("count").desc(), "payer").limit(50).collect()])
        total = self.fact("hop=2/new", lambda: new.count())
        say(step="busiest", total=total, busiest=[{"account": a, "rows": n} for a, n in top if n * 20 >= total and n > 20][:10])

    # All rows that an answer needs beside the walks.
    def with_statements(self, rows):
        """Adds every row of the accounts whose whole records are needed."""
        reached = rows.select(F.col("beneficiary").alias("account")).distinct()
        whole = self.keep(reached.unionByName(self.victims).distinct() if self.trace else self.at_hubs(reached, "account"), "statements")
        hint = self.small(whole, self.fact("statements", whole.count))
        sides = [self.T.join(hint.withColumnRenamed("account", side), side, "left_semi").select(ROW) for side in ("payer", "beneficiary")]
        return self.keep(union(sides + [rows]).dropDuplicates(["id"]), "walked")
    def with_evidence(self, rows):
        """Adds, again and again, the rows by which links and returns of others are judged."""
        steps, is_needed = ["evidence=0"], self.linked or self.fact("returns", self.R.limit(1).count)
        fresh = self.keep(rows, steps[0]) if is_needed else rows
        while is_needed:
            back, hub = fresh.where(F.col("kind").isin(RETURNS)), self.at_hubs(fresh, "payer").select(ROW)
            names = self.named(back.unionByName(hub)).select(F.col("name").alias("id")).distinct()
            swap = lambda frame: frame.select(F.col("payer").alias("beneficiary"), F.col("beneficiary").alias("payer"))
            pairs = union([back.select("payer", "beneficiary"), swap(back)]).distinct()
            more = [self.onward(fresh), self.T.join(names, "id", "left_semi"), self.R.join(swap(fresh).distinct(), ["payer", "beneficiary"], "left_semi"),
                    self.T.join(pairs, ["payer", "beneficiary"], "left_semi")]
            if self.pooled:
                shared = hub.where("link is null and reference is not null").select(F.col("payer").alias("beneficiary"), "reference").distinct()
                group = Window.partitionBy("beneficiary", "reference")
                more.append(self.T.join(shared, ["beneficiary", "reference"], "left_semi").withColumn("n", F.count("*").over(group))
                            .withColumn("i", F.row_number().over(group.orderBy("id"))).where(f"n <= {MANY} or i <= 2"))
            more = union([frame.select(ROW) for frame in more]).dropDuplicates(["id"])
            known, steps = self.again(fresh, steps).select("id"), steps + [f"evidence={len(steps)}"]
            fresh = self.keep(more.join(known, "id", "left_anti"), steps[-1])
            is_needed = self.fact(steps[-1], lambda: fresh.count())
        return self.again(fresh, steps) if len(steps) > 1 else rows
    def witnesses(self):
        """Returns the ids of the last payouts of every reached account, and of rows that show how whole files are written."""
        self.reached = self.keep(self.walked.select(F.col("beneficiary").alias("account")).distinct(), "reached")
        free, bare = F.col("link").isNull().alias("free"), F.col("reference").isNull().alias("bare")
        ids = []
        for table in [self.T, self.S] if self.limited else [self.T]:
            last = table.join(self.reached.withColumnRenamed("account", "payer"), "payer", "left_semi").where("payer <> beneficiary") \
                .groupBy("payer", "source", "precision", "currency", "received_currency", "kind", free, bare) \
                .agg(F.max_by("id", F.struct("start", "sequence")).alias("a"), F.max_by("id", F.struct("end", "sequence")).alias("b"))
            ids += [last.select(F.col("a").alias("id")), last.select(F.col("b").alias("id"))]
        # Zones, precisions and decimals are judged by all rows of a file: one row of each kind is enough.
        land = lambda side: F.when(F.instr(side, ":") == 3, F.substring(side, 1, 2)).alias("of_" + side)
        digits = lambda name: F.length(F.regexp_extract(name, "[.]([0-9]*)$", 1)).alias("digits_" + name)
        for kinds in (["precision", land("payer"), land("beneficiary")], ["currency", "received_currency", digits("sent"), digits("came")]):
            ids.append(self.T.groupBy("source", *kinds).agg(F.min("id").alias("id")).select("id"))
        placed = self.A.where("country is not null").select("account", "country")
        if self.fact("placed", lambda: placed.limit(1).count()):
            for side in ("payer", "beneficiary"):
                days = self.T.where("precision = 'day'").join(placed.withColumnRenamed("account", side), side)
                ids.append(days.groupBy("source", "country").agg(F.min("id").alias("id")).select("id"))
        return union(ids)

    # Other payers, for comparison: followed one by one, by recorded orders and links.
    def follows(self, came):
        """Returns whether the row may follow an arrival, given the arrival's columns."""
        row, place = F.col, F.struct("start", "sequence")
        same = (came("source") == row("source")) & (came("precision") == row("precision")) & row("precision").isin(MOMENTS)
        clock = lambda name: F.when(name.isin("day", "period"), 1).when(name.isin(MOMENTS), 2)
        apart = (came("source") != row("source")) & F.coalesce(clock(came("precision")) != clock(row("precision")), F.lit(False))
        return F.when(same, came("place") < place).when(apart, came("opens") < row("closes")).otherwise(came("start") < row("end"))
    def recorded_links(self):
        """Returns the pairs of receipts and payouts that records link, and whether every one of them is certain."""
        money = self.T.select("id", "sent", "came", "currency", "received_currency")
        receipt = self.at_hubs(self.T, "beneficiary").select(*[F.col(n).alias("r_" + n) for n in ROW])
        payout = self.at_hubs(self.T, "payer").select(ROW)
        came = lambda name: F.struct("r_start", "r_sequence") if name == "place" else F.col("r_" + name)
        hub = F.col("r_beneficiary") == F.col("payer")
        by_id = payout.join(receipt, (F.col("link") == F.col("r_id")) & hub)
        once = receipt.where("r_reference is not null").withColumn("n", F.count("*").over(Window.partitionBy("r_beneficiary", "r_reference"))).where("n = 1").drop("n")
        by_reference = payout.where("link is null").join(once, (F.col("reference") == F.col("r_reference")) & hub)
        # Ties may fall either way: only a receipt that is certainly later is none.
        late = F.when(self.follows(came), False).otherwise(F.col("r_start") >= F.col("end"))
        pairs = union([by_id, by_reference]).where(~late & (F.col("id") != F.col("r_id"))).select(F.col("r_id").alias("inbound"), F.col("id").alias("outbound"), "kind")
        sums = pairs.join(money.select(F.col("id").alias("outbound"), "sent", "currency"), "outbound") \
            .join(money.select(F.col("id").alias("inbound"), "came", "received_currency"), "inbound") \
            .where((F.col("currency") == F.col("received_currency")) & (F.coalesce(F.col("kind"), F.lit("")) != "chargeback")) \
            .groupBy("inbound", "came").agg(F.sum(F.col("sent").cast("decimal(38,18)")).alias("paid")).where(F.col("paid") > F.col("came").cast("decimal(38,18)"))
        lists = payout.where(F.col("link").rlike("[;=]"))
        return pairs.select("inbound", "outbound").join(sums, "inbound", "left_anti"), lists.limit(1).count() + self.R.limit(1).count() == 0
    def follow_others(self):
        limit = self.ask["controls"]
        apart = self.victims.unionByName(self.hubs).withColumnRenamed("account", "payer")
        payers = self.keep(self.S.select("payer").distinct().join(apart, "payer", "left_anti"), "payers")
        count = self.fact("payers", lambda: payers.count())
        chosen = payers if limit < 0 else payers.orderBy(F.xxhash64("payer"), "payer").limit(limit)
        chosen = self.keep(chosen.withColumn("other", F.col("payer")), "others")
        links, certain = self.recorded_links() if self.pooled else (None, not self.R.limit(1).count())
        links = self.keep(links, "pairs") if links is not None else None
        new = self.keep(self.S.select(ROW).join(self.small(chosen, count), "payer"), "others=1/new")
        hop, known, steps, found = 1, None, ["others=1/new"], []
        while self.fact(steps[-1], lambda: new.count()):
            found.append(new.join(self.reached.withColumnRenamed("account", "beneficiary"), "beneficiary", "left_semi")
                         .select(F.col("beneficiary").alias("account"), "other", F.lit(hop).alias("hops")))
            if hop == self.ask["maxHops"]:
                break
            receipts = self.at_hubs(new, "beneficiary", "left_anti") if self.pooled else new
            keys = ["other", "account", "source", "precision"]
            first = receipts.withColumnRenamed("beneficiary", "account").groupBy(*keys).agg(
                F.min(F.struct("start", "sequence")).alias("place"), F.min("start").alias("start"), F.min("opens").alias("opens"))
            if known is not None:
                first = first.join(known.select(*keys, F.col("place").alias("was")), keys, "left").where("was is null or place < was").drop("was")
            delta = self.keep(first, f"others={hop}/delta")
            known = self.keep(delta if known is None else known.join(delta.select(keys), keys, "left_anti").unionByName(delta), f"others={hop}/arrivals")
            came = delta.select("other", F.col("account").alias("payer"), *[F.col(n).alias("r_" + n) for n in ("source", "precision", "place", "start", "opens")])
            follow = self.S.select(ROW).join(came, "payer").where(self.follows(lambda name: F.col("r_" + name))).select(*ROW, "other")
            if links is not None:
                linked = new.select(F.col("id").alias("inbound"), "other").join(links, "inbound").select(F.col("outbound").alias("id"), "other")
                follow = follow.unionByName(self.S.select(ROW).join(linked, "id").select(*ROW, "other"))
            seen, hop, steps = self.again(new, steps).select("id", "other"), hop + 1, steps + [f"others={hop + 1}/new"]
            new = self.keep(follow.select(*new.columns).dropDuplicates(["id", "other"]).join(seen, ["id", "other"], "left_anti"), steps[-1])
        rows = union(found).where("account <> other").groupBy("account", "other").agg(F.min("hops").alias("hops"))
        self.write(rows, "others", ["account", "other", "hops"])
        return {"followed": min(count, limit) if limit > 0 else count, "payers": count, "exact": certain and not self.mixed}

    # Results: lines of text that Tributary puts in order.
    def write(self, frame, name, columns):
        frame.select(line(columns).alias("value")).coalesce(8).write.mode("overwrite").text(f"{self.work}/result/{name}")
        self.counts[name] = self.spark.read.text(f"{self.work}/result/{name}").count()
    def write_transfers(self, ids):
        ids = self.keep(ids.select("id").distinct(), "ids")
        wanted = self.fact("ids", lambda: ids.count())
        if wanted > self.ask["stopAbove"]:
            raise Refused(f"the extract would have {wanted} rows, more than --stop-above {self.ask['stopAbove']} allows")
        stamp = lambda at: F.date_format(F.timestamp_seconds(F.floor(F.col(at) / 1000)), "yyyy-MM-dd'T'HH:mm:ss")
        start, last = stamp("time_start"), F.date_format(F.timestamp_seconds(F.floor((F.col("time_end") - 1) / 1000)), "yyyy-MM-dd")
        thousandths = F.lpad(F.pmod(F.col("time_start"), F.lit(1000)).cast("string"), 3, "0")
        forms = {"day": F.substring(start, 1, 10), "minute": F.concat(F.substring(start, 1, 16), F.lit("Z")), "second": F.concat(start, F.lit("Z")),
                 "millisecond": F.concat(start, F.lit("."), thousandths, F.lit("Z")), "period": F.concat(F.substring(start, 1, 10), F.lit("/"), last)}
        when = reduce(lambda rest, form: F.when(F.col("precision") == form[0], form[1]).otherwise(rest), forms.items(), F.lit(""))
        rows = self.raw.join(self.small(ids, wanted), "id", "left_semi").withColumn("time", when)
        key = lambda name: F.lpad((F.col(name).cast("decimal(38,0)") + F.lit(str(2 ** 63)).cast("decimal(38,0)")).cast("string"), 20, "0")
        columns = ["id", "time", "payer", "beneficiary", "amount", "currency"] + OPTIONAL + ["source", "sequence"] + self.others
        lines = rows.select(F.translate(F.col("source").cast("string"), "\t\n\r", "   ").alias("s"), F.concat(key("time_start"), key("sequence")).alias("k"),
                            line(columns).alias("words"))
        parts = max(1, wanted // 500000)
        lines = lines.repartitionByRange(parts, "s", "k") if parts > 1 else lines.coalesce(4)
        lines.sortWithinPartitions("s", "k").select(F.concat_ws("\t", "s", "k", "words").alias("value")).write.mode("overwrite").text(f"{self.work}/result/transfers")
        found = self.fact("written", lambda: self.spark.read.text(f"{self.work}/result/transfers").count())
        if found != wanted:
            raise Refused(f"{found} rows have one of {wanted} ids: the ids of the table of transfers are not unique")
        return ids, wanted
    def write_rest(self, ids):
        into = [t.join(self.reached.withColumnRenamed("account", "beneficiary"), "beneficiary", "left_semi").where("payer <> beneficiary") for t in (self.T, self.S)]
        payers = into[0].select("beneficiary", "payer").distinct().groupBy("beneficiary").agg(F.count("*").alias("payers"))
        amount = F.when(F.col("moves"), F.col("came")).cast("decimal(38,18)")
        sums = into[1].groupBy("beneficiary", "received_currency").agg(short(F.sum(amount)).alias("inflow"))
        self.write(payers.join(sums, "beneficiary", "left"), "counts", ["beneficiary", "payers", "received_currency", "inflow"])
        rows, extra = self.T.join(ids, "id", "left_semi"), [F.lit(None).cast("string").alias(n) for n in ACCOUNT[2:]]
        used = union([rows.select(F.col(side).alias("account")) for side in ("payer", "beneficiary")] + [self.victims]).distinct()
        known = self.A.join(used, "account", "left_semi")
        if self.ask["claimed"] == "accounts":
            known = known.unionByName(self.victims.join(self.A.select("account"), "account", "left_anti").select("account", F.lit("victim").alias("role"), *extra))
        self.write(known, "accounts", ACCOUNT)
        self.write(self.victims, "victims", ["account"])
        self.write(self.at_hubs(used, "account"), "pooled", ["account"])
        self.write(self.at_hubs(self.reached if self.books or self.trace else self.reached.limit(0), "account"), "books", ["account"])
        if self.claim_ids is not None:
            self.write(self.claim_ids, "claims", ["id"])
        if self.L is not None:
            near = self.L.join(ids.withColumnRenamed("id", "outbound"), "outbound", "left_semi")
            self.write(near.join(ids.withColumnRenamed("id", "inbound"), "inbound", "left_semi"), "links", LINK)
    def files(self):
        """Names the state of the lake: the files that are read, with their sizes and times."""
        try:
            rows = self.raw.select("_metadata.file_path", "_metadata.file_size", "_metadata.file_modification_time").distinct().collect()
            names = sorted(f"{row[0]} {row[1]} {row[2]}" for row in rows)
        except Exception:
            names = sorted(self.raw.inputFiles())
        return {"files": len(names), "sha256": hashlib.sha256("\n".join(names).encode()).hexdigest()}
    def check_files(self, state):
        self.open_lake()
        if self.files() != state:
            raise Refused("the lake has changed since the job began: begin again, or name a snapshot with --snapshot")
    def run(self):
        asked = {name: value for name, value in self.ask.items() if name != "resume"}
        question = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        mark = self.lines(f"{self.work}/state/question") if self.ask["resume"] else []
        self.resumes = bool(mark)
        if self.resumes and mark[0] != question:
            raise Refused("the work folder is that of another question: name another one with --work")
        self.write_line(f"{self.work}/state/question", question)
        self.open_lake()
        state = self.fact("files", self.files)
        self.check_files(state) if self.resumes else None
        [step() for step in (self.open_accounts, self.check_lake, self.open_links, self.open_claims, self.walk)]
        walked = self.with_ties(self.walked.unionByName(self.claimed.select(self.walked.columns))).dropDuplicates(["id"])
        rows = self.with_evidence(self.with_statements(walked) if self.trace or self.books else walked)
        ids, wanted = self.write_transfers(rows.select("id").unionByName(self.witnesses()))
        self.write_rest(ids)
        controls = self.follow_others() if self.ask["controls"] else None
        self.check_files(state)
        with open(__file__, "rb") as own:
            sha = hashlib.sha256(own.read()).hexdigest()
        self.write_line(f"{self.work}/result/summary", json.dumps({
            "arguments": self.ask, "rows": wanted, "columns": self.others, "whole": self.size, "hops": self.hops, "doubts": self.doubts,
            "state": state, "claims": self.counts.get("claims", 0), "counts": self.counts, "controls": controls,
            "job": {"sha256": sha, "engine": "Spark", "version": self.spark.version}}))
        say(step="done", rows=wanted)

def main():
    spark = SparkSession.builder.appName("tributary extract").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    try:
        Job(spark, sys.argv[1]).run()  # WORKDIR
    except Refused as refused:
        say(refused=str(refused))
        sys.exit(3)
    finally:
        spark.stop()
if __name__ == "__main__":
    main()
