import Foundation
import FundTracing
import PaymentGraph

/// A shape of ledger whose cost once grew faster than its size, at one size: what asking takes is printed in seconds.
struct Growth {
  static let shapes = [
    "mixed", "mixed-compare", "explain", "ring", "lots", "star", "hub", "ties-allow", "ties-forbid",
    "claims", "flow", "one-day",
  ]

  private let shape: String
  private let size: Int
  private var builder = LedgerBuilder()
  private var random = Draws(state: 7)

  init?(_ shape: String, _ size: Int) {
    guard Growth.shapes.contains(shape) else { return nil }
    self.shape = shape
    self.size = size
    _ = builder.add(SourceFile(path: "generated", digest: FileDigest(bytes: [0]), byteCount: 0))
  }

  private mutating func pay(
    _ from: String, _ to: String, _ units: Int64, at time: Int64,
    _ precision: TimePrecision = .second,
    received: Money? = nil
  ) {
    let line = builder.transferCount + 2
    var draft = TransferDraft(
      payer: builder.account(from), beneficiary: builder.account(to),
      sent: Money(minorUnits: units, currency: Currency("GBP") ?? .none),
      time: PostingTime(start: time, precision: precision), line: line,
      byteRange: line..<line + 1)
    draft.received = received
    builder.add(draft)
  }

  /// Victims who pay into one account, and payouts of it between their payments.
  private mutating func mixed(_ count: Int) -> [String] {
    var left: Int64 = 0
    for number in 0..<count {
      let paid = 5_000 + Int64(random.next() * 45_000)
      pay("v\(number)", "m", paid, at: Int64(number) * 120_000)
      left += paid
      let out = 1 + Int64(random.next() * Double(left) / 3)
      pay("m", "d\(number % 7)", out, at: Int64(number) * 120_000 + 60_000)
      left -= out
    }
    return (0..<count).map { "v\($0)" }
  }

  func run() throws {
    var growth = self
    try growth.ask()
  }

  private mutating func ask() throws {
    // Time of the processor: what else the machine does is not in it.
    func report(_ began: Double, _ words: String) {
      let seconds = processorTime() - began
      print("\(shape) \(size) \(seconds) \(words)")
    }
    func sources(_ ledger: Ledger, _ keys: [String]) -> [Source] {
      keys.compactMap { ledger.account($0).map { Source(account: $0.id) } }
    }
    switch shape {
    case "mixed", "mixed-compare", "explain":
      let victims = mixed(size)
      let ledger = builder.build()
      let claimed = sources(ledger, victims)
      let began = processorTime()
      if shape == "mixed" {
        let answer = try ledger.whole.trace(of: claimed, by: .rule(.proRata))
        let figures = answer.victimHoldings
        let passages = answer.passages
        report(
          began,
          "\(figures.count) figures, \(figures.count { !$0.amount.isExact }) bounds, "
            + "\(passages.count) passages, reconciles \(answer.reconciles)")
        for note in answer.notes where note.code == .enclosedFractions { print("  \(note.text)") }
      } else if shape == "mixed-compare" {
        report(began, "\(try ledger.whole.compareRules(of: claimed).rows.count) rows")
      } else if let account = ledger.account("d0") {
        let answer = try ledger.whole.explainFigure(of: claimed, at: account.id, by: .proRata)
        report(
          began,
          "\(answer.lots.count) lots, \(answer.movements.count) movements, adds up \(answer.addsUp)"
        )
      }
    case "ring":
      for number in 0..<size {
        pay(
          number % 2 == 0 ? "a" : "b", number % 2 == 0 ? "b" : "a", 100, at: Int64(number) * 1_000)
      }
      let ledger = builder.build()
      let claimed = sources(ledger, ["a"])
      let began = processorTime()
      let missing = try ledger.whole.missingDocuments(of: claimed)
      let answer = try ledger.whole.trace(of: claimed, by: .rule(.fifo))
      report(began, "\(missing.requests.count) documents, \(answer.victimHoldings.count) figures")
    case "lots":
      let dollar = Currency("USD") ?? .none
      for number in 0..<size {
        let paid = 5_000 + Int64(random.next() * 45_000)
        pay(
          "a\(number % 3)", "b\((number + 1) % 3)", paid, at: Int64(number) * 60_000,
          received: Money(minorUnits: paid * 107 / 100 + Int64(number % 7), currency: dollar))
        pay("b\(number % 3)", "a\(number % 3)", paid, at: Int64(number) * 60_000 + 1_000)
      }
      let ledger = builder.build()
      let began = processorTime()
      let answer = try ledger.whole.trace(of: sources(ledger, ["a0"]), by: .rule(.fifo))
      report(began, "\(answer.victimHoldings.count) figures")
    case "star":
      for number in 0..<size { pay("v\(number)", "m", 18_500, at: Int64(number) * 1_000) }
      let ledger = builder.build()
      let claimed = sources(ledger, (0..<size).map { "v\($0)" })
      let began = processorTime()
      let sinks = try ledger.whole.sharedSinks(of: claimed)
      report(began, "\(sinks.sinks.count) sinks")
    case "hub":
      builder.describe(builder.account("hub"), as: AccountDetails(role: .processor))
      for number in 0..<size { pay("v\(number)", "hub", 18_500, at: 0, .day) }
      for number in 0..<size { pay("hub", "m\(number % 50)", 18_500, at: 86_400_000, .day) }
      let ledger = builder.build()
      let began = processorTime()
      let matches = try ledger.whole.matches()
      report(began, "\(matches.hubs.first?.findings.count ?? 0) findings")
    case "ties-allow", "ties-forbid":
      for number in 0..<size {
        pay(
          "a\(Int(random.next() * Double(size / 10)))",
          "a\(Int(random.next() * Double(size / 10)))",
          100 + Int64(number % 900), at: 0)
      }
      let ledger = builder.build()
      var rules = WalkRules()
      rules.ties = shape == "ties-allow" ? .allow : .forbid
      let began = processorTime()
      let sinks = try ledger.whole.sharedSinks(
        of: sources(ledger, ["a1", "a2", "a3"]), rules: rules)
      report(began, "\(sinks.sinks.count) sinks")
    case "one-day":
      // All that two accounts and their victims paid each other, with days only.
      for number in 0..<size {
        switch number % 4 {
        case 0: pay("v\(number % 40)", "m", 18_500, at: 0, .day)
        case 1: pay("m", "n", 9_000, at: 0, .day)
        case 2: pay("n", "m", 4_000, at: 0, .day)
        default: pay("m", "d\(number % 7)", 5_000, at: 0, .day)
        }
      }
      let ledger = builder.build()
      let claimed = sources(ledger, (0..<10).map { "v\($0 * 4)" })
      let began = processorTime()
      let missing = try ledger.whole.missingDocuments(of: claimed)
      report(began, "\(missing.requests.count) documents")
    case "claims":
      for number in 0..<size {
        pay("v\(number)", "m\(number % 100)", 18_500, at: Int64(number) * 1_000)
      }
      for number in 0..<100 {
        pay("m\(number)", "c", 10_000, at: Int64(size + number) * 1_000)
        pay("c", "d\(number % 9)", 9_000, at: Int64(size + 200 + number) * 1_000)
      }
      let ledger = builder.build()
      let claimed = sources(ledger, (0..<size).map { "v\($0)" })
      let began = processorTime()
      let missing = try ledger.whole.missingDocuments(of: claimed)
      let answer = try ledger.whole.trace(of: claimed, by: .rule(.fifo))
      report(began, "\(missing.requests.count) documents, \(answer.victimHoldings.count) figures")
    case "flow":
      for number in 0..<size {
        let (one, other) = (random.next(), random.next())
        pay(
          "a\(Int(Double(size / 10) * one * one * one * one))",
          "a\(Int(Double(size / 10) * other.squareRoot() * other))", 100 + Int64(number % 900),
          at: Int64(number) * 60_000)
      }
      let ledger = builder.build()
      let claimed = Array(ledger.transfers.prefix(20).map { Source(account: $0.payer.id) })
      var rules = WalkRules()
      rules.maximumHops = 3
      let sinks = try ledger.whole.sharedSinks(of: claimed, rules: rules)
      let targets = sinks.sinks.prefix(12).map(\.account)
      let began = processorTime()
      let flow = try ledger.whole.flow(from: claimed, to: Array(targets), rules: rules)
      report(began, "\(flow.transfers.count) transfers")
    default: break
    }
  }
}

/// Numbers that are the same everywhere: a linear congruential generator.
struct Draws {
  var state: UInt64 = 20_220_901
  /// At least 0, less than 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / 9_007_199_254_740_992
  }
}
