internal import PaymentGraph

extension StatementProfile {
  /// A profile of statements.
  init(_ root: ProfileSection) throws(ProfileError) {
    for key in ["constants", "reversed", "clock", "exponents", "totals", "currencies", "lookups"]
    where root.has(key) {
      throw root.error(key, "\"\(key)\" belongs to ledgers, and this is a statement")
    }
    name = try root.required("profile")
    version = Int(try root.text("version") ?? "1") ?? 1
    title = try root.text("title") ?? name
    country = try root.text("country")
    let match = try root.section("match", keys: ["headers", "without", "cells"])
    headers = match?.has("headers") == true ? try match?.lists("headers") ?? [] : []
    without = try match?.texts("without") ?? []
    var cells: [CellKind] = []
    for word in try match?.texts("cells") ?? [] {
      guard let kind = CellKind(rawValue: word) else {
        throw root.error("match", "\"cells\" takes date, text and amount, not \"\(word)\"")
      }
      cells.append(kind)
    }
    self.cells = cells
    guard !headers.isEmpty || !cells.isEmpty else {
      throw root.error("match", "\"match\" needs \"headers\" or, for files without one, \"cells\"")
    }
    isUnquoted = try root.text("quotes") == "none"
    account = try StatementProfile.accountRules(root)
    rows = try StatementProfile.rows(root)
    fields = try Fields(root)
    var dates: [DateStyle] = []
    for word in try root.texts("dates") {
      guard let style = DateStyle(rawValue: word) else {
        throw root.error(
          "dates", "\"dates\" takes \(DateStyle.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      dates.append(style)
    }
    self.dates = dates
    decimal = try root.choice("decimal", of: ColumnMapping.DecimalMark.self)
    zone = try root.text("zone")
    if let zone, ZoneTable.isKnown(zone, country: country) == false {
      throw root.error("zone", "\"\(zone)\" is no zone that is known")
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
    for section in try root.sections("kinds", keys: RowCondition.keys + ["kind"]) {
      let word = try section.required("kind")
      guard let kind = TransferKind(name: word) else {
        throw section.error(
          "kind",
          "\"\(word)\" is no kind (\(TransferKind.allCases.map(\.name).joined(separator: ", ")))")
      }
      kinds.append(KindRule(condition: try RowCondition(section), kind: kind))
    }
    self.kinds = kinds
    narrations = try root.choice("narrations", of: NarrationFamily.self)
    remark = try root.text("remark")
    era = try StatementProfile.era(root)
    fixture = try root.text("fixture")
  }

  private static func accountRules(
    _ root: ProfileSection
  ) throws(ProfileError) -> [OwnAccountRule] {
    var rules: [OwnAccountRule] = []
    let places = ["preamble", "file", "columns", "frequent"]
    for section in try root.sections("account", keys: places + ["kind", "bank"]) {
      guard let kind = try section.choice("kind", of: OwnAccountRule.Kind.self) else {
        throw section.error(
          "kind", "\"kind\" says what the account is: gb, ie, in, email, iban, plain")
      }
      let place: OwnAccountRule.Place
      switch section.present(of: places) {
      case ["preamble"]: place = .preamble(try TextPattern(section, "preamble"))
      case ["file"]: place = .fileName(try TextPattern(section, "file"))
      case ["columns"]: place = .columns(try section.texts("columns"))
      case ["frequent"]: place = .frequent(try section.texts("frequent"))
      default:
        throw section.error(
          "kind", "an account stands in one place: preamble, file, columns or frequent")
      }
      rules.append(OwnAccountRule(place: place, kind: kind, bank: try section.text("bank") ?? ""))
    }
    return rules
  }

  private static func rows(_ root: ProfileSection) throws(ProfileError) -> Rows {
    guard
      let section = try root.section(
        "rows", keys: ["skip", "stop", "order", "join-text", "fold-conversions"])
    else { return Rows() }
    var rows = Rows()
    for text in try section.texts("skip") {
      rows.skip.append(try TextPattern(text, in: section, "skip"))
    }
    for text in try section.texts("stop") {
      rows.stop.append(try TextPattern(text, in: section, "stop"))
    }
    rows.order = try section.choice("order", of: Order.self) ?? .auto
    rows.joinsText = try section.text("join-text") == "true"
    rows.foldsConversions = try section.text("fold-conversions") == "true"
    return rows
  }

  private static func era(
    _ root: ProfileSection
  ) throws(ProfileError) -> (first: CivilDate?, last: CivilDate?) {
    let words = try root.texts("era")
    guard words.isEmpty || words.count == 2 else {
      throw root.error("era", "\"era\" takes the first and the last day, each may be \"\"")
    }
    var days: [CivilDate?] = []
    for word in words {
      let parts = word.split(separator: "-").compactMap { Int($0) }
      let day = parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
      guard word.isEmpty || day != nil else {
        throw root.error("era", "\"\(word)\" is no day of the form 2008-01-31")
      }
      days.append(day)
    }
    return (days.first ?? nil, days.last ?? nil)
  }
}

extension StatementProfile.Fields {
  private static let keys = [
    "date", "time", "zone", "value-date", "amount", "fee", "balance", "currency", "narration",
    "name",
    "account", "payer", "payee", "reference", "id", "group", "type", "status", "impact",
    "strip-apostrophes",
  ]

  fileprivate init(_ root: ProfileSection) throws(ProfileError) {
    guard let section = try root.section("fields", keys: Self.keys) else {
      throw root.error("fields", "\"fields\" is missing: where date and amount stand")
    }
    date = try section.required("date")
    time = try section.text("time") ?? ""
    zone = try section.text("zone") ?? ""
    valueDate = try section.text("value-date") ?? ""
    amount = try Self.amount(section)
    if let fee = try section.section("fee", keys: ["column", "sign", "to"]) {
      let sign = try fee.required("sign")
      guard sign == "added" || sign == "subtracted" else {
        throw fee.error("sign", "\"sign\" is added (balance moves by amount + fee) or subtracted")
      }
      self.fee = StatementProfile.Fee(
        column: try fee.required("column"), isAdded: sign == "added",
        account: try fee.required("to"))
    }
    if let balance = try section.section("balance", keys: ["column", "per"]) {
      self.balance = try balance.required("column")
      balancesPerCurrency = try balance.text("per") == "currency"
    }
    guard let currency = try section.section("currency", keys: ["column", "always", "header"])
    else {
      throw section.error("currency", "\"currency\" says where it stands: column, always or header")
    }
    self.currency = try currency.text("column") ?? ""
    if let code = try currency.text("always") {
      guard let known = Currency(code) else {
        throw currency.error("always", "\"\(code)\" is no currency")
      }
      constantCurrency = known
    }
    if currency.has("header") { headerCurrency = try TextPattern(currency, "header") }
    narration = try section.texts("narration")
    counterName = try section.texts("name")
    counterAccount = try section.text("account") ?? ""
    payerAccount = try section.text("payer") ?? ""
    payeeAccount = try section.text("payee") ?? ""
    reference = try section.text("reference") ?? ""
    id = try section.text("id") ?? ""
    group = try section.text("group") ?? ""
    type = try section.text("type") ?? ""
    status = try section.text("status") ?? ""
    impact = try section.text("impact") ?? ""
    isApostropheStripped = try section.text("strip-apostrophes") == "true"
  }

  private static func amount(
    _ section: ProfileSection
  ) throws(ProfileError) -> StatementProfile.Amount {
    let keys = ["signed", "out", "in", "amount", "side", "out-words", "in-words"]
    guard let amount = try section.section("amount", keys: keys) else {
      throw section.error("amount", "\"amount\" is missing")
    }
    switch amount.present(of: keys) {
    case ["signed"]: return .signed(try amount.required("signed"))
    case ["out", "in"]:
      return .sides(out: try amount.required("out"), in: try amount.required("in"))
    case ["amount", "side", "out-words", "in-words"]:
      return .marked(
        amount: try amount.required("amount"), side: try amount.required("side"),
        out: try amount.texts("out-words"), in: try amount.texts("in-words"))
    default:
      throw section.error(
        "amount", "\"amount\" is signed, or out and in, or amount, side, out-words and in-words")
    }
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
        "type", "a condition looks at one of \(Self.keys.joined(separator: ", "))")
    }
    self.patterns = patterns
  }
}

extension TextPattern {
  fileprivate init(_ section: ProfileSection, _ key: String) throws(ProfileError) {
    try self.init(try section.required(key), in: section, key)
  }

  fileprivate init(
    _ written: String, in section: ProfileSection, _ key: String
  ) throws(ProfileError) {
    if section.checksPatterns, let reason = TextPattern.check(written) {
      throw section.error(key, "the pattern \"\(written)\" \(reason)")
    }
    self.written = written
  }
}
