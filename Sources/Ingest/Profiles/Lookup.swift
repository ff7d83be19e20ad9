/// What an id stands for.
struct LookupValue: Sendable, Hashable {
  let account: [UInt8]
  /// The name of who has the account; nil where the table gives none.
  let name: String?
}

/// A column whose values are ids that another file explains: a user's number, say, for which a table of
/// users has the e-mail address.
struct Lookup: Sendable, Hashable {
  /// The column with the ids, as ``HeaderNames/normal(_:)`` writes it.
  let column: String
  /// The column of the other file that has the ids.
  let key: String
  /// The column of the other file that has what they stand for.
  let value: String
  /// The column of the other file that has the name of who it is; nil where none is read.
  var name: String?
  /// Further columns by which the other file is told from others.
  let signature: [String]

  /// Whether a file with this header is the one that explains.
  func knows(_ header: HeaderNames) -> Bool {
    ([key, value] + [name].compactMap { $0 } + signature).allSatisfy {
      header.position(of: $0) != nil
    }
  }
}
