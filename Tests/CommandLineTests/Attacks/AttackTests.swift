import Foundation
import TestSupport
import Testing

/// Each attack that once got through, with its own files: what it was after does not happen, and the answer is right.
@Suite("Attacks")
struct AttackTests {
  private static func folder(_ name: String) -> String { "fixtures/attacks/\(name)" }

  /// The cells of CSV, as RFC 4180 has them, read byte by byte.
  private static func cells(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = Array(text.utf8)[...]
    func ended() -> String { String(decoding: cell, as: UTF8.self) }
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x22 where isQuoted && bytes.first == 0x22:
        cell.append(byte)
        bytes.removeFirst()
      case 0x22: isQuoted.toggle()
      case 0x2C where !isQuoted:
        row.append(ended())
        cell = []
      case 0x0A where !isQuoted:
        rows.append(row + [ended()])
        (row, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    return rows
  }

  @Test func namesCannotBringMarkupIntoAPage() throws {
    let page = try drawn("01-html-breakout", ["t.csv", "a.csv"], as: "page.html")
    #expect(page.contains("FORGED"), "the name is shown as text")
    let bytes = page.unicodeScalars.map(\.value)
    for tag in ["<h1>FORGED", "<h1 ", "<meta http-equiv=refresh", "</script>\u{600}"] {
      let wanted = tag.unicodeScalars.map(\.value)
      #expect(!bytes.indices.contains { bytes[$0...].starts(with: wanted) }, "\(tag)")
    }
  }

  private func drawn(_ name: String, _ files: [String], as output: String, _ flags: [String] = [])
    throws -> String
  {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: output).path
    let run = try Program.run(["draw"] + files + flags + ["-o", path], in: Self.folder(name))
    #expect(run.status == 0, "\(run.messages)")
    return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test(arguments: [["t.csv", "a.csv"], ["t2.csv", "--victims", "v1,v2"]])
  func cellsCannotForgeRowsOrFormulas(_ arguments: [String]) throws {
    let run = try Program.run(
      ["sinks"] + arguments + ["--format", "csv"], in: Self.folder("02-csv-breakout"))
    #expect(run.status == 0)
    let rows = Self.cells(run.output)
    #expect(rows.count == 2 && Set(rows.map(\.count)).count == 1, "\(rows)")
    #expect(!rows.contains { $0.contains("innocent-neighbour") })
    for cell in rows.joined() { #expect(!"=+@\t\r".contains(cell.prefix(1)) || cell.isEmpty) }
  }

  @Test func partiesAreTheSameInEveryRun() throws {
    let runs = try (0..<8).map { _ in
      try Program.run(
        ["parties", "t.csv", "a.csv", "--format", "csv"],
        in: Self.folder("03-parties-nondeterministic")
      ).output
    }
    #expect(Set(runs).count == 1 && runs[0].contains("acc16"))
  }

  @Test(arguments: ["fifo", "lifo", "proRata"]) func boundsOfHugeClaimsHold(_ rule: String) throws {
    let answer = try JSONAnswer(
      ["trace", "t2.csv", "--rule", rule], in: Self.folder("04-trace-overflow-crash"))
    let shop = answer.bounds.items.filter { $0.account.text == "shop" }
    #expect(!shop.isEmpty)
    for bound in shop {
      // The account may have held other money, which paid it. If it held none, either claim may have paid all of it or
      // nothing, and both together paid it.
      #expect(bound.lower.text == "0.00")
      #expect(
        bound.lowerIfNothingElse.text == (bound.claims.items.count == 1 ? "0.00" : "1.00"))
      #expect(bound.upper.text == "1.00")
    }
    let held = try answer.holdings.items.filter { $0.account.text == "account" }.map {
      try #require(Decimal(string: $0.amount.text ?? ""))
    }
    #expect(held.reduce(0, +) == Decimal(string: "39999999999999999.00"))
  }

  @Test func aFileNamedLikeAnOptionIsNone() throws {
    let folder = try TemporaryFolder()
    let rows =
      "id,time,from,to,amount,currency\nt1,2010-03-04,v,m,185.00,GBP\nt2,2010-03-05,v,m,1,234.56,GBP\n"
    for name in ["bank.csv", "--rejects=bank.csv", "-o.csv"] { try folder.write(rows, as: name) }
    let run = try Program.shell("cd '\(folder.url.path)'; $TRIBUTARY check *.csv; echo status $?")
    #expect(!run.output.contains("status 0"))
    for name in ["bank.csv", "--rejects=bank.csv", "-o.csv"] {
      #expect(
        try String(contentsOfFile: folder.url.appending(path: name).path, encoding: .utf8) == rows)
    }
    let named = try Program.shell("cd '\(folder.url.path)'; $TRIBUTARY check -- *.csv")
    #expect(named.output.contains("--rejects=bank.csv"))
  }

  /// The digest printed is that of the bytes whose totals are printed, or the run ends with words.
  @Test func digestsAreThoseOfTheBytesThatWereRead() throws {
    let folder = try TemporaryFolder()
    let run = try Program.shell(
      """
      cd '\(folder.url.path)'
      for amount in 1.00 9.00; do
        { echo id,time,from,to,amount,currency
          seq 200000 | awk -v a=$amount '{ printf "t%d,2024-01-01,alpha,beta,%s,GBP\\n", $1, a }'; } > $amount.csv
        sha256sum $amount.csv
      done
      for delay in 0.02 0.1 0.3 0.6; do
        cp 1.00.csv big.csv
        { sleep $delay; dd if=9.00.csv of=big.csv conv=notrunc bs=256k 2> dd.log; } &
        $TRIBUTARY check big.csv --format json > out.json 2> err; status=$?
        wait
        echo "run $status $(grep -o '"sha256": *"[0-9a-f]*"' out.json | grep -o '[0-9a-f]\\{64\\}') " \
          "$(grep -o '"amount": *"[0-9.]*"' out.json | head -1 | tr -d ' ') $(grep -c 'changed while' err)"
      done
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    let digests = lines.prefix(2).map { String($0.prefix(64)) }
    let runs = lines.dropFirst(2)
    #expect(runs.count == 4, "\(run.output) \(run.messages)")
    for line in runs {
      if line.hasPrefix("run 2 ") {
        #expect(line.hasSuffix(" 1"), "\(line)")
      } else {
        let isOld = line.contains(digests[0]) && line.contains("200000.00")
        let isNew = line.contains(digests[1]) && line.contains("1800000.00")
        #expect(line.hasPrefix("run 0 ") && isOld != isNew, "\(line)")
      }
    }
  }

  @Test func noNumberIsDrawnWhole() throws {
    let name = "07-mask-misses-numbers"
    let picture = try drawn(name, ["t.csv"], as: "o.svg", ["--whole"])
    let text = try String(
      contentsOf: Repository.root.appending(path: "\(Self.folder(name))/t.csv"), encoding: .utf8)
    let keys = text.split(separator: "\n").dropFirst().map { String($0.split(separator: ",")[2]) }
    #expect(keys.count == 13)
    for key in keys {
      #expect(!picture.contains(key), "\(key)")
      #expect(!picture.contains(key.replacing("\u{A0}", with: "&#160;")), "\(key)")
    }
    let masked = try drawn(name, ["t.csv", "a.csv"], as: "o.svg", ["--whole", "--mask", "all"])
    #expect(!masked.contains("12 High Street") && !masked.contains("Abcbank"))
  }

  @Test(arguments: [
    "alm", "bom", "cyr", "nbsp", "nfd", "shy", "space", "tag", "vs", "zwj", "zwsp",
  ])
  func anAccountThatLooksLikeAnotherIsThatOrIsNamed(_ spelling: String) throws {
    let file = "t-\(spelling).csv"
    let name = Self.folder("08-invisible-characters")
    let sinks = try JSONAnswer(["sinks", file, "--victims", "v1,v2"], in: name)
    let run = try Program.run(["sinks", file, "--victims", "v1,v2"], in: name)
    let isWarned = run.messages.contains("[account-alike]")
    #expect((sinks.sinks.items.count == 1) != isWarned, "\(run.output) \(run.messages)")
    guard isWarned else { return }
    let parties = try Program.run(["parties", file, "--format", "csv"], in: name)
    #expect(parties.output.split(separator: "\n").count == 2, "\(parties.output)")
    let shown = run.output + run.messages
    #expect(
      !shown.unicodeScalars.contains {
        $0.properties.isDefaultIgnorableCodePoint || $0.properties.generalCategory == .format
      })
  }

  @Test func aPatternThatTriesEverythingTakesNoTime() throws {
    let folder = try TemporaryFolder()
    let good = try Program.run(["profile", "show", "gb.barclays.csv"]).output
    let profile = try folder.write(
      good.replacing("^Interest\\b", with: "^([A-Z]+ ?)+$").replacing(
        "gb.barclays.csv", with: "my.bank"),
      as: "p/my.yaml")
    let long = String(repeating: "A", count: 3_900) + "!"
    let rows = (1...20).map {
      "1,0\($0 % 9 + 1)/03/2010,20-00-00 12345678,-185.00,\(long),\(long)\n"
    }
    let file = try folder.write(
      "Number,Date,Account,Amount,Subcategory,Memo\n" + rows.joined(), as: "s.csv")
    let check = try Program.run(["profile", "check", profile])
    #expect(check.status == 0, "\(check.messages)")
    let run = try Program.shell(
      "ulimit -t 60; $TRIBUTARY check '\(file)' --profiles '\(folder.url.path)/p'")
    #expect(run.output.contains("20 rows ="), "\(run.output) \(run.messages)")
  }

  @Test(arguments: [
    ("Smith &\u{301} Co", "", "accounts"), ("Payments", "", "names"), ("Victim", "", "names"),
    ("Source", "", "names"), ("2024", "", "names"), ("received", "", "names"),
    ("Mr M", "Bank", "all"), ("\u{600}<b>\u{301}\"'", "", "accounts"),
  ])
  func oneNameDoesNotStopDrawings(_ name: String, _ institution: String, _ mask: String) throws {
    let folder = try TemporaryFolder()
    let ledger = try folder.write(
      "id,time,from,to,amount,currency\nt1,2024-01-02,v1,m1,185.00,GBP\nt2,2024-01-03,v2,m1,185.00,GBP\n",
      as: "t.csv")
    let quoted = name.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) }
    let accounts = try folder.write(
      "account,role,name,institution\nv1,victim,Anna Xylo,\nv2,victim,Bela Quux,\nm1,mule,\"\(quoted)\",\(institution)\n",
      as: "a.csv")
    let path = folder.url.appending(path: "o.svg").path
    let run = try Program.run(["draw", ledger, accounts, "--mask", mask, "-o", path])
    #expect(run.status == 0, "\(run.messages)")
    let picture = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    #expect(picture.hasPrefix("<?xml"))
    if mask == "names" || mask == "all" { #expect(!picture.contains("Anna Xylo")) }
  }

  @Test(arguments: ["bs", "cq"]) func profilesThatAreMadeAreInOrder(_ name: String) throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(
      [
        "profile", "make", "\(name).csv", "--name", "x.\(name)", "-o", folder.url.path, "--set",
        "shape=ledger", "--set", "currency=GBP", "--set", "amount=#4", "--set", "dates=ymd",
      ], in: Self.folder("18-profile-make-bad-yaml"))
    #expect(made.status == 0, "\(made.messages)")
    let check = try Program.run(["profile", "check", "\(folder.url.path)/x.\(name).yaml"])
    #expect(check.status == 0, "\(check.messages)")
  }

  @Test func numbersOfCardsAreMaskedInEverySpelling() throws {
    let name = Self.folder("20-card-numbers-kept")
    let files = ["t.csv", "a.csv"]
    let folder = try TemporaryFolder()
    let picture = folder.url.appending(path: "o.svg").path
    _ = try Program.run(["draw"] + files + ["--mask", "none", "--whole", "-o", picture], in: name)
    let shown =
      try [
        ["explain"] + files + ["--sink", "mule"],
        ["explain"] + files + ["--sink", "mule", "--format", "json"],
        ["trace"] + files + ["--rule", "fifo", "--schedule", "victims", "--format", "csv"],
      ].map { try Program.run($0, in: name).output }.joined()
      + String(decoding: try Data(contentsOf: URL(filePath: picture)), as: UTF8.self)
    let text = try String(
      contentsOf: Repository.root.appending(path: "\(name)/t.csv"), encoding: .utf8)
    let numbers = Self.cells(text).dropFirst().map { String($0[6].dropFirst(4)) }
    #expect(numbers.count == 21 && shown.contains("mule"))
    // Twelve digits in a row are most often a bank's reference: only a word before them makes them an Aadhaar number.
    for number in numbers where number != "234123412346" {
      for before in ["ref ", "memo ", "Name "] {
        #expect(!shown.contains(before + number), "\(number)")
      }
    }
  }

  @Test func theCountryIsMaskedWithTheRest() throws {
    let picture = try drawn(
      "24-country-under-mask-all", ["t.csv", "a.csv"], as: "o.svg", ["--mask", "all"])
    for text in ["John Smith", "12 High Street", "Xyzbank", "Mr M"] {
      #expect(!picture.contains(text), "\(text)")
    }
  }

  /// A link planted where the draft of an output would be is not followed.
  @Test func plantedLinksAreNotFollowed() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "id,time,from,to,amount,currency\nt1,2024-01-02,v1,m1,185.00,GBP\n", as: "t.csv")
    try folder.write("mine\n", as: "target")
    let run = try Program.shell(
      """
      cd '\(folder.url.path)'
      ( for name in o.svg.part-$BASHPID .o.svg.part-$BASHPID o.svg.part o.svg.tmp; do ln -s target $name; done
        exec $TRIBUTARY draw t.csv --whole -o o.svg ); echo "status $?"; cat target; test -L o.svg || echo ordinary
      """)
    #expect(run.output.contains("mine\n"), "\(run.output) \(run.messages)")
    #expect(run.output.contains("ordinary"), "\(run.output)")
  }
}
