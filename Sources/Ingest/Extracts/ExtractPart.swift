internal import Foundation
internal import Hashing
internal import PaymentGraph

/// The files of an extract beside its transfers, accounts and claims.
enum ExtractPart {
  /// The description.
  case manifest(ExtractManifest)
  /// The figures of accounts in the whole lake.
  case counts(HeaderNames)
  /// The links at pooled accounts that a table states.
  case links(HeaderNames)
  /// The other payers that reach accounts.
  case others(HeaderNames)

  /// The columns of each table, in the order in which they are written.
  static let counts = ["account", "payers", "currency", "inflow"]
  static let links = ["inbound", "outbound", "grade", "basis", "share"]
  static let others = ["account", "other", "hops"]
  /// The column that only transfers of an extract have.
  static let mark = "lakesequence"

  /// The rows of the file, in words.
  var words: String {
    switch self {
    case .manifest: "the description of an extract"
    case .counts: "an extract's figures of accounts"
    case .links: "an extract's links"
    case .others: "an extract's other payers"
    }
  }

  /// The header; nil for the description.
  var header: HeaderNames? {
    switch self {
    case .manifest: nil
    case .counts(let header), .links(let header), .others(let header): header
    }
  }

  /// Returns the table with a header; nil where it is none of an extract's.
  static func known(by header: HeaderNames) -> ExtractPart? {
    func has(_ names: [String]) -> Bool { header.isWhole(names, isOrdered: true) }
    if has(counts) { return .counts(header) }
    if has(links) { return .links(header) }
    if has(others) { return .others(header) }
    return nil
  }

  /// Returns true where a text begins as the description of an extract does.
  static func mayDescribe(_ text: Substring) -> Bool {
    text.first == "{" && text.contains("\"covers\"") && text.contains("\"ties\"")
  }

  /// Reads the description of an extract; nil where the file is something else.
  static func manifest(
    in bytes: Span<UInt8>, path: String
  ) throws(IngestError) -> ExtractManifest? {
    let start = FileSignature.byteOrderMark(bytes)
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count - start)
    for at in start..<bytes.count { text.append(bytes[at]) }
    guard mayDescribe(String(decoding: text.prefix(4_096), as: UTF8.self)[...]) else { return nil }
    let data = Data(text)
    do {
      let manifest = try JSONDecoder().decode(ExtractManifest.self, from: data)
      guard manifest.version == ExtractManifest.currentVersion else {
        throw IngestError(
          .headerUnknown, path: path,
          "describes an extract in version \(manifest.version) of its form; this program reads version "
            + "\(ExtractManifest.currentVersion): extract again")
      }
      guard let (opened, digits) = ExtractSeal.opened(text),
        FileDigest(bytes: SHA256.digest(of: opened)).hex == digits
      else {
        throw IngestError(
          .notOfExtract, path: path, "was changed since the extract was written; extract again")
      }
      return manifest
    } catch let error as IngestError {
      throw error
    } catch {
      throw IngestError(
        .headerUnknown, path: path,
        "begins as the description of an extract and is none; it was changed, or cut short: extract again"
      )
    }
  }
}
