internal import PaymentGraph

/// The check that each value that the command line states for all files is of use to at least one of them.
extension IntakeAssembly {
  /// Refuses values and columns of the command line that no file can use; where some files can use them, reports why
  /// the others cannot.
  mutating func settleConstants(_ findings: inout [Int: HeaderFinder.Finding]) throws(IngestError) {
    let stated = Set((reader.mapping?.constants ?? [:]).keys)
    for index in findings.keys.sorted() {
      for (field, use) in (findings[index]?.constants ?? [:]).sorted(by: {
        $0.key.rawValue < $1.key.rawValue
      }) {
        guard case .contradicted(let reason) = use else { continue }
        let isForAll = stated.contains(field) && !isStatedForFile(field, index)
        let isUsed = isForAll && findings.values.contains { $0.constants[field] == .used }
        let flag = "--set \(field.rawValue)=\(value(of: field, index))"
        if isUsed {
          findings[index]?.remarks.append("\(flag) does not apply to this file: \(reason)")
        } else {
          refuse(
            index,
            IngestError(
              .columnMissing, path: inputs[index].file.path,
              "\(flag) contradicts the file: \(reason)"
                + (isForAll && isRepairable(field, findings[index])
                  ? "; to overrule the profile for this file: --set "
                    + "\(fileName(index)):\(field.rawValue)=\(value(of: field, index))"
                  : "; leave the option out")))
        }
      }
    }
    guard unread.isEmpty, let mapping = reader.mapping, !mapping.columns.isEmpty,
      !findings.values.contains(where: { $0.content.isMapped }), let first = inputs.first
    else { return }
    let known = findings.sorted { $0.key < $1.key }.map { index, finding in
      "\(fileName(index)) is \(finding.content.words)"
    }
    refuse(
      0,
      IngestError(
        .columnMissing, path: first.file.path,
        "--map applies to no file: "
          + (known.isEmpty ? "there is no file of transactions" : known.joined(separator: ", "))
          + "; leave the option out"))
  }

  private func fileName(_ index: Int) -> String {
    let path = inputs[index].file.path
    return path.split(separator: "/").last.map(String.init) ?? path
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
    switch finding?.content {
    case .statement(let plan, _): return plan.profile.fields.constantCurrency != nil
    case .transfers(let plan): return plan.currency < 0
    default: return false
    }
  }
}

extension HeaderFinder.Content {
  /// The kind of file, in a few words.
  var words: String {
    switch self {
    case .transfers(let plan): "known by profile \(plan.profile.name)"
    case .statement(let plan, _): "known by profile \(plan.profile.name)"
    case .accounts: "a file of accounts"
    case .claims: "a file of claims"
    case .decisions: "a decisions file"
    case .lookup: "a table that explains ids"
    }
  }
}
