/// The form of an export beside its material.
public struct ExportSettings: Sendable, Hashable {
  /// The format.
  public var format: ExportFormat
  /// True where tables are for spreadsheets: with the mark by which they know UTF-8, and with an apostrophe before texts
  /// that they would take for numbers or days.
  public var isForSpreadsheets = false
  /// True where the edges of JSON are called `links`, as older readers want them.
  public var callsEdgesLinks = false
  /// True where days of a workbook are numbers with a format of dates, and not ISO text.
  public var hasSerialDates = false

  /// Creates settings with everything else at its default.
  public init(_ format: ExportFormat) { self.format = format }
}

/// The account of an export that was written, as its bytes were read again.
public struct ExportReceipt: Sendable, Hashable {
  /// The files that were written, the sidecar last.
  public let paths: [String]
  /// The number of accounts; nil where the format has no rows of accounts.
  public let accounts: Int?
  /// The number of transfers.
  public let transfers: Int
  /// The number of rows of transfers: fewer where they are added up.
  public let rows: Int
  /// The sums sent, by currency: `EUR 120.00`.
  public let sums: [String]
  /// The bytes of all files but the sidecar.
  public let byteCount: Int
  /// The values that the format cannot carry, with their numbers.
  public let losses: [String]
}
