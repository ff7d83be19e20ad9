internal import PaymentGraph

/// What is said of a header: why a profile was chosen, or why none was.
extension HeaderFinder {
  /// Why a profile of rows that name both accounts was chosen, and what it says of them.
  func decisions(_ profile: Profile, _ header: HeaderNames) -> [String] {
    let isOwn = library.own.contains { $0.name == profile.name }
    var decisions = [
      "profile \(profile.name)\(isOwn ? ", which is your own" : ""): the header has all its "
        + "\(profile.signature.count) names"
        + (profile.file == nil ? "" : ", and the file's name is that of such files")
    ]
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
    _ lacks: [ColumnPlan.Lack], _ bytes: Span<UInt8>, _ start: Int, _ path: String
  ) -> IngestError {
    let shown = firstLine(bytes, start)
    for lack in lacks {
      if case .ambiguous(let field, let name) = lack {
        return IngestError(
          .twoReadings, path: path,
          "two columns are called \"\(name)\", so \"\(field.rawValue)\" has two readings; "
            + "say which with --map \(field.rawValue)=#N, where N counts columns from 1")
      }
      if case .badConstant(let field, let value) = lack {
        return IngestError(
          .columnMissing, path: path,
          "\"\(value)\" is no value for \(field.rawValue); give --set \(field.rawValue)=… another")
      }
    }
    if mapping?.constants[.currency] == nil, case .missing(.currency, _)? = lacks.first,
      mapping?.columns.isEmpty ?? true
    {
      return IngestError(
        .twoReadings, path: path,
        "the file does not say in which currency its amounts are; say which with --set currency=GBP"
      )
    }
    if mapping?.isEmpty == false, case .missing(let field, let names)? = lacks.first {
      let wanted =
        names.isEmpty
        ? "the mapping does not say where \"\(field.rawValue)\" is"
        : "there is no column \(names.map { "\"\($0)\"" }.joined(separator: " or "))"
          + " for \"\(field.rawValue)\""
      return IngestError(
        .columnMissing, path: path, "\(wanted); the header is: \(shown)")
    }
    // A damaged text may hold control bytes as well; its header tells it from what is no text.
    if FileSignature.isBinary(bytes) {
      return IngestError(.notText, path: path, "is no text: it holds bytes that no text has")
    }
    return IngestError(
      .headerUnknown, path: path,
      "no known format has this header: \(shown). The canonical CSV has id,time,from,to,amount,"
        + "currency; other columns are named with --map from=… --map to=… --map amount=… and "
        + "--map currency=… or --set currency=GBP")
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
