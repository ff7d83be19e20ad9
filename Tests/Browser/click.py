"""Drives a page of `draw` in headless Chromium over the pipe of its debugging protocol.

click.py BROWSER PAGE.html PICTURE.png FOLDED.html: loads the page, chooses a victim by a click, searches, zooms,
and checks what changes; then searches a page on which most victims are folded into one row. Nothing but the Python
standard library is needed.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

browser, page, picture, folded = sys.argv[1:]


class Browser:
    def __init__(self, path, profile):
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()

        def join():
            # By way of others: the pipe's own ends may be 3 and 4, and would be closed.
            ends = os.dup(to_read), os.dup(from_write)
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
             f"--user-data-dir={profile}", "--window-size=1500,1100", "about:blank"],
            preexec_fn=join, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.buffer, self.events, self.session = 0, b"", [], None

    def receive(self):
        while b"\0" not in self.buffer:
            part = os.read(self.from_read, 1 << 16)
            if not part:
                raise SystemExit("the browser ended")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

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


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    chrome = Browser(browser, profile)
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
            return [e["params"]["request"]["url"] for e in chrome.events
                    if e.get("method") == "Network.requestWillBeSent"]

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

        click(place)
        chosen = chrome.value("document.querySelectorAll('.nflow.on').length")
        lines = chrome.value("document.querySelectorAll('.nflow').length")
        expect(f"a click on one victim chooses {chosen} of {lines} lines", 0 < chosen < lines)
        shown = chrome.value("document.querySelectorAll('tbody tr:not(.off)').length")
        expect(f"and leaves {shown} of {rows} rows of the table", 0 < shown < rows)
        said = chrome.value("document.getElementById('status').textContent")
        expect(f"and says: {said[:40]}", said.startswith("Tobias Bellowmoss"))
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
        chrome.events.clear()
        chrome.call("Page.navigate", url=pathlib.Path(folded).resolve().as_uri())
        while not any(e.get("method") == "Page.loadEventFired" for e in chrome.events):
            chrome.events.append(chrome.receive())
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
        errors = [e["params"] for e in chrome.events
                  if e.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
        expect("no error and no breach of the policy was logged", not errors)
        for error in errors:
            print(json.dumps(error)[:300])
    finally:
        chrome.process.terminate()
        chrome.process.wait()
sys.exit(1 if failures else 0)
