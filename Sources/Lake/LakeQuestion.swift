internal import Foundation
public import PaymentGraph

/// The question that is put to a lake, as the job reads it.
public struct LakeQuestion: Codable, Sendable, Hashable {
  /// The way in which claimed payments are named.
  public enum Claimed: String, Codable, Sendable {
    /// By their ids.
    case ids
    /// As all payments of some accounts.
    case accounts
    /// As all payments of the accounts with the role victim.
    case role
  }

  /// The path of the lake, or the name of its catalogue.
  public var lake: String
  /// The format of its tables: parquet, delta or iceberg.
  public var format = "parquet"
  /// The version of the tables; nil for the newest.
  public var snapshot: String?
  /// The way in which claimed payments are named.
  public var claimed = Claimed.ids
  /// True where the claims are given with the question, false where they are a table of the lake.
  public var hasClaims = false
  /// True where the accounts are given with the question, false where they are a table of the lake.
  public var hasAccounts = false
  /// The links at pooled accounts: recorded, books, or table.
  public var links = ExtractManifest.Links.recorded.rawValue
  /// The most transfers in a walk; nil for any number.
  public var maxHops: Int?
  /// The first millisecond; nil for no limit.
  public var since: Int64?
  /// The first millisecond that is too late; nil for no limit.
  public var before: Int64?
  /// The purpose.
  public var purpose = ExtractManifest.Purpose.walks
  /// The number of other payers to follow; -1 for all.
  public var controls = 0
  /// The most rows of the extract.
  public var stopAbove = 500_000_000
  /// The most accounts that are sent to every worker.
  public var broadcast = 2_000_000
  /// True where keys are taken as they are, even where this program spells them in another way.
  public var keysAsTheyAre = false
  /// The decimals of every currency that this program knows, by code.
  public var currencies: [String: Int] = [:]
  /// The options of the question, in the order and spelling of the command line.
  public var question: [String] = []
  /// True where a job that ended early goes on.
  public var resume = false

  private enum CodingKeys: String, CodingKey {
    case lake, format, snapshot, claimed, hasClaims, hasAccounts, links, maxHops, since, before
    case controls, stopAbove, broadcast, keysAsTheyAre, currencies, question, resume
    case purpose = "for"
  }

  /// Creates a question about a lake; see the properties.
  public init(of lake: String) {
    self.lake = lake
    for currency in Currency.all { currencies[currency.code] = currency.standardExponent }
  }

  /// The first day; nil for no limit.
  var firstDay: String? { since.map { CivilDate(milliseconds: $0).iso8601 } }
  /// The day after the last; nil for no limit.
  var endDay: String? { before.map { CivilDate(milliseconds: $0).iso8601 } }

  /// Returns JSON in one line.
  var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      // Members that are nil are left out, and the job asks for them by name.
      var members =
        try JSONSerialization.jsonObject(with: encoder.encode(self)) as? [String: Any] ?? [:]
      for name in ["maxHops", "since", "before", "snapshot"] where members[name] == nil {
        members[name] = NSNull()
      }
      return Array(
        try JSONSerialization.data(
          withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes]))
    }
  }
}

/// The rows that go to the job with a question.
public struct LakeInput: Sendable {
  /// The ids of claimed payments.
  public var claims: [String] = []
  /// The accounts of victims.
  public var victims: [String] = []
  /// The facts that are known of accounts.
  public var accounts: [(key: String, details: AccountDetails)] = []
  /// The links of a table, as texts under `inbound`, `outbound`, `grade`, `basis` and `share`.
  public var links: [[String: String]] = []

  /// Creates no rows.
  public init() {}
}

/// The folder in which a job finds its question and leaves its results.
public struct WorkFolder: Sendable {
  /// The path.
  public let path: String

  /// Creates a folder of this path, which need not exist.
  public init(_ path: String) { self.path = path }

  /// The text of the job that this program carries.
  public static var job: [UInt8] { PackageResources.tributary_lake_py }

  /// The folder of results.
  var results: String { "\(path)/result" }
  /// The file of the job.
  var jobFile: String { "\(path)/tributary_lake.py" }

  /// Writes the question, its rows and the job.
  public func prepare(_ question: LakeQuestion, _ input: LakeInput) throws(LakeError) {
    do {
      let folder = "\(path)/input"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try? FileManager.default.removeItem(atPath: results)
      try write(WorkFolder.job, to: jobFile)
      try write(question.json + [0x0A], to: "\(folder)/arguments")
      try write(lines(input.claims.map { ["claim": $0] }), to: "\(folder)/claims")
      try write(lines(input.victims.map { ["account": $0] }), to: "\(folder)/victims")
      try write(lines(input.links), to: "\(folder)/links")
      try write(
        lines(
          input.accounts.map { key, details in
            var row = ["account": key, "role": details.role.name]
            row["pooled"] = details.statedPooled.map { $0 ? "yes" : "no" }
            row["name"] = details.name
            row["institution"] = details.institution
            row["country"] = details.country
            row["holder"] = details.holder
            return row
          }), to: "\(folder)/accounts")
    } catch {
      throw LakeError("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private func lines(_ rows: [[String: String]]) throws -> [UInt8] {
    var text: [UInt8] = []
    for row in rows {
      text += try JSONSerialization.data(withJSONObject: row, options: [.sortedKeys])
      text.append(0x0A)
    }
    return text
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    try Data(bytes).write(to: URL(filePath: file), options: .atomic)
  }
}
