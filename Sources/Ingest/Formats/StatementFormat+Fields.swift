internal import PaymentGraph

extension StatementFormat.Fields {
  private static let keys = [
    "date", "time", "zone", "value-date", "amount", "fee", "balance", "currency", "narration",
    "name",
    "account", "payer", "payee", "payer-name", "payee-name", "received", "refunded", "reference",
    "id", "group", "record",
    "batch",
    "type", "status", "impact", "pot",
    "strip-apostrophes", "positive",
  ]

  init(_ root: ProfileSection) throws(ProfileError) {
    guard let section = try root.section("fields", keys: Self.keys) else {
      throw root.error("fields", "\"fields\" is missing: where date and amount stand")
    }
    date = try column(section, "date").first ?? ""
    guard !date.isEmpty else { throw section.error("date", "\"date\" is missing") }
    time = try column(section, "time").first ?? ""
    zone = try column(section, "zone").first ?? ""
    valueDate = try column(section, "value-date").first ?? ""
    amount = try Self.amount(section)
    if let word = try section.section("amount", keys: Self.amountKeys)?.text("exchanged") {
      guard case .sides = amount, word == "maybe" else {
        throw section.error("amount", "\"exchanged\" takes maybe, beside out and in")
      }
      mayBeExchanged = true
    }
    if let fee = try section.section("fee", keys: Self.feeKeys) {
      let sign = try fee.required("sign")
      guard sign == "added" || sign == "subtracted" else {
        throw fee.error("sign", "\"sign\" is added (balance moves by amount + fee) or subtracted")
      }
      self.fee = StatementFormat.Fee(
        column: try fee.required("column"), isAdded: sign == "added",
        net: try fee.text("net") ?? "",
        account: try fee.required("to"),
        isPayers: try fee.choice("paid-by", of: FeePayer.self) == .payer,
        currency: try fee.text("currency") ?? "",
        target: try Self.amountWithCurrency(fee, "target"))
    }
    if let balance = try section.section("balance", keys: ["column", "per"]) {
      self.balance = try balance.required("column")
      balancesPerCurrency = try balance.text("per") == "currency"
    }
    guard let currency = try section.section("currency", keys: ["column", "always", "header"])
    else {
      throw section.error("currency", "\"currency\" takes column, always or header")
    }
    self.currency = try column(currency, "column").first ?? ""
    if let code = try currency.text("always") {
      guard let known = Currency(code) else {
        throw currency.error("always", "\"\(code)\" is not a currency")
      }
      constantCurrency = known
    }
    if currency.has("header") { headerCurrency = try TextPattern(currency, "header") }
    narration = try column(section, "narration")
    counterName = try column(section, "name")
    payerName = try column(section, "payer-name")
    payeeName = try column(section, "payee-name")
    payerAccount = try column(section, "payer").first ?? ""
    payeeAccount = try column(section, "payee").first ?? ""
    try readCounterAccount(section)
    received = try Self.amountWithCurrency(section, "received")
    reference = try column(section, "reference").first ?? ""
    if let refunded = try section.section("refunded", keys: ["amount", "settled", "date"]) {
      self.refunded = StatementFormat.Refunded(
        amount: try refunded.required("amount"), settled: try refunded.text("settled") ?? "",
        date: try refunded.text("date") ?? "")
    }
    id = try column(section, "id").first ?? ""
    record = try column(section, "record").first ?? ""
    batch = try column(section, "batch").first ?? ""
    group = try column(section, "group").first ?? ""
    type = try column(section, "type").first ?? ""
    status = try column(section, "status").first ?? ""
    impact = try column(section, "impact").first ?? ""
    pot = try column(section, "pot").first ?? ""
    isApostropheStripped = try section.flag("strip-apostrophes")
    if let word = try section.text("positive") {
      guard word == "in" || word == "out" else {
        throw section.error(
          "positive", "\"positive\" takes in or out, the meaning of a positive amount")
      }
      guard case .signed = amount else {
        throw section.error("positive", "\"positive\" needs one column of amounts with signs")
      }
      isOutPositive = word == "out"
      isSignStated = true
    }
  }

  /// The party that is charged a fee that a row states.
  private enum FeePayer: String, CaseIterable { case payer, account }

  private static let feeKeys = ["column", "sign", "to", "net", "paid-by", "currency", "target"]

  /// Reads a column of amounts with that of their currencies; nil where the key is missing.
  private static func amountWithCurrency(
    _ section: ProfileSection, _ key: String
  ) throws(ProfileError) -> StatementFormat.Received? {
    guard let place = try section.section(key, keys: ["amount", "currency"]) else { return nil }
    return StatementFormat.Received(
      amount: try place.required("amount"), currency: try place.required("currency"))
  }

  private static let editKeys = ["column", "first", "regex", "as", "strip", "map"]

  /// Reads the columns of a field, each with the edits of its cells.
  private mutating func column(
    _ section: ProfileSection, _ key: String
  ) throws(ProfileError) -> [String] {
    var names: [String] = []
    for item in try section.items(key, keys: Self.editKeys) {
      switch item {
      case .text(let name): names.append(name)
      case .section(let section):
        let first = try section.texts("first")
        guard let name = try section.text("column") ?? first.first else {
          throw section.error(key, "\"\(key)\" needs \"column\", or \"first\" with several")
        }
        guard section.has("column") != section.has("first") else {
          throw section.error("first", "\"column\" names one column, \"first\" several: not both")
        }
        var edit = ColumnEdit(column: name, others: Array(first.dropFirst()))
        if section.has("regex") { edit.part = try TextPattern(section, "regex") }
        edit.form = try section.text("as")
        if edit.form != nil, edit.part == nil {
          throw section.error("as", "\"as\" needs \"regex\" with groups to put into it")
        }
        if section.has("strip") { edit.strip = try TextPattern(section, "strip") }
        for (word, value) in try section.table("map") {
          edit.words[StatementText.normal(word)] = value
        }
        edits.append(edit)
        names.append(name)
      }
    }
    return names
  }

  /// Reads where the other party's account is: in one column, or in several that make one key.
  private mutating func readCounterAccount(_ section: ProfileSection) throws(ProfileError) {
    let keys = ["columns", "kind", "bank"]
    for item in try section.items("account", keys: keys + Self.editKeys) {
      switch item {
      case .text(let name): counterAccount.append(name)
      case .section(let section) where section.has("columns"):
        counterAccount = try column(section, "columns")
        guard let kind = try section.choice("kind", of: OwnAccountRule.Kind.self) else {
          throw section.error(
            "kind",
            "\"kind\" takes the type of the account: gb, ie, in, email, iban, plain, banked, label")
        }
        counterKind = (kind, try section.text("bank") ?? "")
      case .section(let section):
        throw section.error("columns", "\"account\" is a column, or has \"columns\" and \"kind\"")
      }
    }
  }

  private static let amountKeys = [
    "signed", "out", "in", "amount", "side", "out-words", "in-words", "exchanged",
  ]

  private static func amount(
    _ section: ProfileSection
  ) throws(ProfileError) -> StatementFormat.Amount {
    guard let amount = try section.section("amount", keys: amountKeys) else {
      throw section.error("amount", "\"amount\" is missing")
    }
    switch amount.present(of: amountKeys).filter({ $0 != "exchanged" }) {
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
