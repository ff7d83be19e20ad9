internal import PaymentGraph

/// The judgement of one header.
extension HeaderFinder {
  /// Judges a file by its header.
  ///
  /// Columns of the command line come first where all of them are there: a user looked at this file. Where one is
  /// missing, the file may be one that a profile knows; only where none does, the missing column is reported.
  func content(_ header: HeaderNames, isFirst: Bool) -> Judgement {
    if header.matches(["account", "role"]) { return .kind(.accounts(header)) }
    if header.matches(IdentifiersReader.signature) { return .kind(.identifiers(header)) }
    if isFirst, let part = ExtractPart.known(by: header) { return .kind(.extract(part)) }
    if let file = CaseFile.known(by: header) { return .kind(.caseFacts(file, header)) }
    if header.matches(PartyDecisionsReader.signature) { return .kind(.decisions(header)) }
    if ClaimsReader.knows(header, isFirst: isFirst),
      mapping?.columns.isEmpty ?? true || header.unique.first == "claim"
    {
      return .kind(.claims(header))
    }
    if let chosen {
      guard chosen.missing(in: header).isEmpty, chosen.cells.isEmpty else { return .nothing }
      return content(of: header, by: chosen, reason: "profile \(chosen.name), as requested")
    }
    var judgement = Judgement.nothing
    if let mapping, !mapping.columns.isEmpty, !mapping.isPositional {
      judgement = plan(LedgerFormat(mapping: mapping, on: header), header)
      if case .kind = judgement { return judgement }
    }
    let known = known(header)
    if case .nothing = known { return judgement }
    if case .lack = known, case .lack = judgement { return judgement }
    return known
  }

  /// Judges a header by the profiles and words that this program knows.
  private func known(_ header: HeaderNames) -> Judgement {
    let isCanonical = header.matches(LedgerFormat.canonical.signature)
    // A profile of the user's own that knows more names of the header wins over the canonical form.
    if isCanonical,
      library.own.allSatisfy({
        ($0.fit(header, file: name) ?? 0) <= LedgerFormat.canonical.signature.count
      })
    {
      return plan(LedgerFormat.canonical, header)
    }
    // A header of one name is more often a sentence than a table.
    guard header.written.count > 1 else { return .nothing }
    if let match = library.match(header, file: name, asked: asked) {
      guard match.equals.isEmpty else { return .tie([match.document.name] + match.equals) }
      return content(of: header, by: match.document, reason: reason(match), match.passedOver)
    }
    if !library.lookups(for: header).isEmpty { return .kind(.lookup(header)) }
    if let profile = EdgeList.profile(for: header, constants: mapping?.constants ?? [:]) {
      return plan(profile, header)
    }
    return .nothing
  }

  /// Reads a header by a profile that knows it.
  private func content(
    of header: HeaderNames, by document: Format, reason: String,
    _ passedOver: [String] = []
  ) -> Judgement {
    let standBack = passedOver.map {
      "your profile \($0) knows fewer names of the header; --profile \(name)=\($0) uses it anyway"
    }
    switch document {
    case .ledger(let profile):
      let judgement = plan(profile, header)
      guard case .kind(.transfers(var plan)) = judgement else { return judgement }
      plan.decisions = [reason] + decisions(profile) + standBack
      return .kind(.transfers(plan))
    case .statement(var profile):
      var notes = standBack
      if let code = mapping?.constants[.currency], ownConstants.contains(.currency),
        let own = profile.fields.constantCurrency, own.code != code.uppercased()
      {
        profile.fields.constantCurrency = Currency(code.uppercased())
        notes.append(
          "amounts are in \(code), as requested; profile \(profile.name) says \(own.code)")
      }
      let words = ([reason] + notes).joined(separator: "; ")
      guard let plan = StatementPlan(profile, on: header, reason: words) else { return .nothing }
      return .kind(.statement(plan, preamble: []))
    }
  }

  /// Returns a profile's plan for a header, with the values that the command line gives to all rows.
  private func plan(_ profile: LedgerFormat, _ header: HeaderNames) -> Judgement {
    var profile = profile
    for (field, value) in mapping?.constants ?? [:] {
      let hasColumn = (profile.columns[field] ?? []).contains { header.position(of: $0) != nil }
      // A value that the file's own rows give is not overruled; a currency fills the cells that are empty.
      if hasColumn, field != .currency, !profile.isMapping { continue }
      if profile.constants[field] == nil || ownConstants.contains(field) {
        profile.constants[field] = value
      }
    }
    do throws(LedgerPlan.Lack) {
      return .kind(.transfers(try LedgerPlan(profile, on: header)))
    } catch {
      return .lack(error)
    }
  }

  private func reason(_ match: FormatLibrary.Match) -> String {
    let rivals = match.rivals.map { "; \($0), which is built in, knows it too" }.joined()
    return chosenReason(match) + rivals
  }

  private func chosenReason(_ match: FormatLibrary.Match) -> String {
    var words = "profile \(match.document.name)\(match.isOwn ? ", which is your own" : "")"
    if asked.contains(match.document.name) { return words + ", as requested" }
    words += ": the header has all its \(match.fit) names"
    if case .ledger(let profile) = match.document, profile.file != nil {
      words += ", and the file's name is that of such files"
    }
    return words
  }

  func tie(_ names: [String], _ path: String) -> IngestError {
    IngestError(
      .twoReadings, path: path,
      "your profiles \(names.joined(separator: " and ")) know the header equally well; choose with "
        + names.map { "--profile \(name)=\($0)" }.joined(separator: " or "))
  }
}

extension LedgerFormat {
  /// Makes the profile for a header from a mapping on the command line.
  ///
  /// Columns that have the names of the canonical form need no mapping.
  init(mapping: ColumnMapping, on header: HeaderNames) {
    var columns = mapping.columns.mapValues { $0.map(HeaderNames.reference) }
    for field in Field.allCases
    where columns[field] == nil && mapping.constants[field] == nil && field != .until
      && field != .count
    {
      let name = HeaderNames.normal(field.rawValue)
      if header.count(of: name) == 1 { columns[field] = [name] }
    }
    self.init(
      name: "mapping from the command line", signature: [], columns: columns,
      constants: mapping.constants, decidesColumns: true)
    isMapping = true
  }
}

/// The messages on a header: why a profile was chosen, or why none was.
extension HeaderFinder {
  /// Lists the decisions that a profile makes for rows that name both accounts.
  func decisions(_ profile: LedgerFormat) -> [String] {
    var decisions: [String] = []
    if case .step(let precision) = profile.timeStyle {
      decisions.append(
        "times count \(precision == .day ? "days" : "hours") from 2017-01-01: the profile says so")
    } else if !profile.decidesTimes, profile.columns[.time] != nil {
      decisions.append("times are \(DatePattern.words(profile.timeStyle)): the profile says so")
    }
    if let code = profile.constants[.currency] {
      decisions.append("all amounts are in \(code): the profile says so")
    }
    if let reversed = profile.reversed {
      decisions.append("rows of \(reversed.value) run from payee to payer: the profile says so")
    }
    return decisions
  }

  func refusal(
    _ lacks: [LedgerPlan.Lack], in bytes: Span<UInt8>, start: Int, path: String
  ) -> IngestError {
    let shown = firstLine(bytes, start)
    for lack in lacks {
      if case .ambiguous(let field, let name) = lack {
        return IngestError(
          .twoReadings, path: path,
          "two columns are called \"\(name)\", so \"\(field.rawValue)\" can be read in two ways; "
            + "choose with --map \(field.rawValue)=#N, where N counts columns from 1")
      }
      if case .badConstant(let field, let value) = lack {
        return IngestError(
          .columnMissing, path: path,
          "\"\(value)\" is not a value for \(field.rawValue); give another with --set \(field.rawValue)=…"
        )
      }
    }
    if mapping?.constants[.currency] == nil, case .missing(.currency, _)? = lacks.first,
      mapping?.columns.isEmpty ?? true
    {
      return IngestError(
        .twoReadings, path: path,
        "the file does not name the currency of its amounts; state it with --set currency=GBP"
      )
    }
    let table = RawTable(
      bytes.extracting(first: min(bytes.count, 1 << 20)), delimiter: mapping?.delimiter,
      header: mapping?.header)
    if mapping?.isEmpty == false, case .missing(let field, let names)? = lacks.first {
      let header = HeaderNames(written: table.rows.first ?? [])
      let names = names.map { lacking in
        mapping?.columns[field]?.first { HeaderNames.reference($0) == lacking } ?? lacking
      }
      let near = names.flatMap { header.names(near: $0) }.first
      let wanted =
        names.isEmpty
        ? "the mapping does not say where \"\(field.rawValue)\" is"
        : "there is no column \(names.map { "\"\($0)\"" }.joined(separator: " or "))"
          + " for \"\(field.rawValue)\""
      return IngestError(
        .columnMissing, path: path,
        "\(wanted)\(near.map { "; did you mean \"\($0)\"?" } ?? ""); the header is: \(shown)"
          + (field == .currency && names.isEmpty ? "; give --set currency=GBP or another" : ""))
    }
    // A damaged text may hold control bytes as well; its header tells it from a file that is not text.
    if FileSignature.isBinary(bytes) {
      return IngestError(.notText, path: path, "is not text: it contains bytes that text never has")
    }
    if let chosen {
      let lacking = chosen.missing(in: HeaderNames(written: table.rows.first ?? []))
      return IngestError(
        .headerUnknown, path: path,
        "profile \(chosen.name) does not fit: "
          + (lacking.isEmpty || !chosen.cells.isEmpty
            ? "the rows do not have its form"
            : "there is no column \(lacking.map { "\"\($0)\"" }.joined(separator: ", "))")
          + "; the header is: \(headerText(table) ?? shown)")
    }
    let place = table.headerLine.map { $0 > 1 ? " (line \($0))" : "" } ?? ""
    return IngestError(
      .headerUnknown, path: path,
      (headerText(table).map { "no known format has this header\(place): \($0)" }
        ?? "the file has no header, and no known format has such rows: \(shown)")
        + ". A statement of one account needs a profile: tributary profile make \(path)"
        + " --name my.bank -o profiles, and then --profiles profiles. If rows name payer and "
        + "payee, naming the columns is enough: --map from=… --map to=… --map amount=… --set currency=GBP"
    )
  }

  private func headerText(_ table: RawTable) -> String? {
    guard table.headerLine != nil, let names = table.rows.first else { return nil }
    return String(names.joined(separator: ",").prefix(200))
  }

  private func firstLine(_ bytes: Span<UInt8>, _ start: Int) -> String {
    var text: [UInt8] = []
    var at = start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D, text.count < 200 {
      text.append(bytes[at])
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
