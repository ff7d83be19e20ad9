/// The way in which a file's records are divided into cells.
struct Dialect: Hashable, Sendable {
  /// The byte between cells.
  var delimiter: UInt8 = 0x2C
  /// The byte that encloses cells (and is doubled inside them); nil where no cell is enclosed.
  var quote: UInt8? = 0x22

  /// The byte before quotes inside an enclosed cell: a backslash, or nil where they are doubled.
  var escape: UInt8?
  /// True where a space after the delimiter is not part of the cell.
  var skipsSpace = false

  /// The delimiters that are tried, in order.
  static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The dialect in words.
  var words: String {
    let name =
      switch delimiter {
      case 0x2C: "comma"
      case 0x3B: "semicolon"
      case 0x09: "tab"
      case 0x7C: "bar"
      default: "'\(Character(Unicode.Scalar(delimiter)))'"
      }
    let quotes =
      switch quote {
      case nil: ", no quotes"
      case 0x27: ", single quotes"
      default: ", double quotes"
      }
    return name + (skipsSpace ? " and space" : "") + quotes
      + (escape == nil ? "" : " escaped by backslash")
  }
}

/// Finds the dialect of a file of unknown origin.
///
/// Every delimiter, quote and escape is tried on the first records. A dialect is good where rows have few different
/// widths, above 1, and where cells look like values and not like torn text: the measure is that of van den Burg,
/// Nazábal and Sutton ("Wrangling messy CSV files by detecting row and type patterns", 2019), with cell shapes of this
/// domain. Excel's `sep=` line wins outright.
struct DialectSniffer {
  /// The number of records that are examined.
  static let sampleRows = 200
  /// The number of bytes that are examined.
  static let sampleBytes = 1 << 18

  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C, 0x5E, 0x7E, 0x3A, 0x20]

  /// Returns the best dialect for the text from an offset on.
  static func sniff(_ bytes: Span<UInt8>, from start: Int) -> Dialect {
    let sample = bytes.extracting(first: sampleEnd(bytes, start))
    var best = (dialect: Dialect(), score: -1)
    for delimiter in delimiters {
      for quote in quotes(in: sample, from: start) {
        for escape in escapes(quote, in: sample, from: start) {
          let dialect = Dialect(delimiter: delimiter, quote: quote, escape: escape)
          let score = score(dialect, sample: sample, start: start)
          // Earlier candidates are the more usual ones and win ties.
          if score > best.score { best = (dialect, score) }
        }
      }
    }
    if best.dialect.delimiter != 0x20 {
      best.dialect.skipsSpace = isFollowedBySpace(best.dialect, sample: sample, start: start)
    }
    return best.dialect
  }

  /// Returns the end of the sample, which is the end of a whole line, so that no record is torn.
  private static func sampleEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    guard bytes.count - start > sampleBytes else { return bytes.count }
    var end = start + sampleBytes
    while end > start, bytes[end - 1] != 0x0A, bytes[end - 1] != 0x0D { end -= 1 }
    return end > start ? end : start + sampleBytes
  }

  private static func quotes(in sample: Span<UInt8>, from start: Int) -> [UInt8?] {
    var candidates: [UInt8?] = []
    if contains(sample, start: start, byte: 0x22) { candidates.append(0x22) }
    if contains(sample, start: start, byte: 0x27) { candidates.append(0x27) }
    if candidates.isEmpty { return [0x22] }
    return candidates + [nil]
  }

  private static func escapes(
    _ quote: UInt8?, in sample: Span<UInt8>, from start: Int
  ) -> [UInt8?] {
    guard let quote else { return [nil] }
    for at in start..<max(start, sample.count - 1)
    where sample[at] == 0x5C && sample[at + 1] == quote {
      return [nil, 0x5C]
    }
    return [nil]
  }

  private static func contains(_ sample: Span<UInt8>, start: Int, byte: UInt8) -> Bool {
    for at in start..<sample.count where sample[at] == byte { return true }
    return false
  }

  /// Returns the pattern score times the type score, in parts of a million.
  private static func score(_ dialect: Dialect, sample: Span<UInt8>, start: Int) -> Int {
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    var widths: [Int: Int] = [:]
    var cells = 0
    var known = 0
    var read = 0
    var faults = 0
    while read < sampleRows, scanner.next(in: sample, into: &row) {
      if row.isEmpty { continue }
      // Blanks alone are an indent or an empty line, not cells.
      if dialect.delimiter == 0x20, row.cells.allSatisfy({ $0.count == 0 }) { continue }
      read += 1
      if row.fault != nil {
        faults += 1
        continue
      }
      widths[row.cells.count, default: 0] += 1
      for cell in row.cells {
        cells += 1
        var value: [UInt8] = []
        value.reserveCapacity(min(cell.count, 80))
        for at in cell.start..<min(cell.end, cell.start + 80) { value.append(sample[at]) }
        if CellShape(value).isKnown { known += 1 }
      }
    }
    guard read > 0, cells > 0 else { return 0 }
    // Rows that cannot be read under the dialect count as a pattern of their own, of no width.
    let patterns = widths.count + (faults > 0 ? 1 : 0)
    var pattern = 0
    for (width, count) in widths {
      // A width of 1 is worth a little, so that a file of one column has a dialect as well.
      pattern += count * (width > 1 ? 1_000_000 * (width - 1) / width : 1_000)
    }
    return pattern / patterns / read * (known + 1) / (cells + 1)
  }

  /// Returns true where a space follows nearly every delimiter outside quotes, as in `a, b, c`.
  private static func isFollowedBySpace(
    _ dialect: Dialect, sample: Span<UInt8>, start: Int
  ) -> Bool {
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    var read = 0
    var spaced = 0
    var cells = 0
    while read < sampleRows, scanner.next(in: sample, into: &row) {
      guard row.fault == nil, row.cells.count > 1 else { continue }
      read += 1
      for (before, cell) in zip(row.cells, row.cells.dropFirst()) {
        cells += 1
        var at = before.end
        while at < cell.start, sample[at] != dialect.delimiter { at += 1 }
        if at + 1 < sample.count, sample[at + 1] == 0x20 { spaced += 1 }
      }
    }
    return cells > 0 && spaced * 20 >= cells * 19
  }
}

/// Finds how a file whose delimiter is known encloses cells.
enum QuoteHabits {
  /// The number of bytes that are searched for escaped quotes.
  static let searchLimit = 1 << 26

  /// Returns true where all cells of a header that are not empty are in single quotes.
  static func areSingle(_ header: Row, _ bytes: Span<UInt8>) -> Bool {
    var enclosed = 0
    for cell in header.cells {
      let cell = CellText.trimmed(bytes, cell)
      if cell.count == 0 { continue }
      guard cell.count >= 2, cell.escape == 0, bytes[cell.start] == 0x27,
        bytes[cell.end - 1] == 0x27
      else { return false }
      enclosed += 1
    }
    return enclosed >= 2
  }

  /// Returns the backslash where more records can be read if it escapes quotes that belong to the text; else nil.
  static func escape(_ bytes: Span<UInt8>, _ dialect: Dialect, from start: Int) -> UInt8? {
    guard let quote = dialect.quote else { return nil }
    let sample = bytes.extracting(first: min(bytes.count, start + searchLimit))
    var at = ByteSearchKernel.first(0x5C, in: sample, from: start)
    while let place = at, place + 1 < sample.count, sample[place + 1] != quote {
      at = ByteSearchKernel.first(0x5C, in: sample, from: place + 1)
    }
    guard let place = at, place + 1 < sample.count else { return nil }
    var escaped = dialect
    escaped.escape = 0x5C
    return faults(sample, escaped, from: start) < faults(sample, dialect, from: start)
      ? 0x5C : nil
  }

  private static func faults(_ bytes: Span<UInt8>, _ dialect: Dialect, from start: Int) -> Int {
    var scanner = RowScanner(dialect: dialect, from: start)
    var row = Row()
    var faults = 0
    while scanner.next(in: bytes, into: &row) {
      if row.fault != nil { faults += 1 }
    }
    return faults
  }
}
