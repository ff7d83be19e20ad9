internal import Foundation

/// The lines in which two versions of a file differ.
public struct ChangedRows: Sendable {
  /// A line that differs.
  public struct Row: Hashable, Sendable {
    /// The number of the line in the former version, from 1.
    public let line: Int
    /// The former text; nil where the line was not there.
    public let was: String?
    /// The present text; nil where the line is there no longer.
    public let now: String?
  }

  private let rows: [Row]

  /// The number of lines that differ.
  public var count: Int { rows.count }

  /// Compares two files line by line; lines that were put in or taken out before equal ones are found at both ends only.
  public init(from former: String, to present: String) {
    let old = ChangedRows.lines(of: former)
    let new = ChangedRows.lines(of: present)
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    var rows: [Row] = []
    for at in start..<max(oldEnd, newEnd) {
      let was = at < oldEnd ? old[at] : nil
      let now = at < newEnd ? new[at] : nil
      if was == now { continue }
      rows.append(
        Row(
          line: at + 1, was: was.map { String(decoding: $0, as: UTF8.self) },
          now: now.map { String(decoding: $0, as: UTF8.self) }))
    }
    self.rows = rows
  }

  /// Returns the first lines that differ.
  public func first(_ count: Int) -> [Row] { Array(rows.prefix(count)) }

  private static func lines(of path: String) -> [ArraySlice<UInt8>] {
    [UInt8](FileManager.default.contents(atPath: path) ?? Data())
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  }
}
