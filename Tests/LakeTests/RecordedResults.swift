import Foundation
import Hashing
import TestSupport

@testable import Lake

/// The part files that a job left for a small lake; tests lose, repeat and reorder them.
///
/// Anna and Bela each pay the shop, the shop pays the mule, and strangers pay the shop as well. The hub passes on
/// Anna's second payment by its id.
struct RecordedResults {
  var rows = [
    "bank\t%1\tt1,2024-01-01T10:00:00Z,anna,shop,5.00,EUR,,,,,,bank,1",
    "bank\t%2\tt2,2024-01-01T11:00:00Z,bela,shop,6.00,EUR,,,,,,bank,2",
    "bank\t%3\tt3,2024-01-02T10:00:00Z,shop,mule,11.00,EUR,,,,,,bank,3",
    "bank\t%4\tt4,2024-01-03T10:00:00Z,mule,far,1.00,EUR,,,\"a \\\\ \"\"b\"\"\\n\",,,bank,4",
  ]
  var accounts = ["anna,victim,,,,,", "bela,victim,,,,,"]
  var claims = ["t1", "t2"]
  var counts = ["shop,7,EUR,40", "mule,2,EUR,12.5", "far,1,EUR,1"]
  var others: [String]?
  var pooled: [String] = []
  var books: [String] = []
  var links = "recorded"
  var table: [String]?
  var purpose = "walks"
  var maxHops: Int? = nil
  var since: Int64?
  var claimed = "ids"
  var doubts: [String] = []
  var sha = Assembly.hex(SHA256.digest(of: WorkFolder.job))
  var unreadable = 0

  /// Writes the work folder, with the transfers divided into parts.
  func write(parts: [[Int]]? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let lines = rows.map { row in
      (1...9).reduce(row) { text, number in
        text.replacingOccurrences(
          of: "%\(number)", with: String(repeating: "0", count: 39) + "\(number)")
      }
    }
    for (number, part) in (parts ?? [Array(lines.indices)]).enumerated() {
      try folder.write(
        part.map { lines[$0] + "\n" }.joined(), as: "result/transfers/part-\(number).txt")
    }
    var tables = [
      "accounts": accounts, "counts": counts, "victims": ["anna", "bela"], "pooled": pooled,
      "books": books,
    ]
    if claimed == "ids" { tables["claims"] = claims }
    if let others { tables["others"] = others }
    if let table { tables["links"] = table }
    for (name, lines) in tables {
      try folder.write("", as: "result/\(name)/_SUCCESS")
      try folder.write(lines.map { $0 + "\n" }.joined(), as: "result/\(name)/part-0.txt")
    }
    var arguments: [String: Any] = [
      "lake": "/lake", "format": "parquet", "claimed": claimed, "hasClaims": true,
      "hasAccounts": true, "links": links, "for": purpose, "controls": others == nil ? 0 : -1,
      "stopAbove": 9, "broadcast": 9, "keysAsTheyAre": false, "currencies": ["EUR": 2],
      "question": ["--lake", "/lake"], "resume": false,
    ]
    arguments["maxHops"] = maxHops
    arguments["since"] = since
    let summary: [String: Any] = [
      "arguments": arguments, "rows": lines.count, "columns": [String](),
      "whole": ["transfers": 900, "accounts": 300, "payers": 200, "unreadable": unreadable],
      "hops": [["hop": 1, "transfers": 2, "accounts": 1]], "doubts": doubts,
      "state": ["files": 3, "sha256": "abcd"], "claims": claims.count,
      "counts": tables.mapValues(\.count),
      "controls": others == nil
        ? NSNull() : ["followed": 20, "payers": 20, "exact": true] as [String: Any],
      "job": ["sha256": sha, "engine": "Spark", "version": "4"],
    ]
    try folder.write(
      try JSONSerialization.data(withJSONObject: summary) + [0x0A],
      as: "result/summary/part-0.txt")
    return folder
  }

  /// Makes the extract, in a folder beside the work folder.
  func extract(parts: [[Int]]? = nil) throws -> (folder: TemporaryFolder, path: String) {
    let work = try write(parts: parts)
    let path = work.path("extract")
    try Assembly(of: WorkFolder(work.url.path)).write(to: path) { _ in nil }
    return (work, path)
  }
}
