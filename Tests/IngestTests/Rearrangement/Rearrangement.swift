import Foundation
import Testing

/// A way of writing the same records differently, none of which may change what they say.
enum Rearrangement: String, CaseIterable, CustomTestStringConvertible {
  case byteOrderMark, utf16LittleEndian, utf16BigEndian, windows1252
  case lineFeeds, carriageReturns, bothLineEnds
  case commas, semicolons, tabs, bars
  case columnsReversed, columnsRotated, columnsAdded
  case rowsReversed

  var testDescription: String { rawValue }

  /// The file so written; nil where this form cannot hold it, or means something else there.
  func bytes(of table: TableText) -> [UInt8]? {
    switch self {
    case .byteOrderMark: return [0xEF, 0xBB, 0xBF] + Array(table.text().utf8)
    case .utf16LittleEndian:
      return [0xFF, 0xFE]
        + table.text().utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian:
      return [0xFE, 0xFF]
        + table.text().utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case .windows1252: return table.text().data(using: .windowsCP1252).map(Array.init)
    case .lineFeeds: return Array(table.text().utf8)
    case .carriageReturns: return Array(table.text(lineEnd: "\r").utf8)
    case .bothLineEnds: return Array(table.text(lineEnd: "\r\n").utf8)
    case .commas: return divided(table, by: ",")
    case .semicolons: return divided(table, by: ";")
    case .tabs: return divided(table, by: "\t")
    case .bars: return divided(table, by: "|")
    case .columnsReversed: return arranged(table) { Array($0.reversed()) }
    case .columnsRotated: return arranged(table) { Array($0.dropFirst(2)) + $0.prefix(2) }
    case .columnsAdded: return widened(table)
    case .rowsReversed: return upsideDown(table)
    }
  }

  private func divided(_ table: TableText, by mark: Character) -> [UInt8]? {
    guard mark != table.delimiter else { return nil }
    if !table.isQuoted, table.records.joined().contains(where: { $0.contains(mark) }) { return nil }
    return Array(table.text(delimiter: mark).utf8)
  }

  /// The columns in another order; columns of one name keep theirs, which is what tells them apart.
  private func arranged(_ table: TableText, _ arrange: ([Int]) -> [Int]) -> [UInt8]? {
    guard table.headerCount > 0 else { return nil }
    let width = table.width
    let names = table.records[table.headerCount - 1]
    var order = arrange(Array(0..<width))
    for name in Set(names.prefix(width)) {
      let places = order.indices.filter { names[order[$0]] == name }
      for (place, column) in zip(places, places.map { order[$0] }.sorted()) {
        order[place] = column
      }
    }
    var table = table
    for index in [table.headerCount - 1] + table.rows {
      let record = table.records[index]
      table.records[index] = order.map { $0 < record.count ? record[$0] : "" }
    }
    return Array(table.text().utf8)
  }

  private func widened(_ table: TableText) -> [UInt8]? {
    guard table.headerCount > 0 else { return nil }
    let width = table.width
    var table = table
    let rows = table.rows
    table.records[table.headerCount - 1] =
      table.records[table.headerCount - 1].prefix(width) + ["House Remark", "House Points"]
    for index in rows {
      let record = table.records[index].prefix(width)
      table.records[index] =
        record + Array(repeating: "", count: width - record.count) + ["seen by M", "7"]
    }
    return Array(table.text().utf8)
  }

  private func upsideDown(_ table: TableText) -> [UInt8] {
    var table = table
    let rows = table.rows
    let records = rows.map { table.records[$0] }
    for (index, record) in zip(rows, records.reversed()) { table.records[index] = record }
    return Array(table.text().utf8)
  }
}
