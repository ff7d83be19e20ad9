/// What two rows of the files have to do with each other.
///
/// Loading acts on a relation where it is certain; else it is shown to the user, and the rows stay as they
/// are.
public struct RowRelation: Sendable, Hashable {
  /// What relates two rows.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Two statements show one payment: `first` is the payer's row, `second` the beneficiary's.
    case onePayment = "one-payment"
    /// `second` gives back what `first` paid: a reversal, a refund or a chargeback.
    case returned
    /// Two files of one account may show one entry in two ways: its text or its day differs.
    case repeated
  }

  /// What relates them.
  public let kind: Kind
  /// The earlier or the paying row.
  public let first: Citation
  /// The other row.
  public let second: Citation
  /// Whether loading acted on it: made one transfer of the two, or linked the return with the payment.
  public let isCertain: Bool
  /// What speaks for it, in words, the ground first.
  public let reasons: [String]

  /// A relation; see the properties.
  public init(
    kind: Kind, first: Citation, second: Citation, isCertain: Bool, reasons: [String]
  ) {
    self.kind = kind
    self.first = first
    self.second = second
    self.isCertain = isCertain
    self.reasons = reasons
  }

  /// Relations by kind, then by the places of their rows.
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
