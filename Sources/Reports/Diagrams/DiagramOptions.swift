public import Drawing
public import PaymentGraph

/// The options of a diagram.
public struct DiagramOptions: Sendable, Hashable {
  /// The title; nil for one that names the content.
  public var title: String?
  /// The number of the case, printed below the diagram; nil for none.
  public var caseNumber: String?
  /// The name of the exhibit, printed beside the case's number; nil for none.
  public var exhibit: String?
  /// The mask of accounts and names.
  public var mask: DiagramMask
  /// The secret from which pseudonyms are made; nil for the case's number or, where it has none,
  /// its files.
  ///
  /// With the same secret a name has the same pseudonym in every diagram.
  public var maskSecret: [UInt8]?
  /// The most rows in a column of cards; further rows are folded into rows whose totals still add
  /// up.
  public var rowLimit: Int
  /// The accounts that are never folded, whatever the limits.
  public var pinned: Set<AccountID> = []
  /// The paper on which it is to be printed, so that it is no wider than a page where that can be; nil for none.
  public var paper: Paper?

  /// The accounts and payments that the question leaves out as a hypothesis, in words that the mask allows.
  ///
  /// They stand above the title; empty for none.
  public var leftOut = ""

  /// The period and the currency to which the question limits payments, in words: `until 2010-07-01 (excluded), in GBP`.
  ///
  /// They stand above the title; empty for none.
  public var limits = ""

  /// The number of rows that could not be read, so that payments may be missing.
  public var unreadRows = 0
  /// The rows beside the payments that say nothing, in words.
  public var unreadFacts: [String] = []

  /// The number of decisions by which accounts are one that no record shows to be one.
  public var decisions = 0

  /// Creates options; see the properties.
  public init(
    title: String? = nil, caseNumber: String? = nil, exhibit: String? = nil,
    mask: DiagramMask = .accounts, maskSecret: [UInt8]? = nil, rowLimit: Int = 48,
    paper: Paper? = nil
  ) {
    self.title = title
    self.caseNumber = caseNumber
    self.exhibit = exhibit
    self.mask = mask
    self.maskSecret = maskSecret
    self.rowLimit = rowLimit
    self.paper = paper
  }
}

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
  public var hidesNames: Bool { self == .names || self == .all }

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
