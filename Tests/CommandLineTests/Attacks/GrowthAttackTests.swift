import Foundation
import TestSupport
import Testing

/// Attacks that made answers grow as the square or the cube of the files: at sizes at which that took minutes, or more
/// memory than is given here, the answer comes, and is right.
@Suite("Attacks by growth", .serialized)
struct GrowthAttackTests {
  /// Runs the program in a folder within 60 seconds of the processor and 2 GiB of addresses.
  ///
  /// The answers take a few seconds of a program that is not optimised; the old ones took minutes of one that was.
  private func run(_ command: String, in folder: TemporaryFolder) throws -> Program.Run {
    try Program.shell(
      "cd '\(folder.url.path)'; export SWIFT_BACKTRACE=enable=no; ulimit -t 60; ulimit -v 2097152; "
        + "exec $TRIBUTARY \(command)")
  }

  private func answer(_ command: String, in folder: TemporaryFolder) throws -> JSONAnswer {
    let run = try run(command + " --format json", in: folder)
    #expect(run.status == 0, "\(command): \(run.status) \(run.messages.prefix(500))")
    return JSONAnswer(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
  }

  private static let header = "id,time,from,to,amount,currency"

  private func pounds(_ text: String?) throws -> Decimal {
    try #require(text.flatMap { Decimal(string: $0) })
  }

  // MARK: 09: receipts and payouts of one amount at a service

  /// A fee in pence, the order of the rows, and a reference that many rows share.
  @Test(arguments: [
    (0, false, ""), (0, true, ""), (649, false, ""), (0, false, "SUBSCRIPTION"), (649, true, "R1"),
  ])
  func equalAmountsAtAService(_ fee: Int, _ payoutsFirst: Bool, _ reference: String) throws {
    let folder = try TemporaryFolder()
    let count = 1_500
    let left = String(format: "%d.%02d", (18_500 - fee) / 100, (18_500 - fee) % 100)
    let ins = (0..<count).map {
      "r\($0),2020-01-01,v\($0),hub,185.00,GBP,,processor,\(reference)\n"
    }
    let day = payoutsFirst ? "2020-01-01" : "2020-01-02"
    let outs = (0..<count).map {
      "p\($0),\(day),hub,m\($0 % 50),\(left),GBP,processor,,\(reference)\n"
    }
    try folder.write(
      Self.header + ",from_role,to_role,reference\n"
        + (payoutsFirst ? outs + ins : ins + outs).joined(), as: "t.csv")
    let match = try answer("match t.csv --fee hub=\(fee == 0 ? "0.00" : "6.49")", in: folder)
    let hub = match.hubs[0]
    #expect(hub.receipts.number == count && hub.payouts.number == count)
    // Nothing tells one receipt from another, so no link is certain.
    #expect(hub.counts.A.number == 0 && hub.counts.B.number == 0)
    let sinks = try answer("sinks t.csv --victims v0,v1,v2", in: folder)
    #expect(sinks.sinks.items.isEmpty)
    #expect(sinks.totals.transfers.number == 2 * count)
  }

  // MARK: 11: two accounts that pay each other

  @Test(arguments: ["fifo", "lifo", "proRata", "ownFirst-fifo"])
  func paymentsToAndFro(_ rule: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(ring(4_000), as: "t.csv")
    let trace = try answer("trace t.csv --rule \(rule) --victims a --bounds none", in: folder)
    let held = try trace.holdings.items.map { try pounds($0.amount.text) }
    // Each of the 2,000 payments of a came back to it, or lies with the other.
    #expect(held.reduce(0, +) == 2_000)
    #expect(trace.totals.transfers.number == 4_000)
  }

  @Test func allRulesForPaymentsToAndFro() throws {
    let folder = try TemporaryFolder()
    try folder.write(ring(4_000), as: "t.csv")
    let run = try run("trace t.csv --compare --victims a", in: folder)
    #expect(run.status == 0 && run.output.contains("2,000.00"), "\(run.messages)")
  }

  private func ring(_ count: Int) -> String {
    Self.header + "\n"
      + (0..<count).map { place in
        let time = String(
          format: "2020-01-01T%02d:%02d:%02dZ", place / 3_600, place / 60 % 60, place % 60)
        return "t\(place),\(time),\(place % 2 == 0 ? "a,b" : "b,a"),1.00,GBP\n"
      }.joined()
  }

  // MARK: 12, 16, 19: blanks, one long cell, NULs

  @Test(arguments: [" ", "\t", "\u{A0}", "\u{3000}", "\u{200B}", " \t", "a ", "\"\"", "\u{301}"])
  func longCellsOfOneText(_ text: String) throws {
    let folder = try TemporaryFolder()
    let fill = String(repeating: text, count: 300_000 / text.utf8.count)
    try folder.write(
      Self.header + "\nt1,2020-01-01,a,\"b\(fill)c\",1.00,GBP\nt2,2020-01-02,a,b,1.00,GBP\n",
      as: "t.csv")
    let grid = try run("grid t.csv", in: folder)
    #expect(grid.status == 0 && grid.output.utf8.count > 300_000, "\(grid.messages.prefix(300))")
    #expect(grid.output.split(whereSeparator: \.isNewline).count == 3)
    let made = try run(
      "profile make t.csv --name x.x --out . --set shape=ledger --set currency=GBP", in: folder)
    #expect(
      made.status == 0 || made.status == 1 || made.status == 3, "\(made.messages.prefix(300))")
    let check = try answer("check t.csv", in: folder)
    let file = check.value is [Any] ? check[0] : check.files[0]
    #expect(file.rowsRead.number == 2 && file.loaded.number == 2)
  }

  @Test(arguments: [" ", "\0", "\t", "\n", " \n", "\0\n", "\u{FEFF}"])
  func filesThatHoldNothing(_ text: String) throws {
    let folder = try TemporaryFolder()
    let size = 400_000
    try folder.write(String(repeating: text, count: size / text.utf8.count), as: "t.csv")
    let check = try run("check t.csv", in: folder)
    #expect(check.output.contains("0 rows = 0 loaded") || check.status == 2, "\(check.output)")
    #expect(!(check.output + check.messages).contains("\0"))
    #expect(try run("grid t.csv", in: folder).status < 3)
    #expect(try run("profile make t.csv --name x.x --out .", in: folder).status < 4)
  }

  /// A disk that was full leaves NULs where the end, or the beginning, of a file was.
  @Test(arguments: [true, false]) func aHeaderBesideManyNULs(_ isBefore: Bool) throws {
    let folder = try TemporaryFolder()
    let rows = Self.header + "\nt1,2020-01-01,a,b,1.00,GBP\n"
    let nothing = String(repeating: "\0", count: 500_000)
    try folder.write(isBefore ? rows + nothing : nothing + rows, as: "t.csv")
    for command in ["check t.csv", "grid t.csv"] {
      #expect(try run(command, in: folder).status < 3, "\(command)")
    }
    // A name of half a megabyte is compared with the usual names of columns once, not for each of them.
    #expect(
      try run("profile make t.csv --name x.x --out . --set shape=ledger", in: folder).status < 4)
  }

  @Test func aFileOfNULsIsCalledOne() throws {
    let folder = try TemporaryFolder()
    // At 26 bytes of memory for each byte these were 2.6 GB.
    let run = try Program.shell(
      """
      cd '\(folder.url.path)'; head -c 100000000 /dev/zero > nul.csv
      ulimit -t 60; ulimit -v 1500000; $TRIBUTARY check nul.csv; echo "status $?"
      """)
    #expect(run.output.contains("status 0\n") && run.output.contains("100000000 bytes is a NUL"))
  }

  @Test func oneCellOfManyMegabytes() throws {
    let folder = try TemporaryFolder()
    // Four times the bytes take four times as long, not twelve times.
    try expectGrowth(below: 8) { scale in
      let cell = String(repeating: "a", count: 4_000_000 * scale)
      try folder.write(
        Self.header + "\nt1,2020-01-01,\(cell),b,1.00,GBP\nt2,2020-01-02,a,b,1.00,GBP\n",
        as: "t.csv")
      return try timed(
        "check t.csv", in: folder, says: "2 rows = 1 loaded + 0 memo + 0 skipped + 1 rejected")
    }
  }

  // MARK: 13: rows of one id

  @Test(arguments: [1, 2, 7]) func differentRowsOfOneID(_ ids: Int) throws {
    let folder = try TemporaryFolder()
    try expectGrowth(below: 9) { scale in
      let count = 4_000 * scale
      let rows = (0..<count).map { place in
        let second = String(format: "%02d", place % 60)
        return "same\(place % ids),2020-01-01T00:00:\(second)Z,a\(place % 1_000),b\(place % 999),"
          + "\(1 + place).00,GBP\n"
      }
      try folder.write(Self.header + "\n" + rows.joined(), as: "t.csv")
      return try timed(
        "check t.csv", in: folder, says: "\(count / 1_000),000 rows = \(count / 1_000),000 loaded")
    }
  }

  // MARK: 22: the explanation of a proportional figure

  @Test(arguments: ["proRata", "ownFirst-proRata", "fifo"])
  func oneFigureOfManyClaims(_ rule: String) throws {
    let folder = try TemporaryFolder()
    let count = 150
    var rows = Self.header + ",from_role\n"
    for place in 0..<count {
      let time = String(format: "2020-01-01T%02d:%02d", place / 60, place % 60)
      rows += "v\(place),\(time):00Z,v\(place),m,\(100 + place).00,GBP,victim\n"
      rows += "d\(place),\(time):30Z,m,d\(place % 7),\(place % 40 + 1).37,GBP,\n"
    }
    try folder.write(rows, as: "t.csv")
    let run = try run("explain t.csv --account d0 --rule \(rule)", in: folder)
    // All that d0 received was claimed: every seventh payout.
    let cents = stride(from: 0, to: count, by: 7).reduce(0) { $0 + ($1 % 40 + 1) * 100 + 37 }
    #expect(run.status == 0, "\(run.messages.prefix(500))")
    let figures = run.output.split(separator: "\n").compactMap { line in
      try? /v\d+ at d0: GBP ([\d,]+\.\d\d)\b.*/.wholeMatch(in: line).flatMap {
        Double($0.1.replacing(",", with: ""))
      }
    }
    // Each figure is rounded to a penny.
    let missed = abs(figures.reduce(0, +) - Double(cents) / 100)
    #expect(figures.count > 1 && missed <= Double(figures.count) * 0.005 + 0.001, "\(missed)")
  }

  // MARK: 23: a star of victims, and transfers of one time

  @Test func aStarOfVictims() throws {
    let folder = try TemporaryFolder()
    try expectGrowth(below: 9) { scale in
      let count = 6_000 * scale
      try folder.write(
        Self.header + "\n"
          + (0..<count).map {
            "t\($0),2020-01-01T00:00:\(String(format: "%02d", $0 % 60))Z,v\($0),m,1.00,GBP\n"
          }
          .joined(), as: "t.csv")
      return try timed(
        "sinks t.csv --victims all --min-victims 1", in: folder,
        says: "of \(count / 1_000),000 payers")
    }
  }

  @Test(arguments: ["allow", "forbid", "recorded"]) func transfersOfOneTime(_ ties: String) throws {
    let folder = try TemporaryFolder()
    try expectGrowth(below: 9) { scale in
      let count = 8_000 * scale
      var state: UInt64 = 7
      func drawn() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % UInt64(count / 10)
      }
      try folder.write(
        Self.header + "\n"
          + (0..<count).map { "t\($0),2020-01-01T00:00:00Z,a\(drawn()),a\(drawn()),1.00,GBP\n" }
          .joined(),
        as: "t.csv")
      return try timed(
        "sinks t.csv --victims a1,a2,a3 --ties \(ties)", in: folder, says: "3 payers")
    }
  }

  // MARK: Notes on rows of statements

  /// Each of many rows has a note of its own.
  @Test func notesOnManyRows() throws {
    let folder = try TemporaryFolder()
    try expectGrowth(below: 9) { scale in
      let count = 500 * scale
      let head =
        "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,"
        + "Credit Amount,Balance\n"
      func row(_ account: Int, _ text: String, _ out: String, _ into: String) -> String {
        "05/03/2021,FPO,'30-96-26,5000000\(account),\(text),\(out),\(into),\n"
      }
      try folder.write(
        head + (0..<count).map { row(1, "SHOP \($0) REF \($0 * 7_919)", "185.00", "") }.joined(),
        as: "s.csv")
      try folder.write(
        head + (0..<count).map { row(2, "PAYER \($0) REF \($0 * 7_907)", "", "185.00") }.joined(),
        as: "r.csv")
      return try timed("check s.csv r.csv", in: folder, says: "loaded")
    }
  }

  // MARK: Growth where the old one needs too large a file to take minutes

  /// Returns the seconds of the processor that a command took, which says what is expected.
  private func timed(_ command: String, in folder: TemporaryFolder, says words: String) throws
    -> Double
  {
    let run = try Program.shell(
      """
      cd '\(folder.url.path)'; ulimit -v 4194304
      TIMEFORMAT='took %U %S'; { time $TRIBUTARY \(command) > out 2>&1; } 2>&1; cat out
      """)
    #expect(run.output.contains(words), "\(command): \(run.output.prefix(800))")
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("took ") } ?? ""
    return line.split(separator: " ").dropFirst().compactMap { Double($0) }.reduce(0, +)
  }

  /// Expects that four times the size takes less than some times as long.
  ///
  /// Other work on the machine can only add, so each size counts with its quickest run, and there are more of them
  /// only where the first do not do.
  private func expectGrowth(below limit: Double, _ seconds: (Int) throws -> Double) throws {
    var (small, large) = (Double.infinity, Double.infinity)
    for _ in 0..<4 {
      small = min(small, try seconds(1))
      large = min(large, try seconds(4))
      if large < limit * small { return }
    }
    Issue.record("four times the size took \(large) s instead of \(small) s")
  }
}
