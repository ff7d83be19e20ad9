/// What a diagram hides, so that it can be shown to others.
public enum DiagramMask: String, Sendable, Hashable, CaseIterable {
  /// Nothing.
  case none
  /// Account numbers, but for their last digits.
  case accounts
  /// Account numbers as above, and the names of persons, firms and files: persons and firms get
  /// pseudonyms. Payment services, banks and countries are named.
  case names
  /// Account numbers wholly, all names, and banks.
  case all

  /// Whether names of persons and firms become pseudonyms.
  var hidesNames: Bool { self == .names || self == .all }

  /// What a diagram says of itself.
  var words: String {
    switch self {
    case .none: ""
    case .accounts: "Account numbers masked"
    case .names: "Account numbers masked, names replaced"
    case .all: "Account numbers, names and banks replaced"
    }
  }
}
