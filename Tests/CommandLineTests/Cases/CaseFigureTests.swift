import Foundation
import TestSupport
import Testing

/// The figures of a bundle: each sum cites all payments that make it.
@Suite("Case file: figures")
struct CaseFigureTests {
  /// A table as the bundle writes it.
  private func rows(_ text: String) -> [[String: String]] {
    var records: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        records[records.count - 1].append(cell)
        cell = ""
      case "\n" where !isQuoted:
        records[records.count - 1].append(cell)
        cell = ""
        records.append([])
      default: cell.unicodeScalars.append(scalar)
      }
    }
    let heads = records[0]
    return records.dropFirst().filter { $0.count == heads.count }.map {
      Dictionary(zip(heads, $0), uniquingKeysWith: { first, _ in first })
    }
  }

  private func minorUnits(_ text: String) -> Int {
    let parts = text.split(separator: ".")
    let places = parts.count > 1 ? parts[1].count : 0
    let digits = Int(parts.joined()) ?? 0
    return places == 0 ? digits * 100 : digits
  }

  @Test func everySumIsThatOfThePaymentsItCites() throws {
    let session = try CaseSession(simulating: [
      "--seed", "9", "--regime", "mixed", "--victims", "6", "--customers", "9", "--merchants", "3",
      "--months", "3",
    ])
    try session.load()
    let questions: [(String, [String])] = [
      ("sinks", ["sinks"]), ("few", ["sinks", "--max-hops", "2", "--provisional"]),
      ("reach", ["reach"]), ("sums", ["sums", "--min-count", "2"]),
      ("accounts", ["accounts"]), ("trace", ["trace", "--rule", "fifo"]),
      (
        "patterns",
        ["patterns", "--shuffles", "0", "--within", "30d", "--only", "fan-in,pass-through"]
      ), ("prices", ["patterns", "--only", "repeated-price", "--shuffles", "0"]),
      ("rules", ["trace", "--compare"]),
    ]
    for (name, question) in questions {
      let run = try session.run(question + ["--case", "C", "--record", name, "-q"])
      #expect(run.status == 0, "\(question): \(run.messages)")
    }
    try session.onCase("report", "-o", "bundle")
    let lines = rows(session.folder.text("bundle/figures.csv"))
    var sums: [[String]: Int] = [:]
    var figures: Set<[String]> = []
    for line in lines {
      let figure = ["answer", "figure", "account", "claim", "currency", "amount", "rule"].map {
        line[$0] ?? ""
      }
      figures.insert(figure)
      if line["part"] == "adds up" {
        #expect(line["payment_currency"] == line["currency"])
        sums[figure, default: 0] += minorUnits(line["payment_amount"] ?? "")
      }
      if line["part"] != "" { #expect(line["citation"]?.isEmpty == false, "\(line)") }
    }
    for (figure, sum) in sums { #expect(sum == minorUnits(figure[5]), "\(figure)") }
    // Each answer has figures, and those that are sums all have their payments.
    for (name, _) in questions where name != "prices" {
      #expect(figures.contains { $0[0] == name }, "\(name)")
    }
    for figure in figures where figure[1] == "received" || figure[1] == "paid" {
      #expect(sums[figure] != nil, "\(figure)")
    }
    // The walks of sinks are cited beside the payments that add up, and the further ones too.
    let sink = try #require(
      lines.first { $0["answer"] == "sinks" && $0["part"] == "other walk" }?["account"])
    let cited = Set(
      lines.filter { $0["answer"] == "sinks" && $0["account"] == sink }.compactMap {
        $0["payment"]
      })
    let proof = try session.onCase("explain", "--sink", sink, "--format", "json", "-q")
    let walks = proof.components(separatedBy: "\"id\": \"").dropFirst().compactMap {
      $0.split(separator: "\"").first.map(String.init)
    }
    #expect(!walks.isEmpty && Set(walks).isSubset(of: cited))
    #expect(cited.count > Set(walks).count)
  }

  /// A row on a further walk changes: the sinks that rest on it are named, though no witness walk has it.
  @Test func aChangedRowOfAFurtherWalkIsTraced() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    let rows = [
      "id,time,from,to,amount,currency", "a1,2010-03-01,anna,hub,10.00,GBP",
      "b1,2010-03-01,bela,hub,20.00,GBP", "a2,2010-03-02,anna,side,30.00,GBP",
      "s1,2010-03-03,side,hub,30.00,GBP", "h1,2010-03-04,hub,villa,60.00,GBP",
    ]
    try session.folder.write(rows.map { $0 + "\n" }.joined(), as: "p.csv")
    let run = try session.run(["load", "p.csv", "--case", "C", "--new", "--keep", "-q"])
    #expect(run.status == 0, "\(run.messages)")
    try session.onCase("sinks", "--victims", "anna,bela", "--record", "where", "-q")
    let text = session.folder.text("p.csv").replacing("anna,side,30.00", with: "anna,side,31.00")
    try session.folder.write(text, as: "p.csv")
    let verify = try session.run(["verify", "--case", "C"])
    #expect(verify.status == 1)
    for (account, amount) in [("hub", "60.00"), ("villa", "60.00")] {
      #expect(
        verify.output.contains("\"where\": \(account): GBP \(amount) rests on a row"),
        "\(verify.output)")
    }
  }

  /// Rates of a picture are kept with its record, and the picture is drawn again without their file.
  @Test func ratesAreKeptWithThePictureThatUsesThem() throws {
    let session = try CaseSession()
    try session.load()
    var rates = "date,currency,rate\n"
    for month in 0..<24 {
      for day in 1...28 {
        let date = String(format: "%d-%02d-%02d", 2009 + month / 12, month % 12 + 1, day)
        rates += "\(date),GBP,1.1\n\(date),INR,0.015\n"
      }
    }
    try session.folder.write(rates, as: "rates.csv")
    let draw = [
      "draw", "sankey", "--case", "C", "--rates", "rates.csv", "--unit", "EUR", "-o", "x.svg", "-q",
    ]
    let recorded = try session.run(draw + ["--record", "bands"])
    #expect(recorded.status == 0, "\(recorded.transcript)")
    let picture = try session.bytes("x.svg")
    try FileManager.default.removeItem(atPath: session.folder.path("rates.csv"))
    let verify = try session.run(["verify", "--case", "C"])
    #expect(verify.status == 0 && verify.output.contains("1 the same"), "\(verify.transcript)")
    try session.onCase("report", "-o", "bundle")
    #expect(try session.bytes("bundle/answers/bands.svg") == picture)
    #expect(session.folder.text("bundle/answers/bands.rates.csv").hasPrefix("date,currency,rate"))
    // A secret is never put on record, and the message says why.
    try session.folder.write("correct horse battery", as: "mine")
    let masked = try session.run([
      "draw", "flow", "--case", "C", "--mask", "all", "--mask-secret", "mine", "-o", "y.svg",
      "--record", "masked",
    ])
    #expect(masked.status == 2 && masked.messages.contains("a case never holds a secret"))
  }

  /// Tables of a case are safe in a spreadsheet: no formula, no control character.
  @Test func tablesShowHiddenCharacters() throws {
    let session = try CaseSession("fixtures/cases/mixed-account")
    try session.folder.write(
      "id,time,from,to,amount,currency\n" + "a1,2010-03-01,anna\u{1B}[31m,hub,10.00,GBP\n"
        + "b1,2010-03-01,=bela,hub,20.00,GBP\n", as: "p.csv")
    #expect(try session.run(["load", "p.csv", "--case", "C", "--new", "-q"]).status == 0)
    try session.onCase("note", "hub", "=HYPERLINK(\"x\")\u{7}\n\u{202E}tail")
    try session.onCase("decide", "role", "hub", "mule", "--why", "@sum\u{1B}]0;x\u{7}")
    try session.onCase("sinks", "--victims", "all", "--min-victims", "1", "--record", "w", "-q")
    try session.onCase("accounts", "--record", "all", "-q")
    try session.onCase("report", "-o", "bundle")
    let tables = [
      try session.onCase("log", "--format", "csv"), session.folder.text("bundle/decisions.csv"),
      session.folder.text("bundle/figures.csv"),
    ]
    for table in tables {
      #expect(
        !table.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" || ["\u{7F}", "\u{202E}"].contains($0)
        })
      for line in table.split(separator: "\n") {
        for start in [",=", ",@", ",\"=", ",\"@"] { #expect(!line.contains(start), "\(line)") }
      }
    }
    #expect(tables[0].contains("'@sum⟨U+001B⟩]0;x⟨U+0007⟩"))
    #expect(tables[2].contains("'=bela"))
  }

  @Test func reversedDecisionsAreListed() throws {
    let session = try CaseSession()
    try session.load()
    try session.onCase("decide", "role", "paypal", "merchant", "--why", "first letter")
    let said = try session.onCase("decide", "role", "paypal", "processor", "--why", "second letter")
    #expect(said.contains("conflict: event 4 says otherwise on the same as event 3"))
    try session.onCase("decide", "same", "customer-001", "customer-002", "--why", "one address")
    try session.onCase("decide", "different", "customer-002", "customer-001", "--why", "two")
    let log = try session.onCase("log", "--conflicts")
    let numbers = log.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(numbers.prefix(4) == ["3", "4", "5", "6"], "\(log)")
    #expect(log.contains("conflict: event 6 says otherwise on the same as event 5"))
    #expect(try session.onCase("sinks", "-q").contains("2 decisions contradict others"))
    try session.onCase("undo", "6", "--why", "one after all")
    #expect(try session.onCase("sinks", "-q").contains("1 decision contradicts others"))
  }
}
