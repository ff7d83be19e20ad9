package import PaymentGraph

/// The settings of a ledger in which attempts are planted.
package struct AttemptSettings: Sendable, Hashable {
  /// The seed from which all chance comes.
  package var seed: UInt64
  /// The number of attempts of each kind.
  package var attempts = 2
  /// The number of honest payments.
  package var payments = 20_000
  /// The number of accounts.
  package var accounts = 3_000
  /// The number of days.
  package var days = 240

  /// Creates settings; see the properties.
  package init(seed: UInt64) { self.seed = seed }

  /// Returns the settings if a ledger can be made with them.
  func checked() throws(SimulationError) -> AttemptSettings {
    let limits: [(String, Int, ClosedRange<Int>)] = [
      ("the number of attempts", attempts, 0...10_000),
      ("the number of payments", payments, 1...20_000_000),
      ("the number of accounts", accounts, 50...5_000_000),
      ("the number of days", days, 230...3_650),
    ]
    try SimulationError.check(limits)
    return self
  }
}

/// A made-up ledger of honest payments, with attempts of known kinds planted between ordinary accounts.
///
/// Accounts differ in how often they pay and are paid; most pay a few others again and again. Payments fall into the
/// hours of the day. Attempts take accounts that have honest payments as well, but for those that sleep before they
/// wake. The same settings make the same ledger on every machine.
package struct AttemptCase: Sendable {
  /// A planted attempt.
  package struct Attempt: Sendable, Hashable {
    /// The pattern, by the name that `patterns` gives it.
    package let pattern: String
    /// The ids of its payments, in the order in which they were made.
    package fileprivate(set) var payments: [String] = []
  }

  struct Payment {
    let moment: Int64
    let payer: Int
    let payee: Int
    let minorUnits: Int64
    /// The attempt; −1 for honest payments.
    let attempt: Int
  }

  /// The kinds of attempts, by the names of the patterns.
  package static let kinds = [
    "fan-in", "fan-out", "gather-scatter", "scatter-gather", "cycle", "ring", "chain",
    "pass-through", "collect-then-cash-out", "structuring", "dormant-then-active", "bipartite",
    "stack",
  ]
  /// The limit below which structured payments lie, in minor units.
  package static let limit: Int64 = 10_000_00

  /// The settings from which it was made.
  package let settings: AttemptSettings
  /// The attempts, kind by kind.
  package private(set) var attempts: [Attempt] = []
  /// All payments, by time.
  private(set) var payments: [Payment] = []

  private static let hour = 3_600
  private static let day = 86_400
  /// The account from which cash is drawn.
  private var cash: Int { settings.accounts }

  /// Makes a ledger.
  ///
  /// - Throws: ``SimulationError`` where a setting is outside its limits.
  package init(_ settings: AttemptSettings) throws(SimulationError) {
    self.settings = try settings.checked()
    payments.reserveCapacity(settings.payments)
    addHonestPayments()
    plant()
    payments.sort { ($0.moment, $0.payer, $0.payee) < ($1.moment, $1.payer, $1.payee) }
    for (number, payment) in payments.enumerated() where payment.attempt >= 0 {
      attempts[payment.attempt].payments.append(AttemptCase.id(number))
    }
  }

  static func id(_ number: Int) -> String { "t\(Characters.digits(number + 1, 8))" }

  func key(_ account: Int) -> String {
    account == cash ? "cash:atm" : "acct-\(Characters.digits(account + 1, 7))"
  }

  // MARK: Honest payments

  private mutating func addHonestPayments() {
    var chance = Chance(seed: settings.seed, chapter: "honest")
    var sums: [Int] = []
    var sum = 0
    for _ in 0..<settings.accounts {
      sum += Int(chance.logNormal(middle: 1_000, spread: 390))
      sums.append(sum)
    }
    func account(_ chance: inout Chance) -> Int {
      let wanted = chance.below(sum)
      return BinarySearch.lowerBound(0..<sums.count) { sums[$0] <= wanted }
    }
    let favourites = (0..<settings.accounts).map { _ in
      (0..<6).map { _ in account(&chance) }
    }
    for _ in 0..<settings.payments {
      let payer = account(&chance)
      var payee =
        chance.happens(perMille: 700) ? chance.pick(favourites[payer]) : account(&chance)
      if chance.happens(perMille: 30) { payee = cash }
      if payee == payer { payee = (payee + 1) % settings.accounts }
      let second = chance.below(settings.days) * AttemptCase.day + chance.secondOfDay()
      add(
        second, from: payer, to: payee, units: chance.logNormal(middle: 100_00, spread: 600),
        attempt: -1)
    }
  }

  private mutating func add(
    _ second: Int, from payer: Int, to payee: Int, units: Int64, attempt: Int
  ) {
    payments.append(
      Payment(
        moment: Story.firstDay + Int64(second) * 1_000, payer: payer, payee: payee,
        minorUnits: max(1, units), attempt: attempt))
  }

  // MARK: Attempts

  private mutating func plant() {
    var chance = Chance(seed: settings.seed, chapter: "attempts")
    for kind in AttemptCase.kinds {
      for _ in 0..<settings.attempts {
        var numbers: Set<Int> = []
        var own: [Int] = []
        while own.count < 20 {
          let account = chance.below(settings.accounts)
          if numbers.insert(account).inserted { own.append(account) }
        }
        attempts.append(Attempt(pattern: kind))
        plant(kind, among: own, &chance)
      }
    }
  }

  /// Plants an attempt between some accounts.
  private mutating func plant(_ kind: String, among own: [Int], _ chance: inout Chance) {
    let (hour, day) = (AttemptCase.hour, AttemptCase.day)
    let number = attempts.count - 1
    let start = (5 + chance.below(settings.days - 20)) * day + chance.below(day)
    let amount = chance.logNormal(middle: 1_000_00, spread: 400)
    func pay(
      _ ledger: inout AttemptCase, at second: Int, from payer: Int, to payee: Int, _ units: Int64
    ) {
      ledger.add(second, from: payer, to: payee, units: units, attempt: number)
    }
    /// Returns a time within a number of hours.
    func wait(_ hours: ClosedRange<Int>) -> Int {
      chance.within(hours.lowerBound * hour...hours.upperBound * hour)
    }
    /// Returns a part of an amount, in thousandths.
    func part(of units: Int64, _ thousandths: ClosedRange<Int>) -> Int64 {
      units * Int64(chance.within(thousandths)) / 1_000
    }
    switch kind {
    case "fan-in", "fan-out":
      let hours = chance.within(6...96)
      for other in own[1...chance.within(5...12)] {
        let ends = kind == "fan-in" ? (other, own[0]) : (own[0], other)
        pay(
          &self, at: start + wait(0...hours), from: ends.0, to: ends.1,
          part(of: amount, 500...1_500))
      }
    case "gather-scatter", "collect-then-cash-out":
      let payers = chance.within(3...8)
      for payer in own[1...payers] {
        pay(&self, at: start + wait(0...24), from: payer, to: own[0], amount)
      }
      let isCash = kind == "collect-then-cash-out"
      let payees = isCash ? 2 : chance.within(3...8)
      for payee in own[10..<10 + payees] {
        pay(
          &self, at: start + day + wait(1...24), from: own[0], to: isCash ? cash : payee,
          amount * Int64(payers) / Int64(payees) * 97 / 100)
      }
    case "scatter-gather":
      for middle in own[2..<2 + chance.within(3...8)] {
        let second = start + wait(0...24)
        pay(&self, at: second, from: own[0], to: middle, amount)
        pay(&self, at: second + wait(1...36), from: middle, to: own[1], amount * 97 / 100)
      }
    case "stack":
      for (source, sink) in [(0, 1), (2, 3)] {
        for middle in own[4...8] {
          let second = start + wait(0...20)
          pay(&self, at: second, from: own[source], to: middle, amount)
          pay(&self, at: second + wait(1...36), from: middle, to: own[sink], amount * 97 / 100)
        }
      }
    case "cycle", "ring", "chain":
      plantWay(kind, among: own, start: start, amount: amount, &chance)
    case "pass-through":
      for pair in 0..<chance.within(2...5) {
        let second = start + pair * 2 * day + wait(0...10)
        let units = part(of: amount, 500...1_500)
        pay(&self, at: second, from: own[1 + pair], to: own[0], units)
        pay(
          &self, at: second + wait(1...12), from: own[0], to: own[6 + pair],
          part(of: units, 920...1_000))
      }
    case "structuring":
      for place in 0..<chance.within(3...8) {
        pay(
          &self, at: start + wait(0...120), from: own[0], to: own[1 + place % 3],
          part(of: AttemptCase.limit, 910...999))
      }
    case "dormant-then-active":
      // The account has no other payments, so it sleeps.
      let sleeper = settings.accounts + 1 + number
      pay(&self, at: chance.below(20 * day), from: own[1], to: sleeper, amount / 10)
      let waking = 208 * day + chance.below((settings.days - 222) * day)
      for other in own[2..<2 + chance.within(3...8)] {
        pay(&self, at: waking + wait(0...48), from: other, to: sleeper, amount)
      }
    default:
      let payees = chance.within(3...6)
      for payer in own[0..<chance.within(2...4)] {
        for payee in own[5..<5 + payees] {
          pay(
            &self, at: start + wait(0...240), from: payer, to: payee,
            part(of: amount, 500...1_500))
        }
      }
    }
  }

  /// Plants money that goes from account to account, and with a circle back to the first.
  private mutating func plantWay(
    _ kind: String, among own: [Int], start: Int, amount: Int64, _ chance: inout Chance
  ) {
    let length = chance.within(3...7)
    let closes = kind != "chain"
    var (second, units) = (start, amount)
    var steps: [(second: Int, from: Int, to: Int, units: Int64)] = []
    for place in 0..<length {
      let next = closes ? (place + 1) % length : place + 1
      steps.append((second, own[place], own[next], units))
      second += chance.within(AttemptCase.hour / 2...14 * AttemptCase.hour)
      if kind != "ring" { units = units * Int64(chance.within(920...1_000)) / 1_000 }
    }
    if kind == "ring" {
      // The same payments, and no order in time.
      let seconds = chance.shuffled(steps.map(\.second))
      for place in steps.indices { steps[place].second = seconds[place] }
    }
    for step in steps {
      add(
        step.second, from: step.from, to: step.to, units: step.units, attempt: attempts.count - 1)
    }
  }

  // MARK: Records

  /// Builds the ledger that loading the case's files would give.
  package func ledger() -> Ledger {
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "payments.csv", digest: FileDigest(bytes: [3]), byteCount: 0))
    for (number, payment) in payments.enumerated() {
      let line = number + 2
      builder.add(
        TransferDraft(
          payer: builder.account(key(payment.payer)),
          beneficiary: builder.account(key(payment.payee)),
          sent: Money(minorUnits: payment.minorUnits, currency: CaseCurrency.pounds),
          time: PostingTime(start: payment.moment, precision: .second),
          id: AttemptCase.id(number), file: file, line: line, byteRange: line * 60..<line * 60 + 59)
      )
    }
    return builder.build()
  }

  /// The ledger as files, with the truth in the folder `truth`.
  package var files: [CaseFile] {
    var text = "id,time,from,to,amount,currency\n"
    for (number, payment) in payments.enumerated() {
      let time = PostingTime(start: payment.moment, precision: .second).iso8601
      let amount = Money(minorUnits: payment.minorUnits, currency: CaseCurrency.pounds)
      text +=
        "\(AttemptCase.id(number)),\(time),\(key(payment.payer)),\(key(payment.payee)),\(amount.decimalText),GBP\n"
    }
    let truth = attempts.enumerated().map { number, attempt in
      "\(number + 1),\(attempt.pattern),\(attempt.payments.joined(separator: ";"))\n"
    }.joined()
    let readme = """
      # A ledger with planted attempts, seed \(settings.seed)

      Everything here is invented. The same settings write the same bytes. `payments.csv` holds \(settings.payments) honest
      payments of \(settings.accounts) accounts in \(settings.days) days, and between ordinary accounts \(settings.attempts) attempts
      of each kind: \(AttemptCase.kinds.joined(separator: ", ")). `truth/patterns.csv` names the payments of each. Structured payments lie below
      GBP \(AttemptCase.limit / 100).

      """
    return [
      CaseFile("README.md", readme), CaseFile("payments.csv", text),
      CaseFile("truth/patterns.csv", "attempt,pattern,payments\n" + truth),
    ]
  }
}
