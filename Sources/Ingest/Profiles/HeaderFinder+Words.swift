internal import PaymentGraph

/// The messages on a header: why a profile was chosen, or why none was.
extension HeaderFinder {
  /// Lists the decisions that a profile makes for rows that name both accounts.
  func decisions(_ profile: Profile) -> [String] {
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
    _ lacks: [ColumnPlan.Lack], in bytes: Span<UInt8>, start: Int, path: String
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
