internal import FundTracing
internal import PaymentGraph

/// A field of the rows of an answer: how text, JSON and CSV show it.
///
/// The forms of a value follow from its kind: a ``time(_:column:unknown:_:)`` is ISO 8601 everywhere, a
/// ``money(_:column:_:)`` is words for people and one amount for each row of CSV. A form that an answer
/// leaves out is dropped by ``without(_:)``.
struct Field<Row> {
  /// The form of an answer that has a field.
  enum Form: Hashable { case text, json, csv }

  /// The column of text with its cell; nil where text leaves the field out.
  private(set) var column: AlignedTable.Column?
  private(set) var shown: (Row) -> String
  /// The members of the row's JSON object.
  private(set) var members: (Row) -> [JSONValue.Member]
  /// The heads of the columns of CSV.
  private(set) var heads: [String]
  /// The cells under them; the currency is that of the row of CSV, nil where rows are not divided.
  private(set) var cells: (Row, Currency?) -> [CSVText.Cell]

  private init(
    _ name: String, _ column: AlignedTable.Column?, shown: @escaping (Row) -> String,
    json: @escaping (Row) -> JSONValue,
    csv: @escaping (Row, Currency?) -> CSVText.Cell
  ) {
    self.column = column
    self.shown = shown
    members = { [(name, json($0))] }
    heads = [name]
    cells = { [csv($0, $1)] }
  }

  /// Returns the field without some of its forms.
  func without(_ forms: Form...) -> Field {
    var field = self
    if forms.contains(.text) { field.column = nil }
    if forms.contains(.json) { field.members = { _ in [] } }
    if forms.contains(.csv) { (field.heads, field.cells) = ([], { _, _ in [] }) }
    return field
  }

  /// Returns the field with other heads in CSV than its names in JSON.
  func named(csv heads: [String]) -> Field {
    var field = self
    field.heads = heads
    return field
  }

  /// Returns the field with words of its own for people.
  func showing(_ shown: @escaping (Row) -> String) -> Field {
    var field = self
    field.shown = shown
    return field
  }

  // MARK: Kinds

  /// A whole number.
  static func number(
    _ name: String, column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> Int
  ) -> Field {
    Field(
      name, column, shown: { Plural.grouped(value($0)) }, json: { .integer(value($0)) },
      csv: { row, _ in .value("\(value(row))") })
  }

  /// A word of the program's own, or a number that it has written.
  static func word(
    _ name: String, column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> String
  ) -> Field {
    Field(
      name, column, shown: value, json: { .string(value($0)) },
      csv: { row, _ in .value(value(row)) })
  }

  /// A text from the data; null in JSON and empty elsewhere where there is none.
  static func text(
    _ name: String, column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> String?
  ) -> Field {
    Field(
      name, column, shown: { value($0) ?? "" }, json: { .optional(value($0)) },
      csv: { row, _ in .text(value(row) ?? "") })
  }

  /// The key of an account; text names it with what is known of a party without a number.
  static func key(
    _ name: String, column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> Account
  ) -> Field {
    text(name, column: column) { value($0).key }.showing { PartyText.key(value($0)) }
  }

  /// A property that a row has or has not.
  static func flag(_ name: String, _ value: @escaping (Row) -> Bool) -> Field {
    Field(
      name, nil, shown: { _ in "" }, json: { .bool(value($0)) },
      csv: { row, _ in .value("\(value(row))") })
  }

  /// A time; text shows `unknown` where there is none.
  static func time(
    _ name: String, column: AlignedTable.Column? = nil, unknown: String = "",
    _ value: @escaping (Row) -> PostingTime?
  ) -> Field {
    Field(
      name, column, shown: { value($0)?.iso8601 ?? unknown }, json: { .time(value($0)) },
      csv: { row, _ in .value(value(row)?.iso8601 ?? "") })
  }

  /// Sums in one or more currencies; a row of CSV has that of its own currency.
  static func money(
    _ name: String, column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> MoneyTotals?
  ) -> Field {
    Field(
      name, column, shown: { value($0)?.words ?? "" },
      json: { value($0).map(JSONValue.totals) ?? .null },
      csv: { row, currency in
        .value(value(row)?.lines.first { $0.currency == currency }?.decimalText ?? "")
      })
  }

  /// An exact amount of a currency; nil where the row has none.
  ///
  /// Text rounds it. JSON has the number itself, or its bounds under `between`; CSV has it rounded
  /// and exact.
  static func exact(
    _ name: String, decimal: String, between: String = "between",
    column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> (Fraction, Currency)?
  ) -> Field {
    var field = word(name, column: column) {
      value($0).map { AmountText.people($0.0, $0.1) } ?? ""
    }
    field.members = { row in
      value(row).map { ExactMembers.of([(name, $0.0)], $0.1, between: between) } ?? []
    }
    field.heads = [decimal, name]
    field.cells = { row, _ in
      value(row).map {
        [.value(AmountText.decimal($0.0, $0.1)), .value(AmountText.exact($0.0, $0.1))]
      } ?? [.value(""), .value("")]
    }
    return field
  }

  /// A transfer with the row that shows it, for CSV; `step` counts the transfers of an answer.
  static func transfer(_ value: @escaping (Row) -> (transfer: Transfer, step: Int)) -> Field {
    csv(TransferRow.heads) { TransferRow.cells(value($0).transfer, step: value($0).step) }
  }

  /// The account of a row: key in text, with its details in JSON and CSV.
  static func account(
    _ column: AlignedTable.Column? = nil, _ value: @escaping (Row) -> Account
  ) -> Field {
    var field = text("account", column: column) { PartyText.key(value($0)) }
    field.members = { JSONValue.account(value($0)) }
    field.heads = CSVText.accountHeads
    field.cells = { row, _ in CSVText.cells(of: value(row)) }
    return field
  }

  /// The fields of a part of a row, as an object in JSON and as columns in CSV; null and empty
  /// where the row has no such part.
  static func part<Part>(
    _ name: String, fields: FieldTable<Part>, _ value: @escaping (Row) -> Part?
  ) -> Field {
    var field = Field(
      name, nil, shown: { _ in "" }, json: { value($0).map(fields.object) ?? .null },
      csv: { _, _ in .value("") })
    field.heads = fields.heads
    field.cells = { row, currency in
      value(row).map { fields.cells(of: $0, in: currency) }
        ?? Array(repeating: .value(""), count: fields.heads.count)
    }
    return field
  }

  // MARK: Single forms

  /// A column of text.
  static func shown(_ column: AlignedTable.Column, _ value: @escaping (Row) -> String) -> Field {
    word("", column: column, value).without(.json, .csv)
  }

  /// A member of JSON.
  static func json(_ name: String, _ value: @escaping (Row) -> JSONValue) -> Field {
    Field(name, nil, shown: { _ in "" }, json: value, csv: { _, _ in .value("") }).without(.csv)
  }

  /// Several members of JSON.
  static func json(_ members: @escaping (Row) -> [JSONValue.Member]) -> Field {
    var field = json("") { _ in .null }
    field.members = members
    return field
  }

  /// A column of CSV.
  static func csv(_ name: String, _ value: @escaping (Row) -> CSVText.Cell) -> Field {
    Field(name, nil, shown: { _ in "" }, json: { _ in .null }, csv: { row, _ in value(row) })
      .without(.json)
  }

  /// Several columns of CSV.
  static func csv(_ names: [String], _ value: @escaping (Row) -> [CSVText.Cell]) -> Field {
    var field = csv("") { _ in .value("") }
    field.heads = names
    field.cells = { row, _ in value(row) }
    return field
  }

  /// The currency of a row of CSV.
  static var currency: Field {
    Field(
      "currency", nil, shown: { _ in "" }, json: { _ in .null },
      csv: { _, currency in .value(currency?.code ?? "") }
    ).without(.json)
  }
}
