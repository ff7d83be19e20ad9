/// The description of an extract: what a lake was asked, what its answer covers, and the files that hold it.
///
/// An extract holds every transfer that can lie on a walk from some claims, and what else answers about those walks
/// need. It is not a part of the lake in any other sense: most accounts have only some of their transfers in it.
public struct ExtractManifest: Codable, Hashable, Sendable {
  /// The table from which the extract was taken.
  public struct Lake: Codable, Hashable, Sendable {
    /// The path or the name of the lake.
    public let table: String
    /// The format of its tables.
    public let format: String
    /// The version that was named; nil where the files are those of the day.
    public let snapshot: String?
    /// The number of files that were read.
    public let files: Int
    /// The digest of their names, sizes and times, in hexadecimal digits.
    public let state: String

    /// Creates the description of a lake; see the properties.
    public init(
      table: String, format: String, snapshot: String?, files: Int, state: String
    ) {
      self.table = table
      self.format = format
      self.snapshot = snapshot
      self.files = files
      self.state = state
    }
  }

  /// The purpose of an extract.
  public enum Purpose: String, Codable, Hashable, Sendable, CaseIterable {
    /// Walks: sinks, reach, path, and drawings of them.
    case walks
    /// Amounts: also the whole records of every account that walks reach.
    case trace
  }

  /// The links at pooled accounts that an extract holds what is needed for.
  public enum Links: String, Codable, Hashable, Sendable {
    /// Those that records state.
    case recorded
    /// All: the pooled accounts on the way have their whole books in it.
    case books
    /// Those of a table, which was made from whole books.
    case table
  }

  /// The questions that the extract covers.
  public struct Covers: Codable, Hashable, Sendable {
    /// The most transfers in a walk; nil for any number.
    public let maxHops: Int?
    /// The tie rules: `any`.
    public let ties: String
    /// The first day; nil for no limit.
    public let since: String?
    /// The day after the last; nil for no limit.
    public let before: String?
    /// The purpose.
    public let purpose: Purpose
    /// The links at pooled accounts.
    public let links: Links

    /// Creates the description of what is covered; any tie rule is.
    public init(maxHops: Int?, since: String?, before: String?, purpose: Purpose, links: Links) {
      self.maxHops = maxHops
      ties = "any"
      self.since = since
      self.before = before
      self.purpose = purpose
      self.links = links
    }

    private enum CodingKeys: String, CodingKey {
      case maxHops, ties, since, before, links
      case purpose = "for"
    }
  }

  /// The size of the lake.
  public struct Whole: Codable, Hashable, Sendable {
    /// The number of transfers.
    public let transfers: Int
    /// The number of accounts that pay or are paid.
    public let accounts: Int
    /// The number of accounts that pay.
    public let payers: Int
    /// The number of rows that cannot be read as transfers.
    public let unreadable: Int

    /// Creates a size; see the properties.
    public init(
      transfers: Int, accounts: Int, payers: Int, unreadable: Int
    ) {
      self.transfers = transfers
      self.accounts = accounts
      self.payers = payers
      self.unreadable = unreadable
    }
  }

  /// A round of the search.
  public struct Hop: Codable, Hashable, Sendable {
    /// The number of the round, from 1.
    public let hop: Int
    /// The number of transfers that it found.
    public let transfers: Int
    /// The number of accounts that it reached, or reached earlier than before.
    public let accounts: Int

    /// Creates a round; see the properties.
    public init(
      hop: Int, transfers: Int, accounts: Int
    ) {
      self.hop = hop
      self.transfers = transfers
      self.accounts = accounts
    }
  }

  /// A file of the extract.
  public struct File: Codable, Hashable, Sendable {
    /// The name in the folder.
    public let name: String
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let sha256: String
    /// The number of rows after the header.
    public let rows: Int

    /// Creates the description of a file; see the properties.
    public init(
      name: String, sha256: String, rows: Int
    ) {
      self.name = name
      self.sha256 = sha256
      self.rows = rows
    }
  }

  /// The program that took the extract.
  public struct Job: Codable, Hashable, Sendable {
    /// The SHA-256 of its text, in hexadecimal digits.
    public let sha256: String
    /// The engine.
    public let engine: String
    /// The version of the engine.
    public let version: String

    /// Creates the description of a program; see the properties.
    public init(
      sha256: String, engine: String, version: String
    ) {
      self.sha256 = sha256
      self.engine = engine
      self.version = version
    }
  }

  /// The other payers that were followed beside the victims.
  public struct Controls: Codable, Hashable, Sendable {
    /// The number of payers that were followed.
    public let followed: Int
    /// The number of payers from whom they were drawn.
    public let payers: Int
    /// True where their walks are exactly those that this program finds; false where they may be more.
    public let exact: Bool

    /// Creates the description of a group; see the properties.
    public init(
      followed: Int, payers: Int, exact: Bool
    ) {
      self.followed = followed
      self.payers = payers
      self.exact = exact
    }
  }

  /// The version of this form.
  public let version: Int
  /// The lake.
  public let lake: Lake
  /// The options of the question, in the order and spelling of the command line.
  public let question: [String]
  /// The number of claimed payments that victims stated; nil where all payments of the victims are claimed.
  public let claims: Int?
  /// The accounts of the victims, in the order of their keys.
  public let victims: [String]
  /// The pooled accounts among those of the extract, in the order of their keys.
  public let pooled: [String]
  /// The pooled accounts whose whole books are in the extract, in the order of their keys.
  public let books: [String]
  /// The questions that the extract covers.
  public let covers: Covers
  /// The size of the lake.
  public let whole: Whole
  /// The rounds of the search.
  public let hops: [Hop]
  /// The other payers that were followed; nil for none.
  public let controls: Controls?
  /// The files beside this description.
  public let files: [File]
  /// The program that took the extract.
  public let job: Job
  /// The SHA-256 of the description's own text, in which these digits are zeros; see ``ExtractSeal``.
  public let seal: String

  private enum CodingKeys: String, CodingKey {
    case version, lake, question, claims, victims, covers, whole, hops, controls, files, job, seal
    // A reader of the first bytes finds what is covered before any list.
    case pooled = "pooledAccounts"
    case books = "pooledAccountsWithBooks"
  }

  /// The version of the form that this program writes and reads.
  public static let currentVersion = 1
  /// The name of the file that holds the description.
  public static let fileName = "extract.json"

  /// Creates a description; see the properties.
  public init(
    lake: Lake, question: [String], claims: Int?, victims: [String], pooled: [String],
    books: [String], covers: Covers, whole: Whole, hops: [Hop], controls: Controls?, files: [File],
    job: Job
  ) {
    version = ExtractManifest.currentVersion
    self.lake = lake
    self.question = question
    self.claims = claims
    self.victims = victims
    self.pooled = pooled
    self.books = books
    self.covers = covers
    self.whole = whole
    self.hops = hops
    self.controls = controls
    self.files = files
    self.job = job
    seal = ExtractSeal.open
  }
}
