/// The result of loading: one ledger of all files, and an account of how each was read.
public struct Intake: Sendable {
  /// Everything that could be loaded.
  public let ledger: Ledger
  /// The readings of the files, in the order in which the files were named.
  public let files: [FileReading]

  /// The payments that victims claim, as the claims files list them, in ledger order; nil where no
  /// claims file was read.
  public let claims: [TransferID]?

  /// The relations between rows: two that show one payment, a return and the payment it returns,
  /// two that may show one entry; by kind, then by the rows' files and positions.
  public let relations: [RowRelation]

  /// The telephones, devices and the like of accounts that files state, in the order of account keys, kinds and values.
  public let identifiers: [AccountIdentifier]

  /// The persons, lists, areas and statements held that files state.
  public let caseRecords: CaseRecords

  /// Creates an intake of a ledger and the readings that it came from.
  package init(
    ledger: Ledger, files: [FileReading], claims: [TransferID]? = nil,
    relations: [RowRelation] = [], identifiers: [AccountIdentifier] = [],
    caseRecords: CaseRecords = CaseRecords()
  ) {
    self.ledger = ledger
    self.files = files
    self.claims = claims
    self.relations = relations
    self.identifiers = identifiers
    self.caseRecords = caseRecords
  }

  /// The numbers of rows of all files: loaded, kept as memo, skipped and rejected.
  public var rows: RowBalance {
    files.reduce(into: RowBalance()) { $0.add($1.rows) }
  }

  /// The problems of all files, file after file.
  public var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }
}

/// An identifier of an account, from a file: a telephone, a device, an address.
public struct AccountIdentifier: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The kind, as the file spells it.
  public let kind: String
  /// The identifier itself.
  public let value: String

  /// Creates the identifier of an account.
  public init(account: AccountID, kind: String, value: String) {
    self.account = account
    self.kind = kind
    self.value = value
  }
}

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
  package init(
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
        kinds[relation.kind] ?? 0, relation.first.file.textDigest,
        relation.first.byteRange.lowerBound,
        relation.second.file.textDigest, relation.second.byteRange.lowerBound
      )
    }
    return relations.sorted { key($0) < key($1) }
  }
}
