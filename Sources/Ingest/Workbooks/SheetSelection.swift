/// The choice among the sheets of a workbook: those that are asked for, else the only one with a table.
struct SheetSelection {
  typealias Read = (sheet: WorkbookFile.Sheet, text: SheetText, part: MappedFile)

  private let all: [WorkbookFile.Sheet]
  /// The sheets that must be read.
  private(set) var candidates: [WorkbookFile.Sheet]
  private var isAsked = false
  private var read: [Read] = []

  init(_ sheets: [WorkbookFile.Sheet]) {
    all = sheets
    candidates = sheets
  }

  /// Selects the sheets whose names fulfil a condition.
  mutating func select(_ isWanted: (String) -> Bool) {
    isAsked = true
    candidates = all.filter { isWanted($0.name) }
  }

  /// Selects sheets by name, in their order in the workbook; all are candidates where none is named.
  ///
  /// - Throws: the list of sheets, where one of the names is none of theirs.
  mutating func select(named names: [String]) throws(IngestError) {
    guard !names.isEmpty else { return }
    for name in names where !all.contains(where: { $0.name == name }) {
      throw IngestError(
        .columnMissing, path: "", "has no sheet \(name): its sheets are \(SheetSelection.list(all))"
      )
    }
    select { names.contains($0) }
  }

  /// Notes a sheet that was read.
  mutating func add(_ text: SheetText, of sheet: WorkbookFile.Sheet, in part: MappedFile) {
    read.append((sheet, text, part))
  }

  private var tables: [Read] { read.filter { $0.text.tableRows > 1 } }

  /// The sheets to load; nil where several could be meant.
  var chosen: [Read]? {
    if isAsked { return read }
    if tables.count > 1 { return nil }
    if let only = tables.first { return [only] }
    return read.first { !$0.text.rows.isEmpty }.map { [$0] } ?? Array(read.prefix(1))
  }

  /// The open question in words.
  func question(of path: String) -> String {
    let sheets = tables.map(\.sheet)
    return
      "has \(sheets.count) sheets with tables: \(SheetSelection.list(sheets)); choose with "
      + "\(FileFlag.sheet(path, sheets[0].name)), and name further sheets with further options"
  }

  /// The reason why a sheet is read, in words, with the sheets that are not.
  func reason(for sheet: WorkbookFile.Sheet) -> String {
    let others = all.filter { other in
      !(chosen ?? []).contains { $0.sheet.part == other.part }
    }
    var words = "sheet \(sheet.name)\(sheet.isHidden ? ", which is hidden," : "")"
    words +=
      " is read" + (isAsked ? ", as requested" : all.count == 1 ? "" : ": only it has a table")
    words +=
      "; the line of a row is its number in the sheet, and bytes count in the part \(sheet.part)"
    if !others.isEmpty { words += "; not read: \(SheetSelection.list(others))" }
    return words
  }

  private static func list(_ sheets: [WorkbookFile.Sheet]) -> String {
    sheets.prefix(12).map { $0.isHidden ? "\($0.name) (hidden)" : $0.name }.joined(separator: ", ")
      + (sheets.count > 12 ? " and \(sheets.count - 12) more" : "")
  }
}

extension WorkbookXML {
  /// Returns a small part as UTF-8.
  static func text(_ bytes: Span<UInt8>) -> [UInt8] {
    if let order = FileSignature.utf16Order(bytes) {
      return DecodedText(bytes, as: order == .little ? .utf16LittleEndian : .utf16BigEndian).bytes
    }
    return bytes.indices.map { bytes[$0] }
  }
}
