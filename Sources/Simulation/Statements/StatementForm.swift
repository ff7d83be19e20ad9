/// The form in which a planted case's bank statements are written.
package enum StatementForm: String, Sendable, Hashable, CaseIterable {
  /// The table of entries that `grid` prints.
  case csv
  /// `camt.053`, version 8.
  case camt
  /// `MT940`.
  case mt940
  /// OFX 2, which is XML.
  case ofx
  /// BAI2, which names no other party.
  case bai2
  /// XLSX, with the table of entries on its sheet.
  case xlsx

  /// The ending of a file's name.
  var ending: String {
    switch self {
    case .csv: "csv"
    case .camt: "xml"
    case .mt940: "sta"
    case .ofx: "ofx"
    case .bai2: "bai"
    case .xlsx: "xlsx"
    }
  }
}
