"""Prints the acceptance figures of the pages: measured here, beside the bound for two quiet cores.

measure.py PROGRAM BROWSER FOLDER [TRANSFERS]: FOLDER takes the ledgers that are made. Nothing fails: a busy machine is slower.
"""
import http.client
import json
import pathlib
import re
import statistics
import subprocess
import sys
import time

from browser import ROOT, Browser, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
sizes = [int(text) for text in sys.argv[4:]] or [200_000, 1_000_000]
founding = sorted(str(path) for path in (ROOT / "fixtures/cases/founding").glob("*.csv"))
TARGETS = ["in:DCMB:930019302025", "in:DCMB:930019300713", "in:GNGB:900100420017", "in:KKCB:912010001033", "cash:atm-howrah"]


def tell(what, value, bound):
    print(f"{what:<68} {value:>14}   bound {bound}", flush=True)


def p95(values):
    return sorted(values)[max(0, int(len(values) * 0.95) - 1)]


class Client:
    """A connection that stays open, as a browser's does."""

    def __init__(self, server):
        self.server = server
        self.link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=600)
        body = json.dumps({"ticket": server.ticket}).replace(" ", "")
        self.link.request("POST", "/api/session", body, {"Content-Type": "application/json"})
        self.key = json.loads(self.link.getresponse().read())["key"]

    def get(self, path):
        begun = time.perf_counter()
        self.link.request("GET", path, headers={"Authorization": "Tributary " + self.key})
        answer = self.link.getresponse()
        data = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {data[:200]}")
        return (time.perf_counter() - begun) * 1000, data


def ledger(count):
    """A made ledger: 20 victims, and accounts that pay each other on and on."""
    path = folder / f"made-{count}.csv"
    if not path.exists():
        state = 88172645463325252
        with open(path, "w") as file:
            file.write("id,time,from,to,amount,currency\n")
            accounts = count // 4
            for number in range(count):
                state ^= (state << 13) & (2 ** 64 - 1)
                state ^= state >> 7
                state ^= (state << 17) & (2 ** 64 - 1)
                minute = number * 500_000 // count
                day, rest = divmod(minute, 1440)
                payer = f"v{number // (count // 2000) % 20}" if number % (count // 2000) == 0 else f"a{state % accounts}"
                file.write(f"t{number},{time.strftime('%Y-%m-%d', time.gmtime(1704067200 + day * 86400))}T{rest // 60:02d}:{rest % 60:02d}:00Z,"
                           f"{payer},a{(state >> 20) % accounts},{state % 90000 / 100 + 1:.2f},EUR\n")
    return str(path)


browser = Browser(browser_path)
try:
    begun = time.perf_counter()
    server = Program(program, [*founding, "--quiet"])
    tab = browser.tab()
    tab.call("Page.navigate", url=server.address)
    tab.until("document.documentElement?.dataset.ready === 'yes' && document.querySelectorAll('.stage .thing').length > 50", 60)
    tell("founding case: start to first picture", f"{(time.perf_counter() - begun) * 1000:.0f} ms", "1,000 ms")

    steps = """(async (queries) => { const times = []; const place = document.getElementById('answer');
      for (const query of queries) { const begun = performance.now(); history.replaceState(null, '', query);
        dispatchEvent(new PopStateEvent('popstate'));
        while (place.dataset.asked !== location.pathname + location.search || place.classList.contains('earlier'))
          await new Promise((done) => { const port = new MessageChannel(); port.port1.onmessage = done; port.port2.postMessage(0); });
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - begun); } return times; })(%s)"""
    queries = []
    for number in range(40):
        out = [TARGETS[at] for at in range(len(TARGETS)) if (number + 1) >> at & 1]
        queries.append("/sinks?without=" + "%0A".join(out) + (f"&minVictims={2 + number % 5}" if number % 5 else ""))
    times = tab.value(steps % json.dumps(queries), wait=True)
    tell("what-if step to painted picture and figures: median", f"{statistics.median(times):.0f} ms", "")
    tell("what-if step to painted picture and figures: p95 of 40", f"{p95(times):.0f} ms", "100 ms")
    slide = """(async () => { const slider = document.querySelector('input[name=minVictims]'); const begun = performance.now();
      for (let step = 0; step < 300; step += 1) { slider.value = String(2 + step % 11); slider.dispatchEvent(new Event('input'));
        await new Promise((done) => setTimeout(done, 33)); }
      slider.value = '7'; slider.dispatchEvent(new Event('change')); return performance.now() - begun; })()"""
    tab.open(server.origin + "/sinks")
    before, used = server.memory(), server.cpu()
    took = tab.value(slide, wait=True)
    tab.settle(30)
    final = tab.value("document.querySelector('h1').textContent")
    tell(f"300 slider steps in {took / 1000:.1f} s: the final answer is the final question's", "yes" if "7 or more" in final else final, "yes")
    tell("  CPU of the program meanwhile; memory grown by", f"{server.cpu() - used:.1f} s; {server.memory() - before:.0f} MB", "")
    assets = sum(path.stat().st_size for path in (ROOT / "Sources/Explorer/Assets").rglob("*") if path.suffix in (".js", ".css", ".html", ".svg"))
    tell("assets, unpacked", f"{assets} bytes", "150,000")
    server.stop()

    server = Program(program, [*founding, "--quiet"])
    client = Client(server)
    tell("scene of the founding flow", f"{len(client.get('/api/scene/flow')[1])} bytes", "150,000")
    for rule, bound in [("fifo", "100 ms"), ("own-first-pro-rata", "350 ms"), ("pro-rata", "350 ms")]:
        tell(f"trace by {rule}", f"{client.get(f'/api/answer/trace?rule={rule}')[0]:.0f} ms", bound)
    used, count = server.cpu(), 3000
    begun = time.perf_counter()
    for _ in range(count):
        client.get("/api/head")
    spent = time.perf_counter() - begun
    tell("a request without work: wall, CPU", f"{spent / count * 1000:.2f} ms, {(server.cpu() - used) / count * 1e6:.0f} us", "0.5 ms, 60 us")
    before = server.memory()
    for number in range(2000):
        out = [TARGETS[at] for at in range(len(TARGETS)) if number >> at & 1]
        client.get(f"/api/scene/flow?minVictims={2 + number % 9}&top={1 + number % 10}" + (f"&without={'%0A'.join(out)}" if out else ""))
    tell("memory after 2,000 pictures: grown by", f"{server.memory() - before:.0f} MB", "200 MB")
    server.stop()

    for size in sizes:
        server = Program(program, [ledger(size), "--quiet"])
        tell(f"{size} transfers: loaded, address printed", f"{server.loaded * 1000:.0f} ms", "")
        client = Client(server)
        victims = "victims=" + ",".join(f"v{number}" for number in range(20)) + "&hops=3"
        bounds = {200_000: "150 ms (+ 300 ms)", 1_000_000: "250 ms (+ 300 ms)", 5_000_000: "600 ms (+ 300 ms)"}
        first = client.get(f"/api/answer/sinks?{victims}")
        times = [client.get(f"/api/answer/sinks?{victims}&without=a{number * 17 + 3}")[0] for number in range(5)]
        sinks = len(json.loads(first[1])["sinks"])
        tell(f"{size} transfers: what-if, figures of {sinks} sinks, median ({len(first[1]) // 1000} KB)", f"{statistics.median(times):.0f} ms", bounds.get(size, ""))
        times = [client.get(f"/api/scene/flow?{victims}&without=a{number * 17 + 3}")[0] for number in range(5)]
        tell(f"{size} transfers: picture of 10 sinks, median", f"{statistics.median(times):.0f} ms", "")
        times = [client.get(f"/api/search?text=a{number}77")[0] for number in range(5)]
        tell(f"{size} transfers: search, median", f"{statistics.median(times):.0f} ms", "50 ms")
        cited = json.loads(client.get("/api/cite/transfers?figure=all&page=100")[1])
        row = cited["transfers"][0]["evidence"][0]
        address = f"/api/rows?source={row['sha256']}&first={row['byteFirst']}&last={row['byteLast']}"
        once = client.get(address)[0]
        times = [client.get(address)[0] for _ in range(20)]
        tell(f"{size} transfers: a row, the first time and then", f"{once:.0f}, {statistics.median(times):.1f} ms", "20 ms")
        tell(f"{size} transfers: memory", f"{server.memory():.0f} MB", "")
        server.stop()
finally:
    browser.close()
