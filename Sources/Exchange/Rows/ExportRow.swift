/// An amount as exports write it: exact decimal text, and whole minor units where 64 bits hold them.
struct ExportAmount: Sendable, Hashable {
  var text: String
  var minorUnits: Int64?
  var currency: String
}

/// The time of a transfer as exports write it: nothing that the records do not say.
struct ExportTime: Sendable, Hashable {
  /// The time as ISO 8601 text to its precision: a day, a moment with `Z`, a local time without, a period.
  var text: String?
  /// The first day.
  var day: String?
  /// The moment in UTC to the second, `2009-03-11T19:50:49`, without a zone; nil unless the records give a moment of
  /// UTC.
  var moment: String?
  /// The name of the precision.
  var precision: String
  /// The first second in which it can have been, whether UTC or local; nil where no time is known.
  var start: String?
  /// True where ``text`` has thousandths of a second.
  var hasFraction: Bool { precision == "millisecond" }
}

/// The figures of an answer for one account.
public struct AccountFigures: Sendable, Hashable {
  /// The number of victims whose money reaches the account.
  public var victims: Int?
  /// The fewest transfers from a source.
  public var hops: Int?
  /// The letter of the grade.
  public var grade: String?
  /// The finding: proven or possible.
  public var finding: String?
  /// Amounts as text with their currency, each exact: `55/3 GBP`.
  public var exact: String?
  /// The part that the account has in the question: source, sink, reached, victim.
  public var part: String?

  /// Creates figures of which nothing is known yet.
  public init() {}
}

/// The figures of an answer for one transfer.
public struct TransferFigures: Sendable, Hashable {
  /// The traced part of the amount sent, exact, in its currency.
  public var exact: String?

  /// Creates figures of which nothing is known yet.
  public init() {}
}

/// An account as every writer gets it.
struct ExportAccount: Sendable {
  /// The identifier in the file: the key, or a digest where a mask hides it.
  var id: String
  /// The digest of the key, `a-…`.
  var digest: String
  /// The identifier of the holder, `p-…`.
  var party: String
  /// The text to show.
  var label: String
  /// The name in the data; nil where it has none.
  var name: String?
  /// True where the data says nothing of the holder, not even a name.
  var isNamed: Bool { name != nil || holder != nil }
  /// The holder, where the data states one.
  var holder: String?
  var role: String
  var institution: String?
  var country: String?
  var isPooled: Bool
  var isStandIn: Bool
  /// Further spellings.
  var aliases: [String] = []
  /// The number as it may be shown; the key where nothing is hidden.
  var number: String
  /// The figures of an answer.
  var figures: AccountFigures?
}

/// A transfer, or the sum of several between two accounts, as every writer gets it.
struct ExportTransfer: Sendable {
  /// The identifier, `t-…`; of a sum `s-…`.
  var id: String
  /// The identifiers of the accounts in the file.
  var payer: String
  var beneficiary: String
  /// The digests of the accounts and the identifiers of their holders; empty unless the format needs them.
  var payerDigest = ""
  var beneficiaryDigest = ""
  var payerParty = ""
  var beneficiaryParty = ""
  var sent: ExportAmount
  /// The amount received; nil where it is that sent.
  var received: ExportAmount?
  var time: ExportTime
  /// The place in the ledger's order, from 1.
  var sequence: Int
  var kind: String
  /// The record's own id.
  var recordID: String?
  var reference: String?
  /// The transfer that this one passes on at a pooled account.
  var link: String?
  /// The letter of that link's grade.
  var grade: String?
  /// The transfer that this one gives back.
  var givesBack: String?
  /// The decision by which two rows are one transfer.
  var decision: String?
  /// The number of payments behind a row that is a total; 0 where it is not stated, nil for one payment.
  var payments: Int?
  /// The first row that shows it, `name@digest:line`.
  var source: String?
  var line: Int?
  /// The further rows.
  var moreSources: [String] = []
  /// The number of the file that shows it, from 0.
  var file: Int?
  var figures: TransferFigures?
  /// The facts by which a list loads again; nil unless the format is such a list.
  var list: ExportList?
  /// The accounts as they are shown and their roles; empty unless the format names them in each row.
  var payerLabel = ""
  var payerRole = ""
  var beneficiaryLabel = ""
  var beneficiaryRole = ""
  /// The facts of a sum; nil for a single transfer.
  var sum: ExportSum?
}

/// The facts of a sum of transfers.
struct ExportSum: Sendable {
  var count: Int
  var first: String?
  var last: String?
  /// The number of transfers without a time, which may have been before the first or after the last.
  var undated: Int
  var ids: String
}

/// A source file as every writer gets it.
struct ExportFile: Sendable {
  /// The short name by which rows cite it, `name@digest`.
  var short: String
  var name: String
  var digest: String
  var byteCount: Int
  /// True where it holds transfers; false for files of accounts, claims and decisions.
  var holdsTransfers: Bool
}
