"""Files of chosen shapes at any size, and the commands that are asked about them.

Every file is written from a fixed seed, so that two machines measure the same bytes. A shape is a way to write files, a command with
{name} for each file's path, and the largest of its four sizes, which takes a few seconds at most; each size is twice the one before.
"""
import random

HEADER = "id,time,from,to,amount,currency\n"
DAY = "2020-01-01"


def moment(second):
    """The second-th second after the start of 2020, over as many days as are needed; a month has 28 days here."""
    day, rest = divmod(second, 86_400)
    month, day = divmod(day, 28)
    year, month = divmod(month, 12)
    return f"{2020 + year}-{month + 1:02d}-{day + 1:02d}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}Z"


def pounds(units):
    return f"{units // 100}.{units % 100:02d}"


def table(path, rows, header=HEADER):
    with open(path, "w", encoding="utf-8") as file:
        file.write(header)
        file.writelines(rows)


# Transfers


def hub(folder, n, payouts_first=False, references=False):
    """The founding case: n payments of GBP 185 into a payment service on one day, and n payouts of it."""
    head = "id,time,from,to,amount,currency,from_role,to_role,reference\n"
    ins = [f"r{i},{DAY},v{i},hub,185.00,GBP,,processor,{f'R{i // 2}' if references else ''}\n" for i in range(n)]
    day = DAY if payouts_first else "2020-01-02"
    outs = [f"p{i},{day},hub,m{i % 50},185.00,GBP,processor,,{f'R{i // 2}' if references else ''}\n" for i in range(n)]
    table(folder / "t.csv", outs + ins if payouts_first else ins + outs, head)


def hub_with_pairs(folder, n):
    """The same with a fee of GBP 5, known from every tenth payout, which names its receipt."""
    head = "id,time,from,to,amount,currency,from_role,to_role,link\n"
    ins = [f"r{i},{DAY},v{i},hub,185.00,GBP,,processor,\n" for i in range(n)]
    outs = [f"p{i},2020-01-02,hub,m{i % 50},180.00,GBP,processor,,{f'r{i}' if i % 10 == 0 else ''}\n" for i in range(n)]
    table(folder / "t.csv", ins + outs, head)


def hub_over_days(folder, n):
    """n receipts and payouts of one amount over n / 10 days, every fifth payout naming its receipt."""
    head = "id,time,from,to,amount,currency,from_role,to_role,link\n"
    rows = []
    for i in range(n):
        rows.append(f"r{i},{moment(i * 8_640)},v{i},hub,185.00,GBP,,processor,\n")
        rows.append(f"p{i},{moment(i * 8_640 + 4_000)},hub,m{i % 50},180.00,GBP,processor,,{f'r{i}' if i % 5 == 0 else ''}\n")
    table(folder / "t.csv", rows, head)


def hub_refunds(folder, n):
    """n payments of one amount by one customer into a service, and n refunds of it, on one day."""
    head = "id,time,from,to,amount,currency,from_role,to_role,kind\n"
    ins = [f"r{i},{DAY},v,hub,185.00,GBP,,processor,payment\n" for i in range(n)]
    outs = [f"p{i},2020-01-02,hub,v,185.00,GBP,processor,,refund\n" for i in range(n)]
    table(folder / "t.csv", ins + outs, head)


def hub_batches(folder, n):
    """n payments of chance amounts, passed on ten at a time; every fifth batch names its receipts."""
    draw = random.Random(5)
    head = "id,time,from,to,amount,currency,from_role,to_role,reference\n"
    rows = []
    for batch in range(n // 10):
        total = 0
        known = f"B{batch}" if batch % 5 == 0 else ""
        for i in range(batch * 10, batch * 10 + 10):
            amount = draw.randrange(1_000, 90_000)
            total += amount
            rows.append(f"r{i},{moment(i * 600)},v{i},hub,{pounds(amount)},GBP,,processor,{known}\n")
        rows.append(f"p{batch},{moment(batch * 6_000 + 5_900)},hub,m{batch % 50},{pounds(total)},GBP,processor,,{known}\n")
    table(folder / "t.csv", rows, head)


def ring(folder, n):
    """Two accounts that pay each other n times."""
    table(folder / "t.csv", (f"t{i},{moment(i)},{'b,a' if i % 2 else 'a,b'},1.00,GBP\n" for i in range(n)))


def mixed(folder, n):
    """n victims who pay into one account, and a payout of it after each."""
    draw = random.Random(7)
    left, rows = 0, []
    for i in range(n):
        paid = draw.randrange(5_000, 50_000)
        left += paid
        out = draw.randrange(1, left // 3)
        left -= out
        rows.append(f"v{i},{moment(i * 120)},v{i},m,{pounds(paid)},GBP\n")
        rows.append(f"d{i},{moment(i * 120 + 60)},m,d{i % 7},{pounds(out)},GBP\n")
    table(folder / "t.csv", rows)
    (folder / "victims.txt").write_text("".join(f"v{i}\n" for i in range(n)))


def star(folder, n):
    """n payers of one account."""
    table(folder / "t.csv", (f"t{i},{moment(i)},v{i},m,185.00,GBP\n" for i in range(n)))


def fan(folder, n):
    """One payer of n accounts."""
    table(folder / "t.csv", (f"t{i},{moment(i)},v,m{i},185.00,GBP\n" for i in range(n)))


def chain(folder, n):
    """n accounts, each of which pays the next."""
    table(folder / "t.csv", (f"t{i},{moment(i)},a{i},a{i + 1},185.00,GBP\n" for i in range(n)))


def one_time(folder, n):
    """n transfers of one moment among n / 10 accounts."""
    draw = random.Random(11)
    count = n // 10
    table(
        folder / "t.csv",
        (f"t{i},2020-01-01T00:00:00Z,a{draw.randrange(count)},a{draw.randrange(count)},{1 + i % 900}.00,GBP\n" for i in range(n)))


def one_day(folder, n):
    """All that two accounts and their victims paid each other, with days only."""
    rows = []
    for i in range(n):
        payment = (f"v{i % 40},m,185.00", "m,n,90.00", "n,m,40.00", f"m,d{i % 7},50.00")[i % 4]
        rows.append(f"t{i},{DAY},{payment},GBP\n")
    table(folder / "t.csv", rows)


def payments(folder, n):
    """n transfers among n / 10 accounts, some of which pay and are paid much more than others."""
    draw = random.Random(13)
    count = n // 10
    table(
        folder / "t.csv",
        (
            f"t{i},{moment(i * 60)},a{int(count * draw.random() ** 4)},a{int(count * draw.random() ** 1.5)},{1 + i % 900}.00,GBP\n"
            for i in range(n)
        ))


def claims(folder, n):
    """n claimed payments into a hundred accounts, which pay one, which pays nine."""
    rows = [f"t{i},{moment(i)},v{i},m{i % 100},185.00,GBP\n" for i in range(n)]
    rows += [f"u{i},{moment(n + i)},m{i},c,100.00,GBP\n" for i in range(100)]
    rows += [f"w{i},{moment(n + 200 + i)},c,d{i % 9},90.00,GBP\n" for i in range(100)]
    table(folder / "t.csv", rows)
    table(folder / "claims.csv", (f"t{i}\n" for i in range(n)), "claim\n")


def claims_by_amount(folder, n):
    """n payments of one amount by one payer on one day, and n claims that name payer, day and amount."""
    table(folder / "t.csv", (f"t{i},{DAY},v,m{i % 100},185.00,GBP\n" for i in range(n)))
    table(folder / "claims.csv", (f"v,{DAY},185.00\n" for _ in range(n)), "account,date,amount\n")


def claims_by_row(folder, n):
    """n payments, each claimed by its file and line."""
    table(folder / "t.csv", (f"t{i},{moment(i)},v{i % 1000},m{i % 100},185.00,GBP\n" for i in range(n)))
    table(folder / "claims.csv", (f"t.csv:{i + 2}\n" for i in range(n)), "claim\n")


def claims_by_day(folder, n):
    """n payments of one payer, each claimed by payer, day and amount."""
    table(folder / "t.csv", (f"t{i},{moment(i * 7_000)},v,m{i % 100},{100 + i % 777}.{i % 100:02d},GBP\n" for i in range(n)))
    table(
        folder / "claims.csv", (f"v,{moment(i * 7_000)[:10]},{100 + i % 777}.{i % 100:02d}\n" for i in range(n)),
        "account,date,amount\n")


def claims_of_nothing(folder, n):
    """n payments of one payer, and n claims of other amounts."""
    table(folder / "t.csv", (f"t{i},{moment(i * 7_000)},v,m{i % 100},185.00,GBP\n" for i in range(n)))
    table(folder / "claims.csv", (f"v,{moment(i * 7_000)[:10]},{200 + i}.00\n" for i in range(n)), "account,date,amount\n")


def claims_of_nobody(folder, n):
    """n payments of n payers, and n claims of payers whom no record has."""
    table(folder / "t.csv", (f"t{i},{moment(i)},victim-{i},m{i % 100},185.00,GBP\n" for i in range(n)))
    table(folder / "claims.csv", (f"victin-{i},{DAY},185.00\n" for i in range(n)), "account,date,amount\n")


def refunds_over_years(folder, n):
    """A payment a day of one amount between two accounts, and a refund of each without a reference."""
    rows = []
    for i in range(n):
        rows.append(f"t{i},{moment(i * 86_400)},a,b,185.00,GBP,payment\n")
        rows.append(f"u{i},{moment(i * 86_400 + 50_000)},b,a,185.00,GBP,refund\n")
    table(folder / "t.csv", rows, "id,time,from,to,amount,currency,kind\n")


def lots(folder, n):
    """n payments of one victim into an account, and a payout of the half of each."""
    rows = []
    for i in range(n):
        rows.append(f"t{i},{moment(i * 120)},v,m,{100 + i % 50}.00,GBP\n")
        rows.append(f"u{i},{moment(i * 120 + 60)},m,d,{50 + i % 20}.00,GBP\n")
    table(folder / "t.csv", rows)


def conversions(folder, n):
    """n payments to and fro among six accounts, half of which change the currency."""
    draw = random.Random(17)
    rows = []
    for i in range(n):
        paid = draw.randrange(5_000, 50_000)
        rows.append(f"t{i},{moment(i * 60)},a{i % 3},b{(i + 1) % 3},{pounds(paid)},GBP,{pounds(paid * 107 // 100 + i % 7)},USD\n")
        rows.append(f"u{i},{moment(i * 60 + 1)},b{i % 3},a{i % 3},{pounds(paid)},GBP,,\n")
    table(folder / "t.csv", rows, "id,time,from,to,amount,currency,received_amount,received_currency\n")


# Rows that something is wrong with


def one_id(folder, n):
    """n different rows with one id."""
    table(folder / "t.csv", (f"same,{moment(i)},a{i % 1000},b{i % 1000},{1 + i % 900}.00,GBP\n" for i in range(n)))


def same_rows(folder, n):
    """One row, n times."""
    table(folder / "t.csv", (f"same,{DAY},a,b,185.00,GBP\n" for _ in range(n)))


def same_rows_without_id(folder, n):
    """One row without an id, n times."""
    table(folder / "t.csv", (f"{DAY},a,b,185.00,GBP\n" for _ in range(n)), "time,from,to,amount,currency\n")


def two_files_of_one_row(folder, n):
    """Two files that each have one row n times."""
    for name in ("t.csv", "u.csv"):
        table(folder / name, (f"{DAY},a,b,185.00,GBP\n" for _ in range(n)), "time,from,to,amount,currency\n")


def bad(column):
    """n rows of which one cell cannot be read, each written in another way."""
    words = {
        "time": lambda i: f"on the {i}th", "amount": lambda i: f"{i} pounds or so", "currency": lambda i: f"X{i}",
        "from": lambda i: "", "quote": lambda i: f'"a{i}',
    }

    def write(folder, n):
        rows = []
        for i in range(n):
            cells = {"time": moment(i), "amount": f"{1 + i % 900}.00", "currency": "GBP", "from": f"a{i % 1000}"}
            cells["from" if column == "quote" else column] = words[column](i)
            rows.append(f"t{i},{cells['time']},{cells['from']},b{i % 1000},{cells['amount']},{cells['currency']}\n")
        table(folder / "t.csv", rows)

    write.__doc__ = f"n rows with a {column} that cannot be read." if column != "quote" else "n rows with an open quotation mark."
    return write


def widths(folder, n):
    """n rows, each with another number of cells."""
    table(folder / "t.csv", (f"t{i},{moment(i)},a,b,1.00,GBP{',' * (i % 97)}\n" for i in range(n)))


def references(folder, n):
    """n payments of one amount with one reference."""
    table(
        folder / "t.csv", (f"t{i},{moment(i)},a{i % 1000},b{i % 1000},185.00,GBP,REF 1\n" for i in range(n)),
        "id,time,from,to,amount,currency,reference\n")


# Bytes


def cell(fill):
    """One cell of n bytes."""

    def write(folder, n):
        with open(folder / "t.csv", "wb") as file:
            file.write(HEADER.encode())
            file.write(b"t1,2020-01-01,a,b")
            for _ in range(n // 50_000):
                file.write(fill * (50_000 // len(fill)))
            file.write(b"c,1.00,GBP\nt2,2020-01-02,a,b,1.00,GBP\n")

    write.__doc__ = f"One cell of n bytes, all of them {fill.decode()!r}."
    return write


def bytes_of(fill):
    def write(folder, n):
        with open(folder / "t.csv", "wb") as file:
            for _ in range(n // 50_000):
                file.write(fill * (50_000 // len(fill)))

    write.__doc__ = f"A file of n bytes, all of them {fill!r}."
    return write


def columns(folder, n):
    """A header of n columns."""
    with open(folder / "t.csv", "w", encoding="utf-8") as file:
        file.write(HEADER.rstrip() + "".join(f",c{i}" for i in range(n)) + "\n")
        for row in (1, 2):
            file.write(f"t{row},2020-01-0{row},a,b,1.00,GBP" + "".join(f",{i % 10}" for i in range(n)) + "\n")


# Names


FIRST = "anna bela carl dora emil fay gus hana ivan jana karl lena max nora otto pia quin rosa sven tara udo vera walt xena yann zora".split()


def parties(folder, n):
    """n accounts with the names of n / 2 people."""
    draw = random.Random(19)
    table(folder / "t.csv", (f"t{i},{moment(i)},a{i},b,1.00,GBP\n" for i in range(n)))

    def name(person):
        half = random.Random(person)
        return f"{half.choice(FIRST)} {''.join(half.choice('bdfgklmnprst') + half.choice('aeiou') for _ in range(4))}".title()

    table(
        folder / "a.csv", (f"a{i},victim,{name(draw.randrange(n // 2))}\n" for i in range(n)), "account,role,name\n")


def one_name(folder, n):
    """n accounts of one name."""
    table(folder / "t.csv", (f"t{i},{moment(i)},a{i},b,1.00,GBP\n" for i in range(n)))
    table(folder / "a.csv", (f"a{i},victim,Anna Smith\n" for i in range(n)), "account,role,name\n")


def near_names(folder, n):
    """n accounts whose names share their words: one first name, one of few surnames, a middle name of its own."""
    table(folder / "t.csv", (f"t{i},{moment(i)},a{i},b,1.00,GBP\n" for i in range(n)))
    table(
        folder / "a.csv",
        (f"a{i},victim,Anna {chr(65 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676 % 26)}x Smith\n" for i in range(n)),
        "account,role,name\n")


# Statements


LLOYDS = "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
VICTIM = "'30-96-26,50000001"
MULE = "'30-96-26,50000777"


def line(account, text, balance, out="", into="", kind="FPO"):
    return f"05/03/2021,{kind},{account},{text},{out},{into},{pounds(balance)}\n"


def statements(folder, n):
    """Two statements of n payments of one amount on one day from one account to the other, each naming the other's account."""
    rich = 100_000_000_00
    table(folder / "s.csv", (line(VICTIM, "A MULE 309626 50000777", rich - 185_00 * (i + 1), "185.00") for i in range(n)), LLOYDS)
    table(folder / "r.csv", (line(MULE, "A VICTIM 309626 50000001", 185_00 * (i + 1), "", "185.00", "FPI") for i in range(n)), LLOYDS)


def strangers(folder, n):
    """Two statements of n payments of one amount on one day that name nobody's account, each text another."""
    rich = 100_000_000_00
    table(folder / "s.csv", (line(VICTIM, f"SHOP {i} REF {i * 7919 % 1_000_003}", rich - 185_00 * (i + 1), "185.00") for i in range(n)), LLOYDS)
    table(folder / "r.csv", (line(MULE, f"PAYER {i} REF {i * 7907 % 1_000_003}", 185_00 * (i + 1), "", "185.00", "FPI") for i in range(n)), LLOYDS)


def one_text(folder, n):
    """The same with one reference in every row."""
    rich = 100_000_000_00
    table(folder / "s.csv", (line(VICTIM, "SUBSCRIPTION 20317745", rich - 185_00 * (i + 1), "185.00") for i in range(n)), LLOYDS)
    table(folder / "r.csv", (line(MULE, "SUBSCRIPTION 20317745", 185_00 * (i + 1), "", "185.00", "FPI") for i in range(n)), LLOYDS)


def statement_returns(folder, n):
    """A statement with n payments of one amount and n returns of it, on one day."""
    rich = 100_000_000_00
    rows = [line(VICTIM, f"A SMITH {i % 3}", rich - 185_00 * (i + 1), "185.00") for i in range(n)]
    rows += [line(VICTIM, f"RETURNED PAYMENT A SMITH {i % 3}", rich - 185_00 * (n - i - 1), "", "185.00", "FPI") for i in range(n)]
    table(folder / "s.csv", rows, LLOYDS)


def near_duplicates(folder, n):
    """Two exports of one account with n rows of one amount on one day that are told in other words."""
    for name, word in (("s", "SHOP NUMBER"), ("r", "PURCHASE SHOP NUMBER")):
        table(
            folder / f"{name}.csv",
            (line(VICTIM, f"{word} {i * 7919 % 1_000_003}", 100_000_000_00 - 185_00 * (i + 1), "185.00") for i in range(n)),
            LLOYDS)


HUB = "{t} --victims v0,v1,v2"

# name: (writer, command, largest size)
SHAPES = {
    # GBP 185, many times.
    "match": (hub, "match {t}", 100_000),
    "match, payouts listed first": (lambda f, n: hub(f, n, payouts_first=True), "match {t}", 40_000),
    "match, references of two receipts": (lambda f, n: hub(f, n, references=True), "match {t}", 40_000),
    "match, known fee": (hub_with_pairs, "match {t}", 40_000),
    "match, known fee, complete": (hub_with_pairs, "match {t} --complete hub", 40_000),
    "match, many days": (hub_over_days, "match {t} --complete hub", 40_000),
    "match, refunds": (hub_refunds, "match {t}", 40_000),
    "match, batches": (hub_batches, "match {t}", 20_000),
    "match, one link explained": (hub, "match {t} --transfer p5", 40_000),
    "sinks past a hub": (hub, f"sinks {HUB}", 100_000),
    "sinks past a hub, all victims": (hub, "sinks {t} --victims all", 20_000),
    "sinks past a hub, grade D": (hub, f"sinks {HUB} --min-grade D", 40_000),
    "reach past a hub, grade D": (hub, "reach {t} --from v0 --min-grade D", 40_000),
    "path past a hub": (hub, "path {t} --from v0 --to m1", 40_000),
    "trace past a hub": (hub, f"trace {HUB} --rule fifo", 40_000),
    "trace past a hub, known fee": (hub_with_pairs, f"trace {HUB} --rule fifo", 40_000),
    "explain past a hub": (hub_with_pairs, f"explain {HUB} --sink m0", 40_000),
    "draw past a hub": (hub_with_pairs, f"draw {HUB} -o {{o}}.svg", 40_000),
    # Two accounts to and fro.
    "trace of a ring": (ring, "trace {t} --rule fifo --victims a", 64_000),
    "trace of a ring, no bounds": (ring, "trace {t} --rule proRata --victims a --bounds none", 64_000),
    "compare of a ring": (ring, "trace {t} --compare --victims a", 64_000),
    "reach of a ring": (ring, "reach {t} --from a", 200_000),
    "explain of a ring": (ring, "explain {t} --account b --rule fifo --victims a", 32_000),
    "draw of a ring": (ring, "draw {t} --whole -o {o}.svg", 64_000),
    "timeline of a ring": (ring, "draw timeline {t} --whole -o {o}.svg", 64_000),
    "trace of one day": (one_day, "trace {t} --rule fifo --victims v0,v4,v8", 20_000),
    # Claims that mix.
    "explain proRata": (mixed, "explain {t} --victims @{victims} --account d0 --rule proRata", 2_000),
    "explain fifo": (mixed, "explain {t} --victims @{victims} --account d0 --rule fifo", 8_000),
    "trace proRata": (mixed, "trace {t} --victims @{victims} --rule proRata --bounds none", 1_000),
    "compare": (mixed, "trace {t} --victims @{victims} --compare", 2_000),
    "explain lots": (lots, "explain {t} --victims v --account d --rule fifo", 40_000),
    "trace lots": (lots, "trace {t} --victims v --rule lifo", 40_000),
    "trace conversions": (conversions, "trace {t} --victims a0 --rule fifo", 8_000),
    "trace claims": (claims, "trace {t} {claims} --rule fifo", 10_000),
    "compare claims": (claims, "trace {t} {claims} --compare", 10_000),
    "claims by row": (claims_by_row, "sinks {t} {claims}", 40_000),
    "claims by day": (claims_by_day, "sinks {t} {claims}", 20_000),
    "claims of nothing": (claims_of_nothing, "sinks {t} {claims}", 10_000),
    "claims of nobody": (claims_of_nobody, "sinks {t} {claims}", 10_000),
    "claims by amount": (claims_by_amount, "sinks {t} {claims}", 40_000),
    # Stars, chains, ties.
    "sinks of a star": (star, "sinks {t} --victims all", 1_000_000),
    "sinks of a star, one victim": (star, "sinks {t} --victims all --min-victims 1", 500_000),
    "trace of a star": (star, "trace {t} --victims all --rule proRata --bounds none", 40_000),
    "draw of a star": (star, "draw {t} --victims all -o {o}.svg", 100_000),
    "reach of a fan": (fan, "reach {t} --from v", 500_000),
    "trace of a fan": (fan, "trace {t} --victims v --rule fifo", 40_000),
    "reach of a chain": (chain, "reach {t} --from a0", 200_000),
    "path of a chain": (chain, "path {t} --from a0 --to a{n}", 200_000),
    "trace of a chain": (chain, "trace {t} --victims a0 --rule proRata", 40_000),
    "explain of a chain": (chain, "explain {t} --victims a0 --account a{n} --rule fifo", 40_000),
    "sinks of a chain": (chain, "sinks {t} --victims all --max-hops 3", 200_000),
    "draw of a chain": (chain, "draw {t} --whole -o {o}.svg", 20_000),
    "sinks at one time, recorded": (one_time, "sinks {t} --victims a1,a2,a3 --ties recorded", 1_000_000),
    "sinks at one time, allow": (one_time, "sinks {t} --victims a1,a2,a3 --ties allow", 1_000_000),
    "sinks at one time, forbid": (one_time, "sinks {t} --victims a1,a2,a3 --ties forbid", 1_000_000),
    "reach at one time, allow": (one_time, "reach {t} --from a1 --ties allow", 500_000),
    "path at one time, allow": (one_time, "path {t} --from a1 --to a7 --ties allow", 500_000),
    "path at one time, recorded": (one_time, "path {t} --from a1 --to a7", 500_000),
    "trace at one time": (one_time, "trace {t} --victims a1,a2,a3 --rule fifo --bounds none", 40_000),
    # Drawing.
    "draw": (payments, "draw {t} --victims a0,a1,a2 --max-hops 2 -o {o}.svg", 500_000),
    "draw --whole": (payments, "draw {t} --whole -o {o}.svg", 100_000),
    "draw --whole, page": (payments, "draw {t} --whole -o {o}.html", 100_000),
    "sankey": (payments, "draw sankey {t} --whole -o {o}.svg", 100_000),
    "timeline": (payments, "draw timeline {t} --whole -o {o}.svg", 100_000),
    "matrix": (payments, "draw matrix {t} --victims a0,a1,a2,a3,a4,a5,a6 -o {o}.svg", 200_000),
    "neighbourhood": (star, "draw neighbourhood {t} --account m -o {o}.svg", 200_000),
    # Rows.
    "check": (payments, "check {t}", 1_000_000),
    "one id": (one_id, "check {t}", 400_000),
    "one row": (same_rows, "check {t}", 400_000),
    "one row without id": (same_rows_without_id, "check {t}", 400_000),
    "two files of one row": (two_files_of_one_row, "check {t} {u}", 200_000),
    "one reference": (references, "check {t}", 400_000),
    "bad times": (bad("time"), "check {t}", 100_000),
    "bad amounts": (bad("amount"), "check {t}", 100_000),
    "bad currencies": (bad("currency"), "check {t}", 200_000),
    "no payers": (bad("from"), "check {t}", 200_000),
    "open quotes": (bad("quote"), "check {t}", 200_000),
    "rows of many widths": (widths, "check {t}", 100_000),
    # Bytes.
    "one cell": (cell(b"a"), "check {t}", 200_000_000),
    "one cell, grid": (cell(b"a"), "grid {t}", 100_000_000),
    "one cell, profile make": (cell(b"a"), "profile make {t} --name x.x -o {folder} --force --set shape=ledger", 50_000_000),
    "one cell of digits": (cell(b"7"), "check {t}", 100_000_000),
    "blanks": (cell(b" "), "check {t}", 50_000_000),
    "blanks, grid": (cell(b" "), "grid {t}", 50_000_000),
    "blanks, profile make": (cell(b" "), "profile make {t} --name x.x -o {folder} --force --set shape=ledger", 20_000_000),
    "file of blanks": (bytes_of(b" "), "check {t}", 50_000_000),
    "file of blanks, grid": (bytes_of(b" "), "grid {t}", 50_000_000),
    "file of NULs": (bytes_of(b"\0"), "check {t}", 100_000_000),
    "file of NULs, grid": (bytes_of(b"\0"), "grid {t}", 50_000_000),
    "file of line ends": (bytes_of(b"\n"), "check {t}", 20_000_000),
    "file of commas": (bytes_of(b","), "check {t}", 10_000_000),
    "file of quotes": (bytes_of(b'"'), "check {t}", 20_000_000),
    "columns": (columns, "check {t}", 400_000),
    "columns, grid": (columns, "grid {t}", 400_000),
    "columns, profile make": (columns, "profile make {t} --name x.x -o {folder} --force --set shape=ledger", 100_000),
    # Names.
    "parties": (parties, "parties {t} {a}", 40_000),
    "parties of one name": (one_name, "parties {t} {a}", 40_000),
    "parties of like names": (near_names, "parties {t} {a}", 16_000),
    # Statements.
    "two statements": (statements, "check {s} {r}", 40_000),
    "two statements of strangers": (strangers, "check {s} {r}", 40_000),
    "two statements with one text": (one_text, "check {s} {r}", 40_000),
    "refunds over years": (refunds_over_years, "check {t}", 80_000),
    "near duplicates": (near_duplicates, "check {s} {r}", 20_000),
    "returns": (statement_returns, "check {s}", 40_000),
}

# The shapes that end with another status than 0 or 1, with all that is wrong with them or is still to be answered: to say that must not
# take long either.
REFUSED = {"claims of nothing": 2, "claims of nobody": 2, "file of commas": 2, "file of quotes": 2, "columns, profile make": 3}
