"""Takes pictures of the pages for a person to look at, and checks sizes: screens of 1280 and 390, dark, print, zoom.

looks.py PROGRAM BROWSER FOLDER
"""
import base64
import pathlib
import sys

from browser import ROOT, Browser, Checks, Program

program, browser_path, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
checks = Checks()
expect = checks.expect
files = sorted(str(path) for path in (ROOT / "fixtures/cases/founding").glob("*.csv"))
TARGET = "in:DCMB:930019302025"

server = Program(program, [*files, "--quiet"])
chrome = Browser(browser_path)
try:
    tab = chrome.tab()
    tab.open(server.address)

    def wide():
        return tab.value("document.documentElement.scrollWidth")

    def open_account():
        tab.click(f"button.account[title='{TARGET}']")
        tab.until("document.querySelector('#drawer .figures')")

    tab.picture(folder / "1280.png")
    expect(f"1280: nothing is wider than the screen: {wide()}", wide() <= 1280)
    open_account()
    tab.picture(folder / "1280-account.png")
    expect(f"1280 with the drawer: {wide()}", wide() <= 1280)
    tab.open(server.origin + f"/sinks?without={TARGET}")
    tab.picture(folder / "1280-without.png")
    letters = tab.value("document.querySelector('.stage svg').getScreenCTM().a * 9.5")
    expect(f"the smallest letters of the picture are {letters:.1f} pixels high", letters >= 6.9)
    scene = tab.value("(async () => (await (await fetch('/api/scene/flow', { headers: { Authorization: 'Tributary '"
                      " + sessionStorage.getItem('key') } })).arrayBuffer()).byteLength)()", wait=True)
    expect(f"the scene has {scene} bytes", scene <= 150_000)

    tab.size(390, 844, mobile=True, scale=2)
    tab.open(server.origin + "/sinks")
    tab.picture(folder / "390.png")
    expect(f"390: nothing is wider than the screen: {wide()}", wide() <= 390)
    open_account()
    tab.picture(folder / "390-account.png")
    expect(f"390 with the drawer: {wide()}", wide() <= 390)
    # 400 % of a screen of 1280 is one of 320.
    tab.size(320, 256)
    tab.open(server.origin + "/sinks?view=none")
    expect(f"400 % zoom reflows: {wide()}", wide() <= 320)

    tab.size(1280, 800)
    for media, name in [([{"name": "prefers-color-scheme", "value": "dark"}], "dark"), ([{"name": "forced-colors", "value": "active"}], "forced")]:
        tab.call("Emulation.setEmulatedMedia", features=media)
        tab.open(server.origin + "/sinks")
        tab.picture(folder / f"{name}.png")
        if name == "dark":
            paper = tab.value("getComputedStyle(document.body).backgroundColor")
            expect(f"dark: the paper is dark: {paper}", paper == "rgb(18, 24, 31)")
            drawn = tab.value("getComputedStyle(document.querySelector('.stage svg > rect')).fill")
            expect(f"dark: so is that of the picture: {drawn}", drawn != "rgb(255, 255, 255)")
    tab.call("Emulation.setEmulatedMedia", features=[])
    tab.open(server.origin + "/sinks")
    pdf = base64.b64decode(tab.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    (folder / "print.pdf").write_bytes(pdf)
    pages = pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page")
    expect(f"print: {pages} pages", 1 <= pages <= 14)
    expect(f"no error: {tab.problems()[:2]}", not tab.problems())
finally:
    chrome.close()
    server.stop()
sys.exit(checks.status)
