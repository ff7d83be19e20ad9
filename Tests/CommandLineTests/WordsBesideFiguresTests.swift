import Foundation
import TestSupport
import Testing

/// Figures that a reader would take for more than they are, and the words that stand beside them.
@Suite("Words beside figures")
struct WordsBesideFiguresTests {
  private func folder(_ rows: [String], claims: [String], converts: Bool = false) throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    let head =
      "id,time,from,to,amount,currency" + (converts ? ",received_amount,received_currency" : "")
    try folder.write(([head] + rows).joined(separator: "\n") + "\n", as: "t.csv")
    try folder.write((["claim"] + claims).joined(separator: "\n") + "\n", as: "c.csv")
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ arguments: String) throws -> String {
    let words = arguments.split(separator: " ", maxSplits: 1).map(String.init)
    return try Program.shell(
      "cd \(folder.url.path) && $TRIBUTARY \(words[0]) t.csv c.csv --quiet \(words.dropFirst().joined())"
    ).output
  }

  // MARK: Victims' accounts

  private var throughVictim: TemporaryFolder {
    get throws {
      try folder(
        [
          "c1,2009-01-01T09:00:00Z,v1,m,100.00,GBP", "c2,2009-01-02T09:00:00Z,v2,m,100.00,GBP",
          "p1,2009-01-03T09:00:00Z,m,v1,200.00,GBP", "z1,2009-01-04T09:00:00Z,v1,z,200.00,GBP",
        ], claims: ["c1", "c2"])
    }
  }

  @Test(arguments: ["--rule fifo", "--rule pro-rata", "--rule own-first-lifo", "--compare"])
  func aVictimsAccountThatPaidOnIsSaid(rule: String) throws {
    let text = try run(throughVictim, "trace \(rule)")
    #expect(text.contains("[paid-on-by-victims]"), "\(text)")
    #expect(text.contains("v1 received GBP 100.00 of others' claims"), "\(text)")
    #expect(text.contains("later paid on GBP 200.00 in 1 payment that nobody claims, the first z1"))
  }

  @Test func moneyThatStaysWithAVictimNeedsNoWords() throws {
    let stays = try folder(
      [
        "z1,2009-01-01T08:00:00Z,v1,z,200.00,GBP", "c1,2009-01-01T09:00:00Z,v1,m,100.00,GBP",
        "c2,2009-01-02T09:00:00Z,v2,m,100.00,GBP", "p1,2009-01-03T09:00:00Z,m,v1,200.00,GBP",
      ], claims: ["c1", "c2"])
    #expect(!(try run(stays, "trace --rule fifo").contains("paid-on-by-victims")))
  }

  @Test(arguments: ["sinks --min-victims 1", "reach"])
  func walksThroughVictimsAreSaid(command: String) throws {
    #expect(try run(throughVictim, command).contains("[passes-victims]"))
    let plain = try folder(
      ["c1,2009-01-01,v1,m,100.00,GBP", "p1,2009-01-02,m,z,100.00,GBP"], claims: ["c1"])
    #expect(!(try run(plain, command).contains("passes-victims")))
  }

  // MARK: Order of rows

  @Test(arguments: [
    "sinks --min-victims 1", "reach", "explain --sink z", "trace --rule fifo",
  ])
  func ordersThatOnlyRowsDecideAreSaid(command: String) throws {
    // A later day shows that the rows of the file run forwards.
    let later = "x1,2009-01-05,q,r,1.00,GBP"
    let before = try folder(
      ["p1,2009-01-03,m,z,100.00,GBP", "c1,2009-01-03,v1,m,100.00,GBP", later], claims: ["c1"])
    let text = try run(before, command)
    #expect(
      text.contains("[row-order]") && text.contains("p1 (t.csv:2) stands before c1 (t.csv:3)"),
      "\(text)")
    // Rows in the other order, or times that decide, leave nothing open.
    for rows in [
      ["c1,2009-01-03,v1,m,100.00,GBP", "p1,2009-01-03,m,z,100.00,GBP"],
      ["p1,2009-01-02,m,z,100.00,GBP", "c1,2009-01-03,v1,m,100.00,GBP"],
    ] {
      #expect(!(try run(folder(rows + [later], claims: ["c1"]), command).contains("row-order")))
    }
  }

  @Test func aStatedTieRuleNeedsNoWords() throws {
    let before = try folder(
      ["p1,2009-01-03,m,z,100.00,GBP", "c1,2009-01-03,v1,m,100.00,GBP"], claims: ["c1"])
    #expect(!(try run(before, "reach --ties allow").contains("row-order")))
    #expect(!(try run(before, "trace --rule fifo --order credits-first").contains("row-order")))
  }

  // MARK: Least and most after conversions

  @Test func theLeastOfAClaimIsNotHeldAgainstConvertedMoney() throws {
    let converted = try folder(
      [
        "c1,2009-01-01T09:00:00Z,v1,m,100.00,GBP,,",
        "p1,2009-01-03T09:00:00Z,m,n,100.00,GBP,8000.00,INR",
        "z1,2009-01-04T09:00:00Z,n,z,8000.00,INR,90.00,GBP",
      ], claims: ["c1"], converts: true)
    let summary = try run(converted, "trace --rule fifo")
    #expect(summary.contains("the least and the most of the claims in each account"))
    let matrix = try run(converted, "trace --rule fifo --schedule matrix")
    let head = matrix.split(separator: "\n").first { $0.hasPrefix("victim") }
    #expect(head?.contains("part of the claim") == true && head?.contains("part at least") == true)
    #expect(
      try run(converted, "trace --rule fifo --schedule bounds").contains("as parts of the claims"))
    // Without a conversion the words stay short.
    let plain = try run(throughVictim, "trace --rule fifo --schedule matrix")
    #expect(!plain.contains("part of the claim"))
  }

  // MARK: One rounding

  @Test func everyFormatRoundsAHoldingAlike() throws {
    let mixed = try folder(
      [
        "c1,2009-01-01T09:00:00Z,v1,m,10.00,GBP", "c2,2009-01-01T09:00:01Z,v2,m,10.00,GBP",
        "c3,2009-01-01T09:00:02Z,o,m,11.00,GBP", "p1,2009-01-03T09:00:00Z,m,n,9.00,GBP",
        "p2,2009-01-04T09:00:00Z,n,q,4.57,GBP",
      ], claims: ["c1", "c2"])
    let json = JSONAnswer(
      try JSONSerialization.jsonObject(
        with: Data(try run(mixed, "trace --rule pro-rata --format json").utf8)))
    let csv = try run(mixed, "trace --rule pro-rata --format csv").split(separator: "\n")
      .dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(json.holdings.items.map(\.amount.text) == csv.map { $0[4] })
    #expect(json.holdings.items.map(\.claimAmount.text) == csv.map { $0[7] })
    func cents(_ text: String?) -> Int? { text.flatMap { Int($0.replacing(".", with: "")) } }
    // The parts of a claim add up to it, and the parts of a payment to the payment.
    for victim in ["v1", "v2"] {
      let parts = json.holdings.items.filter { $0.claim.text == victim }
        .compactMap { cents($0.claimAmount.text) }
      #expect(parts.reduce(0, +) == 1_000)
    }
    for flow in json.flows.items {
      let parts = flow.parts.items.compactMap { cents($0.amount.text) }
      #expect(
        parts.reduce(0, +) == cents(flow.transfer.sent.amount.text ?? flow.transfer.amount.text))
    }
    // A block of one victim agrees with its own sum.
    let matrix = try run(mixed, "trace --rule pro-rata --schedule matrix --format csv")
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let sums = try #require(matrix.last)
    // Amount, fraction, least, most and their currency, for each account.
    for column in stride(from: 1, to: sums.count, by: 5) {
      let rows = matrix.dropFirst().dropLast().compactMap { cents(String($0[column])) }
      #expect(rows.reduce(0, +) == cents(String(sums[column])))
    }
  }

  /// 5.805 alone is 5.81 in every place, because a column of one is the figure itself.
  @Test func aColumnOfOneIsRoundedAsTheFigure() throws {
    let half = try folder(
      [
        "c1,2009-01-01T09:00:00Z,v1,m,11.61,GBP", "c2,2009-01-01T09:00:01Z,o,m,11.61,GBP",
        "p1,2009-01-03T09:00:00Z,m,n,11.61,GBP",
      ], claims: ["c1"])
    let matrix = try run(half, "trace --rule pro-rata --schedule matrix")
    let lines = matrix.split(separator: "\n").filter { $0.hasPrefix("v1") || $0.hasPrefix("all") }
    #expect(lines.count == 4 && lines.allSatisfy { $0.contains("GBP 5.81") }, "\(matrix)")
  }
}
