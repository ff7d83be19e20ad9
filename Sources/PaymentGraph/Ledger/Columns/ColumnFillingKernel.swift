// Fills columns from memory that holds the values of many transfers side by side.
//
// Invariant: every read lies within the buffers that are lent, every write within elements that the
// array was given before; no pointer to either is kept.

extension CompactColumn {
  /// Appends the numbers of some transfers.
  package mutating func append(contentsOf numbers: UnsafeBufferPointer<Int64>) {
    guard wide.isEmpty else {
      wide.append(contentsOf: numbers)
      return
    }
    let filled = narrow.count
    narrow.append(contentsOf: repeatElement(0, count: numbers.count))
    let fits = narrow.withUnsafeMutableBufferPointer { [scale] narrow in
      guard let target = narrow.baseAddress.map({ $0 + filled }) else { return true }
      return scale.unit == 1
        ? scale.put(amounts: numbers, at: target) : scale.put(times: numbers, at: target)
    }
    if fits { return }
    narrow.removeLast(numbers.count)
    for number in numbers { append(number) }
  }
}

extension CompactScale {
  /// Writes numbers whose unit is one; returns false where some do not fit.
  fileprivate func put(
    amounts numbers: UnsafeBufferPointer<Int64>, at target: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    guard let first = numbers.baseAddress else { return true }
    var high: UInt64 = 0
    for position in 0..<numbers.count {
      let above = UInt64(bitPattern: first[position] &- base)
      target[position] = UInt32(truncatingIfNeeded: above)
      // The highest number of 32 bits marks numbers that do not fit.
      high |= above | (above &+ 1)
    }
    return high >> 32 == 0
  }

  /// Writes numbers of which many repeat the number before; returns false where some do not fit.
  fileprivate func put(
    times numbers: UnsafeBufferPointer<Int64>, at target: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    guard let first = numbers.baseAddress else { return true }
    var known: Int64?
    var units: UInt32 = 0
    for position in 0..<numbers.count {
      let number = first[position]
      if number != known {
        guard let found = self.units(of: number) else { return false }
        known = number
        units = found
      }
      target[position] = units
    }
    return true
  }
}

extension EvidenceColumn {
  /// Appends the files' lines and bytes of the records of some transfers.
  ///
  /// - Parameters:
  ///   - offsets: The offset of the first byte of each record.
  ///   - counts: The bytes of each record.
  ///   - lines: The lines between `firstLine` and each record's own.
  package mutating func append(
    offsets: UnsafeBufferPointer<Int64>, counts: UnsafeBufferPointer<UInt32>,
    lines: UnsafeBufferPointer<UInt32>, from firstLine: UInt32
  ) {
    let end = min(offsets.count, counts.count, lines.count)
    var next = 0
    while next < end {
      if open.isEmpty, end - next >= EvidenceColumn.blockSize,
        let offset = offsets.baseAddress, let count = counts.baseAddress,
        let line = lines.baseAddress,
        seal(offset + next, counts: count + next, lines: line + next, from: firstLine)
      {
        next += EvidenceColumn.blockSize
        continue
      }
      // The reader's limit of size rejects files with more lines than 32 bits can count; were one
      // to pass, its last lines would all get the highest number.
      let (line, isTooLarge) = lines[next].addingReportingOverflow(firstLine)
      append(
        RowLocation(
          line: isTooLarge ? .max : line, byteOffset: offsets[next], byteCount: counts[next]))
      next += 1
    }
  }

  /// Adds a block of records that follow each other, one a line; returns false where they do not.
  private mutating func seal(
    _ offsets: UnsafePointer<Int64>, counts: UnsafePointer<UInt32>,
    lines: UnsafePointer<UInt32>, from firstLine: UInt32
  ) -> Bool {
    let last = EvidenceColumn.blockSize - 1
    let base = offsets[0]
    let gap = offsets[1] &- base &- Int64(counts[0])
    let (line, isTooLarge) = lines[0].addingReportingOverflow(firstLine)
    guard 1...Int64(UInt8.max) ~= gap, !isTooLarge, line <= .max - UInt32(EvidenceColumn.blockSize),
      counts[last] <= UInt32(UInt16.max), offsets[last] &- base <= Int64(UInt16.max)
    else { return false }
    // Any difference leaves a bit, so that one comparison at the end serves instead of two a
    // record.
    var differs: UInt64 = 0
    for position in 0..<last {
      let next = offsets[position] &+ Int64(counts[position]) &+ gap
      differs |= UInt64(bitPattern: next ^ offsets[position &+ 1])
      differs |= UInt64(
        lines[position &+ 1] ^ (lines[0] &+ UInt32(truncatingIfNeeded: position &+ 1)))
    }
    guard differs == 0 else { return false }
    blocks.append(
      Block(
        base: base, start: words.count, line: line,
        lastCount: UInt16(truncatingIfNeeded: counts[last]),
        gap: UInt8(truncatingIfNeeded: gap), form: []))
    words.append(contentsOf: repeatElement(0, count: EvidenceColumn.blockSize))
    words.withUnsafeMutableBufferPointer { words in
      guard let first = words.baseAddress else { return }
      let target = first + (words.count - EvidenceColumn.blockSize)
      for position in 0...last {
        target[position] = UInt16(truncatingIfNeeded: offsets[position] &- base)
      }
    }
    return true
  }
}
