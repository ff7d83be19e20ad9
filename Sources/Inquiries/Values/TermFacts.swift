public import FundTracing
public import PaymentGraph

/// An account's balance before its first transfer: `acct-1=5000.00 GBP own`.
public struct StatedOpening: Hashable, Sendable {
  /// The key of the account.
  public let account: String
  /// The amount in digits, with a point before decimals; negative for an overdraft.
  public let amount: String
  /// The currency of the amount.
  public let currency: Currency
  /// The owner of the money.
  public let owner: OpeningBalance.Owner

  /// Creates a statement; nil where no text can make it.
  public init?(
    account: String, amount: String, currency: Currency, owner: OpeningBalance.Owner = .own
  ) {
    (self.account, self.amount, self.currency) = (account, amount, currency.named)
    self.owner = owner
    guard StatedOpening(written: written) == self else { return nil }
  }

  /// Reads `account=amount currency`, with `own` or `unknown` behind it.
  package init(reading text: String) throws(InquiryError) {
    // The last equals sign divides, because an account key may itself hold one.
    guard let sign = text.lastIndex(of: "=") else {
      throw .refused("--opening takes account=amount currency, not \(text)")
    }
    account = String(text[..<sign])
    let words = text[text.index(after: sign)...].split(separator: " ")
    guard (2...3).contains(words.count), Fraction(words[0]) != nil,
      let currency = Currency(words[1]),
      let owner = OpeningBalance.Owner(word: words.count > 2 ? String(words[2]) : "own")
    else { throw StatedOpening.malformed(account) }
    (amount, self.currency, self.owner) = (String(words[0]), currency, owner)
  }

  private static func malformed(_ key: String) -> InquiryError {
    .refused("--opening takes an amount, a currency and own or unknown: '\(key)=5000.00 GBP own'")
  }

  /// Returns the balance in the decimals of a ledger.
  func balance(in ledger: Ledger) throws(InquiryError) -> OpeningBalance {
    guard let found = ledger.account(account) else {
      throw .refused("--opening names \(account), which is not an account of the ledger")
    }
    let kept = ledger.currency(currency)
    guard let amount = Fraction(amount),
      let units = Int64("\((0..<kept.exponent).reduce(amount) { sum, _ in sum * Fraction(10) })")
    else { throw StatedOpening.malformed(account) }
    return OpeningBalance(
      account: found.id, money: Money(minorUnits: units, currency: kept), owner: owner)
  }
}

extension StatedOpening: WrittenValue {
  package static var form: String { "'account=5000.00 GBP own'" }

  package var written: String {
    "\(account)=\(amount) \(currency.code)" + (owner == .own ? "" : " \(owner.rawValue)")
  }

  package init?(written: String) {
    guard let read = try? StatedOpening(reading: written) else { return nil }
    self = read
  }
}

/// One payment that takes own funds otherwise than the rule: `t5=last: reason`.
public struct StatedOverride: Hashable, Sendable {
  /// The payment, by its id or `FILE:LINE`.
  public let transfer: String
  /// The treatment that applies to it.
  public let ownFunds: OwnFunds
  /// The reason.
  public let reason: String

  /// Creates an override; nil where no text can make it, such as one without a reason.
  public init?(transfer: String, ownFunds: OwnFunds, reason: String) {
    (self.transfer, self.ownFunds, self.reason) = (transfer, ownFunds, reason)
    guard StatedOverride(written: written) == self else { return nil }
  }

  /// Reads `id=order: reason`.
  package init(reading text: String) throws(InquiryError) {
    let (id, rest) = try ReasonedText.divide(text, option: "--override")
    let (word, reason) = ReasonedText.reason(rest)
    guard let ownFunds = OwnFunds(word: word) else {
      throw .refused("--override takes first, last or in-order, not \(word)")
    }
    guard !reason.isEmpty else {
      throw .refused("--override needs a reason: '\(id)=\(word): why'")
    }
    (transfer, self.ownFunds, self.reason) = (id, ownFunds, reason)
  }
}

extension StatedOverride: WrittenValue {
  package static var form: String { "'id=first: reason', with first, last or in-order" }

  package var written: String { "\(transfer)=\(ownFunds.written): \(reason)" }

  package init?(written: String) {
    guard let read = try? StatedOverride(reading: written) else { return nil }
    self = read
  }
}

/// A payment on overdraft and the later credit that belongs to it: `t1=t2: evidence`.
public struct StatedCoordination: Hashable, Sendable {
  /// The payment on overdraft, by its id or `FILE:LINE`.
  public let debit: String
  /// The later credit.
  public let credit: String
  /// The evidence that they belong together.
  public let evidence: String

  /// Creates a statement; nil where no text can make it, such as one without evidence.
  public init?(debit: String, credit: String, evidence: String) {
    (self.debit, self.credit, self.evidence) = (debit, credit, evidence)
    guard StatedCoordination(written: written) == self else { return nil }
  }

  /// Reads `debit=credit: evidence`.
  package init(reading text: String) throws(InquiryError) {
    let (debit, rest) = try ReasonedText.divide(text, option: "--coordinated")
    let (credit, evidence) = ReasonedText.reason(rest)
    guard !evidence.isEmpty else {
      throw .refused("--coordinated needs the evidence: '\(debit)=\(credit): what shows it'")
    }
    (self.debit, self.credit, self.evidence) = (debit, credit, evidence)
  }
}

extension StatedCoordination: WrittenValue {
  package static var form: String { "'debit=credit: evidence'" }

  package var written: String { "\(debit)=\(credit): \(evidence)" }

  package init?(written: String) {
    guard let read = try? StatedCoordination(reading: written) else { return nil }
    self = read
  }
}

/// Texts such as `t5=last: reason`.
private enum ReasonedText {
  static func divide(
    _ text: String, option: String
  ) throws(InquiryError) -> (id: String, rest: String) {
    guard let sign = text.firstIndex(of: "=") else {
      throw .refused("\(option) takes id=…, not \(text)")
    }
    return (String(text[..<sign]), String(text[text.index(after: sign)...]))
  }

  static func reason(_ text: String) -> (text: String, reason: String) {
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
}

/// Payments that left together: `t3,t4`.
public struct StatedBatch: Hashable, Sendable {
  /// The payments, by their ids or `FILE:LINE`.
  public let transfers: [String]

  /// Creates a batch; ids with commas are several.
  public init(_ transfers: [String]) {
    self.transfers = transfers.flatMap { $0.split(separator: ",").map(String.init) }
  }
}

extension StatedBatch: WrittenValue {
  package static var form: String { "ids of transfers: t3,t4" }
  package var written: String { transfers.joined(separator: ",") }
  package init?(written: String) { self.init([written]) }
}

/// A link by its receipt and its payout, each by its id or row: `pp-00002=pp-00004`.
public struct LinkName: Hashable, Sendable {
  /// The text, in which an equals sign stands between the two.
  public let text: String

  /// Reads a text; nil where no equals sign stands within it.
  public init?(_ text: String) {
    guard text.dropFirst().dropLast().contains("=") else { return nil }
    self.text = text
  }

  /// Returns the two transfers.
  func transfers(
    in ledger: Ledger
  ) throws(InquiryError) -> (receipt: TransferID, payout: TransferID) {
    // An id may itself hold an equals sign: the sign that leaves two ids of the ledger divides.
    var found: [(receipt: TransferID, payout: TransferID)] = []
    for sign in text.indices where text[sign] == "=" {
      if let receipt = ledger.transfer(named: text[..<sign]),
        let payout = ledger.transfer(named: text[text.index(after: sign)...])
      {
        found.append((receipt.id, payout.id))
      }
    }
    guard let pair = found.first, found.count == 1 else {
      throw .refused(
        "--link takes the ids or the FILE:LINE of a receipt and of a payout, each of one transfer: not \(text)"
      )
    }
    return pair
  }
}

extension LinkName: WrittenValue {
  package static var form: String { "receipt=payout, by ids or FILE:LINE" }
  package var written: String { text }
  package init?(written: String) { self.init(written) }
}

extension Ledger {
  /// Returns the one transfer that an id or a row names.
  func transfer(calledOnly id: String) throws(InquiryError) -> TransferID {
    let found = transfers(named: id)
    guard let transfer = found.first, found.count == 1 else {
      throw .refused(
        found.isEmpty
          ? "\(id) is neither the id nor the FILE:LINE of a transfer"
          : "\(id) names \(found.count) transfers: "
            + found.prefix(5).map { $0.evidence.first.map(\.description) ?? "" }
            .joined(separator: ", "))
    }
    return transfer.id
  }
}
