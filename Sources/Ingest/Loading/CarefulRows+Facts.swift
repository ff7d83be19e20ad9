internal import PaymentGraph

/// The facts that the columns of a row state about the two accounts.
extension CarefulRows {
  mutating func noteFacts(
    _ row: Row, in bytes: Span<UInt8>, payer: AccountID, beneficiary: AccountID,
    isReversed: Bool, facts: inout AccountFacts
  ) {
    func value(_ column: Int, _ field: Field) -> String? {
      if let constant = plan.profile.constants[field] { return constant }
      guard column >= 0 else { return nil }
      let cell = cell(row, in: bytes, column: column)
      return cell.count > 0 ? CellText.string(bytes, cell) : nil
    }
    let columns = plan.facts
    let sides = [
      (
        isReversed ? beneficiary : payer, columns.fromRole, value(columns.fromRole, .fromRole),
        value(columns.fromName, .fromName), value(columns.fromInstitution, .fromInstitution),
        value(columns.fromCountry, .fromCountry)
      ),
      (
        isReversed ? payer : beneficiary, columns.toRole, value(columns.toRole, .toRole),
        value(columns.toName, .toName), value(columns.toInstitution, .toInstitution),
        value(columns.toCountry, .toCountry)
      ),
    ]
    for (account, roleColumn, roleName, name, institution, country) in sides {
      let role = roleName.flatMap { AccountRole(name: $0) }
      facts.note(
        account, role: role, name: name.flatMap { BlankWords.contains($0) ? nil : $0 },
        institution: institution, country: country)
      if let roleName, role == nil {
        log.addUnknownRole(
          roleName, in: row, bytes: bytes, at: cell(row, in: bytes, column: roleColumn))
      }
    }
  }
}
