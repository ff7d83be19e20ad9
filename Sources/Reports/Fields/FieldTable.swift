internal import PaymentGraph

/// The fields of the rows of an answer, each listed once: text, JSON and CSV are made from them.
///
/// JSON and CSV have the fields in the order of the list. Text has its own, because a reader looks
/// for other things first than a program does.
struct FieldTable<Row> {
  private let fields: [Field<Row>]
  private let order: [String]
  private let currencies: ((Row) -> [Currency])?

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - fields: The fields, in the order of JSON and CSV.
  ///   - order: The titles of the columns of text, in their order; none for that of the fields.
  ///   - currencies: The currencies for each of which CSV has a row, so that amounts stay numbers;
  ///     nil for one row.
  init(
    _ fields: [Field<Row>], text order: [String] = [],
    rowFor currencies: ((Row) -> [Currency])? = nil
  ) {
    self.fields = fields
    self.order = order
    self.currencies = currencies
  }

  // MARK: Text

  /// Returns the rows in aligned columns.
  func table(_ rows: some Sequence<Row>, style: TextStyle) -> AlignedTable {
    let shown = fields.filter { $0.column != nil }
    let places = shown.map { field in
      order.firstIndex(of: field.column?.title ?? "") ?? order.count
    }
    let sorted = shown.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { shown[$0] }
    var table = AlignedTable(sorted.compactMap(\.column), style: style)
    for row in rows { table.add(sorted.map { $0.shown(row) }) }
    return table
  }

  /// Writes the rows in aligned columns, under their heads.
  func lines(_ rows: some Sequence<Row>, style: TextStyle) -> [String] {
    table(rows, style: style).lines
  }

  // MARK: JSON

  /// Returns the members of a row.
  func members(_ row: Row) -> [JSONValue.Member] { fields.flatMap { $0.members(row) } }

  /// Returns a row as an object.
  func object(_ row: Row) -> JSONValue { .object(members(row)) }

  /// Returns all rows as objects.
  func json(_ rows: some Sequence<Row>) -> JSONValue { .array(rows.map(object)) }

  // MARK: CSV

  /// The heads of the columns.
  var heads: [String] { fields.flatMap(\.heads) }

  /// Returns the cells of a row, with its amounts in one currency.
  func cells(of row: Row, in currency: Currency? = nil) -> [CSVText.Cell] {
    fields.flatMap { $0.cells(row, currency) }
  }

  /// Writes the heads and all rows.
  func csv(_ rows: some Sequence<Row>) -> String {
    var text = CSVText.heads(heads)
    for row in rows {
      let divided: [Currency?] = currencies.map { $0(row) } ?? [nil]
      for currency in divided { text += CSVText.line(cells(of: row, in: currency)) }
    }
    return text
  }
}
