#!/usr/bin/env python3
"""Reads exports with the tools for which they are written, and compares every value with what the ledger holds.

usage: Tests/Peers/peers.py PROGRAM VENV

The ledger's own values come from `transfers --format json` and `accounts --format json`, which share no code with the
writers of exports. Peers are wrong at times: each known change that one makes is a rule in this file, and a change without a
rule is a failure.
"""
import collections
import csv
import decimal
import hashlib
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import warnings

program, venv = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
root = pathlib.Path(__file__).resolve().parents[2]
failures = []


def check(holds, words):
    if not holds:
        failures.append(words)
        print(f"FAILED: {words}"[:400])


def run(*arguments, status=(0, 1)):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    check(done.returncode in status, f"{arguments}: status {done.returncode}: {done.stderr[:300]}")
    return done.stdout


# MARK: Ledgers

PIECES = ["<", ">", "&", '"', "'", "]]>", "-->", "\n", "\t", "\u202e", "=1+1", "@SUM(A1)", "+44 20", "-A", "\u0001",
          "=cmd|' /C calc'!A0", "é", "e\u0301", "日本", "😀", "\\", "%s", ";", ",", "{x}", "a-0123456789abcdef0123", "  ",
          "007", "1e5", "TRUE", "nan", "NULL", "2024-01-02", "1/2", "x"]


def hostile(folder):
    """A ledger of 500 accounts whose names and keys try to break readers; every run makes the same."""
    dice = random.Random(23)

    def text(number):
        return "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 4))).strip() + f"~{number}"

    keys = [text(number) for number in range(500)]
    names = ["" if number % 3 == 0 else text(number) for number in range(500)]
    with open(folder / "hostile.csv", "w", newline="") as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(["id", "time", "from", "to", "amount", "currency", "received_amount", "received_currency",
                       "reference", "kind"])
        for number in range(2_000):
            currency, digits = dice.choice([("EUR", 2), ("GBP", 2), ("JPY", 0), ("KWD", 3)])
            whole = dice.choice([dice.randint(0, 99_999), dice.randint(10**9, 10**12), 131_072])
            amount = f"{whole}" + (f".{dice.randint(0, 10**digits - 1):0{digits}}" if digits else "")
            second = number % 60
            time = [f"2024-0{1 + number % 9}-17T10:05:{second:02}Z", f"2024-0{1 + number % 9}-17", "",
                    f"2024-0{1 + number % 9}-17T10:05Z"][number % 4]
            converts = number % 9 == 0
            rows.writerow([text(number) if number % 2 else "", time, dice.choice(keys), dice.choice(keys), amount,
                           currency, "12.50" if converts else "", "CAD" if converts else "",
                           text(number) if number % 3 == 0 else "", dice.choice(["payment", "refund", "fee"])])
    with open(folder / "accounts.csv", "w", newline="") as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(["account", "role", "name", "institution", "country", "holder"])
        for key, name in zip(keys, names):
            rows.writerow([key, dice.choice(["victim", "mule", "processor", "merchant", ""]), name, text(0),
                           dice.choice(["GB", "Deutschland", "India", "ZZ", ""]), ""])
    return [folder / "hostile.csv", folder / "accounts.csv"]


class Ledger:
    """The values of a ledger, by the answers that people get."""

    def __init__(self, files):
        self.transfers = json.loads(run("transfers", *files, "--format", "json", "-q"))["transfers"]
        self.accounts = {one["account"]: one for one in json.loads(
            run("accounts", *files, "--include-stand-ins", "--format", "json", "-q"))["accounts"]}
        self.ids = identifiers(self.transfers)
        self.sums = collections.defaultdict(decimal.Decimal)
        for one in self.transfers:
            self.sums[one["sent"]["currency"]] += decimal.Decimal(one["sent"]["amount"])


def identifiers(transfers):
    """The identifiers of transfers as the manual defines them; rows of these ledgers show one transfer each."""
    ids = []
    for one in transfers:
        rows = sorted({f"{row['sha256']}:{row['line']}" for row in one["evidence"]})
        ids.append("t-" + hashlib.sha256("\n".join(rows).encode()).hexdigest()[:20])
    return ids


FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DIGEST = re.compile("a-[0-9a-f]{20}")


def identifier(key, is_narrow):
    """The identifier of an account: its key, or a digest where the format cannot hold it."""
    if DIGEST.fullmatch(key) or is_narrow(key):
        return "a-" + hashlib.sha256(key.encode()).hexdigest()[:20]
    return key


def markup(text):
    return FORBIDDEN.sub("\ufffd", text)


# MARK: Graphs

def compare_edge(data, one, words, number, kind="kind", source="source"):
    expected = {
        "amount": one["sent"]["amount"], "currency": one["sent"]["currency"], kind: one["kind"],
        "amountMinor": int(one["sent"]["amount"].replace(".", "")), "sequence": number + 1,
        "line": one["evidence"][0]["line"],
    }
    if one["received"] != one["sent"]:
        expected["received"] = one["received"]["amount"]
        expected["receivedCurrency"] = one["received"]["currency"]
    if one["reference"]:
        expected["reference"] = words(one["reference"])
    if one["id"]:
        expected["recordId"] = words(one["id"])
    if one["time"]:
        expected["time"] = one["time"]
        expected["day"] = one["time"][:10]
    row = one["evidence"][0]
    name = row["file"].split("/")[-1]
    expected[source] = f"{name}@{row['sha256'][:12]}:{row['line']}"
    for field, value in expected.items():
        # A number beyond 2^53 is text in JSON.
        found = data.get(field)
        same = found == value and type(found) is type(value) or abs(value) > 2**53 and found == str(value) \
            if isinstance(value, int) else found == value
        check(same, f"{field}: {found!r} and not {value!r}")
    for field in ("received", "reference", "recordId", "time"):
        if field not in expected:
            check(field not in data, f"{field} is there and should be absent")


def compare_nodes(nodes, ledger, words, narrow):
    check(len(nodes) == len(ledger.accounts), f"{len(nodes)} nodes and not {len(ledger.accounts)}")
    for key, one in ledger.accounts.items():
        data = nodes.get(identifier(key, narrow))
        if data is None:
            check(False, f"no node for {key!r}")
            continue
        for field in ("name", "institution", "country"):
            value = words(one[field]) if one[field] else None
            check(data.get(field) == value, f"{field} of {key!r}: {data.get(field)!r} and not {value!r}")
        check(data["role"] == one["role"] and isinstance(data["pooled"], bool), f"role of {key!r}")
        check(data["label"] == words(one["name"] or key), f"label of {key!r}: {data['label']!r}")


def graphs(files, ledger, folder):
    import networkx

    def compare(graph, key_of, words, narrow, **names):
        check(type(graph) is networkx.MultiDiGraph, f"{type(graph)}")
        compare_nodes(dict(graph.nodes(data=True)), ledger, words, narrow)
        check(graph.number_of_edges() == len(ledger.transfers), f"{graph.number_of_edges()} edges")
        edges = {key_of(key, data): (start, end, data) for start, end, key, data in graph.edges(data=True, keys=True)}
        for number, (one, name) in enumerate(zip(ledger.transfers, ledger.ids)):
            if name not in edges:
                check(False, f"no edge {name}")
                continue
            start, end, data = edges[name]
            check((start, end) == (identifier(one["from"], narrow), identifier(one["to"], narrow)), f"ends of {name}")
            compare_edge(data, one, words, number, **names)
        sums = collections.defaultdict(decimal.Decimal)
        for _, _, data in graph.edges(data=True):
            sums[data["currency"]] += decimal.Decimal(data["amount"])
        check(sums == ledger.sums, f"{sums} and not {ledger.sums}")

    narrow = lambda key: bool(FORBIDDEN.search(key))
    run("export", *files, "--to", "graphml", "-o", folder / "a.graphml", "-q")
    compare(networkx.read_graphml(folder / "a.graphml"), lambda key, _: key, markup, narrow)
    run("export", *files, "--to", "gexf", "-o", folder / "a.gexf", "-q")
    graph = networkx.read_gexf(folder / "a.gexf")
    compare(graph, lambda _, data: data["id"], markup, narrow, kind="paymentKind")
    for _, _, data in graph.edges(data=True):
        check(abs(decimal.Decimal(data["weight"]) - decimal.Decimal(data["amount"])) <= 1, f"weight {data['weight']}")
    run("export", *files, "--to", "json", "-o", folder / "a.json", "-q")
    value = json.loads((folder / "a.json").read_text())
    compare(networkx.node_link_graph(value, edges="edges"), lambda key, _: key, lambda text: text, lambda _: False,
            source="row")
    run("export", *files, "--to", "json", "--links", "-o", folder / "l.json", "-q")
    older = json.loads((folder / "l.json").read_text())
    check(older["links"] == value["edges"] and "edges" not in older, "links are not the edges")
    run("export", *files, "--to", "graphml", "--aggregate", "-o", folder / "s.graphml", "-q")
    sums = networkx.read_graphml(folder / "s.graphml")
    check(sum(data["count"] for _, _, data in sums.edges(data=True)) == len(ledger.transfers), "counts of sums")
    named = [name for _, _, data in sums.edges(data=True) for name in data["ids"].split(" ")]
    check(sorted(named) == sorted(ledger.ids), "the ids of sums are not those of all transfers")


# MARK: FollowTheMoney

def cleaned(name, text):
    """The text that FollowTheMoney's own cleaning makes: it removes control characters, composes letters and marks, and
    joins the white space of names."""
    if name == "name":
        text = " ".join(text.split())
    return unicodedata.normalize("NFC", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", "", text)).strip()


def follow_the_money(files, ledger, folder):
    run("export", *files, "--to", "ftm", "-o", folder / "a.ftm", "-q")
    done = subprocess.run([venv / "bin/ftm", "validate", "-i", folder / "a.ftm", "-o", folder / "out.ftm"],
                          capture_output=True, text=True)
    check(done.returncode == 0, f"ftm validate: {done.stderr[-300:]}")

    def read(name):
        return [json.loads(line) for line in open(folder / name, encoding="utf-8")]

    given, back = read("a.ftm"), {one["id"]: one for one in read("out.ftm")}
    check(len(given) == len({one["id"] for one in given}), "an id stands twice")
    check(len(given) == len(back), f"{len(given)} entities in, {len(back)} out")
    changed = collections.Counter()
    for one in given:
        other = back.get(one["id"])
        if other is None:
            check(False, f"{one['schema']} {one['id']} was dropped")
            continue
        check(other["schema"] == one["schema"], f"schema of {one['id']}")
        for name, values in one["properties"].items():
            found = other["properties"].get(name, [])
            if sorted(found) == sorted(values):
                continue
            same = sorted(cleaned(name, value) for value in values) == sorted(cleaned(name, value) for value in found)
            changed[name] += same
            check(same, f"{one['schema']}.{name}: {values!r} became {found!r}")
    payments = [one for one in given if one["schema"] == "Payment"]
    check([one["id"] for one in payments] == ledger.ids, "payments are not the transfers")
    for one, other in zip(payments, ledger.transfers):
        properties = one["properties"]
        check(properties["amount"] == [other["sent"]["amount"]], f"amount of {one['id']}")
        check(properties["currency"] == [other["sent"]["currency"]], f"currency of {one['id']}")
        if other["time"]:
            check(properties["date"] == [other["time"].rstrip("Z")], f"date {properties['date']} of {other['time']}")
    print(f"  FollowTheMoney: {len(given)} entities, texts that it cleans: {dict(changed)}")


# MARK: Tables

def guarded(text):
    """The text as a table has it: with an apostrophe where a spreadsheet would take it for a formula."""
    rest = text.lstrip(" \u00a0'")
    formula = bool(rest) and (rest[0] in "=+-@\t\r\n＝＋－＠" or rest[0] < " ")
    return ("'" + text if formula else text).replace("\x00", "\ufffd")


def tables(files, ledger, folder):
    import duckdb
    import pandas

    run("export", *files, "--to", "csv", "-o", folder / "pair", "-q")
    frame = pandas.read_csv(folder / "pair/transfers.csv", dtype=str, keep_default_na=False)
    check(list(frame["transfer"]) == ledger.ids, "transfers of the pair")
    for number, one in enumerate(ledger.transfers):
        row = frame.iloc[number]
        check(row["from"] == guarded(identifier(one["from"], lambda _: False)), f"from {row['from']!r}")
        check(row["amount"] == one["sent"]["amount"] and row["currency"] == one["sent"]["currency"], "amount")
        check(row["reference"] == guarded(one["reference"] or ""), f"reference {row['reference']!r}")
        check(row["day"] == (one["time"] or "")[:10], f"day {row['day']!r}")
    accounts = pandas.read_csv(folder / "pair/accounts.csv", dtype=str, keep_default_na=False)
    check(len(accounts) == len(ledger.accounts), "accounts of the pair")

    # The line of the manual.
    page = (root / "Documentation/Export.md").read_text()
    lines = re.findall(r"duckdb -c \"(.*)\"", page)
    check(len(lines) == 2, f"{len(lines)} lines of duckdb in the manual")
    # duckdb reads and writes in the folder in which it runs.
    for line in lines:
        subprocess.run([venv / "bin/python", "-c", f"import duckdb; duckdb.sql({line!r})"], cwd=folder / "pair",
                       check=True)
    back = duckdb.sql(f"from '{folder / 'pair/transfers.parquet'}' order by sequence")
    types = dict(zip(back.columns, map(str, back.types)))
    check(types["amount"].startswith("DECIMAL") and types["day"] == "DATE" and types["id"] == "VARCHAR", f"{types}")
    check(types["amount_minor"] == "BIGINT" and types["sequence"] == "BIGINT", f"{types}")
    sums = dict(duckdb.sql(
        f"select currency, sum(amount) from '{folder / 'pair/transfers.parquet'}' group by 1").fetchall())
    check({key: decimal.Decimal(value) for key, value in sums.items()} == ledger.sums, f"Parquet: {sums}")
    size = (folder / "pair/transfers.parquet").stat().st_size / max(1, len(ledger.transfers))
    print(f"  Parquet by DuckDB: {size:.1f} bytes a transfer")


# MARK: Neo4j

TYPES = {"long", "boolean", "date", "datetime", "string", "int", "double", "float", "byte", "short", "char", "point",
         "localtime", "time", "localdatetime", "duration"}


def neo4j_head(line, kind):
    """Reads a head as the importer does: name:type(group){options}, the type after the last colon."""
    names, fields = set(), []
    for field in line.split(","):
        name, _, rest = field.rpartition(":")
        if not _:
            name, rest = field, "string"
        match = re.fullmatch(r"(\w+)(?:\((\w+)\))?(?:\{.*\})?", rest)
        if not match:
            raise ValueError(f"{field} is no field")
        type_, group = match.groups()
        special = {"nodes": {"ID", "LABEL"}, "relationships": {"START_ID", "END_ID", "TYPE"}}[kind]
        if type_ not in special and type_ not in TYPES:
            raise ValueError(f"{type_} is no type of {kind}")
        if name and name in names:
            raise ValueError(f"{name} stands twice")
        names.add(name)
        fields.append((name, type_, group))
    needed = {"nodes": {"ID"}, "relationships": {"START_ID", "END_ID"}}[kind]
    if not needed <= {type_ for _, type_, _ in fields}:
        raise ValueError(f"{needed} must be there")
    return fields


def neo4j(files, ledger, folder):
    # The grammar can fail.
    for line, kind in [("key:ID(A),x:nonsense", "nodes"), ("key:ID(A),x,x", "nodes"), (":START_ID(A),:TYPE", "relationships"),
                       (":START_ID(A),:END_ID(A),key:ID(A)", "relationships"), ("name", "nodes")]:
        try:
            neo4j_head(line, kind)
            check(False, f"the grammar takes {line}")
        except ValueError:
            pass
    run("export", *files, "--to", "neo4j", "-o", folder / "neo", "-q")
    ids, bounds = set(), {"long": re.compile(r"-?\d{1,19}"), "boolean": re.compile("true|false"),
                          "date": re.compile(r"\d{4}-\d\d-\d\d"),
                          "datetime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")}
    sums = collections.defaultdict(decimal.Decimal)
    for name, kind in [("accounts", "nodes"), ("files", "nodes"), ("transfers", "relationships")]:
        text = (folder / f"neo/{name}.csv").read_text(encoding="utf-8")
        head, *lines = text.rstrip("\n").split("\n")
        fields = neo4j_head(head, kind)
        rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
        check(len(rows) == len(lines), f"{name}: a cell has a line break")
        for row, line in zip(rows, lines):
            check(len(row) == len(fields), f"{name}: {len(row)} cells")
            for (field, type_, group), value in zip(fields, row):
                if type_ == "ID":
                    check(value != "" and (group, value) not in ids, f"{name}: id {value!r}")
                    ids.add((group, value))
                if type_ in ("START_ID", "END_ID"):
                    check((group, value) in ids, f"{name}: {value!r} is no node")
                if type_ in bounds and value:
                    check(bool(bounds[type_].fullmatch(value)), f"{field}:{type_} {value!r}")
            # Absent values have no quotes, or the importer would take them for empty text.
            check(not re.search(r'(^|,)""(,|$)', line), f"{name}: an absent value has quotes: {line[:200]}")
            if name == "transfers":
                cells = {field or type_: value for (field, type_, _), value in zip(fields, row)}
                sums[cells["currency"]] += decimal.Decimal(cells["amount"])
                check(cells["amountMinor"] == cells["amount"].replace(".", "").lstrip("0").rjust(1, "0"), "minor units")
    check(sums == ledger.sums, f"Neo4j: {sums}")
    script = (folder / "neo/import.sh").read_text()
    check(subprocess.run(["sh", "-n", folder / "neo/import.sh"]).returncode == 0 and "--id-type=string" in script, "import.sh")


# MARK: Workbooks

def workbooks(files, ledger, folder):
    import openpyxl
    import pandas

    run("export", *files, "--to", "xlsx", "-o", folder / "a.xlsx", "-q")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(folder / "a.xlsx")
    check(book.sheetnames == ["accounts", "transfers", "files", "about"], f"{book.sheetnames}")
    narrow = lambda key: bool(FORBIDDEN.search(key))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                check(cell.data_type != "f" and cell.hyperlink is None, f"{sheet.title}!{cell.coordinate} is evaluated")
    sheet = book["transfers"]
    check(sheet.freeze_panes == "A2", "the head is not frozen")
    heads = [cell.value for cell in sheet[1]]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    check(len(rows) == len(ledger.transfers), f"{len(rows)} rows")

    def back(text):
        # openpyxl keeps the escape by which Excel knows that a text only looks like one.
        return text.replace("_x005F_", "_") if isinstance(text, str) else text

    for row, one, name in zip(rows, ledger.transfers, ledger.ids):
        cells = dict(zip(heads, map(back, row)))
        check(cells["transfer"] == name, f"transfer {cells['transfer']}")
        check(cells["from"] == identifier(one["from"], narrow), f"from {cells['from']!r} and not {one['from']!r}")
        check(isinstance(cells["amount"], (int, float)), f"amount {cells['amount']!r} is not a number")
        amount = decimal.Decimal(one["sent"]["amount"])
        if len(amount.as_tuple().digits) <= 15:
            check(decimal.Decimal(repr(cells["amount"])) == amount, f"amount {cells['amount']!r} and not {amount}")
        else:
            check(cells["amountText"] == one["sent"]["amount"], f"exact {cells['amountText']!r}")
        reference = markup(one["reference"]) if one["reference"] else None
        check(cells["reference"] == reference, f"reference {cells['reference']!r} and not {reference!r}")
        check(cells["day"] == ((one["time"] or "")[:10] or None), f"day {cells['day']!r}")
    frame = pandas.read_excel(folder / "a.xlsx", sheet_name="accounts", dtype=str, keep_default_na=False)
    check(len(frame) == len(ledger.accounts), "pandas: accounts")
    run("export", *files, "--to", "xlsx", "--excel-dates", "-o", folder / "d.xlsx", "-q")
    days = openpyxl.load_workbook(folder / "d.xlsx")["transfers"]
    column = heads.index("day") + 1
    for number, one in enumerate(ledger.transfers):
        value = days.cell(number + 2, column).value
        found = value.date().isoformat() if value else None
        check(found == ((one["time"] or "")[:10] or None), f"date {value!r} of {one['time']}")
    if folder.name.startswith("founding"):
        schedules(files, folder)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        print("  skipped: LibreOffice is not installed")
        return
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to",
                    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', "--outdir",
                    folder / "lo", folder / "a.xlsx"], check=True, capture_output=True)
    text = (folder / "lo/a-transfers.csv").read_text(encoding="utf-8")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    check(len(found) == len(ledger.transfers), f"LibreOffice: {len(found)} rows")
    for row, one in zip(found, ledger.transfers):
        check(row["reference"] == markup(one["reference"] or ""), f"LibreOffice: {row['reference']!r}")
        if len(decimal.Decimal(one["sent"]["amount"]).as_tuple().digits) <= 15:
            check(decimal.Decimal(row["amount"]) == decimal.Decimal(one["sent"]["amount"]), f"LibreOffice: {row['amount']}")


def schedules(files, folder):
    """The tables of an answer, as sheets, are its CSV: numbers as numbers, fractions as text with decimals beside them."""
    import openpyxl

    for question, sheet in [("sinks --min-victims 3", "sinks"), ("trace --rule fifo", "trace summary"),
                            ("accounts --role victim", "accounts (2)"), ("reach --from victim-gb-01", "reach")]:
        name = folder / f"{sheet.replace(' ', '-')}.xlsx"
        run("export", *files, "--to", "xlsx", "--of", question, "-o", name, "-q")
        rows = list(openpyxl.load_workbook(name)[sheet].iter_rows(values_only=True))
        words = question.split()
        text = run(words[0], *files, *words[1:], "--format", "csv", "-q")
        expected = list(csv.reader(io.StringIO(text, newline="")))
        check(len(rows) == len(expected), f"{sheet}: {len(rows)} rows and not {len(expected)}")
        for row, other in zip(rows, expected):
            for found, value in zip(row, other):
                if isinstance(found, (int, float)):
                    check(decimal.Decimal(repr(found)) == decimal.Decimal(value), f"{sheet}: {found!r} and not {value!r}")
                else:
                    check((found or "") == value.removeprefix("'"), f"{sheet}: {found!r} and not {value!r}")
        fractions = [cell for row in rows for cell in row if isinstance(cell, str) and re.fullmatch(r"\d+/\d+", cell)]
        check(bool(fractions) or not question.startswith("trace"), "no fraction is text")


def main():
    founding = root / "fixtures/cases/founding"
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        cases = {"founding": sorted(founding.glob("*.csv")), "hostile": hostile(place)}
        for name, files in cases.items():
            ledger = Ledger(files)
            print(f"{name}: {len(ledger.transfers)} transfers, {len(ledger.accounts)} accounts")
            for number, peers in enumerate([graphs, follow_the_money, tables, neo4j, workbooks]):
                folder = place / f"{name}-{number}"
                folder.mkdir()
                before = len(failures)
                peers(files, ledger, folder)
                print(f"  {peers.__name__}: {'as it went in' if len(failures) == before else 'DIFFERS'}")
    print(f"{len(failures)} differences" if failures else "every peer reads what went in")
    sys.exit(bool(failures))


main()
