internal import PaymentGraph

/// The description of one kind of file: how it is recognised and what its columns mean.
struct Profile: Sendable {
  /// The name that `check` prints.
  let name: String
  /// The title, for human readers.
  var title = ""
  /// The header names that must all be there, as ``HeaderNames/normal(_:)`` writes them; a name listed twice must be
  /// there twice.
  let signature: [String]
  /// True where the header may have no other names.
  var isExact = false
  /// The kinds of the cells of a row, for files without a header.
  var cells: [CellKind] = []
  /// The pattern of the file's name, for formats that have one header for files of different meaning.
  var file: TextPattern?
  /// The days on which the format was written, where known.
  var era: Era?
  /// The columns of each field: normalised names, the n-th of equal ones as `name#2`.
  var columns: [Field: [String]]
  /// The values that every row has.
  var constants: [Field: String] = [:]
  var timeStyle = TimeReader.Style.yearFirst
  /// Currencies by the words that the file uses instead of codes.
  var currencyNames: [String: String] = [:]
  /// Rows whose cell in this column has this value run from beneficiary to payer.
  var reversed: (column: String, value: String)?
  /// True where amounts like `5.68E7` are this format's habit, and no sign of spreadsheet damage.
  var writesExponents = false
  /// True where cells are never enclosed, so that a quote is a character like any other.
  var isUnquoted = false
  /// True where a row is a total of several payments.
  var holdsTotals = false
  /// True where a row that names no second account and says that it is a total is not a transfer.
  var holdsTotalRows = false
  /// True where the user named the columns for this very file, so that each must be there.
  var isMapping = false
  /// True where the files differ in how they write times and amounts, so that each file decides where nothing is
  /// stated.
  var decidesColumns = false
  /// True where ``timeStyle`` is that of all such files.
  var hasStatedTimes = false
  /// The order of day, month and year in the one file from which the profile was made: each file must show its own.
  var datesSeen: TimeForms.Order?
  /// True where amounts are written in pence, cents and the like: 18500 is 185.00.
  var isMinor = false
  /// True where the profile states the units of amounts.
  var statesUnits = false
  /// True where the profile is the user's own.
  var isOwn = false
  /// True where numbers in its columns of times count days, as spreadsheets keep them.
  var readsDayNumbers = false
  /// The decimal mark of all such files; nil where each file decides.
  var decimal: ColumnMapping.DecimalMark?
  /// Columns of ids that other files explain.
  var lookups: [Lookup] = []
  /// Kinds by the words that the file uses.
  var kindWords: [String: TransferKind] = [:]
  /// The column that tells whether a row's payment took place, the words for that, and those for payments that did not;
  /// where the latter are empty, all other words mean that nothing took place.
  var settled: (column: String, words: [String], others: [String])?
  /// A remark that every reader of these files must know.
  var remark: String?
  /// The file in the folder of fixtures that shows the format.
  var fixture: String?

  /// True where a row below the others may be their total: in files whose columns the user named, in those of a profile
  /// of the user's own, and in the canonical form.
  var mayHaveTotalFoot: Bool { isMapping || isOwn || name == Profile.canonical.name }
  /// True where each file decides how its times are written.
  var decidesTimes: Bool { decidesColumns && !hasStatedTimes }
  /// True where each file decides how its amounts are written.
  var decidesAmounts: Bool { decidesColumns && decimal == nil }
  /// True where a column is named by its number, so that the order of columns must be the same.
  private var namesPositions: Bool { columns.values.contains { $0.contains { $0.hasPrefix("#") } } }

  /// Returns true where a file with this header and this name is of the format.
  func knows(_ header: HeaderNames, file name: String) -> Bool {
    guard !signature.isEmpty, header.matches(signature),
      !isExact || header.isWhole(signature, isOrdered: namesPositions)
    else { return false }
    return file.map { $0.compiled().matches(name) } ?? true
  }
}
