internal import PaymentGraph

/// A workbook with the sheets accounts, transfers, files and about, and one for each schedule of an answer.
///
/// Identifiers and account numbers are text. Amounts are numbers with the decimals of their currency; where one has more
/// than 15 digits, which no spreadsheet holds, a column of text beside them is exact.
struct WorkbookWriter: ExportWriter {
  private let workbook: Workbook
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  private let about: [String]
  private let schedules: [ExportSchedule]
  private let hasSerialDates: Bool
  private let hasLongAmounts: Bool
  private var files: [ExportFile] = []
  private var hasTransfers = false
  private let isOfSums: Bool

  var loss: ExportLoss { workbook.loss }

  init(
    _ file: FileTarget, _ material: ExportMaterial, hasSerialDates: Bool, hasLongAmounts: Bool,
    about: [String]
  ) {
    workbook = Workbook(file)
    accounts = ExportFields.accounts(material)
    let minor = ["amountMinor", "receivedMinor"]
    transfers = ExportFields.transfers(material).filter { !minor.contains($0.name) }
    schedules = material.schedules
    isOfSums = material.aggregates
    self.about = about
    self.hasSerialDates = hasSerialDates
    self.hasLongAmounts = hasLongAmounts
  }

  private static let widths = [
    "label": 30, "name": 30, "holder": 24, "institution": 24, "aliases": 24, "reference": 24,
    "source": 40, "moreSources": 40, "link": 24, "givesBack": 24, "recordId": 20, "time": 22,
    "ids": 40, "decision": 24, "exact": 24, "day": 12, "first": 20, "last": 20,
  ]

  private static func column(_ name: String) -> (name: String, width: Int) {
    (name, widths[name] ?? 12)
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    self.files = files
    try workbook.begin(
      "accounts",
      columns: [("account", 36)] + accounts.map { WorkbookWriter.column($0.name) })
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    var cells: [WorkbookCell] = [.text(account.id)]
    for field in accounts { cells.append(cell(field.value(account), field.type, decimals: 0)) }
    try workbook.add(cells)
  }

  private mutating func beginTransfers() throws(ExportError) {
    guard !hasTransfers else { return }
    hasTransfers = true
    let exact = hasLongAmounts ? [("amountText", 24), ("receivedText", 24)] : []
    try workbook.begin(
      "transfers",
      columns: [(isOfSums ? "sum" : "transfer", 24), ("from", 36), ("to", 36)]
        + transfers.map { WorkbookWriter.column($0.name) } + exact)
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    try beginTransfers()
    var cells: [WorkbookCell] = [
      .text(transfer.id), .text(transfer.payer), .text(transfer.beneficiary),
    ]
    for field in transfers {
      if hasSerialDates, field.name == "day", let day = transfer.time.day {
        cells.append(SpreadsheetDay.cell(day))
      } else {
        let value = field.value(transfer)
        cells.append(cell(value, field.type, decimals: WorkbookWriter.decimals(value)))
      }
    }
    if hasLongAmounts {
      cells.append(.text(transfer.sent.text))
      cells.append(transfer.received.map { .text($0.text) } ?? .empty)
    }
    try workbook.add(cells)
  }

  private static func decimals(_ value: FieldValue?) -> Int {
    guard case .text(let text)? = value, let point = text.utf8.firstIndex(of: 0x2E) else {
      return 0
    }
    return text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
  }

  private func cell(_ value: FieldValue?, _ type: FieldType, decimals: Int) -> WorkbookCell {
    switch (value, type) {
    case (nil, _): .empty
    case (.text(let text)?, .amount): .number(text, decimals: decimals)
    case (.text(let text)?, _): text.isEmpty ? .empty : .text(text)
    case (.number(let number)?, _): .number("\(number)", decimals: 0)
    case (.flag(let flag)?, _): .text(flag ? "yes" : "no")
    }
  }

  mutating func end() throws(ExportError) {
    try beginTransfers()
    for schedule in schedules {
      var columns = schedule.heads.map { ($0, min(40, max(12, $0.utf8.count + 2))) }
      // A table may have rows with more cells than its first one.
      let widest = schedule.rows.map(\.count).max() ?? 0
      while columns.count < widest { columns.append(("", 12)) }
      try workbook.begin(schedule.name, columns: columns)
      for row in schedule.rows {
        try workbook.add(row.map { ScheduleCell.cell($0) })
      }
    }
    try workbook.begin(
      "files",
      columns: [("cited", 40), ("name", 40), ("sha256", 68), ("bytes", 14), ("transfers", 12)])
    for file in files {
      try workbook.add([
        .text(file.short), .text(file.name), .text(file.digest),
        .number("\(file.byteCount)", decimals: 0), .text(file.holdsTransfers ? "yes" : "no"),
      ])
    }
    try workbook.begin("about", columns: [("about", 120)])
    for line in about { try workbook.add([.text(line)]) }
    try workbook.finish()
  }
}

/// The number by which spreadsheets keep a day.
enum SpreadsheetDay {
  /// Returns a day as its number where the calendar of spreadsheets is right: from 1 March 1900 on; else as text.
  static func cell(_ day: String) -> WorkbookCell {
    let parts = day.utf8.split(separator: 0x2D).map {
      Int(String(decoding: Array($0), as: UTF8.self)) ?? 0
    }
    guard parts.count == 3, let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    else { return .text(day) }
    let number = Int(date.milliseconds / 86_400_000) + 25_569
    return number >= 61 ? .day(number) : .text(day)
  }
}
