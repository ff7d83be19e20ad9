internal import PaymentGraph

/// How the statements of one bank or service are recognised and what their columns mean.
///
/// A statement is one account's view: a row says what came into or went out of it. Column names may
/// give spellings with `|` between them: `Amount (GBP)|Amount (EUR)`.
struct StatementProfile: Sendable {
  var name: String
  let version: Int
  var title: String
  /// The country whose bank writes it, two letters.
  var country: String?
  /// The payment service that writes it, whose ids name one payment each.
  let service: String?
  /// The table of events that explains the types of rows.
  let events: String?
  /// The service whose words for how far a payment has come the column of statuses has.
  let statuses: String?
  /// Header names, all of which must be there; one list for each form of the header.
  let headers: [[String]]
  /// Names that must not be there.
  let without: [String]
  /// Whether the header may have no other names.
  let isExact: Bool
  /// What the file's name must be, for formats that have one header for files of different meaning.
  let file: TextPattern?
  /// What the cells of the rows are, for files without a header.
  let cells: [CellKind]
  /// Says what shows that a file with a header of many banks is this bank's; nil where the header is the bank's own.
  var evidence: [BankEvidence]?
  let isUnquoted: Bool
  let account: [OwnAccountRule]
  let rows: Rows
  var fields: Fields
  /// How dates may be written; empty where the file decides.
  var dates: [DateStyle]
  /// The order of day, month and year in the one file of which the profile was made: each file must show its own.
  let datesSeen: TimeForms.Order?
  var decimal: ColumnMapping.DecimalMark?
  /// The zone of times that state none: a name or an abbreviation.
  let zone: String?
  /// Rows that do not fulfil this moved nothing.
  var settled: RowCondition?
  /// Rows that fulfil this moved nothing, and rows that fulfil neither cannot be understood; nil where all that are
  /// not settled moved nothing.
  let unsettled: RowCondition?
  /// Rows that fulfil one of these moved nothing.
  let memo: [RowCondition]
  var kinds: [KindRule]
  /// The name of the grammar by which narrations are read; nil where columns say all.
  var narrations: String?
  /// Where the statement says who has its account.
  let holder: [HolderRule]
  var remark: String?
  /// The first and the last day on which the bank wrote such files, where known.
  let era: Era?
  /// The file in the folder of fixtures that shows the format.
  let fixture: String?

  /// How a profile names the ways to write dates.
  enum DateStyle: String, CaseIterable, Sendable {
    case dayFirst = "dmy"
    case monthFirst = "mdy"
    case yearFirst = "ymd"
    case dayMonthName = "d-mon-y"
    case monthName = "mon-d-y"
    case compact = "yyyymmdd"
    case shortYearFirst = "yymmdd"
    /// Days as spreadsheets count them.
    case dayNumber = "excel"

    var reader: TimeReader.Style {
      switch self {
      case .dayFirst: .dayFirst
      case .monthFirst: .monthFirst
      case .yearFirst: .yearFirst
      case .dayMonthName: .dayMonthName
      case .monthName: .monthName
      case .compact: .compact
      case .shortYearFirst: .shortYearFirst
      case .dayNumber: .yearFirst
      }
    }
  }

  /// The units in which amounts without marks are written.
  enum Units: String, CaseIterable, Sendable {
    case major, minor
  }

  /// In which order rows stand.
  enum Order: String, CaseIterable, Sendable {
    case auto
    case oldestFirst = "oldest-first"
    case newestFirst = "newest-first"
  }

  /// Which rows are none, and how rows stand to each other.
  struct Rows: Sendable {
    /// Patterns of the first cell that is not empty, for rows to skip.
    var skip: [TextPattern] = []
    /// Patterns of the first cell that is not empty, for the row at which reading stops.
    var stop: [TextPattern] = []
    var order = Order.auto
    /// Whether a row without a date and without amounts continues the text of the one above.
    var joinsText = false
    /// How rows of several currencies that belong to one payment are tied: by the group column.
    var foldsConversions = false
  }

  /// Where money stands.
  enum Amount: Sendable {
    /// One column; out of the account is negative, unless ``Fields/isOutPositive`` says otherwise.
    case signed(String)
    /// Two columns, of which a row fills one.
    case sides(out: String, in: String)
    /// An amount and a column that says which way.
    case marked(amount: String, side: String, out: [String], in: [String])
  }

  /// A fee that a row states beside its amount.
  struct Fee: Sendable {
    let column: String
    /// Whether the balance moves by amount + fee (else by amount - fee).
    let isAdded: Bool
    /// The column of what is left of the amount after the fee, by which the two are checked.
    let net: String
    /// The account that it goes to.
    let account: String
    /// True where only who pays is charged it.
    let isPayers: Bool
    /// The column of its currency; empty where it is that of the amount.
    var currency = ""
    /// The columns of a second fee, which is taken of what arrives, and of its currency.
    var target: Received?
  }

  /// The amount and the currency that arrived, where they differ from those that were sent.
  struct Received: Sendable {
    let amount: String
    let currency: String
  }

  /// What was given back of a payment, where its own row says so and no other does.
  struct Refunded: Sendable {
    let amount: String
    /// The column that has it in the currency in which the payment arrived.
    let settled: String
    let date: String
  }

  /// The columns by what they hold; empty where the format has none.
  struct Fields: Sendable {
    var date = ""
    var time = ""
    var zone = ""
    var valueDate = ""
    var amount = Amount.signed("")
    var fee: Fee?
    var balance = ""
    /// Whether each currency has a balance of its own.
    var balancesPerCurrency = false
    var currency = ""
    var constantCurrency: Currency?
    /// The pattern that finds the currency in the header of the amount column.
    var headerCurrency: TextPattern?
    var narration: [String] = []
    var counterName: [String] = []
    /// The columns that make the other party's account, and what it is where that is not found by its form.
    var counterAccount: [String] = []
    var counterKind: (kind: OwnAccountRule.Kind, bank: String)?
    /// The columns of the two parties' names, where the row names both.
    var payerName: [String] = []
    var payeeName: [String] = []
    /// What the payee got, where the row states that beside the amount sent.
    var received: Received?
    /// What was given back of the payment of the same row, and when.
    var refunded: Refunded?
    /// What is done with cells before they are read.
    var edits: [ColumnEdit] = []
    /// The columns of the two parties' accounts, where the row names both.
    var payerAccount = ""
    var payeeAccount = ""
    var reference = ""
    var id = ""
    var group = ""
    /// The service's id of the payment, by which two of its exports name one, where that is not ``id``.
    var record = ""
    /// The service's id of the payout with which the money of the row left.
    var batch = ""
    var type = ""
    var status = ""
    var impact = ""
    /// The part of the account that a row is of, where each has a balance of its own: `Current`, `Savings`.
    var pot = ""
    var isApostropheStripped = false
    /// True where a positive amount is money that went out, as on many cards.
    var isOutPositive = false
    /// True where amounts are written in pence, cents and the like: 18500 is 185.00.
    var isMinor = false
    /// True where the profile says in which units amounts are.
    var statesUnits = false
    /// True where the balances may decide what a sign means, because nothing else says it.
    var isSignOpen = false

    /// True where a column is named by its place, so that the order of columns must be the same.
    var namesPositions: Bool {
      let several = narration + counterName + counterAccount + payerName + payeeName
      let single = [
        date, time, zone, valueDate, balance, currency, payerAccount, payeeAccount, reference, id,
        group, type, status, impact, pot,
      ]
      let amounts =
        switch amount {
        case .signed(let column): [column]
        case .sides(let out, let into): [out, into]
        case .marked(let amount, let side, _, _): [amount, side]
        }
      return (several + single + amounts).contains { $0.contains("#") }
    }
  }
}

extension StatementProfile.DateStyle {
  /// True where a trimmed cell is a date of this style, and of no other.
  func fits(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    if self == .dayNumber { return DayNumber(bytes, cell) != nil }
    guard TimeReader.read(bytes, cell, style: reader) != nil, let text = TimeText(bytes, cell)
    else {
      return false
    }
    switch reader {
    case .dayFirst, .monthFirst, .shortYearFirst: return text.form == .numbers
    case .yearFirst: return text.form == .yearFirst
    case .compact: return text.form == .compact
    case .dayMonthName: return text.form == .dayMonthName
    case .monthName: return text.form == .monthName
    case .step: return false
    }
  }
}
