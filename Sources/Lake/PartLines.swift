internal import Foundation

/// The lines that an engine left in the part files of one result, whatever their number.
struct PartLines {
  /// A part file with its lines.
  private struct Part {
    let path: String
    let first: [UInt8]
    let last: [UInt8]
    let count: Int
  }

  private let parts: [Part]
  /// The number of lines of all parts.
  let count: Int

  /// - Parameter folder: the folder of the result.
  init(in folder: String) throws(LakeError) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw LakeError("\(folder) is missing: the job has not ended", help: "go on with --resume")
    }
    var parts: [Part] = []
    for name in names.sorted() where !name.hasPrefix("_") && !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      let lines = try PartLines.lines(of: path)
      var least: ArraySlice<UInt8>?
      var most: ArraySlice<UInt8>?
      for line in lines {
        let place = PartLines.place(line)
        if least.map({ place.lexicographicallyPrecedes($0) }) ?? true { least = place }
        if most.map({ $0.lexicographicallyPrecedes(place) }) ?? true { most = place }
      }
      guard let least, let most else { continue }
      parts.append(Part(path: path, first: Array(least), last: Array(most), count: lines.count))
    }
    self.parts = parts.sorted {
      $0.first != $1.first
        ? $0.first.lexicographicallyPrecedes($1.first) : $0.path < $1.path
    }
    count = parts.reduce(0) { $0 + $1.count }
  }

  /// The places of the first and the last line; nil where there is none.
  var ends: (first: [UInt8], last: [UInt8])? {
    guard let first = parts.first?.first else { return nil }
    let last = parts.map(\.last).max { $0.lexicographicallyPrecedes($1) } ?? first
    return (first, last)
  }

  /// Passes on all lines in the order of their places, with the memory of the parts whose places overlap.
  func forEach(_ body: (ArraySlice<UInt8>) throws(LakeError) -> Void) throws(LakeError) {
    var next = 0
    while next < parts.count {
      var last = parts[next].last
      var end = next + 1
      while end < parts.count, !last.lexicographicallyPrecedes(parts[end].first) {
        if last.lexicographicallyPrecedes(parts[end].last) { last = parts[end].last }
        end += 1
      }
      var lines: [ArraySlice<UInt8>] = []
      for part in parts[next..<end] { lines += try PartLines.lines(of: part.path) }
      // Equal places stand in the order of the whole lines, so that no division into parts shows.
      if !PartLines.areOrdered(lines) { lines.sort { PartLines.precedes($0, $1) } }
      for line in lines { try body(line) }
      next = end
    }
  }

  /// Returns the lines of all parts in the order of their bytes.
  func sorted() throws(LakeError) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    for part in parts { lines += try PartLines.lines(of: part.path) }
    return lines.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Returns the source and the place of a line of transfers; the whole line where it has no tabs.
  static func place(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = line.firstIndex(of: 0x09),
      let second = line[(first + 1)...].firstIndex(of: 0x09)
    else { return line }
    return line[..<second]
  }

  private static func precedes(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    let (left, right) = (place(one), place(other))
    return left.elementsEqual(right)
      ? one.lexicographicallyPrecedes(other) : left.lexicographicallyPrecedes(right)
  }

  private static func areOrdered(_ lines: [ArraySlice<UInt8>]) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { !precedes($1, $0) }
  }

  private static func lines(of path: String) throws(LakeError) -> [ArraySlice<UInt8>] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw LakeError("\(path) cannot be read")
    }
    let bytes = [UInt8](data)
    guard bytes.last ?? 0x0A == 0x0A else {
      throw LakeError("\(path) is cut short: its last line has no end", help: "run the job again")
    }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: true)
  }

  /// Returns a line as the cells that it was made of: line ends and backslashes within them are written as words.
  static func unescaped(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard line.contains(UInt8(ascii: "\\")) else { return Array(line) }
    var text: [UInt8] = []
    var isWord = false
    for byte in line {
      if isWord {
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        default: text.append(byte)
        }
        isWord = false
      } else if byte == UInt8(ascii: "\\") {
        isWord = true
      } else {
        text.append(byte)
      }
    }
    return text
  }
}
