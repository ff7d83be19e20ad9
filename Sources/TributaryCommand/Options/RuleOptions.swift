internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The facts about accounts and payments beside the rule: openings, elections, orders.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      An account's balance before its first transfer, and its owner (own, the default, or unknown): \
      'acct-1=5000.00 GBP own'; negative for an overdraft, 0 to state that its records are complete. \
      Give several in the order of their age.
      """, valueName: "account=amount"))
  var opening: [String] = []

  @Option(
    help: ArgumentHelp(
      "For one payment, by its id or FILE:LINE, take own funds first, last or in-order, with a reason: 't5=last: reason'.",
      valueName: "id=order: reason"))
  var override: [String] = []

  @Option(
    help: ArgumentHelp(
      "A payment on overdraft and the later credit that provably belongs to it: 't1=t2: evidence'.",
      valueName: "debit=credit: evidence"))
  var coordinated: [String] = []

  @Option(
    help: ArgumentHelp(
      "Accounts outside the case, whose money is proved to be unclaimed.", valueName: "accounts"))
  var outside: AccountArgument?

  @Option(help: "The owner of money that no record explains: own, or another claimant's.")
  var unidentified = UnidentifiedMoney.own

  @Option(
    help: """
      The order of same-time payments: recorded, credits-first, debits-first or reversed. The \
      answer says whether it matters.
      """)
  var order = ProcessingOrder.recorded

  @Option(
    help: """
      The way a payment takes money from a named receipt under rules that share in proportion: in-proportion, \
      the default (Banco Cafetero), or oldest-first (Clayton's Case). Other rules take the oldest first.
      """)
  var namedReceipts = NamedReceipts.inProportion

  @Flag(help: "Do not take a payment from the receipt that its record names.")
  var ignoreLinks = false

  /// True where any option was given that only a rule can use.
  var isStated: Bool {
    !opening.isEmpty || !override.isEmpty || !coordinated.isEmpty || outside != nil
      || unidentified != .own || order != .recorded || ignoreLinks
      || namedReceipts != .inProportion
  }

  /// Returns the same terms as `trace` has: links of grade B or better, unless another grade is asked for.
  func terms(in view: LedgerView, _ pooling: PoolingOptions) throws -> TracingTerms {
    var terms = try terms(view)
    terms.matching = try pooling.hubs.settings(in: view)
    terms.pooling = pooling.forFigures
    return terms
  }

  /// Returns the terms that the options describe.
  func terms(_ view: LedgerView) throws -> TracingTerms {
    let ledger = view.ledger
    var terms = TracingTerms()
    terms.openings = try opening.map { try RuleOptions.opening($0, ledger) }
    terms.overrides = try override.map { text in
      let (id, rest) = try RuleOptions.divide(text, "--override")
      let (word, reason) = RuleOptions.reason(rest)
      guard let ownFunds = OwnFunds(word: word) else {
        throw CommandFailure("--override takes first, last or in-order, not \(word)")
      }
      guard !reason.isEmpty else {
        throw CommandFailure("--override needs a reason: '\(id)=\(word): why'")
      }
      return OwnFundsOverride(
        transfer: try RuleOptions.transfer(id, ledger), ownFunds: ownFunds, reason: reason)
    }
    terms.coordinated = try coordinated.map { text in
      let (debit, rest) = try RuleOptions.divide(text, "--coordinated")
      let (credit, evidence) = RuleOptions.reason(rest)
      guard !evidence.isEmpty else {
        throw CommandFailure(
          "--coordinated needs the evidence: '\(debit)=\(credit): what shows it'")
      }
      return CoordinatedPayments(
        debit: try RuleOptions.transfer(debit, ledger),
        credit: try RuleOptions.transfer(credit, ledger), evidence: evidence)
    }
    if let outside { terms.outside = Set(try outside.accounts(in: view)) }
    terms.unidentified = unidentified
    terms.order = order
    terms.usesLinks = !ignoreLinks
    terms.namedReceipts = namedReceipts
    return terms
  }

  private static func opening(_ text: String, _ ledger: Ledger) throws -> OpeningBalance {
    // The last equals sign divides, because an account key may itself hold one.
    guard let sign = text.lastIndex(of: "=") else {
      throw CommandFailure("--opening takes account=amount currency, not \(text)")
    }
    let key = String(text[..<sign])
    let words = text[text.index(after: sign)...].split(separator: " ")
    guard let account = ledger.account(key) else {
      throw CommandFailure("--opening names \(key), which is not an account of the ledger")
    }
    guard (2...3).contains(words.count), let amount = Fraction(words[0]),
      let currency = Currency(words[1]).map(ledger.currency),
      let owner = OpeningBalance.Owner(word: words.count > 2 ? String(words[2]) : "own"),
      let units = Int64(
        "\((0..<currency.exponent).reduce(amount) { sum, _ in sum * Fraction(10) })")
    else {
      throw CommandFailure(
        "--opening takes an amount, a currency and own or unknown: '\(key)=5000.00 GBP own'")
    }
    return OpeningBalance(
      account: account.id, money: Money(minorUnits: units, currency: currency), owner: owner)
  }

  private static func divide(_ text: String, _ option: String) throws -> (String, String) {
    guard let sign = text.firstIndex(of: "=") else {
      throw CommandFailure("\(option) takes id=…, not \(text)")
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  private static func reason(_ text: String) -> (String, String) {
    // The colon of FILE:LINE has digits behind it, and the colon before a reason mostly a blank.
    let colons = text.indices.filter { text[$0] == ":" }
    let isOfRow: (String.Index) -> Bool = { colon in
      let rest = text[text.index(after: colon)...]
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      return !digits.isEmpty && (digits.count == rest.count || rest[digits.endIndex] == ":")
    }
    guard let colon = colons.first(where: { !isOfRow($0) }) else { return (text, "") }
    let reason = text[text.index(after: colon)...].trimmingPrefix(while: { $0 == " " })
    return (String(text[..<colon]), String(reason))
  }

  static func transfer(_ id: String, _ ledger: Ledger) throws -> TransferID {
    let found = ledger.transfers(named: id)
    guard let transfer = found.first, found.count == 1 else {
      throw CommandFailure(
        found.isEmpty
          ? "\(id) is neither the id nor the FILE:LINE of a transfer"
          : "\(id) names \(found.count) transfers: "
            + found.prefix(5).map { $0.evidence.first.map(\.description) ?? "" }
            .joined(separator: ", "))
    }
    return transfer.id
  }
}
