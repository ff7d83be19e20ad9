/// The forms of cells that a user states, for cells that a file leaves open.
///
/// They are never used against the evidence of a file's own cells.
public struct StatedForms: Sendable, Hashable {
  /// The order of day, month and year; nil to detect it.
  public var dates: ColumnMapping.DateOrder?
  /// True where numbers in columns of dates count days, as spreadsheets keep them: 44256 is 2021-03-01.
  public var readsDayNumbers = false
  /// The mark before decimals; nil to detect it.
  public var decimal: ColumnMapping.DecimalMark?
  /// The zone of times that name none, such as `Europe/London` or `+05:30`; nil where it is not known.
  public var zone: String?
  /// The direction that entries of bank messages give which undo others; nil to let the balances decide.
  public var reversals: ReversalDirection?
  /// The bank's own codes in BAI2 files, each with true for money that came in.
  public var customCodes: [String: Bool] = [:]

  /// States forms; nil values are detected.
  public init(
    dates: ColumnMapping.DateOrder? = nil, readsDayNumbers: Bool = false,
    decimal: ColumnMapping.DecimalMark? = nil, zone: String? = nil,
    reversals: ReversalDirection? = nil
  ) {
    self.reversals = reversals
    self.dates = dates
    self.readsDayNumbers = readsDayNumbers
    self.decimal = decimal
    self.zone = zone
  }

  /// Returns true where a text names a zone as ``zone`` takes it: a place such as `Europe/London`, an offset such as
  /// `+05:30`, `UTC` or `GMT`.
  ///
  /// Abbreviations are refused: many of them mean several zones, and none follows summer time.
  public static func isZone(_ text: String) -> Bool { ZoneTable.isStatable(text) }
}

/// The forms stated for all files and for one file, as they apply to that file.
struct FileForms: Sendable {
  let path: String
  /// The forms stated for this file by name.
  var file = StatedForms()
  /// The forms stated for all files.
  var all = StatedForms()

  var readsDayNumbers: Bool { file.readsDayNumbers || all.readsDayNumbers }
  var zone: String? { file.zone ?? all.zone }
  var reversals: ReversalDirection? { file.reversals ?? all.reversals }
  var customCodes: [String: Bool] { all.customCodes }

  func dates() -> StatedChoice<ColumnMapping.DateOrder> {
    StatedChoice(forFile: file.dates, forAll: all.dates)
  }

  func decimal(
    profile: ColumnMapping.DecimalMark? = nil
  ) -> StatedChoice<ColumnMapping.DecimalMark> {
    StatedChoice(forFile: file.decimal, forAll: all.decimal, ofProfile: profile)
  }

  /// A sentence on the treatment of times of day that name no zone.
  var clockWords: String {
    if let zone { return "times without a zone are in \(zone), as requested" }
    return
      "times without a zone order each other in this file; beside days only their day counts, and beside times of other clocks they may be of any zone"
  }

  /// A stated form that the cells of a file contradict.
  struct Contradiction: Sendable, Hashable {
    /// The flag as it was given.
    let flag: String
    /// The evidence of the cells.
    let shown: String
    /// True where the flag was given for this file by name.
    let isForFile: Bool
  }

  /// Returns the stated forms that the cells contradict.
  func contradictions(
    _ times: TimeEvidence, _ amounts: AmountEvidence
  ) -> [Contradiction] {
    var found: [Contradiction] = []
    if let order = dates().value, let shown = times.contradiction(of: order) {
      found.append(
        Contradiction(
          flag: "--dates \(order.rawValue)", shown: shown, isForFile: file.dates != nil))
    }
    if let mark = decimal().value, let shown = amounts.contradiction(of: mark) {
      found.append(
        Contradiction(
          flag: "--decimal \(mark.rawValue)",
          shown: "\(shown.cells) cells show a decimal \(shown.mark)",
          isForFile: file.decimal != nil))
    }
    return found
  }

  /// Describes the forms stated for this file by name that decide nothing in it.
  func idle(_ times: TimeEvidence) -> [String] {
    guard let order = file.dates, !times.hasOpenCells, times.contradiction(of: order) == nil else {
      return []
    }
    return ["--dates \(order.rawValue) has no effect: no date leaves its order open"]
  }
}

/// One form that a user states for this file or for all, or that the profile knows.
///
/// A form stated for this file by name wins over its profile, and the profile over a form stated for all files.
struct StatedChoice<Value: Sendable & Equatable>: Sendable {
  var forFile: Value?
  var forAll: Value?
  var ofProfile: Value?

  /// Makes a choice; by default nothing is stated.
  init(forFile: Value? = nil, forAll: Value? = nil, ofProfile: Value? = nil) {
    self.forFile = forFile
    self.forAll = forAll
    self.ofProfile = ofProfile
  }

  /// The value that a flag states.
  var value: Value? { forFile ?? forAll }

  /// The ground of a decision, as `check` prints it.
  var reason: String { forFile == nil ? "as requested" : "as requested this file" }
}

/// The flags that decide an open question for one file, as they are typed.
enum FileFlag {
  static func decimal(_ path: String) -> String {
    "--decimal \(shell("\(path)=point")) or --decimal \(shell("\(path)=comma"))"
  }

  static func dates(_ path: String, _ orders: [ColumnMapping.DateOrder]) -> String {
    let flags = orders.map { "--dates \(shell("\(path)=\($0.rawValue)"))" }
    return flags.dropLast().joined(separator: ", ") + (flags.count > 1 ? " or " : "")
      + (flags.last ?? "")
  }

  static func reversals(_ path: String) -> String {
    "--reversals \(shell("\(path)=booked")) or --reversals \(shell("\(path)=original"))"
  }

  static func sheet(_ path: String, _ name: String) -> String {
    "--sheet \(shell("\(path)=\(name)"))"
  }

  static func dayNumbers(_ path: String) -> String { "--dates \(shell("\(path)=excel"))" }

  static func currency(_ path: String, _ code: String) -> String {
    "--set \(shell("\(path):currency=\(code)"))"
  }

  static func zone(_ path: String, _ example: String) -> String {
    "--zone \(shell("\(path)=\(example)"))"
  }

  /// Returns a word as a shell takes it: in quotes where it has more than letters, digits and plain marks.
  private static func shell(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x5F: true
      default: byte >= 0x80
      }
    }
    if isPlain { return word }
    let escaped = word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }
    return "'\(escaped.joined())'"
  }
}

extension ColumnMapping.DecimalMark {
  var byte: UInt8 { self == .comma ? 0x2C : 0x2E }
}
