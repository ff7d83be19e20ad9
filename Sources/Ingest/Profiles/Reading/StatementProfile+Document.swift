internal import PaymentGraph

extension StatementProfile {
  /// Reads a profile of statements.
  init(_ root: ProfileSection) throws(ProfileError) {
    for key in ["constants", "reversed", "clock", "exponents", "totals", "currencies", "lookups"]
    where root.has(key) {
      throw root.error(key, "\"\(key)\" belongs to ledgers, and this is a statement")
    }
    name = try root.required("profile")
    version = Int(try root.text("version") ?? "1") ?? 1
    title = try root.text("title") ?? name
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
    let match = try root.section(
      "match", keys: ["headers", "header", "without", "cells", "exact", "file", "evidence"])
    isExact = try match?.flag("exact") ?? false
    if let match, match.has("file") {
      file = try TextPattern(match, "file")
    } else {
      file = nil
    }
    headers = match?.has("headers") == true ? try match?.lists("headers") ?? [] : []
    without = try match?.texts("without") ?? []
    cells = try CellKind.list(match, root)
    guard !headers.isEmpty || !cells.isEmpty else {
      throw root.error("match", "\"match\" needs \"headers\" or, for files without one, \"cells\"")
    }
    if let match, match.has("evidence") {
      var evidence: [BankEvidence] = []
      let places = BankEvidence.Place.allCases.map(\.rawValue)
      for section in try match.sections("evidence", keys: places) {
        for place in BankEvidence.Place.allCases where section.has(place.rawValue) {
          evidence.append(
            BankEvidence(place: place, pattern: try TextPattern(section, place.rawValue)))
        }
      }
      self.evidence = evidence
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
    datesSeen = try DateStyle.seen(root)
    fields.isMinor = try root.choice("units", of: StatementProfile.Units.self) == .minor
    fields.statesUnits = root.has("units")
    decimal = try root.choice("decimal", of: ColumnMapping.DecimalMark.self)
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
    remark = try root.text("remark")
    era = try Era(root)
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
          "kind", "\"kind\" takes the type of the account: gb, ie, in, email, iban, plain, label")
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
    rows.joinsText = try section.flag("join-text")
    rows.foldsConversions = try section.flag("fold-conversions")
    return rows
  }
}

extension StatementProfile.DateStyle {
  /// Reads the order of numbers in the one file from which a profile was made; nil where the profile gives none.
  static func seen(_ root: ProfileSection) throws(ProfileError) -> TimeForms.Order? {
    guard let word = try root.text("dates-seen") else { return nil }
    guard let order = StatementProfile.DateStyle(rawValue: word)?.reader.order else {
      throw root.error("dates-seen", "\"dates-seen\" takes dmy, mdy or yymmdd")
    }
    guard !root.has("dates") else {
      throw root.error(
        "dates-seen",
        "\"dates\" says how all such files write dates, \"dates-seen\" how one did: not both")
    }
    return order
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
