/// A relation between two rows of the files.
///
/// Loading acts on a relation where it is certain; else it is shown to the user, and the rows stay
/// as they are.
public struct RowRelation: Sendable, Hashable {
  /// The nature of a relation between two rows.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Two statements show one payment: `first` is the payer's row, `second` the beneficiary's.
    case onePayment = "one-payment"
    /// `second` gives back what `first` paid: a reversal, a refund or a chargeback.
    case returned
    /// Two files of one account may show one entry in two ways: its text or its day differs.
    case repeated
  }

  /// The nature of the relation.
  public let kind: Kind
  /// The earlier or the paying row.
  public let first: Citation
  /// The other row.
  public let second: Citation
  /// True where loading acted on the relation: it made one transfer of the two rows, or linked the
  /// return with the payment.
  public let isCertain: Bool
  /// The reasons for the relation in words, the strongest first.
  public let reasons: [String]

  /// Creates a relation; see the properties.
  public init(
    kind: Kind, first: Citation, second: Citation, isCertain: Bool, reasons: [String]
  ) {
    self.kind = kind
    self.first = first
    self.second = second
    self.isCertain = isCertain
    self.reasons = reasons
  }

  /// Sorts relations by kind, then by their rows' files and positions.
  package static func ordered(_ relations: [RowRelation]) -> [RowRelation] {
    let kinds = Dictionary(
      uniqueKeysWithValues: Kind.allCases.enumerated().map { ($0.element, $0.offset) })
    func key(_ relation: RowRelation) -> (Int, FileDigest, Int, FileDigest, Int) {
      (
        kinds[relation.kind] ?? 0, relation.first.file.digest, relation.first.byteRange.lowerBound,
        relation.second.file.digest, relation.second.byteRange.lowerBound
      )
    }
    return relations.sorted { key($0) < key($1) }
  }
}
