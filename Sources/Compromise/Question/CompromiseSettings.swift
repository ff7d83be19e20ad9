public import PaymentGraph

/// The parameters of the question of how victims were chosen.
public struct CompromiseSettings: Sendable, Hashable {
  /// The division of persons into groups that are compared with each other only.
  public enum Strata: Sendable, Hashable {
    /// Thirds of activity, and bands of age where victims and others have them.
    case automatic
    /// One group.
    case none
    /// Thirds of activity, or not, and the values of these columns of the persons file.
    case by(activity: Bool, columns: [String])
  }

  /// The length of the window before first contact in which payments count, in milliseconds.
  public var window: Int64 = 730 * 86_400_000
  /// The time before first contact in which payments no longer count: the list was copied before.
  public var lag: Int64 = 0
  /// The strata.
  public var strata = Strata.automatic
  /// The names of the lists that are tried; nil for all.
  public var lists: [String]?
  /// True where only lists that files state are tried, and no other payee.
  public var onlyStated = false
  /// The prior probability that none of the lists asked was used.
  public var priorNone = 0.5
  /// The probability with which any list may be named by chance.
  public var alpha = 0.01
  /// The share of contacts that is worth naming: the lower limit must reach it.
  public var material = 0.05
  /// The victims; nil for the payers of claims and the victims of the persons file.
  public var victims: [AccountID]?
  /// The selector by which ``victims`` were chosen, for the answer.
  public var victimWords: String?

  /// Creates the settings of the specification.
  public init() {}
}

/// The reason why the question cannot be asked.
public enum CompromiseError: Error, Sendable, Hashable, CustomStringConvertible {
  /// No victim is known.
  case noVictims
  /// A lists file names an account that the ledger does not have.
  case unknownAccount(String, citation: Citation, near: [String])
  /// A list is asked for that is not tried.
  case unknownList(String, near: [String])

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .noVictims:
      return
        "no victim is known: load a claims file (claim) or a persons file (person,group), or name the victims with --victims"
    case .unknownAccount(let name, let citation, let near):
      return
        "\(citation) names account \"\(name)\", which is not in the ledger\(CompromiseError.similar(near))"
    case .unknownList(let name, let near):
      return "no list \"\(name)\" is tried\(CompromiseError.similar(near))"
    }
  }

  private static func similar(_ names: [String]) -> String {
    names.isEmpty ? "" : "; similar: \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
  }
}
