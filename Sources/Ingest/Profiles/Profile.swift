internal import PaymentGraph

/// How the files of one kind are recognised and what their columns mean.
struct Profile: Sendable {
  /// The name that `check` prints.
  let name: String
  /// What it is, for people.
  var title = ""
  /// Header names that must all be there, as ``HeaderNames/normal(_:)`` writes them; a name that
  /// stands twice must be there twice.
  let signature: [String]
  /// Whether the header may have no other names.
  var isExact = false
  /// The kinds of the cells of a row, for files without a header.
  var cells: [CellKind] = []
  /// What the file's name must be, for formats that have one header for files of different meaning.
  var file: TextPattern?
  /// The days on which the format was written, where known.
  var era: Era?
  /// What the columns mean: normalised names, the n-th of equal ones as `name#2`.
  var columns: [Field: [String]]
  /// Values that every row has.
  var constants: [Field: String] = [:]
  var timeStyle = TimeReader.Style.yearFirst
  /// Currencies by the words that the file uses instead of codes.
  var currencyNames: [String: String] = [:]
  /// Rows whose cell in this column has this value run from beneficiary to payer.
  var reversed: (column: String, value: String)?
  /// Whether amounts like `5.68E7` are this format's habit, and no sign of spreadsheet damage.
  var writesExponents = false
  /// Whether cells are never enclosed, so that a quote is a character like any other.
  var isUnquoted = false
  /// Whether a row is a total of several payments.
  var holdsTotals = false
  /// Whether a row that names no second account and says that it is a total is one, and no transfer.
  var holdsTotalRows = false
  /// True where the columns are those that somebody named for this very file, so that each must be there.
  var isMapping = false
  /// True where the files differ in how they write times and amounts, so that each file decides what is not stated.
  var decidesColumns = false
  /// True where ``timeStyle`` is that of all such files.
  var hasStatedTimes = false
  /// The order of day, month and year in the one file of which the profile was made: each file must show its own.
  var datesSeen: TimeForms.Order?
  /// True where amounts are written in pence, cents and the like: 18500 is 185.00.
  var isMinor = false
  /// True where the profile says in which units amounts are.
  var statesUnits = false
  /// True where it is the user's own.
  var isOwn = false
  /// True where numbers in its columns of times count days, as spreadsheets keep them.
  var readsDayNumbers = false
  /// The decimal mark of all such files; nil where each decides.
  var decimal: ColumnMapping.DecimalMark?
  /// Columns of ids that other files explain.
  var lookups: [Lookup] = []
  /// Kinds by the words that the file uses.
  var kindWords: [String: TransferKind] = [:]
  /// The column that says whether a row's payment took place, the words for that, and those for what did not;
  /// without the latter all other words say that nothing took place.
  var settled: (column: String, words: [String], others: [String])?
  /// What every reader of these files must know.
  var remark: String?
  /// The file in the folder of fixtures that shows the format.
  var fixture: String?

  /// True where a row below the others may be their total: in files whose columns somebody named, and in one's own.
  var mayHaveTotalFoot: Bool { isMapping || isOwn || name == Profile.canonical.name }
  /// True where each file decides how its times are written.
  var decidesTimes: Bool { decidesColumns && !hasStatedTimes }
  /// True where each file decides how its amounts are written.
  var decidesAmounts: Bool { decidesColumns && decimal == nil }
  /// True where a column is named by its place, so that the order of columns must be the same.
  private var namesPositions: Bool { columns.values.contains { $0.contains { $0.hasPrefix("#") } } }

  /// Whether a file with this header and this name is of the format.
  func knows(_ header: HeaderNames, file name: String) -> Bool {
    guard !signature.isEmpty, header.matches(signature),
      !isExact || header.isWhole(signature, isOrdered: namesPositions)
    else { return false }
    return file.map { $0.compiled().matches(name) } ?? true
  }
}
