/// A kind of message in which a bank tells its customer the entries of an account.
struct MessageKind: Sendable, Hashable {
  /// The family of a message, which decides its reader.
  enum Family: Sendable, Hashable {
    /// ISO 20022 `camt.053`, `camt.052` and `camt.054`, in XML.
    case camt
    /// `MT940` and `MT942` of the SWIFT network.
    case swift
    /// Open Financial Exchange, and its variant QFX.
    case openExchange
    /// BAI2, the cash management reports of American banks.
    case cashManagement
    /// QIF, the older format of Quicken.
    case quicken
    /// ISO 20022 messages that name payer and payee: `pacs.008`, `pain.001` and `pain.008`.
    case orders
  }

  let family: Family
  /// The name that `check` prints: `camt.053.001.08`, `MT940`, `OFX`.
  let name: String

  /// True where later messages may tell the same entries again: an interim report or a notification.
  var isInterim: Bool {
    name.hasPrefix("camt.052") || name.hasPrefix("camt.054") || name == "MT942"
  }

  /// True for the statement of an account, which tells all entries of its days.
  var isStatement: Bool {
    switch family {
    case .camt, .swift: !isInterim
    case .openExchange, .cashManagement: true
    case .quicken, .orders: false
    }
  }

  /// True where the payments were only ordered.
  var isOrdered: Bool { name.hasPrefix("pain.") }

  /// The name of the format that reads the entries.
  var format: String {
    switch family {
    case .camt, .orders: String(name.prefix(8))
    case .swift: name.lowercased()
    case .openExchange: "ofx"
    case .cashManagement: "bai2"
    case .quicken: "qif"
    }
  }

  /// The names of all formats.
  static let formats: Set<String> = [
    "camt.052", "camt.053", "camt.054", "pacs.008", "pain.001", "pain.008", "mt940", "mt942", "ofx",
    "bai2", "qif",
  ]

  /// The kind in words.
  var words: String {
    switch format {
    case "camt.052": "an account report in XML (ISO 20022)"
    case "camt.053": "a bank statement in XML (ISO 20022)"
    case "camt.054": "a notification of debits and credits in XML (ISO 20022)"
    case "pacs.008": "transfers between banks in XML (ISO 20022)"
    case "pain.001": "instructions for transfers in XML (ISO 20022), not bookings"
    case "pain.008": "instructions for direct debits in XML (ISO 20022), not bookings"
    case "bai2": "a cash management report of an American bank"
    case "qif": "a download for Quicken"
    case "mt940": "a statement of the SWIFT network"
    case "mt942": "an interim report of the SWIFT network"
    default: "a download for Quicken or Money (OFX, QFX)"
    }
  }
}
