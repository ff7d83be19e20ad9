internal import PaymentGraph

/// A condition on the cells of a row: all patterns must be found.
struct RowCondition: Sendable {
  /// The text of a row that a condition examines.
  enum Subject: String, CaseIterable, Sendable {
    case type, status, narration, name, impact, reference, pot
  }

  let patterns: [(subject: Subject, pattern: TextPattern)]

  func compiled() -> Compiled {
    Compiled(patterns: patterns.map { ($0.subject, $0.pattern.compiled()) })
  }

  /// A condition ready for matching.
  struct Compiled {
    fileprivate let patterns: [(Subject, TextPattern.Compiled)]

    /// Returns true where nothing else is examined.
    func looksOnly(at subject: Subject) -> Bool { patterns.allSatisfy { $0.0 == subject } }

    /// Returns true where a row, whose texts the closure returns by subject, fulfils the condition.
    func holds(_ text: (Subject) -> String) -> Bool {
      patterns.allSatisfy { subject, pattern in pattern.matches(text(subject)) }
    }
  }
}

/// The kind of rows that fulfil a condition; of several rules the first that fits decides.
struct KindRule: Sendable {
  /// The side on which a rule holds.
  enum Direction: String, CaseIterable, Sendable { case out, `in` }

  let condition: RowCondition
  let kind: TransferKind
  /// The side on which the rule holds (cash is withdrawn where money went out); nil for both.
  var direction: Direction?

  /// A rule ready for matching.
  struct Compiled {
    let kind: TransferKind
    let direction: Direction?
    let condition: RowCondition.Compiled

    init(_ rule: KindRule) {
      kind = rule.kind
      direction = rule.direction
      condition = rule.condition.compiled()
    }

    /// Returns true where a row, whose texts the closure returns by subject, is of the rule's kind.
    func holds(isOut: Bool, _ text: (RowCondition.Subject) -> String) -> Bool {
      if let direction, (direction == .out) != isOut { return false }
      return condition.holds(text)
    }
  }
}

/// A part of a statement that names the holder of its account.
enum HolderRule: Sendable {
  /// In the lines before the header.
  case preamble(TextPattern)
  /// In a column of each row.
  case column(String)

  static func rules(_ root: ProfileSection) throws(ProfileError) -> [HolderRule] {
    var rules: [HolderRule] = []
    for section in try root.sections("holder", keys: ["preamble", "column"]) {
      switch section.present(of: ["preamble", "column"]) {
      case ["preamble"]: rules.append(.preamble(try TextPattern(section, "preamble")))
      case ["column"]: rules.append(.column(try section.required("column")))
      default:
        throw section.error("preamble", "a holder comes from one of these only: preamble or column")
      }
    }
    return rules
  }
}

/// The changes made to the cells of a column before they are read.
///
/// In this order: an empty cell takes the text of other columns, a pattern picks a part of it, another is cut out, and
/// words are replaced by a table. The bytes of the file stay as they are; citations are of the whole row.
struct ColumnEdit: Sendable {
  /// The column, in the spellings that it may have.
  let column: String
  /// The columns that replace an empty cell; the first filled one is taken.
  var others: [String] = []
  /// The pattern of the part that is kept: its groups put into ``form``, or its first group; a cell that does not match
  /// stays as it is.
  var part: TextPattern?
  /// The text into which groups are put, as `{1}`; nil for the first group alone.
  var form: String?
  /// The pattern of the part that is removed.
  var strip: TextPattern?
  /// The replacements of words, by the words in capitals.
  var words: [String: String] = [:]

  /// An edit of one header's columns, ready for cells.
  struct Placed {
    fileprivate let column: Int
    fileprivate let others: [Int]
    fileprivate let part: TextPattern.Compiled?
    fileprivate let form: String?
    fileprivate let strip: TextPattern.Compiled?
    fileprivate let words: [String: String]

    /// Changes the cells of one row.
    func apply(to cells: inout [String]) {
      guard column < cells.count else { return }
      var text = cells[column]
      if text.isEmpty {
        text = others.first { $0 < cells.count && !cells[$0].isEmpty }.map { cells[$0] } ?? ""
      }
      if let groups = part?.groups(in: text) {
        text = form.map { filled($0, groups) } ?? groups.first ?? text
      }
      if let strip { text = strip.removed(from: text) }
      if let word = words[StatementText.normal(text)] { text = word }
      cells[column] = text
    }

    private func filled(_ form: String, _ groups: [String]) -> String {
      var text = form
      for (number, group) in groups.enumerated() {
        text = text.replacing("{\(number + 1)}", with: group)
      }
      return text
    }
  }

  /// Returns the edit for a header; nil where the header lacks the column.
  func placed(on header: HeaderNames) -> Placed? {
    guard let position = StatementPlan.position(of: column, in: header) else { return nil }
    return Placed(
      column: position, others: others.compactMap { StatementPlan.position(of: $0, in: header) },
      part: part?.compiled(), form: form, strip: strip?.compiled(), words: words)
  }
}
