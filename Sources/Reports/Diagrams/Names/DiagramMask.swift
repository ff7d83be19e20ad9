/// The details that a diagram hides, so that it can be shown to others.
public enum DiagramMask: String, Sendable, Hashable, CaseIterable {
  /// The mask hides nothing.
  case none
  /// The mask hides account numbers but for their last digits.
  case accounts
  /// The mask hides account numbers as ``accounts`` does, and the names of persons, firms and
  /// files: persons and firms get pseudonyms. Payment services, banks and countries are named.
  case names
  /// The mask hides account numbers wholly, all names, and banks.
  case all

  /// True where names of persons and firms become pseudonyms.
  var hidesNames: Bool { self == .names || self == .all }

  /// The remark of a diagram on its mask.
  var words: String {
    switch self {
    case .none: ""
    case .accounts: "Account numbers masked"
    case .names: "Account numbers masked, names replaced"
    case .all: "Account numbers, names and banks replaced"
    }
  }
}
