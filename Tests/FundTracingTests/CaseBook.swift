// swift-format-ignore-file: NeverForceUnwrap

import FundTracing
import PaymentGraph
import TestSupport

/// A small case as plain values: what the slow trace works on, and what a ledger is made of for the
/// engines.
struct CaseBook {
  struct Event: Equatable {
    var from: String
    var to: String
    var sent: Int64
    var received: Int64
    /// The number of the receipt that the payment passes on.
    var link: Int?
    /// The treatment of own funds in this one payment.
    var override: String?
    /// The number of the claimed payment that a service charges back with its own money.
    var chargeback: Int?
    /// The number of the event before which it comes to its payee; nil where it comes when it leaves.
    var comes: Int?
  }

  var victims: Set<String> = []
  var outside: Set<String> = []
  var hubs: Set<String> = []
  /// Balances before the first event; negative for a debt.
  ///
  /// Accounts without one have none.
  var openings: [String: [Int64]] = [:]
  var currencies: [String: String] = [:]
  var events: [Event] = []
  var unclaimed: Set<Int> = []
  /// Names under which accounts stand in the ledger.
  var names: [String: String] = [:]
  var firstDay: Int64 = 100

  func name(_ account: String) -> String { names[account] ?? account }

  /// The results of the engines, in the words of the tests.
  struct Found {
    let tracing: Tracing
    let holdings: [String: [String: String]]
    let values: [String: [String: String]]
    let compositions: [[String: String]]
  }

  func ledger() -> Ledger {
    var builder = LedgerBuilder()
    _ = builder.add(SourceFile(path: "c.csv", digest: FileDigest(bytes: [1]), byteCount: 0))
    if isLate {
      _ = builder.add(SourceFile(path: "d.csv", digest: FileDigest(bytes: [2]), byteCount: 0))
    }
    for hub in hubs.sorted() {
      builder.describe(builder.account(name(hub)), as: AccountDetails(role: .processor))
    }
    for account in openings.keys.sorted() + victims.sorted() {
      _ = builder.account(name(account))
    }
    for (number, event) in events.enumerated() {
      var draft = TransferDraft(
        payer: builder.account(name(event.from)), beneficiary: builder.account(name(event.to)),
        sent: Money(minorUnits: event.sent, currency: currency(event.from)),
        time: PostingTime(start: day(number), precision: .day),
        kind: event.chargeback == nil ? .payment : .chargeback,
        id: "e\(number)", link: (event.chargeback ?? event.link).map { "e\($0)" }, line: number + 2,
        byteRange: number * 10..<number * 10 + 9)
      draft.received = Money(minorUnits: event.received, currency: currency(event.to))
      builder.add(draft)
    }
    // The rows of the payees' statements.
    var rows: [UInt32: UInt32] = [:]
    for (number, event) in events.enumerated() {
      guard let comes = event.comes else { continue }
      rows[UInt32(builder.transferCount)] = UInt32(number)
      var draft = TransferDraft(
        payer: builder.account(name(event.from)), beneficiary: builder.account(name(event.to)),
        sent: Money(minorUnits: event.sent, currency: currency(event.from)),
        time: PostingTime(start: day(comes) - 86_400_000, precision: .day), file: 1,
        line: number + 2, byteRange: number * 10..<number * 10 + 9)
      draft.received = Money(minorUnits: event.received, currency: currency(event.to))
      builder.add(draft)
    }
    if !rows.isEmpty {
      builder.merge(
        rows.keys.sorted().map { (gone: $0, kept: rows[$0] ?? 0) },
        sides: rows.mapValues { _ in .arrival })
    }
    return builder.build()
  }

  private var isLate: Bool { events.contains { $0.comes != nil } }

  /// Where events are late, every second day is free for what comes before the next event.
  private func day(_ number: Int) -> Int64 {
    (firstDay + Int64(number) * (isLate ? 2 : 1)) * 86_400_000
  }

  /// What a question looks at: all events, and what comes before the number after the last.
  func scope(_ ledger: Ledger) -> LedgerView {
    guard isLate else { return ledger.whole }
    return ledger.whole.during(
      Period(until: CivilDate(milliseconds: day(events.count))))
  }

  /// The first events alone; what comes after them is on its way.
  func cut(after count: Int) -> CaseBook {
    var book = self
    book.events = Array(events.prefix(count))
    book.unclaimed = unclaimed.filter { $0 < count }
    return book
  }

  /// The same where some payments come later than they leave, or not at all.
  ///
  /// None comes after a payout that names it, and where that is asked for no account pays what has not come yet.
  func delayed(_ seed: UInt64, keepsBalances: Bool = false) -> CaseBook {
    var random = SplitMix64(seed: seed)
    var book = self
    for number in events.indices where Int.random(in: 0..<2, using: &random) == 0 {
      let named = events.indices.filter {
        events[$0].link == number || events[$0].chargeback == number
      }
      let latest = named.min() ?? events.count + 3
      guard latest > number + 1 else { continue }
      book.events[number].comes = Int.random(in: number + 1...latest, using: &random)
      if keepsBalances, !book.isCovered { book.events[number].comes = nil }
    }
    return book
  }

  /// True where no account pays more than has come.
  private var isCovered: Bool {
    var balances = openings.mapValues { $0.reduce(0, +) }
    for (number, event) in events.enumerated() {
      for late in events.prefix(number) where late.comes == number {
        balances[late.to, default: 0] += late.received
      }
      if openings[event.from] != nil {
        balances[event.from, default: 0] -= event.sent
        if balances[event.from, default: 0] < 0 { return false }
      }
      if event.comes == nil { balances[event.to, default: 0] += event.received }
    }
    return true
  }

  private func currency(_ account: String) -> Currency {
    Currency(currencies[account] ?? "EUR")!
  }

  func terms(_ ledger: Ledger) -> TracingTerms {
    var terms = TracingTerms()
    // Only what the records state: matching at hubs is tested elsewhere.
    terms.pooling = .links(minimumGrade: .a)
    for account in openings.keys.sorted() {
      for amount in [0] + openings[account]! {
        terms.openings.append(
          OpeningBalance(
            account: ledger.account(name(account))!.id,
            money: Money(minorUnits: amount, currency: currency(account))))
      }
    }
    terms.outside = Set(outside.compactMap { ledger.account(name($0))?.id })
    for (number, event) in events.enumerated() {
      guard let word = event.override else { continue }
      terms.overrides.append(
        OwnFundsOverride(
          transfer: ledger.transfer(recordedAs: "e\(number)")!.id,
          ownFunds: OwnFunds(rawValue: word)!, reason: "test"))
    }
    return terms
  }

  func sources(_ ledger: Ledger) -> [FundTracing.Source] {
    victims.sorted().compactMap { victim in
      ledger.account(name(victim)).map { account in
        FundTracing.Source(
          account: account.id,
          claims: events.indices.filter { events[$0].from == victim && !unclaimed.contains($0) }
            .map { ledger.transfer(recordedAs: "e\($0)")!.id })
      }
    }
  }

  func traced(_ rule: TracingRule) throws -> Found {
    let ledger = ledger()
    let tracing = try scope(ledger).trace(
      of: sources(ledger), by: .rule(rule), terms: terms(ledger))
    var amounts: [String: [String: Fraction]] = [:]
    var values: [String: [String: Fraction]] = [:]
    for holding in tracing.holdings {
      let place = holding.place.label(in: ledger)
      let label = holding.origin.label(in: ledger)
      amounts[place, default: [:]][label, default: .zero] += holding.amount
      if holding.origin.isClaim {
        values[place, default: [:]][label, default: .zero] += holding.value
      }
    }
    let compositions = tracing.transfers.map { step in
      var sums: [String: Fraction] = [:]
      for part in step.parts { sums[part.origin.label(in: ledger), default: .zero] += part.amount }
      return sums.mapValues(\.description)
    }
    return Found(
      tracing: tracing, holdings: amounts.mapValues { $0.mapValues(\.description) },
      values: values.mapValues { $0.mapValues(\.description) }, compositions: compositions)
  }

  /// The features of the specification that a random case has.
  struct Features: OptionSet {
    let rawValue: Int
    static let conversions = Features(rawValue: 1)
    static let links = Features(rawValue: 2)
    static let overrides = Features(rawValue: 4)
    static let overdrafts = Features(rawValue: 8)
    static let hubs = Features(rawValue: 16)
    static let chargebacks = Features(rawValue: 32)
    static let all: Features = [.conversions, .links, .overrides, .overdrafts, .hubs]
  }

  static func random(_ seed: UInt64, _ features: Features, events count: Int = 12) -> CaseBook {
    var random = SplitMix64(seed: seed)
    var book = CaseBook()
    let inner = (0..<Int.random(in: 2...4, using: &random)).map { "a\($0)" }
    book.victims = Set((0..<Int.random(in: 1...3, using: &random)).map { "v\($0)" })
    book.outside = ["x"]
    if features.contains(.chargebacks) || features.contains(.hubs) && Bool.random(using: &random) {
      book.hubs = ["a0"]
    }
    for account in inner + ["t0", "t1"] {
      book.openings[account] = []
      if account.hasPrefix("a"), !book.hubs.contains(account), Bool.random(using: &random) {
        book.openings[account] = [Int64.random(in: 1...9, using: &random)]
      }
      if features.contains(.overdrafts), account.hasPrefix("a"), !book.hubs.contains(account),
        Int.random(in: 0..<5, using: &random) == 0
      {
        book.openings[account] = [-Int64.random(in: 1...9, using: &random)]
      }
    }
    if features.contains(.conversions) {
      book.currencies = ["a1": "INR", "t1": "INR"]
    }
    var balance: [String: Int64] = book.openings.mapValues { $0.reduce(0, +) }
    var left: [Int: Int64] = [:]
    while book.events.count < count {
      if features.contains(.chargebacks), let hub = book.hubs.first,
        Int.random(in: 0..<4, using: &random) == 0,
        let claim = book.events.indices.filter({
          book.events[$0].to == hub && book.victims.contains(book.events[$0].from)
            && !book.unclaimed.contains($0)
        }).randomElement(using: &random)
      {
        // Some pay more than was claimed.
        let most = book.events[claim].sent + 3
        let amount = Int64.random(in: 1...most, using: &random)
        book.events.append(
          Event(
            from: hub, to: book.events[claim].from, sent: amount, received: amount,
            chargeback: claim))
        continue
      }
      let payers = Array(book.victims).sorted() + ["x"] + inner + inner
      let from = payers.randomElement(using: &random)!
      let to =
        (inner + inner + ["t0", "t1"] + (Int.random(in: 0..<6, using: &random) == 0 ? ["v0"] : []))
        .randomElement(using: &random)!
      if from == to { continue }
      var sent = Int64.random(in: 1...12, using: &random)
      if book.openings[from] != nil, !book.hubs.contains(from), !features.contains(.overdrafts) {
        sent = min(sent, balance[from] ?? 0)
      }
      var link: Int?
      if features.contains(.links), book.openings[from] != nil, Bool.random(using: &random) {
        link = left.keys.sorted().filter { left[$0]! > 0 && book.events[$0].to == from }
          .randomElement(using: &random)
        if let link, book.hubs.contains(from) {
          sent = min(sent, left[link]!)
          left[link]! -= sent
        }
      }
      if sent <= 0 { continue }
      var received = sent
      if (book.currencies[from] ?? "EUR") != (book.currencies[to] ?? "EUR") {
        received = Int64.random(in: 1...20, using: &random)
      }
      var event = Event(from: from, to: to, sent: sent, received: received, link: link)
      if features.contains(.overrides), Int.random(in: 0..<4, using: &random) == 0 {
        event.override = ["first", "last", "inOrder"].randomElement(using: &random)!
      }
      if book.victims.contains(from), Int.random(in: 0..<6, using: &random) == 0 {
        book.unclaimed.insert(book.events.count)
      }
      balance[from, default: 0] -= sent
      balance[to, default: 0] += received
      left[book.events.count] = received
      book.events.append(event)
    }
    return book
  }
}
