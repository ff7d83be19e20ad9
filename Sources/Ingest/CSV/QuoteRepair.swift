/// Divides a line whose quotes are not well formed as a human reader would: a quote that cannot open or close a cell
/// belongs to the text.
///
/// It serves for looking at a table only: rows of transactions with faulty quotes are rejected, never mended.
struct QuoteRepair {
  let dialect: Dialect

  /// Returns the cells of one line, in which `quote` marks are data where they must be.
  func cells(_ line: Span<UInt8>, from start: Int, to end: Int) -> [[UInt8]] {
    var cells: [[UInt8]] = []
    var at = start
    while true {
      if let quote = dialect.quote, at < end, line[at] == quote,
        let (value, next) = enclosed(line, opening: at, end: end, quote: quote)
      {
        cells.append(value)
        at = next
      } else {
        var value: [UInt8] = []
        while at < end, line[at] != dialect.delimiter {
          value.append(line[at])
          at += 1
        }
        cells.append(value)
      }
      guard at < end else { return cells }
      at += 1
      if at == end {
        cells.append([])
        return cells
      }
    }
  }

  /// Reads a cell from its opening quote to the first quote before a delimiter or the end, unless another cell's
  /// opening quote comes first.
  private func enclosed(
    _ line: Span<UInt8>, opening: Int, end: Int, quote: UInt8
  ) -> ([UInt8], Int)? {
    var value: [UInt8] = []
    var at = opening + 1
    while at < end {
      guard line[at] == quote else {
        value.append(line[at])
        at += 1
        continue
      }
      let after = at + 1
      if after == end || line[after] == dialect.delimiter { return (value, after) }
      if line[after] == quote {
        // Two quotes are a doubled one; or, at the end of a cell, one that belongs to the text and one that closes.
        value.append(quote)
        at += 2
        if at == end || line[at] == dialect.delimiter {
          if !hasClosing(line, from: at, end: end, quote: quote) { return (value, at) }
        }
        continue
      }
      if line[at - 1] == dialect.delimiter { return nil }
      value.append(quote)
      at += 1
    }
    return nil
  }

  /// Returns true where the text after a delimiter reaches a closing quote before any other cell opens.
  private func hasClosing(_ line: Span<UInt8>, from: Int, end: Int, quote: UInt8) -> Bool {
    var at = from
    while at < end {
      if line[at] == quote {
        let opens = at > 0 && line[at - 1] == dialect.delimiter
        let closes = at + 1 == end || line[at + 1] == dialect.delimiter
        return closes && !opens
      }
      at += 1
    }
    return false
  }
}
