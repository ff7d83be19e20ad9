"""Visits every page on several cases and opens every figure: each leads to rows whose bytes are those of the file.

crawl.py PROGRAM BROWSER FOLDER. The hostile case has 200 strings in every field of text that a file has: markup, scripts,
controls, characters that turn text or have no width, formulas, paths. None may become an element, a script or a request.
"""
import csv
import json
import pathlib
import sys

from browser import ROOT, Browser, Checks, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
checks = Checks()
expect = checks.expect

SEEDS = [
    "<script>globalThis.hacked=1</script>", "<img src=x onerror=globalThis.hacked=1>", "<svg onload=globalThis.hacked=1>",
    "\"><script>globalThis.hacked=1</script>", "'-globalThis.hacked=1-'", "</title><script>globalThis.hacked=1</script>",
    "</svg><script>globalThis.hacked=1</script>", "javascript:globalThis.hacked=1", "${globalThis.hacked=1}", "{{constructor.constructor('1')()}}",
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "../../etc/passwd", "%2e%2e%2f", "C:\\Windows", "\u202egnp.exe", "\u200bzero\u200bwidth",
    "a\u2066b\u2069", "caf\u0065\u0301", "\ufeffmark", "NULL", "undefined", "__proto__", "constructor", "toString", "NaN", "-0", "&amp;&lt;",
    "&#x3C;script&#x3E;", "]]>", "<!--", "--><script>", "<style>*{display:none}</style>", "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>", "<iframe src=//evil.example>", "<a href=javascript:alert(1)>", "<form action=//evil.example>",
    "\u0085next", "\u2028line", "🏴\u200d☠️", "ａｃｃｏｕｎｔ", "Ω≈ç√", "नमस्ते", "שלום", "مرحبا", "x" * 300, "' OR 1=1 --", "\\u003cscript\\u003e",
]


def hostile():
    """A case whose every name, reference, id and memo is one of 200 hostile strings."""
    strings = [seed if round == 0 else f"{seed} {round}" for round in range(4) for seed in SEEDS][:200]
    accounts, payments, claims = folder / "hostile-accounts.csv", folder / "hostile-payments.csv", folder / "hostile-claims.csv"
    with open(accounts, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["account", "role", "name", "institution", "country", "holder"])
        for number, text in enumerate(strings):
            table.writerow([f"acc-{number}", "victim" if number < 60 else "mule" if number < 120 else "destination", text, strings[-number], text[:20], text])
    with open(payments, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["id", "time", "from", "to", "amount", "currency", "reference", "memo"])
        for number, text in enumerate(strings):
            table.writerow([f"{number}{text}", f"2024-01-{number % 28 + 1:02d}", f"acc-{number % 60}", f"acc-{60 + number % 30}", f"{100 + number}.00",
                            "EUR", text, text])
        for number in range(60):
            table.writerow([f"on-{number}", f"2024-02-{number % 28 + 1:02d}", f"acc-{60 + number % 30}", f"acc-{120 + number % 5}", "90.00", "EUR",
                            strings[number], strings[-number]])
    with open(claims, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["claim"])
        table.writerows([[f"{number}{text}"] for number, text in enumerate(strings)])
    return [str(accounts), str(payments)], strings


CALLS = """(async (path) => { const answer = await fetch(path, { headers: { Authorization: 'Tributary ' + sessionStorage.getItem('key') } });
  return [answer.status, await answer.text()]; })(%s)"""


def crawl(name, chrome, files, pages, question=""):
    before = len(checks.failures)
    server = Program(program, [*files, "--quiet"])
    tab = chrome.tab()
    tab.open(server.address)
    contents = {}
    seen = set()
    figures = rows = 0

    def call(path):
        status, text = tab.value(CALLS % json.dumps(path), wait=True)
        if status != 200:
            checks.failures.append(f"{name}: {path} gives {status}")
            print(f"FAILS {name}: {path} gives {status} {text[:200]}")
            return None
        return json.loads(text)

    def check(row):
        nonlocal rows
        mark = (row["sha256"], row["byteFirst"])
        if mark in seen:
            return
        seen.add(mark)
        rows += 1
        shown = call(f"/api/rows?source={row['sha256']}&first={row['byteFirst']}&last={row['byteLast']}&around=0")
        if row["file"] not in contents:
            contents[row["file"]] = pathlib.Path(row["file"]).read_bytes()
        raw = contents[row["file"]][row["byteFirst"]:row["byteLast"] + 1]
        if shown is None or bytes.fromhex(shown["hex"]) != raw or shown["text"] != raw.decode():
            checks.failures.append(f"{name}: {row['file']}:{row['line']} is not shown as it is")
            print(f"FAILS {name}: {row['file']}:{row['line']} is not shown as it is")

    def follow(path):
        nonlocal figures
        figures += 1
        cited = call(path)
        if not cited:
            return None
        if not cited["transfers"] or not all(one["evidence"] for one in cited["transfers"]):
            checks.failures.append(f"{name}: {path} leads to no row")
            print(f"FAILS {name}: {path} leads to no row")
        for one in cited["transfers"]:
            for row in one["evidence"]:
                check(row)
        return cited

    sinks = call("/api/answer/sinks?" + question)
    for sink in sinks["sinks"] if sinks else []:
        cited = follow(f"/api/cite/sinks?{question}&figure=" + tab.value(f"encodeURIComponent({json.dumps(sink['account'])})"))
        if cited and (cited["count"] != sink["transfers"] or cited["received"] != sink["received"]):
            checks.failures.append(f"{name}: the payments behind {sink['account']} are not its figure")
            print(f"FAILS {name}: the payments behind {sink['account']} are not its figure")
    for kind in ["flow", "sankey", "timeline"]:
        scene = call(f"/api/scene/{kind}?{question}")
        for row in scene["table"]["rows"] if scene else []:
            if row["part"] and row["payments"]:
                follow(f"/api/cite/{kind}?{question}&figure={row['part']}")
    follow("/api/cite/transfers?figure=all")

    buttons = 0
    for page in pages:
        tab.open(server.origin + page, 30)
        # Every figure and every account of the page is pressed, the first 25 of each.
        for kind in ["figure", "account", "source"]:
            count = tab.value(f"Math.min(25, document.querySelectorAll('#answer button.{kind}').length)")
            for number in range(count):
                found = f"document.querySelectorAll('#answer button.{kind}')[{number}]"
                tab.value(f"{found}.scrollIntoView(), {found}.click()")
                if kind != "source":
                    tab.until("!document.getElementById('drawer').hidden && !/^…$/.test(document.querySelector('#drawer .contents').textContent)", 20)
                    trouble = tab.value("document.querySelector('#drawer .problem')?.textContent || ''")
                    if trouble:
                        checks.failures.append(f"{name}: {page}: {trouble}")
                        print(f"FAILS {name}: {page}: {trouble}")
                    tab.key("Escape")
                buttons += 1
        trouble = tab.value("document.querySelector('#answer .problem')?.textContent || ''")
        expect(f"{name}: {page} has an answer {trouble[:200]}", not trouble)
    expect(f"{name}: {figures} figures lead to {rows} rows whose bytes are the file's", rows > 0 and len(checks.failures) == before)
    expect(f"{name}: {buttons} buttons were pressed on {len(pages)} pages", buttons > 5)
    expect(f"{name}: no error and no breach of the policy: {tab.problems()[:2]}", not tab.problems())
    strange = [url for url in tab.requests() if not url.startswith((server.origin, "data:", "blob:", "about:"))]
    expect(f"{name}: one origin was asked: {strange[:2]}", not strange)
    expect(f"{name}: no script of the data ran", tab.value("globalThis.hacked === undefined"))
    return server, tab


chrome = Browser(browser_path)
try:
    founding = sorted(str(path) for path in (ROOT / "fixtures/cases/founding").glob("*.csv"))
    pages = ["/sinks", "/sinks?view=sankey", "/sinks?view=timeline", "/sinks?view=matrix", "/sinks?view=none", "/trace?rule=fifo",
             "/path?from=victim-gb-01&to=in:DCMB:930019302025", "/match", "/transfers?account=mapleremit", "/account?account=paypal",
             "/requests", "/problems", "/files", "/log", "/sinks?without=in:DCMB:930019302025"]
    server, tab = crawl("founding", chrome, founding, pages)
    server.stop()

    wallet = ROOT / "fixtures/cases/ofac-lazarus-eth"
    files = sorted(str(path) for path in wallet.glob("*.csv"))
    server, tab = crawl("wallet", chrome, files, ["/sinks", "/sinks?victims=all", "/transfers", "/problems", "/files"], "victims=all")
    server.stop()

    files, strings = hostile()
    server, tab = crawl("hostile", chrome, files, ["/sinks", "/sinks?view=sankey", "/sinks?view=timeline", "/sinks?view=matrix", "/transfers",
                                                   "/account?account=acc-60", "/match", "/requests", "/problems", "/files"])
    # The names stand there as text, hidden characters by their numbers.
    tab.open(server.origin + "/sinks?view=none")
    text = tab.value("document.getElementById('answer').textContent")
    names = json.loads(tab.value(CALLS % json.dumps("/api/answer/sinks"), wait=True)[1])["sinks"]
    told = tab.value("(async () => { const address = document.querySelector('script[type=module]').src.replace('page.js', 'build.js');"
                     " const { visible } = await import(address); return %s.map(visible); })()" % json.dumps([one["name"] or "" for one in names]), wait=True)
    missing = [name for name in told if name and name not in text]
    expect(f"hostile: all {len(told)} names stand in the table as text: {missing[:2]}", not missing and len(told) > 20)
    elements = tab.value("document.querySelectorAll('script, iframe, base, meta[http-equiv], form[action], style, object, embed').length")
    expect(f"hostile: the page has one script and no other element of that sort: {elements}", elements == 1)
    hidden = tab.value("/[\\u202a-\\u202e\\u2066-\\u2069\\u200b\\ufeff]/.test(document.body.textContent)")
    expect("hostile: no character turns the text", not hidden)
    server.stop()
finally:
    chrome.close()
sys.exit(checks.status)
