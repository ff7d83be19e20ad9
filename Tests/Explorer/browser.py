"""A program that serves pages, and the tabs of a browser that opens them. Only the standard library."""
import atexit
import base64
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "Browser"))

from chromium import Chromium  # noqa: E402


class Program:
    """`tributary explore` on some files or a case."""

    def __init__(self, program, arguments, folder=ROOT):
        self.process = subprocess.Popen(
            [program, "explore", *arguments, "--no-open"], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.started = time.perf_counter()
        self.address = self.process.stdout.readline().strip()
        self.loaded = time.perf_counter() - self.started
        found = re.match(r"http://127\.0\.0\.1:(\d+)/#ticket=([0-9a-f]+)$", self.address)
        if not found:
            raise SystemExit(f"the program printed no address: {self.address!r} {self.process.stderr.read()}")
        self.port, self.ticket = int(found[1]), found[2]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def stop(self):
        """Ends the program as Ctrl-C does; returns its status and the seconds that it took."""
        begun = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        return status, time.perf_counter() - begun

    def memory(self):
        """The memory in use, in MB."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def cpu(self):
        """The CPU seconds so far."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Browser(Chromium):
    def __init__(self, path, width=1280, height=800, arguments=()):
        super().__init__(path, width, height, ["--hide-scrollbars", *arguments])

    def tab(self, width=1280, height=800, context=None):
        more = {"browserContextId": context} if context else {}
        target = self.call("Target.createTarget", url="about:blank", **more)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, session, target, width, height)


class Tab:
    def __init__(self, browser, session, target, width, height):
        self.browser, self.session, self.target = browser, session, target
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(f"{domain}.enable")
        self.size(width, height)

    def call(self, method, **parameters):
        return self.browser.call(method, session=self.session, **parameters)

    def size(self, width, height, mobile=False, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile)

    def events(self, *methods):
        return [e["params"] for e in self.browser.events
                if e.get("method") in methods and e.get("sessionId") == self.session]

    def value(self, script, wait=False):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait)
        if "exceptionDetails" in result:
            raise SystemExit(f"{script[:300]}: {json.dumps(result['exceptionDetails'])[:600]}")
        return result["result"].get("value")

    def until(self, script, seconds=15, what=None):
        """Waits until a script says yes; its value."""
        end = time.perf_counter() + seconds
        while True:
            value = self.value(f"((found) => found instanceof Node ? true : found)({script})")
            if value:
                return value
            if time.perf_counter() > end:
                raise SystemExit(f"waited {seconds} s in vain for {what or script}: "
                                 + self.value("(document.querySelector('dialog[open]') || document.getElementById('drawer')).innerText"
                                              " + '; ' + document.getElementById('answer').innerText")[:900])
            time.sleep(0.01)

    def open(self, address, seconds=15):
        self.call("Page.navigate", url=address)
        self.until("document.documentElement?.dataset.ready === 'yes'", seconds, "the page to be ready")
        self.settle()

    def settle(self, seconds=20):
        """Waits until the answer is that of the address."""
        self.until("document.getElementById('answer')?.dataset.asked === location.pathname + location.search"
                   " && !document.getElementById('answer').classList.contains('earlier')", seconds, "the answer")

    def key(self, key, modifiers=0):
        codes = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, " ": 32}
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        code = codes.get(key, ord(key.upper()) if len(key) == 1 else 0)
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, modifiers=modifiers,
                  **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code, modifiers=modifiers)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def click(self, selector):
        """Clicks with the mouse on the first element of a selector, or of a script in round brackets."""
        find = selector if selector.startswith("(") else f"document.querySelector({json.dumps(selector)})"
        self.until(f"Boolean({find})", 15, selector)
        # The place is taken when it has stood still, and nothing lies above it.
        last = None
        for _ in range(200):
            place = self.value(f"""(() => {{ const e = {find}; if (!e) return null; let b = e.getBoundingClientRect();
              if (b.y < 60 || b.bottom > innerHeight - 10) {{ e.scrollIntoView({{block: 'center', inline: 'center'}}); b = e.getBoundingClientRect(); }}
              const p = {{ x: b.x + b.width / 2, y: b.y + b.height / 2 }}; const hit = document.elementFromPoint(p.x, p.y);
              return hit && (e.contains(hit) || hit.contains(e)) ? p : null; }})()""")
            if place and place == last:
                break
            last = place
            time.sleep(0.03)
        else:
            raise SystemExit(f"{selector} cannot be clicked")
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **place)
        for kind in ["mousePressed", "mouseReleased"]:
            self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def button(self, words, within="document"):
        """The script for the button with some words."""
        return (f"([...{within}.querySelectorAll('button')].find(b => b.textContent.trim() === {json.dumps(words)}"
                f" && b.getClientRects().length))")

    def picture(self, path, whole=False):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))
        # The page has its own size again when two frames have been drawn.
        self.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))", wait=True)

    def problems(self):
        """Errors of scripts, and breaches of the policy."""
        found = []
        for entry in self.events("Log.entryAdded"):
            found.append(entry["entry"].get("text", "") + " " + entry["entry"].get("url", ""))
        for thrown in self.events("Runtime.exceptionThrown"):
            found.append(json.dumps(thrown)[:400])
        return found

    def requests(self):
        return [e["request"]["url"] for e in self.events("Network.requestWillBeSent")]


class Checks:
    def __init__(self):
        self.failures = []

    def expect(self, what, holds):
        print(("ok    " if holds else "FAILS ") + what, flush=True)
        if not holds:
            self.failures.append(what)
        return holds

    @property
    def status(self):
        return 1 if self.failures else 0
