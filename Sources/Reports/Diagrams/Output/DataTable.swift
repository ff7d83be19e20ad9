public import Drawing
internal import PaymentGraph

/// The content of a drawing as a table: the form that everybody can read.
public struct DataTable: Sendable, Hashable {
  /// A line of the table.
  public struct Row: Sendable, Hashable {
    /// The name of the row's part in the drawing; nil where the drawing has none.
    public var name: NodeID?
    /// The cells of the line, one a column.
    public var cells: [String]
    /// The days of its payments, one for each that has a day, so that a page can show those of some days.
    public var days: [String] = []
    /// The parts of the drawing that it lies between.
    public var ends: [NodeID] = []

    /// `2024-01-03 2024-02-01*2`: each day once, with how often it occurs.
    var dayWords: String {
      var counts: [String: Int] = [:]
      for day in days { counts[day, default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }
        .map { $1 == 1 ? $0 : "\($0)*\($1)" }.joined(separator: " ")
    }
  }

  /// The heads of the columns.
  public var heads: [String]
  /// The columns that hold numbers.
  public var numbers: Set<Int>
  /// The column that says how many payments a line stands for; nil for none.
  public var countColumn: Int?
  /// The lines of the table.
  public var rows: [Row]

  /// A table; see the properties.
  init(heads: [String], numbers: Set<Int>, countColumn: Int? = nil, rows: [Row]) {
    self.heads = heads
    self.numbers = numbers
    self.countColumn = countColumn
    self.rows = rows
  }

  var texts: [String] { heads + rows.flatMap(\.cells) }
}

/// The words for the files and lines that show payments, so that a reader can look them up.
struct RecordWords {
  /// The most lines of a file that are named.
  private static let mostLines = 6

  let mask: DiagramMask

  /// Writes `paypal.csv:12, 45 and 9 more; bank.csv:3`, in the order of names.
  func text(_ transfers: some Sequence<Transfer>) -> String {
    var lines: [SourceFile: Set<Int>] = [:]
    for citation in transfers.flatMap(\.evidence) {
      lines[citation.file, default: []].insert(citation.line)
    }
    let files = lines.keys.sorted { ($0.name, $0.digest) < ($1.name, $1.digest) }
    return files.map { file in
      let own = (lines[file] ?? []).sorted()
      let shown = own.prefix(RecordWords.mostLines).map(String.init).joined(separator: ", ")
      let more = own.count - RecordWords.mostLines
      return "\(name(file)):\(shown)" + (more > 0 ? " and \(more) more" : "")
    }.joined(separator: "; ")
  }

  /// Returns the name of a file, masked because files are named for people and accounts.
  private func name(_ file: SourceFile) -> String {
    if mask.hidesNames { return "file \(file.digest.hex.prefix(12))" }
    return mask == .none ? file.name : AccountMask.withoutNumbers(file.name)
  }
}
