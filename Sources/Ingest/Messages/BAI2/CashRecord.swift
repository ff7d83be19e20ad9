/// One record of a BAI2 file with the lines that continue it: its fields, and the text that ends it.
struct CashRecord: Sendable {
  /// The two digits that name the record: `16`.
  let code: String
  /// The fields after the code, up to the text.
  var fields: [String] = []
  /// The text of a transaction, which may hold any character.
  var text = ""
  let line: Int
  var bytes: Range<Int>
  /// The number of lines, which control records count.
  var lines = 1

  /// The number of fields before the text of a transaction; nil until its kind of funds is known.
  private var textStart: Int? {
    guard code == "16" else { return .max }
    guard fields.count >= 3 else { return nil }
    guard let further = CashRecord.furtherFields(fields, after: 2) else { return nil }
    return 3 + further + 2
  }

  /// Returns the number of fields that follow a kind of funds; nil where they are not all there yet.
  ///
  /// - Parameter place: the index of the kind of funds.
  static func furtherFields(_ fields: [String], after place: Int) -> Int? {
    switch fields[place].uppercased() {
    case "S": return 3
    case "V": return 2
    case "D":
      guard place + 1 < fields.count else { return nil }
      return 1 + 2 * min(max(0, Int(fields[place + 1]) ?? 0), 999)
    default: return 0
    }
  }

  /// Adds the fields of a line, without its code and without the stroke that ends it.
  mutating func add(_ parts: [Substring]) {
    var rest = parts[...]
    while !rest.isEmpty {
      if let start = textStart, fields.count >= start {
        let more = rest.joined(separator: ",")
        text += text.isEmpty || more.isEmpty ? more : " " + more
        return
      }
      fields.append(IdentifierText.trimmed(rest.removeFirst()))
    }
  }
}

/// Divides a text into the records of a BAI2 file.
struct CashRecords {
  private var lines: TextLines
  private var record: CashRecord?

  init(from start: Int) { lines = TextLines(from: start) }

  /// Returns the next record with its continuations; nil at the end of the text.
  mutating func next(in bytes: Span<UInt8>) -> CashRecord? {
    while let line = lines.next(in: bytes) {
      let written = String(decoding: line.map { bytes[$0] }, as: UTF8.self)
      var parts = written.split(separator: "," as Character, omittingEmptySubsequences: false)
      // A stroke ends the record; inside of it, it is a character like any other.
      if parts[parts.count - 1].utf8.last == 0x2F { parts[parts.count - 1].removeLast() }
      let code = String(parts.removeFirst())
      if code == "88", var continued = record {
        continued.add(parts)
        continued.lines += 1
        continued.bytes = continued.bytes.lowerBound..<line.upperBound
        record = continued
        continue
      }
      let done = record
      var begun = CashRecord(code: code, line: lines.number, bytes: line)
      begun.add(parts)
      record = begun
      if let done { return done }
    }
    defer { record = nil }
    return record
  }
}
