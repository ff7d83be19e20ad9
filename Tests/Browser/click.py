"""Drives a page of `draw` in headless Chromium over the pipe of its debugging protocol.

click.py BROWSER PAGE.html PICTURE.png FOLDED.html: loads the page, chooses a victim by a click, searches, zooms, shows
some days only, opens addresses that name an account and days, and checks what changes; then searches a page on which
most victims are folded into one row, and uses the page on the screen of a phone with two fingers. Nothing but the
Python standard library is needed.
"""
import base64
import json
import pathlib
import sys
import time

from chromium import Chromium

browser, page, picture, folded = sys.argv[1:]


class Page(Chromium):
    def value(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{script}: {result['exceptionDetails']}")
        return result["result"].get("value")


failures = []


def expect(what, holds):
    print(("ok    " if holds else "FAILS ") + what)
    if not holds:
        failures.append(what)


chrome = Page(browser, 1500, 1100)
try:
    target = chrome.call("Target.createTarget", url="about:blank")["targetId"]
    chrome.session = chrome.call(
        "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ["Page", "Runtime", "Log", "Network"]:
        chrome.call(f"{domain}.enable")
    address = pathlib.Path(page).resolve().as_uri()
    chrome.call("Page.navigate", url=address)
    while not any(e.get("method") == "Page.loadEventFired" for e in chrome.events):
        chrome.events.append(chrome.receive())

    def asked():
        # The signs of date fields are the browser's own.
        return [e["params"]["request"]["url"] for e in chrome.events
                if e.get("method") == "Network.requestWillBeSent"
                and not e["params"]["request"]["url"].startswith("data:")]

    def load(url):
        chrome.events[:] = [e for e in chrome.events if e.get("method") != "Page.loadEventFired"]
        chrome.call("Page.navigate", url=url)
        while not any(e.get("method") == "Page.loadEventFired" for e in chrome.events):
            chrome.events.append(chrome.receive())

    def shown_rows():
        return chrome.value("document.querySelectorAll('tbody tr:not(.off)').length")

    def status():
        return chrome.value("document.getElementById('status').textContent")

    def enter(field, words):
        chrome.value("(() => { const s = document.getElementById('%s'); s.value = %s;"
                     " s.dispatchEvent(new Event('input')); })()" % (field, json.dumps(words)))

    things = chrome.value("document.querySelectorAll('.thing').length")
    expect(f"the script ran: {things} parts can be chosen", things > 50)
    rows = chrome.value("document.querySelectorAll('tbody tr').length")
    expect(f"the table has {rows} rows", rows > 20)
    place = chrome.value(
        "(() => { const g = [...document.querySelectorAll('g.thing')].find(g =>"
        " g.classList.contains('nrow') && g.textContent.includes('Tobias Bellowmoss')); const b = g.getBoundingClientRect();"
        " return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()")

    def click(point):
        for kind in ["mousePressed", "mouseReleased"]:
            chrome.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1,
                        **point)

    stage = "document.getElementById('stage').getBoundingClientRect().top"
    stood = chrome.value(stage)
    click(place)
    expect("nothing moves when the choice is said", chrome.value(stage) == stood)
    chosen = chrome.value("document.querySelectorAll('.nflow.on').length")
    lines = chrome.value("document.querySelectorAll('.nflow').length")
    expect(f"a click on one victim chooses {chosen} of {lines} lines", 0 < chosen < lines)
    shown = chrome.value("document.querySelectorAll('tbody tr:not(.off)').length")
    expect(f"and leaves {shown} of {rows} rows of the table", 0 < shown < rows)
    said = chrome.value("document.getElementById('status').textContent")
    expect(f"and says: {said[:40]}", said.startswith("Tobias Bellowmoss"))
    linked = chrome.value("location.hash")
    expect(f"the address names it: {linked}", linked.startswith("#account=Tobias%20Bellowmoss"))
    data = chrome.call("Page.captureScreenshot", format="png")["data"]
    pathlib.Path(picture).write_bytes(base64.b64decode(data))
    chrome.call("Input.dispatchKeyEvent", type="keyDown", key="Escape")
    expect("Escape ends the choice",
           chrome.value("document.querySelectorAll('.on').length") == 0)
    box = "document.querySelector('#stage svg').getAttribute('viewBox')"
    before = chrome.value(box)
    chrome.value("document.getElementById('closer').click()")
    expect("zooming changes the view", chrome.value(box) != before)
    chrome.value("(() => { const s = document.getElementById('search'); s.value = 'pratapgiri';"
                 " s.dispatchEvent(new Event('input')); })()")
    expect("searching finds and marks",
           chrome.value("document.querySelectorAll('text.found').length") > 0)
    chrome.value("document.querySelector('g.thing').focus()")
    chrome.call("Input.dispatchKeyEvent", type="keyDown", key="Enter")
    expect("the keyboard chooses",
           chrome.value("document.querySelectorAll('.on').length") > 0)
    expect(f"nothing was asked for but the page: {len(asked())} request",
           asked() == [address])
    enter("search", "GB29NWBK60161331926819")
    expect(f"a whole number is not found, and why: {status()}", "last four digits" in status())
    enter("search", "")
    chrome.call("Input.dispatchKeyEvent", type="keyDown", key="Escape")

    # Days: the table and the drawing show the payments of June 2009 and nothing else.
    enter("first", "2009-06-01")
    enter("last", "2009-06-30")
    caption = chrome.value("document.querySelector('caption').textContent")
    expect(f"some days leave {shown_rows()} of {rows} rows: {caption}", 0 < shown_rows() < rows)
    live = chrome.value("document.querySelectorAll('.nflow.on').length")
    expect(f"and {live} of {lines} lines", 0 < live < lines and live == shown_rows())
    expect("rows say how many of their payments those are",
           chrome.value("[...document.querySelectorAll('tbody tr:not(.off)')].some(row =>"
                        " / of /.test(row.cells[2].textContent))"))
    days = chrome.value(
        "[...document.querySelectorAll('tbody tr:not(.off)')].every(row =>"
        " /2009-06-/.test(row.dataset.days))")
    expect("each of those has a payment of these days", days)
    expect("the address names them",
           chrome.value("location.hash") == "#from=2009-06-01&to=2009-06-30")
    enter("last", "2008-01-01")
    expect("days without a payment leave no row", shown_rows() == 0)
    chrome.value("document.getElementById('clear').click()")
    expect("clearing shows all again", shown_rows() == rows
           and chrome.value("document.querySelectorAll('.on').length") == 0)

    # Addresses that name an account, or days, open the page with that choice.
    load("about:blank")
    load(address + linked)
    expect("an address opens with its choice", shown_rows() == shown
           and status().startswith("Tobias Bellowmoss"))
    for asked_for, said in [("2025", "Pratapgiri Traders"), ("pratapgiri traders", "Pratapgiri Traders"),
                            ("nobody at all", "No account")]:
        load("about:blank")
        load(f"{address}#account={asked_for}")
        expect(f"#account={asked_for}: {status()[:40]}", status().startswith(said))
    load("about:blank")
    load(f"{address}#account=victim-gb-20&from=2009-06-01&to=2009-06-30")
    expect(f"an account and days: {shown_rows()} rows", 0 < shown_rows() < shown)
    chrome.events.clear()
    load(pathlib.Path(folded).resolve().as_uri())
    # Somebody whose name stands nowhere in the drawing.
    name = chrome.value(
        "(() => { const shown = document.querySelector('#stage svg').textContent;"
        " return Object.values(JSON.parse(document.getElementById('folded').textContent)).flat()"
        ".map(member => member.split(', ')[0]).find(name => !shown.includes(name)); })()")
    chrome.value("(() => { const s = document.getElementById('search'); s.value = %s;"
                 " s.dispatchEvent(new Event('input')); })()" % json.dumps(name))
    said = chrome.value("document.getElementById('status').textContent")
    expect(f"who is folded is found: {said}",
           bool(name) and said.startswith(f"1 found: {name}") and "within “and " in said)

    # A phone: no part is wider than the screen, letters can be read, two fingers zoom, one scrolls.
    chrome.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
    chrome.call("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)
    load("about:blank")
    load(address)
    wide = chrome.value("document.documentElement.scrollWidth")
    expect(f"nothing is wider than a screen of 390: {wide}", wide <= 390)
    letters = chrome.value("document.querySelector('#stage svg').getScreenCTM().a * 9.5")
    expect(f"names are {letters:.1f} pixels high", letters >= 6)
    before = chrome.value(box)
    middle = chrome.value("(() => { const b = document.getElementById('stage').getBoundingClientRect();"
                          " return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; })()")

    def fingers(apart):
        return [{"x": middle["x"] - apart, "y": middle["y"], "id": 0},
                {"x": middle["x"] + apart, "y": middle["y"], "id": 1}]

    chrome.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=fingers(30))
    for apart in range(40, 120, 10):
        chrome.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=fingers(apart))
    chrome.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    after = chrome.value(box)
    expect("two fingers zoom", float(after.split()[2]) < float(before.split()[2]) * 0.8)
    def finger(down):
        return [{"x": middle["x"], "y": middle["y"] - down, "id": 0}]

    stood = chrome.value(box)
    chrome.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=finger(0))
    for down in range(10, 220, 10):
        chrome.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=finger(down))
    chrome.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    for _ in range(50):
        if chrome.value("scrollY") > 50:
            break
        time.sleep(0.1)
    expect("one finger on the drawing scrolls the page", chrome.value("scrollY") > 50
           and chrome.value(box) == stood)
    data = chrome.call("Page.captureScreenshot", format="png")["data"]
    pathlib.Path(picture).with_suffix(".phone.png").write_bytes(base64.b64decode(data))
    errors = [e["params"] for e in chrome.events
              if e.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
    expect("no error and no breach of the policy was logged", not errors)
    for error in errors:
        print(json.dumps(error)[:300])
finally:
    chrome.close()
sys.exit(1 if failures else 0)
