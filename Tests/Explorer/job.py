"""The main job in a browser, by mouse and by keyboard alone, on a case: find, look, leave out, decide, undo, save.

job.py PROGRAM BROWSER FOLDER: FOLDER takes the case file and pictures of the pages.
"""
import hashlib
import pathlib
import subprocess
import sys
import time

from browser import ROOT, Browser, Checks, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
founding = ROOT / "fixtures/cases/founding"
files = sorted(str(path) for path in founding.glob("*.csv"))
checks = Checks()
expect = checks.expect
TARGET = "in:DCMB:930019302025"


def case(name):
    path = folder / name
    path.unlink(missing_ok=True)
    subprocess.run([program, "load", "--new", "--case", str(path), *files], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return str(path)


def title(tab):
    return tab.value("document.querySelector('h1').textContent")


def bytes_shown(tab):
    """The row that the drawer shows, and the same bytes of its file."""
    shown = tab.until("document.querySelector('#drawer .row code.own') && (() => {"
                      " const row = document.querySelector('#drawer .row');"
                      " return { text: row.querySelector('code.own').textContent, place: row.querySelector('p.hint').textContent }; })()")
    path, rest = shown["place"].split(", line ")
    first, last = [int(number) for number in rest.split("bytes ")[1].split(" to ")]
    raw = pathlib.Path(path).read_bytes()[first:last + 1]
    return shown["text"], raw.decode()


def by_mouse(chrome):
    server = Program(program, ["--case", case("mouse.tributary"), "--by", "examiner", "--quiet"])
    tab = chrome.tab()
    tab.open(server.address)
    expect("the ticket has left the address", "ticket" not in tab.value("location.href"))
    expect(f"15 shared accounts: {title(tab)}", title(tab).startswith("15 accounts"))
    expect("the picture is there", tab.value("document.querySelectorAll('.stage .thing').length") > 60)
    tab.picture(folder / "first.png")

    tab.click(f"button.account[title='{TARGET}']")
    tab.until("document.querySelector('#drawer .figures')")
    expect("the drawer names the account", tab.value("document.querySelector('#drawer h2').textContent") == "Pratapgiri Traders")
    tab.click("#drawer [data-figure=received]")
    tab.until("document.querySelectorAll('#drawer .payment').length === 12")
    tab.click("#drawer button.source")
    text, raw = bytes_shown(tab)
    expect(f"a figure leads to bytes of its file: {text[:40]}…", text == raw)
    tab.click("(document.querySelector('#drawer .row button.quiet'))")
    tab.until("document.querySelector('#drawer .hex') && !document.querySelector('#drawer .hex').hidden")
    tab.picture(folder / "bytes.png")
    tab.click(tab.button("‹ Back", "document.getElementById('drawer')"))
    tab.until("document.querySelector('#drawer .figures')")

    tab.click(tab.button("Leave out (X)"))
    tab.until("document.querySelector('h1').textContent.startsWith('14 accounts')")
    expect("an account is left out: 14 remain", True)
    expect("the difference says what is lost", "Pratapgiri Traders" in tab.value("document.querySelector('.changes .lost').textContent"))
    expect("nothing is said to be excluded", "nothing is said to be excluded" in tab.value("document.getElementById('answer').textContent"))
    tab.picture(folder / "difference.png")

    tab.click(tab.button("keep …"))
    tab.until("document.querySelector('dialog[open] .outcome .changes')")
    expect("the change is said before it is kept", "lost" in tab.value("document.querySelector('dialog .changes').textContent"))
    tab.click("#why")
    tab.type("an everyday payee, as the bank wrote")
    tab.picture(folder / "decision.png")
    tab.click(tab.button("Keep the decision"))
    tab.until("document.querySelector('.toast')")
    tab.settle()
    log = subprocess.run([program, "log", "--case", str(folder / "mouse.tributary")], capture_output=True, text=True).stdout
    expect("the case has the decision with its reason", "an everyday payee, as the bank wrote" in log and "examiner" in log)
    expect("the case leaves it out now", title(tab).startswith("14 accounts") and "without" not in tab.value("location.search"))

    tab.click(tab.button("Undo …"))
    tab.until("document.querySelector('dialog[open] #why')")
    tab.click("#why")
    tab.type("the letter was withdrawn")
    tab.until("document.querySelector('dialog[open] .outcome .changes')")
    tab.click(tab.button("Keep the decision"))
    tab.until("document.querySelector('h1').textContent.startsWith('15 accounts')")
    expect("undone: 15 again", True)

    # The file that the page gives is that of `draw`, byte for byte.
    tab.value("""globalThis.saved = new Promise((resolve) => { const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.arrayBuffer().then((bytes) => crypto.subtle.digest('SHA-256', bytes))
        .then((sum) => resolve([...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, '0')).join(''))); return make(blob); }; })
      .then((sum) => { globalThis.sum = sum; }); 0""")
    tab.click(tab.button(".svg"))
    digest = tab.until("globalThis.sum")
    drawn = folder / "drawn.svg"
    subprocess.run([program, "draw", "flow", "--case", str(folder / "mouse.tributary"), "--force", "--quiet", "-o", str(drawn)], check=True)
    expect("the saved picture is that of draw, byte for byte", digest == hashlib.sha256(drawn.read_bytes()).hexdigest())
    expect("one origin was asked, and no other", all(url.startswith((server.origin, "blob:", "data:", "about:")) for url in tab.requests()))
    expect(f"no error and no breach of the policy: {tab.problems()[:2]}", not tab.problems())
    expect("no cookie is set", tab.value("document.cookie") == "" and not tab.call("Network.getCookies")["cookies"])
    status, seconds = server.stop()
    expect(f"the program ends within a second with 0: {seconds:.2f} s, {status}", status == 0 and seconds < 1)
    tab.until("document.querySelector('.gone') && !document.querySelector('.gone').hidden", 10)
    expect("the page says that the program is gone, and keeps what it shows",
           title(tab).startswith("15 accounts") and tab.value("document.getElementById('question').inert"))
    tab.picture(folder / "gone.png")


def by_keyboard(chrome):
    server = Program(program, ["--case", case("keys.tributary"), "--by", "examiner", "--quiet"])
    tab = chrome.tab()
    tab.open(server.address)

    def focused(script="document.activeElement.textContent"):
        return tab.value(script)

    def tab_to(condition, most=160):
        for _ in range(most):
            if tab.value(f"(() => {{ const e = document.activeElement; return Boolean({condition}); }})()"):
                return True
            tab.key("Tab")
        return False

    expect("Tab reaches the account in the table", tab_to(f"e.matches('button.account') && e.title === '{TARGET}'"))
    tab.key("Enter")
    tab.until("document.querySelector('#drawer .figures')")
    expect("the drawer takes the focus", tab.value("document.getElementById('drawer').contains(document.activeElement)"))
    expect("Tab reaches the figure", tab_to("e.dataset.figure === 'received'"))
    tab.key("Enter")
    tab.until("document.querySelectorAll('#drawer .payment').length === 12")
    expect("Tab reaches a row", tab_to("e.matches('button.source')"))
    tab.key("Enter")
    text, raw = bytes_shown(tab)
    expect("keys alone lead to the bytes", text == raw)
    tab.key("Escape")
    expect("Escape closes the drawer and gives the focus back", tab.value("document.getElementById('drawer').hidden")
           and tab.value("document.activeElement.title") == TARGET)

    tab.key("Enter")
    tab.until("document.querySelector('#drawer .figures')")
    tab.key("x")
    tab.until("document.querySelector('h1').textContent.startsWith('14 accounts')")
    expect("X leaves out the account that is chosen", True)
    tab.settle()
    expect("Tab reaches keep", tab_to("e.textContent === 'keep …'"))
    tab.key("Enter")
    tab.until("document.querySelector('dialog[open] #why') === document.activeElement && true")
    tab.type("kept by the keyboard")
    expect("Tab reaches the button", tab_to("e.textContent === 'Keep the decision' && !e.disabled", 20))
    tab.key("Enter")
    tab.until("document.querySelector('.toast')")
    tab.settle()
    tab.key("u")
    tab.until("document.querySelector('dialog[open] #why')")
    tab.type("undone by the keyboard")
    expect("Tab reaches the button again", tab_to("e.textContent === 'Keep the decision' && !e.disabled", 20))
    tab.key("Enter")
    tab.until("document.querySelector('h1').textContent.startsWith('15 accounts')")
    expect("U undoes it", True)

    tab.value("document.activeElement.blur()")
    tab.key("/")
    tab.type("pratapgiri")
    expect("/ goes to the search", tab.value("document.activeElement.id") == "search")
    tab.key("Enter")
    tab.until("document.querySelector('#drawer .found button')")
    expect("and Enter finds", "Pratapgiri" in tab.value("document.querySelector('#drawer .found').textContent"))
    tab.key("Escape")

    expect("Tab reaches the picture", tab_to("e.matches('.stage .thing')"))
    before = focused("document.activeElement.dataset.part")
    tab.key("ArrowRight")
    after = focused("document.activeElement.dataset.part")
    expect(f"an arrow goes to the next part: {before} to {after}", before != after)
    tab.key("ArrowRight", modifiers=8)
    along = focused("document.activeElement.dataset.part")
    expect(f"Shift and an arrow go along the money: {along}", bool(along))
    tab.key("Enter")
    tab.until("document.querySelector('#drawer h2') && !document.getElementById('drawer').hidden")
    expect("Enter opens the part", True)
    tab.key("Escape")
    tab.value("document.activeElement.blur()")
    tab.key("?")
    tab.until("document.querySelector('dialog[open]')")
    tab.key("Escape")
    time.sleep(0.1)
    expect("? shows the keys and Escape closes them", not tab.value("Boolean(document.querySelector('dialog[open]'))"))

    # Names and roles of everything that can be worked with.
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    nameless = [node for node in nodes if node.get("role", {}).get("value") in ("button", "link", "textbox", "combobox", "slider", "checkbox")
                and not node.get("ignored") and not node.get("name", {}).get("value")]
    expect(f"every control has a name: {len(nameless)} have none of {len(nodes)} nodes {[one.get('backendDOMNodeId') for one in nameless]}"
           f" {[tab.call('DOM.describeNode', backendNodeId=one['backendDOMNodeId'])['node'].get('attributes') for one in nameless[:3]]}",
           not nameless)
    expect(f"no error: {tab.problems()[:2]}", not tab.problems())
    server.stop()


def two_windows(chrome):
    path = case("two.tributary")
    server = Program(program, ["--case", path, "--by", "examiner", "--quiet"])
    one = chrome.tab()
    one.open(server.address)
    two = chrome.tab()
    two.open(server.origin + "/sinks")
    expect("another tab gets the key from the first", title(two).startswith("15 accounts"))
    # A decision in one window appears in the other.
    one.value(f"""(async () => {{ const key = sessionStorage.getItem('key'); const head = (await (await fetch('/api/state',
      {{ headers: {{ Authorization: 'Tributary ' + key }} }})).json()).head; globalThis.head = head; }})()""", wait=True)
    post = """(async () => { const answer = await fetch('/api/decide', { method: 'POST', headers: {
      Authorization: 'Tributary ' + sessionStorage.getItem('key'), 'Content-Type': 'application/json' },
      body: JSON.stringify({ expecting: %s, kind: 'leave-out', operands: ['%s'], why: '%s' }) });
      return [answer.status, await answer.json()]; })()"""
    begun = time.perf_counter()
    status, _ = one.value(post % ("globalThis.head", TARGET, "seen in window one"), wait=True)
    expect(f"the first decision is kept: {status}", status == 200)
    decided = time.perf_counter()
    two.until("document.querySelector('h1').textContent.startsWith('14 accounts')", 10)
    seconds = time.perf_counter() - decided
    expect(f"the other window shows it after {seconds:.2f} s", seconds < 2.5)
    status, answer = two.value(post % (f"'{one.value('globalThis.head')}'", TARGET, "seen in window two"), wait=True)
    expect(f"a decision on the same thing from an older view is refused: {status} {answer.get('error', {}).get('message', '')[:60]}",
           status == 409)
    # The command line decides too.
    subprocess.run([program, "decide", "--case", path, "take-back", TARGET, "--why", "from a terminal"], check=True, stdout=subprocess.DEVNULL)
    one.until("document.querySelector('h1').textContent.startsWith('15 accounts')", 10)
    expect("and a decision of the command line appears", True)
    # No context of another browser has the key.
    context = chrome.call("Target.createBrowserContext")["browserContextId"]
    stranger = chrome.tab(context=context)
    stranger.call("Page.navigate", url=server.origin + "/sinks")
    stranger.until("document.querySelector('.problem')")
    expect("a stranger gets no data", "no key" in stranger.value("document.body.textContent"))
    used = chrome.tab(context=context)
    used.call("Page.navigate", url=server.address)
    used.until("document.querySelector('.problem')")
    expect("a used ticket opens nothing", "was used before" in used.value("document.body.textContent"))
    server.stop()
    warned = server.process.stderr.read()
    expect("and is said in the terminal", "used before" in warned)


chrome = Browser(browser_path)
try:
    by_mouse(chrome)
    by_keyboard(chrome)
    two_windows(chrome)
finally:
    chrome.close()
sys.exit(checks.status)
