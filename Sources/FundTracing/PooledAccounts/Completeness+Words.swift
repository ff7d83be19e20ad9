package import PaymentGraph

extension Completeness {
  /// Returns the sentence that the records contradict the statement that they are complete: each kind with its first
  /// transfer.
  package func contradictionText(in ledger: Ledger) -> String {
    let kinds = Contradiction.Kind.allCases.compactMap { kind -> String? in
      let found = contradictions.filter { $0.kind == kind }
      guard let first = found.first else { return nil }
      let name = first.transfer.map { id -> String in
        let transfer = ledger.transfer(id)
        let place = transfer.evidence.first.map { "\($0)" }
        return ", first \(transfer.recordedID ?? place ?? transfer.time.iso8601)"
      }
      return "\(kind.words): \(found.count)\(name ?? "")"
    }
    return
      "stated to be complete, but the records contradict it (\(kinds.joined(separator: "; "))): the "
      + "statement is ignored, and no link is graded B because of it"
  }
}
