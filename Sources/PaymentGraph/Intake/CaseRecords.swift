/// The facts of a case that no payment shows: persons who were called and persons who were not, lists that callers may
/// have worked from, the sizes of areas, and the statements that are held.
public struct CaseRecords: Sendable, Hashable {
  /// A row of a persons file.
  public struct Person: Sendable, Hashable {
    /// The side of the comparison on which a person stands.
    public enum Group: String, Sendable, Hashable, CaseIterable {
      /// The person was called.
      case victim
      /// The person was not called, as far as known.
      case control
    }

    /// The person, as the file spells it: an account's key, a holder, or any text.
    public let name: String
    /// The side of the comparison.
    public let group: Group
    /// The time of first contact; nil where none is stated.
    public var contacted: PostingTime?
    /// Other columns with their texts, by their names in small letters without marks: `name`, `area`, `ageband`, `phone`.
    public var attributes: [String: String] = [:]
    /// The answers to "is on this list", by list; lists without an answer are missing.
    public var isOn: [String: Bool] = [:]
    /// The days since when the person is on a list, in milliseconds since 1970, by list.
    public var since: [String: Int64] = [:]
    /// The places in lists, by list.
    public var positions: [String: Int] = [:]
    /// The accounts of the ledger that are the person's, by key.
    public package(set) var accounts: [AccountID] = []
    /// The row.
    public let citation: Citation

    /// Creates a person; see the properties.
    public init(name: String, group: Group, citation: Citation) {
      self.name = name
      self.group = group
      self.citation = citation
    }
  }

  /// A row of a lists file: any population that callers could have worked from.
  public struct List: Sendable, Hashable {
    /// The name of the list.
    public let name: String
    /// The kind, `customers`, `directory` or `other`; nil where none is stated.
    public var kind: String?
    /// The account whose payers are the list's customers, as the file spells it.
    public var account: String?
    /// The account of the ledger; nil where none is named, or none is known by that name.
    public package(set) var accountID: AccountID?
    /// The number of people on the list.
    public var size: Int?
    /// The number of people from whom ``size`` are.
    public var population: Int?
    /// The area for which the size holds; nil for all.
    public var area: String?
    /// The band of age for which the size holds; nil for all.
    public var ageBand: String?
    /// The days on which the list is said to have been copied, in milliseconds since 1970.
    public var copiedFrom: Int64?
    /// The first day that is too late for the copy.
    public var copiedTo: Int64?
    /// The row.
    public let citation: Citation

    /// Creates a list; see the properties.
    public init(name: String, citation: Citation) {
      self.name = name
      self.citation = citation
    }
  }

  /// A row of an areas file.
  public struct Area: Sendable, Hashable {
    /// The code of the area.
    public let area: String
    /// The number of people, or of telephone numbers, in it.
    public let size: Int
    /// The place on a plane; nil where none is stated.
    public var place: Place?

    /// A place on a plane, in millionths of the unit that the file uses.
    public struct Place: Sendable, Hashable {
      /// The first coordinate.
      public let x: Int64
      /// The second coordinate.
      public let y: Int64

      /// Creates a place.
      public init(x: Int64, y: Int64) {
        self.x = x
        self.y = y
      }
    }

    /// Creates an area of a size.
    public init(area: String, size: Int) {
      self.area = area
      self.size = size
    }
  }

  /// A row of a coverage file: days whose statements are held for a person.
  public struct Coverage: Sendable, Hashable {
    /// The account or person, as the file spells it.
    public let person: String
    /// The accounts of the ledger that are meant, by key.
    public package(set) var accounts: [AccountID] = []
    /// The days, half open, in milliseconds since 1970.
    public let days: Range<Int64>

    /// Creates the coverage of a person.
    public init(person: String, days: Range<Int64>) {
      self.person = person
      self.days = days
    }
  }

  /// The persons, by name and then by their rows.
  public var persons: [Person] = []
  /// The rows of lists, by name, area and band of age.
  public var lists: [List] = []
  /// The areas, by code.
  public var areas: [Area] = []
  /// The statements that are held, by person and day; nil where no coverage file was read.
  public var coverage: [Coverage]?

  /// Creates the records of a case of which nothing is stated.
  public init() {}

  /// True where nothing is stated.
  public var isEmpty: Bool {
    persons.isEmpty && lists.isEmpty && areas.isEmpty && coverage == nil
  }
}
