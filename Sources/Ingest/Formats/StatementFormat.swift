internal import PaymentGraph

/// A format of the statements of one bank or service.
///
/// A statement is the view of one account: a row tells of money that came into it or went out. Column names may give
/// spellings with `|` between them: `Amount (GBP)|Amount (EUR)`.
struct StatementFormat: DescribedFormat {
  var about: FormatDescription
  /// The country of the bank that writes the statements, two letters.
  var country: String?
  /// The payment service that writes the statements, whose ids name one payment each.
  let service: String?
  /// The table of events that explains the types of rows.
  let events: String?
  /// The service whose words for the progress of a payment stand in the column of statuses.
  let statuses: String?
  /// Names that must not be there.
  let without: [String]
  /// The evidence that a file with a header of many banks is this bank's; nil where the header is the bank's own.
  var evidence: [BankEvidence]?
  var account: [OwnAccountRule]
  let rows: Rows
  var fields: Fields
  /// The zone of times that state none: a name or an abbreviation.
  let zone: String?
  /// The condition of rows that moved money: rows that do not fulfil it moved nothing.
  var settled: RowCondition?
  /// The condition of rows that moved nothing; nil where all rows that are not settled moved nothing.
  ///
  /// Rows that fulfil neither condition cannot be understood.
  let unsettled: RowCondition?
  /// Conditions of rows that moved nothing: one is enough.
  let memo: [RowCondition]
  var kinds: [KindRule]
  /// The name of the grammar by which narrations are read; nil where columns tell everything.
  var narrations: String?
  /// The parts of the statement that name its account's holder.
  let holder: [HolderRule]

  /// The order of the rows.
  enum Order: String, CaseIterable, Sendable {
    case auto
    case oldestFirst = "oldest-first"
    case newestFirst = "newest-first"
  }

  /// The lines that are not rows, and the relations between rows.
  struct Rows: Sendable {
    /// Patterns of the first cell that is not empty, for rows to skip.
    var skip: [TextPattern] = []
    /// Patterns of the first cell that is not empty, for rows to skip that have neither a day nor an amount.
    var skipUndated: [TextPattern] = []
    /// Patterns of the first cell that is not empty, for the row at which reading stops.
    var stop: [TextPattern] = []
    var order = Order.auto
    /// True where a row without a date and without amounts continues the text of the row above.
    var joinsText = false
    /// True where rows of several currencies that belong to one payment are tied by the group column.
    var foldsConversions = false
  }

  /// The columns of money.
  enum Amount: Sendable {
    /// One column; money out of the account is negative, unless ``Fields/isOutPositive`` is true.
    case signed(String)
    /// Two columns, of which each row fills one.
    case sides(out: String, in: String)
    /// An amount, and a column that tells its direction.
    case marked(amount: String, side: String, out: [String], in: [String])
  }

  /// A fee that a row states beside its amount.
  struct Fee: Sendable {
    let column: String
    /// True where the balance moves by amount + fee, false where by amount - fee.
    let isAdded: Bool
    /// The column of the rest of the amount after the fee, by which the two are checked.
    let net: String
    /// The account that receives the fee.
    let account: String
    /// True where only the payer is charged the fee.
    let isPayers: Bool
    /// The column of the fee's currency; empty where it is that of the amount.
    var currency = ""
    /// The columns of a second fee, which is taken from the amount that arrives, and of its currency.
    var target: Received?
  }

  /// The amount and the currency that arrived, where they differ from those that were sent.
  struct Received: Sendable {
    let amount: String
    let currency: String
  }

  /// The refund that a payment's own row states, where no other row does.
  struct Refunded: Sendable {
    let amount: String
    /// The column of the amount in the currency in which the payment arrived.
    let settled: String
    let date: String
  }

  /// The columns by their contents; empty where the format has none.
  struct Fields: Sendable {
    var date = ""
    var time = ""
    var zone = ""
    var valueDate = ""
    var amount = Amount.signed("")
    var fee: Fee?
    var balance = ""
    /// True where each currency has a balance of its own.
    var balancesPerCurrency = false
    var currency = ""
    var constantCurrency: Currency?
    /// The pattern that finds the currency in the header of the amount column.
    var headerCurrency: TextPattern?
    var narration: [String] = []
    var counterName: [String] = []
    /// The columns that make the other party's account, and its kind where that is not found by its form.
    var counterAccount: [String] = []
    var counterKind: (kind: OwnAccountRule.Kind, bank: String)?
    /// The columns of the two parties' names, where the row names both.
    var payerName: [String] = []
    var payeeName: [String] = []
    /// The amount that the beneficiary received, where the row states it beside the amount sent.
    var received: Received?
    /// The amount given back of the payment of the same row, and the day.
    var refunded: Refunded?
    /// The edits of cells before they are read.
    var edits: [ColumnEdit] = []
    /// The columns of the two parties' accounts, where the row names both.
    var payerAccount = ""
    var payeeAccount = ""
    var reference = ""
    var id = ""
    var group = ""
    /// The service's id of the payment, by which two of its exports name it, where that is not ``id``.
    var record = ""
    /// The service's id of the payout by which the money of the row left.
    var batch = ""
    var type = ""
    var status = ""
    var impact = ""
    /// The part of the account to which a row belongs, where each part has a balance of its own: `Current`, `Savings`.
    var pot = ""
    var isApostropheStripped = false
    /// True where a positive amount is money that went out, as on many cards.
    var isOutPositive = false
    /// True where the profile states the meaning of a positive amount, so that no word of a row changes it.
    var isSignStated = false
    /// True where the balances may decide the meaning of a sign, because nothing else does.
    var isSignOpen = false
    /// True where some files of the format have debits and credits exchanged.
    var mayBeExchanged = false

    /// True where a column is named by its number, so that the order of columns must be the same.
    var namesPositions: Bool {
      let several = narration + counterName + counterAccount + payerName + payeeName
      let single = [
        date, time, zone, valueDate, balance, currency, payerAccount, payeeAccount, reference, id,
        group, type, status, impact, pot,
      ]
      let amounts =
        switch amount {
        case .signed(let column): [column]
        case .sides(let out, let into): [out, into]
        case .marked(let amount, let side, _, _): [amount, side]
        }
      return (several + single + amounts).contains { $0.contains("#") }
    }
  }
}

extension StatementFormat {
  /// Returns the shift of such statements' days from those of UTC; nil where nothing gives it.
  ///
  /// The stated zone gives it, else the bank's country. A payment service writes the days of its customers' clocks, so
  /// its country gives nothing.
  func dayShift(stated: String?) -> DayShift? {
    if let zone = stated ?? zone { return ZoneTable.dayShift(zone) }
    guard service == nil, let country else { return nil }
    return DayShift(country: country)
  }
}

extension StatementFormat {
  /// Reads a profile of statements.
  init(
    _ root: ProfileSection, match: ProfileSection?, about: FormatDescription
  ) throws(ProfileError) {
    self.about = about
    country = try root.text("country")
    service = try root.text("service")
    events = try root.text("events")
    if let events, !EventTable.services.contains(events) {
      throw root.error(
        "events", "\"events\" names a table: \(EventTable.services.joined(separator: ", "))")
    }
    statuses = try root.text("statuses")
    if let statuses, !StatusTable.services.contains(statuses) {
      throw root.error(
        "statuses",
        "\"statuses\" names a table: \(StatusTable.services.joined(separator: ", "))")
    }
    without = try match?.texts("without") ?? []
    if let match, match.has("evidence") {
      var evidence: [BankEvidence] = []
      let places = BankEvidence.Place.allCases.map(\.rawValue)
      for section in try match.sections("evidence", keys: places + ["unless"]) {
        let exception = section.has("unless") ? try TextPattern(section, "unless") : nil
        for place in BankEvidence.Place.allCases where section.has(place.rawValue) {
          evidence.append(
            BankEvidence(
              place: place, pattern: try TextPattern(section, place.rawValue), exception: exception)
          )
        }
      }
      self.evidence = evidence
    }
    account = try StatementFormat.accountRules(root)
    rows = try StatementFormat.rows(root)
    fields = try Fields(root)
    zone = try root.text("zone")
    if root.isChecked, let zone, ZoneTable.isKnown(zone, country: country) == false {
      throw root.error("zone", "\"\(zone)\" is not a known zone")
    }
    if let section = try root.section("settled", keys: RowCondition.keys) {
      settled = try RowCondition(section)
    } else {
      settled = nil
    }
    if let section = try root.section("unsettled", keys: RowCondition.keys) {
      guard settled != nil else {
        throw root.error("unsettled", "\"unsettled\" needs \"settled\" beside it")
      }
      unsettled = try RowCondition(section)
    } else {
      unsettled = nil
    }
    var memo: [RowCondition] = []
    for section in try root.sections("memo", keys: RowCondition.keys) {
      memo.append(try RowCondition(section))
    }
    self.memo = memo
    var kinds: [KindRule] = []
    for section in try root.sections("kinds", keys: RowCondition.keys + ["kind", "direction"]) {
      let word = try section.required("kind")
      guard let kind = TransferKind(name: word) else {
        throw section.error(
          "kind",
          "\"\(word)\" is not a kind (\(TransferKind.allCases.map(\.name).joined(separator: ", ")))"
        )
      }
      kinds.append(
        KindRule(
          condition: try RowCondition(section), kind: kind,
          direction: try section.choice("direction", of: KindRule.Direction.self)))
    }
    self.kinds = kinds
    narrations = try root.text("narrations")
    if let narrations, !NarrationGrammars.names.contains(narrations) {
      throw root.error(
        "narrations",
        "\"narrations\" is one of \(NarrationGrammars.names.joined(separator: ", ")), "
          + "not \"\(narrations)\"")
    }
    holder = try HolderRule.rules(root)
  }

  private static func accountRules(
    _ root: ProfileSection
  ) throws(ProfileError) -> [OwnAccountRule] {
    var rules: [OwnAccountRule] = []
    let places = ["preamble", "file", "columns", "frequent"]
    for section in try root.sections("account", keys: places + ["kind", "bank"]) {
      guard let kind = try section.choice("kind", of: OwnAccountRule.Kind.self) else {
        throw section.error(
          "kind",
          "\"kind\" takes the type of the account: gb, ie, in, email, iban, plain, banked, label")
      }
      let place: OwnAccountRule.Place
      switch section.present(of: places) {
      case ["preamble"]: place = .preamble(try TextPattern(section, "preamble"))
      case ["file"]: place = .fileName(try TextPattern(section, "file"))
      case ["columns"]: place = .columns(try section.texts("columns"))
      case ["frequent"]: place = .frequent(try section.texts("frequent"))
      default:
        throw section.error(
          "kind", "an account comes from one of these only: preamble, file, columns or frequent")
      }
      rules.append(OwnAccountRule(place: place, kind: kind, bank: try section.text("bank") ?? ""))
    }
    return rules
  }

  private static func rows(_ root: ProfileSection) throws(ProfileError) -> Rows {
    guard
      let section = try root.section(
        "rows", keys: ["skip", "skip-undated", "stop", "order", "join-text", "fold-conversions"])
    else { return Rows() }
    var rows = Rows()
    for text in try section.texts("skip") {
      rows.skip.append(try TextPattern(text, in: section, "skip"))
    }
    for text in try section.texts("skip-undated") {
      rows.skipUndated.append(try TextPattern(text, in: section, "skip-undated"))
    }
    for text in try section.texts("stop") {
      rows.stop.append(try TextPattern(text, in: section, "stop"))
    }
    rows.order = try section.choice("order", of: Order.self) ?? .auto
    rows.joinsText = try section.flag("join-text")
    rows.foldsConversions = try section.flag("fold-conversions")
    return rows
  }
}

extension RowCondition {
  static let keys = Subject.allCases.map(\.rawValue)

  fileprivate init(_ section: ProfileSection) throws(ProfileError) {
    var patterns: [(subject: Subject, pattern: TextPattern)] = []
    for subject in Subject.allCases where section.has(subject.rawValue) {
      patterns.append((subject, try TextPattern(section, subject.rawValue)))
    }
    guard !patterns.isEmpty else {
      throw section.error(
        "type", "a condition tests one of \(Self.keys.joined(separator: ", "))")
    }
    self.patterns = patterns
  }
}

extension TextPattern {
  init(_ section: ProfileSection, _ key: String) throws(ProfileError) {
    try self.init(try section.required(key), in: section, key)
  }

  fileprivate init(
    _ written: String, in section: ProfileSection, _ key: String
  ) throws(ProfileError) {
    if section.isChecked, let reason = TextPattern.check(written) {
      throw section.error(key, "the pattern \"\(written)\" \(reason)")
    }
    self.init(unchecked: written)
  }
}
