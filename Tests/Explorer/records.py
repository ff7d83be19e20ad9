"""Missing documents and answers on record, from the page down to the bytes.

records.py PROGRAM BROWSER FOLDER
"""
import pathlib
import subprocess
import sys

from browser import ROOT, Browser, Checks, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
checks = Checks()
expect = checks.expect
files = sorted(str(path) for path in (ROOT / "fixtures/cases/founding").glob("*.csv"))
path = folder / "record.tributary"
path.unlink(missing_ok=True)


def run(*words):
    subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


run("load", "--new", "--case", str(path), *files, "-q")
run("sinks", "--case", str(path), "--record", "<b>main list</b>", "--provisional", "-q")
run("decide", "--case", str(path), "leave-out", "in:DCMB:930019302025", "--why", "an everyday payee")
server = Program(program, ["--case", str(path), "--by", "examiner", "--quiet"])
chrome = Browser(browser_path)
try:
    tab = chrome.tab()
    tab.open(server.address, 60)
    tab.click("a[href='/requests']")
    tab.until("location.pathname === '/requests'")
    tab.settle(60)
    rows = tab.value("document.querySelectorAll('tbody tr').length")
    expect(f"{rows} documents are missing where one account is left out", rows == 8)
    claims = tab.value("document.querySelector('tbody tr button.figure').textContent")
    tab.click("tbody tr button.figure")
    tab.until("document.querySelector('#drawer .sum')", 30)
    sum = tab.value("document.querySelector('#drawer .sum').textContent")
    expect(f"the figure opens the claims that add up to it: {claims}", claims in sum)
    tab.click("#drawer button.source")
    tab.until("document.querySelector('#drawer .row code.own')", 30)
    expect("and their rows", True)
    tab.picture(folder / "requests.png")
    tab.key("Escape")

    tab.click("a[href='/answers']")
    tab.until("location.pathname === '/answers' && document.querySelector('.finding.proven')", 60)
    expect("an answer on record is asked again, and is the same", "the same bytes" in tab.value("document.querySelector('tbody').textContent"))
    tab.click("tbody button.account")
    tab.until("location.pathname.startsWith('/answers/')")
    tab.settle(60)
    text = tab.value("document.getElementById('answer').textContent")
    expect("its page names it as text", "<b>main list</b>" in text and not tab.value("Boolean(document.querySelector('#answer b'))"))
    expect("and says that the case of today differs, which is no fault", "That is no fault of the record" in text)
    tab.picture(folder / "record.png")
    tab.value("history.back()")
    tab.until("location.pathname === '/answers'")
    tab.settle(60)
    tab.value("history.forward()")
    tab.until("location.pathname.startsWith('/answers/')")
    tab.settle(60)
    tab.click(tab.button("Ask it today"))
    tab.until("location.pathname === '/sinks'")
    tab.settle(60)
    expect("the question is asked today", tab.value("document.querySelector('h1').textContent").startswith("14 accounts"))
    # A note changes no answer: each is known again by its tag, and none is sent again.
    run("note", "--case", str(path), "in:DCMB:930019302025", "asked the bank for the statement of May")
    tab.until("document.getElementById('foot').textContent.includes('event 5')", 30)
    for _ in range(100):
        answers = [one["response"]["status"] for one in tab.events("Network.responseReceived") if "/api/scene/" in one["response"]["url"]]
        if len(answers) > 1:
            break
        tab.value("new Promise((done) => setTimeout(done, 200))", wait=True)
    expect(f"after a note the picture is not sent again: {answers}", answers[-1] == 304)
    expect(f"no error and no breach of the policy: {tab.problems()[:2]}", not tab.problems())
    tab.open(server.origin + "/answers/nothing", 30)
    expect("a name that is not on record has no answer", "no answer on record" in tab.value("document.getElementById('answer').textContent"))
finally:
    chrome.close()
    server.stop()
sys.exit(checks.status)
