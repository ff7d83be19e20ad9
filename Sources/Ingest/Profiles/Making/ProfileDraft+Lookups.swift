/// Ids that another table explains.
extension ProfileDraft {
  /// A column of ids, and the columns of the table that explains them.
  struct KnownLookup {
    let column: Int
    let key: String
    let value: String
    /// The column with the names; empty where none is read.
    let name: String
  }

  /// Reads `sender_id=user_id:login` or `sender_id=user_id:login:full_name`.
  func lookup(_ text: String) throws(ProfileError) -> KnownLookup {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    let parts = (sides.last ?? "").split(separator: ":").map { StatementText.squeezed(String($0)) }
    guard sides.count == 2, parts.count == 2 || parts.count == 3, isLedger else {
      throw fault(
        isLedger
          ? "a lookup is COLUMN=KEY:VALUE or COLUMN=KEY:VALUE:NAME, where KEY, VALUE and NAME are columns of the table that explains the ids"
          : "lookups belong to ledgers, whose rows name both accounts: add --set shape=ledger first"
      )
    }
    return KnownLookup(
      column: try known(sides[0]), key: parts[0], value: parts[1],
      name: parts.count == 3 ? parts[2] : "")
  }

  /// The lookups that the user has given.
  var lookups: [KnownLookup] {
    ProfileDraft.words(text(.lookup) ?? "").compactMap { try? lookup($0) }
  }

  /// The columns of payers and beneficiaries that hold ids instead of accounts, with nothing to tell whose they are.
  public var columnsOfIDs: [String] {
    guard isLedger else { return [] }
    let known = Set(lookups.map(\.column))
    return [Topic.from, .to].compactMap { column($0) }.filter { place in
      !known.contains(place) && !columns[place].values.isEmpty
        && columns[place].values.allSatisfy { text in
          text.count <= 12 && text.contains(where: \.isNumber)
            && text.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        }
    }.map { header[$0] }
  }
}
