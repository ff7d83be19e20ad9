/// The account that an id stands for.
struct LookupValue: Sendable, Hashable {
  let account: [UInt8]
  /// The name of the account's holder; nil where the table gives none.
  let name: String?
}

/// A column of ids that another file explains: for example a user's number, for which a table of users has the e-mail
/// address.
struct Lookup: Sendable, Hashable {
  /// The column with the ids, as ``HeaderNames/normal(_:)`` writes it.
  let column: String
  /// The column of the other file that has the ids.
  let key: String
  /// The column of the other file that has their meanings.
  let value: String
  /// The column of the other file that has the holder's name; nil where none is read.
  var name: String?
  /// Further columns by which the other file is told from others.
  let signature: [String]

  /// Returns true where a file with this header explains the ids.
  func knows(_ header: HeaderNames) -> Bool {
    ([key, value] + [name].compactMap { $0 } + signature).allSatisfy {
      header.position(of: $0) != nil
    }
  }
}
