internal import Foundation
internal import Hashing
public import PaymentGraph

/// The making of an extract from what the job left: lines are put in order, files written and their digests taken.
///
/// Equal rows give equal bytes, whatever the engine, the number of its workers and the division into part files.
public struct Assembly: Sendable {
  /// The end of the job's work, as it states it.
  private struct Summary: Decodable {
    struct Lake: Decodable {
      let files: Int
      let sha256: String
    }
    struct Size: Decodable {
      let transfers: Int
      let accounts: Int
      let payers: Int
      let unreadable: Int
    }
    let arguments: LakeQuestion
    let rows: Int
    let columns: [String]
    let whole: Size
    let hops: [ExtractManifest.Hop]
    let doubts: [String]
    let state: Lake
    let claims: Int
    let counts: [String: Int]
    let controls: ExtractManifest.Controls?
    let job: ExtractManifest.Job
  }

  private let work: WorkFolder
  private let summary: Summary

  /// Opens the results of a job.
  ///
  /// - Throws: ``LakeError`` where the job has not ended, or is not the one that this program carries.
  public init(of work: WorkFolder) throws(LakeError) {
    self.work = work
    let text = try PartLines(in: "\(work.results)/summary").sorted().first ?? []
    do {
      summary = try JSONDecoder().decode(Summary.self, from: Data(text))
    } catch {
      throw LakeError(
        "\(work.results)/summary is not the end of a job", help: "go on with --resume")
    }
    let own = Assembly.hex(SHA256.digest(of: WorkFolder.job))
    guard summary.job.sha256 == own else {
      throw LakeError(
        "the results are those of another version of the job",
        help: "print this program's job with --print-job, and run it")
    }
  }

  /// Writes the extract into a new folder, which appears whole or not at all.
  ///
  /// - Parameters:
  ///   - spelling: returns the key of an account that this program spells in another way; nil where it does not.
  /// - Returns: the description of the extract.
  /// - Throws: ``LakeError`` where a part is missing or rows contradict the agreement.
  /// - Complexity: O(bytes) time; memory for the part files whose places overlap.
  @discardableResult
  public func write(
    to folder: String, spelling: (String) -> String?
  ) throws(LakeError) -> ExtractManifest {
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw LakeError("\(folder) exists; name a new folder")
    }
    try checkKeys(spelling)
    let draft = "\(folder).part-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: true)
    } catch {
      throw LakeError("\(folder) cannot be written: \(error.localizedDescription)")
    }
    defer { try? FileManager.default.removeItem(atPath: draft) }
    let manifest = try fill(draft)
    do {
      try FileManager.default.moveItem(atPath: draft, toPath: folder)
    } catch {
      throw LakeError("\(folder) cannot be written: \(error.localizedDescription)")
    }
    return manifest
  }

  /// Refuses keys that this program spells in another way: the lake does not know that two spellings are one account.
  private func checkKeys(_ spelling: (String) -> String?) throws(LakeError) {
    guard !summary.arguments.keysAsTheyAre else { return }
    let changed = summary.doubts.filter { key in
      let blanks = key.unicodeScalars.first.map { $0 == " " || $0 == "\t" } ?? false
      let trailing = key.unicodeScalars.last.map { $0 == " " || $0 == "\t" } ?? false
      return blanks || trailing || (spelling(key).map { $0 != key } ?? false)
    }
    if let first = changed.first {
      let many = changed.count == 1 ? "1 key" : "\(changed.count) keys"
      throw LakeError(
        "\(many) of the lake \(changed.count == 1 ? "is" : "are") not canonical, such as \"\(first)\" for \"\(spelling(first) ?? "the same without blanks")\"",
        help:
          "write the canonical keys into the lake, since two spellings of one account are two accounts there; "
          + "--keys-as-they-are takes them as they are")
    }
    guard summary.doubts.count <= 100_000 else {
      throw LakeError(
        "more than 100000 keys of the lake may not be canonical, such as \"\(summary.doubts.first ?? "")\"",
        help: "write canonical keys into the lake; --keys-as-they-are takes them as they are")
    }
  }

  // MARK: Files

  private func fill(_ draft: String) throws(LakeError) -> ExtractManifest {
    var files = try writeTransfers(to: draft)
    let question = summary.arguments
    files.append(
      try table("accounts", "account,role,pooled,name,institution,country,holder", in: draft))
    if question.claimed == .ids { files.append(try table("claims", "claim", in: draft)) }
    files.append(try table("counts", "account,payers,currency,inflow", in: draft))
    if question.links == ExtractManifest.Links.table.rawValue {
      files.append(try table("links", "inbound,outbound,grade,basis,share", in: draft))
    }
    if summary.controls != nil {
      files.append(try table("others", "account,other,hops", in: draft))
    }
    let manifest = ExtractManifest(
      lake: ExtractManifest.Lake(
        table: question.lake, format: question.format, snapshot: question.snapshot,
        files: summary.state.files, state: summary.state.sha256),
      question: question.question, claims: question.claimed == .ids ? summary.claims : nil,
      victims: try keys("victims"), pooled: try keys("pooled"), books: try keys("books"),
      covers: ExtractManifest.Covers(
        maxHops: question.maxHops, since: question.firstDay, before: question.endDay,
        purpose: question.purpose,
        links: ExtractManifest.Links(rawValue: question.links) ?? .recorded),
      whole: ExtractManifest.Whole(
        transfers: summary.whole.transfers, accounts: summary.whole.accounts,
        payers: summary.whole.payers, unreadable: summary.whole.unreadable),
      hops: summary.hops, controls: summary.controls,
      files: files.sorted { $0.name < $1.name }, job: summary.job)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      let open = Array(try encoder.encode(manifest)) + [0x0A]
      let text = ExtractSeal.closed(open, with: Assembly.hex(SHA256.digest(of: open)))
      try Data(text).write(to: URL(filePath: "\(draft)/\(ExtractManifest.fileName)"))
    } catch {
      throw LakeError(
        "\(ExtractManifest.fileName) cannot be written: \(error.localizedDescription)")
    }
    return manifest
  }

  /// Writes the transfers, a file for each source: several files would loosen the order of their rows.
  private func writeTransfers(to draft: String) throws(LakeError) -> [ExtractManifest.File] {
    let lines = try PartLines(in: "\(work.results)/transfers")
    guard lines.count == summary.rows else {
      throw LakeError(
        "the job wrote \(summary.rows) transfers and \(lines.count) are there: a part file is missing, or is there twice",
        help: "copy \(work.results) again, or run the job again")
    }
    let header =
      "id,time,from,to,amount,currency,received_amount,received_currency,reference,link,kind,lake_source,lake_sequence"
      + summary.columns.map { "," + Assembly.cell($0) }.joined()
    func source(_ place: some Sequence<UInt8>) -> [UInt8] { Array(place.prefix { $0 != 0x09 }) }
    let isOne = lines.ends.map { source($0.first) == source($0.last) } ?? true
    var files: [ExtractManifest.File] = []
    var current: (source: [UInt8], file: HashedFile)?
    var last: ArraySlice<UInt8>?
    try lines.forEach { line throws(LakeError) in
      let place = PartLines.place(line)
      guard place.count < line.count else {
        throw LakeError(
          "a line of \(work.results)/transfers has no place", help: "run the job again")
      }
      if let last, last.elementsEqual(place) {
        throw LakeError(
          "two rows of source \"\(String(decoding: source(place), as: UTF8.self))\" have one time and one sequence number",
          help: "number the rows of each source, so that their order is known")
      }
      last = place
      let own = source(place)
      if current?.source != own {
        if let done = current { files.append(try done.file.close()) }
        let name = isOne ? "transfers.csv" : "transfers-\(files.count + 1).csv"
        current = (own, try HashedFile("\(draft)/\(name)", name: name, header: header))
      }
      try current?.file.add(PartLines.unescaped(line[(place.endIndex + 1)...]))
    }
    guard let done = current else {
      throw LakeError("the extract has no transfer", help: "run the job again")
    }
    files.append(try done.file.close())
    return files
  }

  private func table(
    _ name: String, _ header: String, in draft: String
  ) throws(LakeError) -> ExtractManifest.File {
    let lines = try self.lines(name)
    let file = try HashedFile("\(draft)/\(name).csv", name: "\(name).csv", header: header)
    for line in lines { try file.add(PartLines.unescaped(line)) }
    return try file.close()
  }

  /// Returns the lines of a small result, in order; refuses it where some are missing.
  private func lines(_ name: String) throws(LakeError) -> [ArraySlice<UInt8>] {
    let lines = try PartLines(in: "\(work.results)/\(name)").sorted()
    guard lines.count == summary.counts[name] ?? -1 else {
      throw LakeError(
        "the job wrote \(summary.counts[name] ?? 0) rows of \(name) and \(lines.count) are there: a part file is missing, or is there twice",
        help: "copy \(work.results) again, or run the job again")
    }
    return lines
  }

  private func keys(_ name: String) throws(LakeError) -> [String] {
    try lines(name).map { line in
      var cell = PartLines.unescaped(line)
      guard cell.first == UInt8(ascii: "\""), cell.count > 1 else {
        return String(decoding: cell, as: UTF8.self)
      }
      cell = Array(cell.dropFirst().dropLast())
      var text: [UInt8] = []
      var isSecond = false
      for byte in cell {
        if byte == UInt8(ascii: "\""), !isSecond {
          isSecond = true
          continue
        }
        isSecond = false
        text.append(byte)
      }
      return String(decoding: text, as: UTF8.self)
    }.sorted()
  }

  private static func cell(_ text: String) -> String {
    var writer = CSVWriter()
    writer.add(text: text)
    return String(decoding: writer.text, as: UTF8.self)
  }

  static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// A file that is written from its beginning to its end, with its digest.
private final class HashedFile {
  private let path: String
  private let name: String
  private let handle: FileHandle
  private var digest = SHA256()
  private var waiting: [UInt8] = []
  private var rows = 0

  init(_ path: String, name: String, header: String) throws(LakeError) {
    self.path = path
    self.name = name
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw LakeError("\(path) cannot be written") }
    self.handle = handle
    waiting = Array(header.utf8) + [0x0A]
  }

  func add(_ row: [UInt8]) throws(LakeError) {
    waiting += row
    waiting.append(0x0A)
    rows += 1
    if waiting.count > 1 << 20 { try flush() }
  }

  func close() throws(LakeError) -> ExtractManifest.File {
    try flush()
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw LakeError("\(path) cannot be written: \(error.localizedDescription)")
    }
    return ExtractManifest.File(name: name, sha256: Assembly.hex(digest.digest()), rows: rows)
  }

  private func flush() throws(LakeError) {
    do {
      try handle.write(contentsOf: Data(waiting))
    } catch {
      throw LakeError("\(path) cannot be written: \(error.localizedDescription)")
    }
    digest.update(waiting)
    waiting.removeAll(keepingCapacity: true)
  }
}
