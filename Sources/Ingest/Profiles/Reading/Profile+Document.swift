internal import PaymentGraph

extension Profile {
  /// Reads a profile of rows that name both accounts.
  init(_ root: ProfileSection) throws(ProfileError) {
    for key in [
      "account", "holder", "rows", "memo", "narrations", "zone", "unsettled", "country", "service",
      "events", "statuses",
    ]
    where root.has(key) {
      throw root.error(key, "\"\(key)\" belongs to statements, and this is a ledger")
    }
    let match = try root.section("match", keys: ["headers", "header", "cells", "exact", "file"])
    let cells = try CellKind.list(match, root)
    let header = match?.has("headers") == true ? try match?.lists("headers").first ?? [] : []
    guard !header.isEmpty || !cells.isEmpty else {
      throw root.error(
        "match",
        "\"match\" needs \"headers\": the names of the columns, or \"cells\" for files without them"
      )
    }
    guard let fields = try root.section("fields", keys: Field.allCases.map(\.rawValue)) else {
      throw root.error("fields", "\"fields\" is missing: where from, to and amount stand")
    }
    var columns: [Field: [String]] = [:]
    for field in Field.allCases {
      let names = try fields.texts(field.rawValue)
      if !names.isEmpty { columns[field] = names.map(HeaderNames.reference) }
    }
    self.init(
      name: try root.required("profile"), signature: header.map(HeaderNames.normal),
      columns: columns)
    self.cells = cells
    title = try root.text("title") ?? name
    isExact = try match?.flag("exact") ?? false
    if let match, match.has("file") { file = try TextPattern(match, "file") }
    era = try Era(root)
    if let section = try root.section("constants", keys: Field.allCases.map(\.rawValue)) {
      for field in Field.allCases {
        guard let value = try section.text(field.rawValue) else { continue }
        if let reason = ColumnMapping.refusal(ofConstant: field, value) {
          throw section.error(field.rawValue, reason)
        }
        constants[field] = value
      }
    }
    for pair in try root.texts("currencies") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, Currency(parts[1]) != nil else {
        throw root.error("currencies", "\"\(pair)\" is not of the form word=code")
      }
      currencyNames[parts[0]] = parts[1]
    }
    let dates = try root.texts("dates").compactMap { StatementProfile.DateStyle(rawValue: $0) }
    if let clock = try root.choice("clock", of: Clock.self) {
      timeStyle = .step(clock == .days ? .day : .hour)
    } else if let style = dates.first {
      timeStyle = style.reader
    }
    readsDayNumbers = dates.contains(.dayNumber)
    hasStatedTimes = root.has("clock") || !dates.isEmpty
    datesSeen = try StatementProfile.DateStyle.seen(root)
    isMinor = try root.choice("units", of: StatementProfile.Units.self) == .minor
    isOwn = root.isChecked
    statesUnits = root.has("units")
    decimal = try root.choice("decimal", of: ColumnMapping.DecimalMark.self)
    // A file may contradict an order of numbers, and the user's own files may have times without their zone.
    decidesColumns =
      !hasStatedTimes || decimal == nil || timeStyle.order != nil
      || root.isChecked && !root.has("clock")
    if let section = try root.section("reversed", keys: ["column", "value"]) {
      reversed = (HeaderNames.normal(try section.required("column")), try section.required("value"))
    }
    for section in try root.sections("lookups", keys: ["column", "key", "value", "name", "beside"])
    {
      lookups.append(
        Lookup(
          column: HeaderNames.normal(try section.required("column")),
          key: HeaderNames.normal(try section.required("key")),
          value: HeaderNames.normal(try section.required("value")),
          name: try section.text("name").map(HeaderNames.normal),
          signature: try section.texts("beside").map(HeaderNames.normal)))
    }
    for pair in try root.texts("kinds") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = TransferKind(name: parts[1]) else {
        throw root.error("kinds", "\"\(pair)\" is not of the form word=kind")
      }
      kindWords[parts[0].lowercased()] = kind
    }
    if let section = try root.section("settled", keys: ["column", "words", "others"]) {
      settled = (
        HeaderNames.normal(try section.required("column")),
        try section.texts("words").map { $0.lowercased() },
        try section.texts("others").map { $0.lowercased() }
      )
    }
    isUnquoted = try root.text("quotes") == "none"
    writesExponents = try root.flag("exponents")
    holdsTotals = try root.flag("totals")
    remark = try root.text("remark")
    fixture = try root.text("fixture")
  }

  /// The unit of a step of a synthetic clock.
  private enum Clock: String, CaseIterable { case days, hours }
}
