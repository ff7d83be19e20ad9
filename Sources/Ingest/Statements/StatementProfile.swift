internal import PaymentGraph

/// The description of the statements of one bank or service: how they are recognised and what their columns mean.
///
/// A statement is the view of one account: a row tells of money that came into it or went out. Column names may give
/// spellings with `|` between them: `Amount (GBP)|Amount (EUR)`.
struct StatementProfile: Sendable {
  var name: String
  let version: Int
  var title: String
  /// The country of the bank that writes the statements, two letters.
  var country: String?
  /// The payment service that writes the statements, whose ids name one payment each.
  let service: String?
  /// The table of events that explains the types of rows.
  let events: String?
  /// The service whose words for the progress of a payment stand in the column of statuses.
  let statuses: String?
  /// Header names, all of which must be there; one list for each form of the header.
  let headers: [[String]]
  /// Names that must not be there.
  let without: [String]
  /// True where the header may have no other names.
  let isExact: Bool
  /// The pattern of the file's name, for formats that have one header for files of different meaning.
  let file: TextPattern?
  /// The kinds of the cells of the rows, for files without a header.
  let cells: [CellKind]
  /// The evidence that a file with a header of many banks is this bank's; nil where the header is the bank's own.
  var evidence: [BankEvidence]?
  let isUnquoted: Bool
  let account: [OwnAccountRule]
  let rows: Rows
  var fields: Fields
  /// The styles in which dates may be written; empty where the file decides.
  var dates: [DateStyle]
  /// The order of day, month and year in the one file from which the profile was made: each file must show its own.
  let datesSeen: TimeForms.Order?
  var decimal: ColumnMapping.DecimalMark?
  /// The zone of times that state none: a name or an abbreviation.
  let zone: String?
  /// The condition of rows that moved money: rows that do not fulfil it moved nothing.
  var settled: RowCondition?
  /// The condition of rows that moved nothing; nil where all rows that are not settled moved nothing.
  ///
  /// Rows that fulfil neither condition cannot be understood.
  let unsettled: RowCondition?
  /// Conditions of rows that moved nothing: one is enough.
  let memo: [RowCondition]
  var kinds: [KindRule]
  /// The name of the grammar by which narrations are read; nil where columns tell everything.
  var narrations: String?
  /// The parts of the statement that name its account's holder.
  let holder: [HolderRule]
  var remark: String?
  /// The first and the last day on which the bank wrote such files, where known.
  let era: Era?
  /// The file in the folder of fixtures that shows the format.
  let fixture: String?

  /// The names of the styles of dates in profiles.
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

  /// The order of the rows.
  enum Order: String, CaseIterable, Sendable {
    case auto
    case oldestFirst = "oldest-first"
    case newestFirst = "newest-first"
  }

  /// The lines that are not rows, and the relations between rows.
  struct Rows: Sendable {
    /// Patterns of the first cell that is not empty, for rows to skip.
    var skip: [TextPattern] = []
    /// Patterns of the first cell that is not empty, for the row at which reading stops.
    var stop: [TextPattern] = []
    var order = Order.auto
    /// True where a row without a date and without amounts continues the text of the row above.
    var joinsText = false
    /// True where rows of several currencies that belong to one payment are tied by the group column.
    var foldsConversions = false
  }

  /// The columns of money.
  enum Amount: Sendable {
    /// One column; money out of the account is negative, unless ``Fields/isOutPositive`` is true.
    case signed(String)
    /// Two columns, of which each row fills one.
    case sides(out: String, in: String)
    /// An amount, and a column that tells its direction.
    case marked(amount: String, side: String, out: [String], in: [String])
  }

  /// A fee that a row states beside its amount.
  struct Fee: Sendable {
    let column: String
    /// True where the balance moves by amount + fee, false where by amount - fee.
    let isAdded: Bool
    /// The column of the rest of the amount after the fee, by which the two are checked.
    let net: String
    /// The account that receives the fee.
    let account: String
    /// True where only the payer is charged the fee.
    let isPayers: Bool
    /// The column of the fee's currency; empty where it is that of the amount.
    var currency = ""
    /// The columns of a second fee, which is taken from the amount that arrives, and of its currency.
    var target: Received?
  }

  /// The amount and the currency that arrived, where they differ from those that were sent.
  struct Received: Sendable {
    let amount: String
    let currency: String
  }

  /// The refund that a payment's own row states, where no other row does.
  struct Refunded: Sendable {
    let amount: String
    /// The column of the amount in the currency in which the payment arrived.
    let settled: String
    let date: String
  }

  /// The columns by their contents; empty where the format has none.
  struct Fields: Sendable {
    var date = ""
    var time = ""
    var zone = ""
    var valueDate = ""
    var amount = Amount.signed("")
    var fee: Fee?
    var balance = ""
    /// True where each currency has a balance of its own.
    var balancesPerCurrency = false
    var currency = ""
    var constantCurrency: Currency?
    /// The pattern that finds the currency in the header of the amount column.
    var headerCurrency: TextPattern?
    var narration: [String] = []
    var counterName: [String] = []
    /// The columns that make the other party's account, and its kind where that is not found by its form.
    var counterAccount: [String] = []
    var counterKind: (kind: OwnAccountRule.Kind, bank: String)?
    /// The columns of the two parties' names, where the row names both.
    var payerName: [String] = []
    var payeeName: [String] = []
    /// The amount that the beneficiary received, where the row states it beside the amount sent.
    var received: Received?
    /// The amount given back of the payment of the same row, and the day.
    var refunded: Refunded?
    /// The edits of cells before they are read.
    var edits: [ColumnEdit] = []
    /// The columns of the two parties' accounts, where the row names both.
    var payerAccount = ""
    var payeeAccount = ""
    var reference = ""
    var id = ""
    var group = ""
    /// The service's id of the payment, by which two of its exports name it, where that is not ``id``.
    var record = ""
    /// The service's id of the payout by which the money of the row left.
    var batch = ""
    var type = ""
    var status = ""
    var impact = ""
    /// The part of the account to which a row belongs, where each part has a balance of its own: `Current`, `Savings`.
    var pot = ""
    var isApostropheStripped = false
    /// True where a positive amount is money that went out, as on many cards.
    var isOutPositive = false
    /// True where amounts are written in pence, cents and the like: 18500 is 185.00.
    var isMinor = false
    /// True where the profile states the units of amounts.
    var statesUnits = false
    /// True where the balances may decide the meaning of a sign, because nothing else does.
    var isSignOpen = false

    /// True where a column is named by its number, so that the order of columns must be the same.
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
  /// Returns true where a trimmed cell is a date of this style, and of no other.
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
