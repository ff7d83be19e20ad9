"""Folded rows of a large picture: opened, pinned, found and folded again, by mouse and by key; and what is printed.

folds.py PROGRAM BROWSER FOLDER
"""
import base64
import pathlib
import re
import shutil
import subprocess
import sys

import made
from browser import Browser, Checks, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
checks = Checks()
expect = checks.expect
FOLD = ("[...document.querySelectorAll('.stage .thing')].find(one => one.dataset.part.startsWith('np')"
        " && /^and [0-9,]+ more victims/.test(one.getAttribute('aria-label')))")
TITLE = "document.querySelector('#drawer h2').textContent"


def count(text):
    return int(re.match(r"([0-9,]+) account", text)[1].replace(",", ""))


def pins(tab):
    return tab.value("(new URLSearchParams(location.search).get('pin') || '').split('\\n').filter(Boolean)")


server = Program(program, [*made.files(folder), "--quiet"])
chrome = Browser(browser_path)
try:
    tab = chrome.tab()
    tab.open(server.address, 120)
    parties, lines = [tab.value(f"new Set([...document.querySelectorAll('.stage .thing[data-part^={kind}]')].map(one => one.dataset.part)).size")
                      for kind in ["np", "ne"]]
    expect(f"the picture has at most 300 parties and 600 lines: {parties}, {lines}", 10 < parties <= 300 and 10 < lines <= 600)
    tab.value(f"{FOLD}.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))")
    tab.until("document.querySelector('#drawer .sum') && /in one row/.test(" + TITLE + ")", 60)
    before = count(tab.value(TITLE))
    sums = tab.value("document.querySelector('#drawer .sum').innerText")
    expect(f"a row of several lists its accounts with their sums: {before}", before > 25 and "paid" in sums)
    tab.picture(folder / "fold.png")
    tab.value("document.querySelector('#drawer details.section summary').click()")
    tab.until("document.querySelector('#drawer details.section table')")
    ways = tab.value("document.querySelectorAll('#drawer details.section option').length")
    expect(f"they are grouped in {ways} ways", ways == 4)

    tab.key("e")
    tab.until(f"{TITLE}.startsWith('{before - 25} account')", 120)
    tab.settle(120)
    expect("E opens the next 25", len(pins(tab)) == 25)
    tab.until("document.querySelectorAll('.stage .pinned').length >= 25", 60)
    expect("each has a row of its own, with a frame", True)
    tab.picture(folder / "fold-opened.png")
    tab.call("Page.navigateToHistoryEntry", entryId=tab.call("Page.getNavigationHistory")["entries"][-2]["id"])
    tab.until("!location.search.includes('pin')")
    tab.settle(120)
    expect("the browser's back button folds them again", tab.value("document.querySelectorAll('.stage .pinned').length") == 0)
    tab.key("Escape")

    # What is found is never folded; what is pinned stays where the question changes.
    tab.value(f"{FOLD}.dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))")
    tab.until("document.querySelectorAll('#drawer .table tbody button.account').length > 25", 60)
    last = tab.value("[...document.querySelectorAll('#drawer .table tbody button.account')].pop().title")
    tab.key("Escape")
    tab.value("document.activeElement.blur()")
    tab.key("/")
    tab.type(last)
    tab.key("Enter")
    tab.click(f"#drawer .found button[title='{last}']")
    tab.until(f"location.search.includes('pin={last}')", 60)
    tab.settle(120)
    expect(f"an account that was searched for is shown: {last}", pins(tab) == [last])
    tab.key("p")
    tab.until("!location.search.includes('pin')")
    tab.settle(120)
    expect("P unpins it", pins(tab) == [])
    tab.key("p")
    tab.until(f"location.search.includes('pin={last}')")
    tab.settle(120)
    tab.value("document.querySelector('[name=minVictims]').value = 3;"
              " document.querySelector('[name=minVictims]').dispatchEvent(new Event('change'))")
    tab.settle(120)
    expect("a pin stays with another question", pins(tab) == [last] and "minVictims=3" in tab.value("location.search"))
    tab.key("f")
    tab.until("!location.search.includes('pin')")
    tab.settle(120)
    expect("F folds it again", pins(tab) == [])
    expect("the form is without it", "rows of their own" not in tab.value("document.getElementById('question').textContent"))

    # On paper the smallest letters have 8 points, and no sheet is wider than its page.
    tab.open(server.origin + "/sinks", 120)
    pdf = base64.b64decode(tab.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    (folder / "fold-print.pdf").write_bytes(pdf)
    if shutil.which("pdftotext"):
        words = subprocess.run(["pdftotext", "-bbox", str(folder / "fold-print.pdf"), "-"], capture_output=True, text=True).stdout
        heights = sorted(min(float(y2) - float(y1), float(x2) - float(x1)) for x1, y1, x2, y2, word in re.findall(
            r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(GBP|EUR)<', words))
        # A line of the font is 1.117 times as high as its letters.
        expect(f"print: the smallest letters of {len(heights)} amounts have {heights[0] / 1.117:.2f} points", heights[0] / 1.117 >= 7.9)
    expect(f"no error and no breach of the policy: {tab.problems()[:2]}", not tab.problems())
finally:
    chrome.close()
    server.stop()
sys.exit(checks.status)
