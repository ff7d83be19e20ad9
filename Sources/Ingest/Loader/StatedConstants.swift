internal import PaymentGraph

/// The check that each value that the command line states for all files is of use to at least one of them.
extension FileKinds {
  /// Refuses values and columns of the command line that no file can use; where some files can use them, reports why
  /// the others cannot.
  mutating func checkStatedConstants() {
    let stated = Set((reader.mapping?.constants ?? [:]).keys)
    for index in found.keys.sorted() {
      for (field, use) in (found[index]?.constants ?? [:]).sorted(by: {
        $0.key.rawValue < $1.key.rawValue
      }) {
        guard case .contradicted(let reason) = use else { continue }
        let isForAll = stated.contains(field) && !isStatedForFile(field, index)
        let isUsed = isForAll && found.values.contains { $0.constants[field] == .used }
        let flag = "--set \(field.rawValue)=\(value(of: field, index))"
        if isUsed {
          remark("\(flag) does not apply to this file: \(reason)", on: index)
        } else {
          refuse(
            index,
            IngestError(
              .columnMissing, path: inputs[index].file.path,
              "\(flag) contradicts the file: \(reason)"
                + (isForAll && isRepairable(field, found[index])
                  ? "; to overrule the profile for this file: --set "
                    + "\(inputs[index].name):\(field.rawValue)=\(value(of: field, index))"
                  : "; leave the option out")))
        }
      }
    }
    guard refusals.isEmpty, let mapping = reader.mapping, !mapping.columns.isEmpty,
      !found.values.contains(where: { $0.kind.isMapped }), let first = inputs.first
    else { return }
    let known = found.sorted { $0.key < $1.key }.map { index, finding in
      "\(inputs[index].name) is \(finding.kind.words)"
    }
    refuse(
      0,
      IngestError(
        .columnMissing, path: first.file.path,
        "--map applies to no file: "
          + (known.isEmpty ? "there is no file of transactions" : known.joined(separator: ", "))
          + "; leave the option out"))
  }

  private func isStatedForFile(_ field: Field, _ index: Int) -> Bool {
    (try? reader.finder(for: inputs[index].file.path))?.ownConstants.contains(field) ?? false
  }

  private func value(of field: Field, _ index: Int) -> String {
    let finder = try? reader.finder(for: inputs[index].file.path)
    return finder?.mapping?.constants[field] ?? ""
  }

  /// Returns true where a profile contradicts the value, and a person may know better; false where the file's rows do.
  private func isRepairable(_ field: Field, _ finding: HeaderFinder.Finding?) -> Bool {
    guard field == .currency else { return false }
    switch finding?.kind {
    case .statement(let plan, _): return plan.profile.fields.constantCurrency != nil
    case .transfers(let plan): return plan.currency == nil
    default: return false
    }
  }
}

/// The use made of a value that the command line gives to all rows of a file.
enum ConstantUse: Sendable, Hashable {
  case used
  /// The file, or the profile that knows it, contradicts the value; the reason in words.
  case contradicted(String)
}

extension HeaderFinder {
  /// Returns the use made of the values of the command line in a file; empty for files that have no use for any.
  func uses(of finding: Finding, _ bytes: Span<UInt8>) -> [Field: ConstantUse] {
    var uses: [Field: ConstantUse] = [:]
    for (field, value) in mapping?.constants ?? [:] {
      switch finding.kind {
      case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract: continue
      case .transfers(let plan):
        uses[field] = use(of: field, value: value, by: plan, finding, bytes)
      case .statement(let plan, _):
        uses[field] = use(of: field, value: value, by: plan, finding, bytes)
      }
    }
    return uses
  }

  private func use(
    of field: Field, value: String, by plan: LedgerPlan, _ finding: Finding, _ bytes: Span<UInt8>
  ) -> ConstantUse {
    let name = plan.profile.name
    if field == .currency, let column = plan.currency {
      return hasBlanks(column, finding: finding, in: bytes)
        ? .used : .contradicted("each row says it in the column \"\(plan.header[column])\"")
    }
    if let stated = plan.profile.constants[field] {
      return stated == value ? .used : .contradicted("profile \(name) says \(stated)")
    }
    return .contradicted("profile \(name) reads it from a column")
  }

  private func use(
    of field: Field, value: String, by plan: StatementPlan, _ finding: Finding,
    _ bytes: Span<UInt8>
  ) -> ConstantUse {
    guard field == .currency else {
      return .contradicted("a statement takes a currency, but no \(field.rawValue)")
    }
    if let column = plan.currency {
      return .contradicted("each row says it in the column \"\(plan.header.written[column])\"")
    }
    if let currency = plan.profile.fields.constantCurrency {
      return currency.code == value.uppercased()
        ? .used : .contradicted("profile \(plan.profile.name) says \(currency.code)")
    }
    return .contradicted("the header says it")
  }

  /// Returns true where a column has an empty cell, which a value for all rows can fill.
  private func hasBlanks(_ column: Int, finding: Finding, in bytes: Span<UInt8>) -> Bool {
    var scanner = RowScanner(
      dialect: finding.dialect, from: finding.bodyStart, line: finding.bodyLine)
    var row = Row()
    while scanner.next(in: bytes, into: &row) {
      if !row.isEmpty, row.fault == nil, column < row.cells.count,
        CellText.trimmed(bytes, row.cells[column]).count == 0
      {
        return true
      }
    }
    return false
  }
}
