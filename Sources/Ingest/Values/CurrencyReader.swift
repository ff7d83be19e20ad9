internal import PaymentGraph

/// Reads currencies from bytes: codes, and the words that a profile's files use instead.
///
/// Neighbouring rows mostly carry the same currency, so the last spelling is compared first.
struct CurrencyReader {
  private var known: [(spelling: [UInt8], currency: Currency)] = []
  private var last = 0

  init(words: [String: String]) {
    for (word, code) in words.sorted(by: { $0.key < $1.key }) {
      if let currency = Currency(code) { known.append((Array(word.utf8), currency)) }
    }
  }

  /// Returns the currency that a trimmed cell names; nil where it is unknown.
  mutating func read(_ bytes: Span<UInt8>, _ cell: Cell) -> Currency? {
    if last < known.count, matches(bytes, cell: cell, spelling: known[last].spelling) {
      return known[last].currency
    }
    for (index, entry) in known.enumerated()
    where matches(bytes, cell: cell, spelling: entry.spelling) {
      last = index
      return entry.currency
    }
    guard let currency = Currency(code: bytes.extracting(cell.start..<cell.end)) else { return nil }
    last = known.count
    known.append((CellText.bytes(bytes, cell), currency))
    return currency
  }

  private func matches(_ bytes: Span<UInt8>, cell: Cell, spelling: [UInt8]) -> Bool {
    guard cell.count == spelling.count else { return false }
    for position in spelling.indices where bytes[cell.start &+ position] != spelling[position] {
      return false
    }
    return true
  }
}
