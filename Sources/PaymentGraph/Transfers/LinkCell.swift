/// The reading of a `link` cell: one transfer by its id, or several, separated by semicolons, each
/// with its share where the record gives it (`t1=100.00; t2=84.50`).
///
/// A cell that is, as a whole, the id of a transfer names that one, whatever characters it has; so
/// does a part of a list, before an equals sign in it is read as that of a share.
package enum LinkCell {
  /// A transfer that a cell names.
  package struct Part {
    /// The id as the cell gives it; nil where the whole cell is the id.
    package let id: String?
    /// The transfer found by the id; 0 for none.
    package let found: UInt32
    /// The share of the part, in minor units; nil where the cell gives none.
    package let share: Int64?

    package init(id: String?, found: UInt32, share: Int64?) {
      self.id = id
      self.found = found
      self.share = share
    }
  }

  /// Returns true where a cell can be more than one plain id.
  package static func isList(_ cell: String) -> Bool {
    cell.utf8.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "=") }
  }

  /// Returns the parts of a cell that is not, as a whole, the id of a transfer, in their order.
  ///
  /// An id that a list repeats is one part; its shares are added.
  ///
  /// - Parameters:
  ///   - exponent: The decimals of the currency of shares.
  ///   - find: Returns the transfer with an id; 0 where there is none.
  package static func parts(
    _ cell: String, exponent: Int, find: (Substring) -> UInt32
  ) -> [Part] {
    guard isList(cell) else { return [Part(id: nil, found: 0, share: nil)] }
    var parts: [Part] = []
    for piece in cell.split(separator: ";") {
      let name = trimmed(piece)
      guard !name.isEmpty else { continue }
      let part = part(name, exponent, find)
      guard let known = parts.firstIndex(where: { $0.id == part.id }) else {
        parts.append(part)
        continue
      }
      var sum: Int64?
      if let one = parts[known].share, let other = part.share {
        let (total, overflow) = one.addingReportingOverflow(other)
        sum = overflow ? nil : total
      }
      parts[known] = Part(id: part.id, found: part.found, share: sum)
    }
    return parts.isEmpty ? [Part(id: nil, found: 0, share: nil)] : parts
  }

  /// Returns every text of a cell that may be an id.
  package static func names(_ cell: String) -> [Substring] {
    cell.split(separator: ";").flatMap { piece -> [Substring] in
      let name = trimmed(piece)
      return [name] + (name.lastIndex(of: "=").map { [trimmed(name[..<$0])] } ?? [])
    }.filter { !$0.isEmpty }
  }

  private static func part(
    _ name: Substring, _ exponent: Int, _ find: (Substring) -> UInt32
  ) -> Part {
    let whole = find(name)
    guard whole == 0, let sign = name.lastIndex(of: "="),
      let share = amount(trimmed(name[name.index(after: sign)...]), exponent)
    else { return Part(id: String(name), found: whole, share: nil) }
    let id = trimmed(name[..<sign])
    return Part(id: String(id), found: find(id), share: share)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  /// Reads plain decimal text as minor units; nil where it has another form, or more decimals than
  /// the currency.
  package static func amount(_ text: Substring, _ exponent: Int) -> Int64? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, let whole = halves.first, !whole.isEmpty else { return nil }
    let decimals = halves.count == 2 ? halves[1] : ""
    guard halves.count == 1 || !decimals.isEmpty, decimals.utf8.count <= exponent,
      (whole + decimals).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    let zeros = String(repeating: "0", count: exponent - decimals.utf8.count)
    return Int64(whole + decimals + zeros)
  }
}
