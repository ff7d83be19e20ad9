internal import Hashing
internal import PaymentGraph

/// Identifiers of transfers that stay the same from run to run, for every choice of transfers and every format: `t-` and
/// 20 hexadecimal digits of the SHA-256 of the rows that show the transfer.
///
/// The text that is digested has a line for each row, `SHA-256 of the file:line`, in the order of the texts, joined by
/// line feeds. Several transfers of the same rows (a payment and its fee in one row, a message that stands on one line)
/// are told apart by `#2`, `#3` and so on behind the text, in the order of their files and first bytes, then of the ledger.
struct TransferIdentifiers {
  private let ledger: Ledger
  /// The digests of the files as text.
  private let digests: [[UInt8]]
  /// The place among transfers of the same rows, for those that are not the first.
  private let places: [UInt32: Int]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    digests = ledger.files.map { Array($0.textDigest.hex.utf8) }
    places = TransferIdentifiers.sharedRows(ledger)
  }

  /// Returns the identifier of a transfer.
  func id(of transfer: Int) -> String {
    var text = rows(of: transfer)
    if let place = places[UInt32(transfer)] {
      text.append(0x23)
      DecimalDigits.append(Int64(place), to: &text)
    }
    return StableID.text("t", digest: SHA256.digest(of: text))
  }

  private func rows(of transfer: Int) -> [UInt8] {
    let columns = ledger.columns
    let file = Int(columns.file[transfer])
    guard digests.indices.contains(file) else {
      // A ledger that was made without files has nothing but the place of a transfer.
      var text = Array("transfer ".utf8)
      DecimalDigits.append(Int64(transfer), to: &text)
      return text
    }
    var text: [UInt8] = []
    text.reserveCapacity(80)
    append(file, line: columns.evidence[transfer].line, to: &text)
    guard let more = columns.moreEvidence[UInt32(transfer)], !more.isEmpty else { return text }
    var lines = [text]
    for row in more where digests.indices.contains(Int(row.file)) {
      var line: [UInt8] = []
      append(Int(row.file), line: row.line, to: &line)
      lines.append(line)
    }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    var joined: [UInt8] = []
    for (number, line) in lines.enumerated() where number == 0 || line != lines[number - 1] {
      if !joined.isEmpty { joined.append(0x0A) }
      joined += line
    }
    return joined
  }

  private func append(_ file: Int, line: UInt32, to text: inout [UInt8]) {
    text += digests[file]
    text.append(0x3A)
    DecimalDigits.append(Int64(line), to: &text)
  }

  /// Finds transfers that are shown by the same rows as others: a bit for every line, so that millions cost little.
  private static func sharedRows(_ ledger: Ledger) -> [UInt32: Int] {
    let columns = ledger.columns
    // Parts of one archive have digests and lines of their own.
    var firsts: [FileDigest: Int] = [:]
    let numbers = ledger.files.enumerated().map { number, file in
      firsts[file.textDigest, default: number] = firsts[file.textDigest] ?? number
      return firsts[file.textDigest] ?? number
    }
    func number(_ file: Int) -> Int { file < numbers.count ? numbers[file] : file }
    var seen = LineSets(fileCount: ledger.files.count)
    var again = LineSets(fileCount: ledger.files.count)
    var isShared = false
    for transfer in 0..<columns.count {
      for (file, line) in rows(of: transfer, in: columns)
      where !seen.insert(number(file), line: line) {
        _ = again.insert(number(file), line: line)
        isShared = true
      }
    }
    guard isShared else { return [:] }
    var groups: [[UInt8]: [UInt32]] = [:]
    let ids = TransferIdentifiers(ledger, places: [:])
    for transfer in 0..<columns.count {
      let rows = rows(of: transfer, in: columns)
      guard rows.contains(where: { again.contains(number($0.file), line: $0.line) }) else {
        continue
      }
      groups[ids.rows(of: transfer), default: []].append(UInt32(transfer))
    }
    var places: [UInt32: Int] = [:]
    for group in groups.values where group.count > 1 {
      let sorted = group.sorted {
        let (one, other) = (columns.evidence[Int($0)], columns.evidence[Int($1)])
        return (columns.file[Int($0)], one.byteOffset, $0)
          < (columns.file[Int($1)], other.byteOffset, $1)
      }
      for (place, transfer) in sorted.enumerated() where place > 0 { places[transfer] = place + 1 }
    }
    return places
  }

  private init(_ ledger: Ledger, places: [UInt32: Int]) {
    self.ledger = ledger
    digests = ledger.files.map { Array($0.textDigest.hex.utf8) }
    self.places = places
  }

  private static func rows(
    of transfer: Int, in columns: TransferColumns
  ) -> [(file: Int, line: UInt32)] {
    let first = (Int(columns.file[transfer]), columns.evidence[transfer].line)
    guard !columns.moreEvidence.isEmpty, let more = columns.moreEvidence[UInt32(transfer)] else {
      return [first]
    }
    return [first] + more.map { (Int($0.file), $0.line) }
  }
}

/// Sets of lines, one a file, with a bit for each line.
private struct LineSets {
  private var words: [[UInt64]]

  init(fileCount: Int) { words = Array(repeating: [], count: max(1, fileCount)) }

  /// Adds a line; false where it was there.
  mutating func insert(_ file: Int, line: UInt32) -> Bool {
    guard words.indices.contains(file) else { return true }
    let (word, bit) = (Int(line >> 6), UInt64(1) << UInt64(line & 63))
    if word >= words[file].count {
      // Room for twice as many lines, so that a file of any length costs one pass.
      let wanted = max(word + 1, words[file].count * 2)
      words[file] += Array(repeating: 0, count: wanted - words[file].count)
    }
    guard words[file][word] & bit == 0 else { return false }
    words[file][word] |= bit
    return true
  }

  func contains(_ file: Int, line: UInt32) -> Bool {
    let word = Int(line >> 6)
    guard words.indices.contains(file), word < words[file].count else { return false }
    return words[file][word] & UInt64(1) << UInt64(line & 63) != 0
  }
}

/// Identifiers made of digests.
enum StableID {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Returns a letter, a hyphen, and the first 20 hexadecimal digits of a digest.
  static func text(_ letter: String, digest: [UInt8]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    bytes.append(contentsOf: letter.utf8)
    bytes.append(0x2D)
    for byte in digest.prefix(10) {
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Returns the identifier of a text.
  static func text(_ letter: String, of text: String) -> String {
    self.text(letter, digest: SHA256.digest(of: Array(text.utf8)))
  }

  /// Returns true for a text that has the form of an identifier of this letter.
  static func isForm(_ text: String, letter: UInt8) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 22 && bytes[0] == letter && bytes[1] == 0x2D
      && bytes[2...].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
