internal import PaymentGraph

/// A format applied to one header: the indices of the columns, ready for reading rows.
struct LedgerPlan: Sendable {
  var profile: LedgerFormat
  /// The forms of times and amounts, where the file itself decides.
  var timeForms: TimeForms
  var amountStyle = AmountStyle.point
  /// True where times of day are given without their zone; rows that name one are told apart one by one.
  var hasLocalClock = false
  /// True where rows may name no zone for their times; a built-in format that states its times has them on one clock,
  /// which counts as that of UTC.
  var judgesClocks = false
  /// True where times of the file state offsets from UTC.
  var statesOffsets = false
  /// The shift of the file's days from those of UTC; nil where nothing gives it.
  var dayShift: DayShift?
  /// The forms stated for the file that its cells contradict.
  var contradictions: [FileForms.Contradiction] = []
  /// True where the file has times of both orders of day and month.
  var isTimeContested = false
  /// The decisions and their reasons, in words.
  var decisions: [String] = []
  /// The header as it stands in the file.
  let header: [String]
  let width: Int
  let from: [Int]
  let to: [Int]
  let amount: Int?
  /// The indices of the other columns; nil where the file has none.
  let id: Int?
  let time: Int?
  let until: Int?
  let count: Int?
  let currency: Int?
  let receivedAmount: Int?
  let receivedCurrency: Int?
  let reference: Int?
  let link: Int?
  let kind: Int?
  let order: Int?
  let decision: Int?
  /// The columns in which a list of transfers says more of its rows.
  let listed: ListedColumns
  let reversal: Int?
  let reversalValue: [UInt8]
  let facts: PartyColumns
  /// The lookups by the column that holds their ids.
  let lookups: [Int: Lookup]
  /// The column that tells whether a payment took place.
  let settled: Int?
  let constantCurrency: Currency?
  var constantTime: PostingTime?
  /// The currency for empty cells of the currency's column.
  let currencyOfBlanks: Currency?
  /// Further values that every row has: an account, an amount, a kind, or facts about an account.
  let constants: [Field: [UInt8]]

  /// True where rows need more than their cells: other files, words for kinds, a flag on times, or a check of what
  /// settled.
  var needsMoreThanCells: Bool {
    !lookups.isEmpty || settled != nil || order != nil || decision != nil || !listed.isEmpty
      || !profile.kindWords.isEmpty
      || timeForms.zone != nil || timeForms.readsDayNumbers || profile.isMinor
      || currencyOfBlanks != nil || !constants.isEmpty
  }

  /// True where a column of payers or beneficiaries is named as one of cards.
  var namesCardColumn: Bool {
    (from + to).contains { header[$0].lowercased().contains("card") }
  }

  /// The last column that holds anything; a row that ends after it lacks nothing.
  var lastMapped: Int {
    let single = [
      amount, id, time, until, count, currency, receivedAmount, receivedCurrency, reference, link,
      kind, order, decision, reversal, settled,
    ]
    return (from + to + single.compactMap(\.self) + facts.positions + listed.positions).max() ?? 0
  }

  /// The columns of facts about the two accounts.
  struct PartyColumns: Sendable {
    let fromRole: Int?
    let toRole: Int?
    let fromName: Int?
    let toName: Int?
    let fromInstitution: Int?
    let toInstitution: Int?
    let fromCountry: Int?
    let toCountry: Int?

    /// The columns that the file has.
    var positions: [Int] {
      [fromRole, toRole, fromName, toName, fromInstitution, toInstitution, fromCountry, toCountry]
        .compactMap(\.self)
    }

    var isEmpty: Bool { positions.isEmpty }
  }

  /// The reason why a header lacks a field that a file must have.
  enum Lack: Error {
    case missing(Field, [String])
    case ambiguous(Field, String)
    case badConstant(Field, String)
  }

  init(_ profile: LedgerFormat, on header: HeaderNames) throws(Lack) {
    func positions(_ field: Field) throws(Lack) -> [Int] {
      var found: [Int] = []
      if profile.constants[field] != nil, field != .currency { return [] }
      for name in profile.columns[field] ?? [] {
        guard let position = header.position(of: name) else {
          // A user named this column for this file, so its absence must be reported.
          if profile.isMapping { throw Lack.missing(field, [name]) }
          continue
        }
        if !name.contains("#"),
          header.count(of: name) > profile.signature.count(where: { $0 == name }),
          header.count(of: name) > 1
        {
          throw Lack.ambiguous(field, header.written[position])
        }
        found.append(position)
      }
      return found
    }
    func one(_ field: Field) throws(Lack) -> Int? { try positions(field).first }

    self.profile = profile
    timeForms = TimeForms(profile.timeStyle)
    timeForms.readsDayNumbers = profile.readsDayNumbers
    if let mark = profile.decimal {
      amountStyle = AmountStyle(decimalMark: mark.byte, isSure: true)
    }
    self.header = header.written
    width = header.written.count
    from = try positions(.from)
    to = try positions(.to)
    amount = try one(.amount)
    for (field, found) in [(Field.from, from), (.to, to), (.amount, amount.map { [$0] } ?? [])]
    where profile.constants[field] == nil
      && found.count < max(1, profile.columns[field]?.count ?? 0)
    {
      throw Lack.missing(field, profile.columns[field] ?? [])
    }
    id = try one(.id)
    time = try one(.time)
    until = try one(.until)
    count = try one(.count)
    currency = try one(.currency)
    receivedAmount = try one(.receivedAmount)
    receivedCurrency = try one(.receivedCurrency)
    reference = try one(.reference)
    link = try one(.link)
    kind = try one(.kind)
    order = try one(.order)
    decision = try one(.decision)
    listed = ListedColumns(
      number: try one(.listNumber), mayShow: try one(.mayShow), givesBack: try one(.givesBack),
      fromLeadsTo: try one(.fromLeadsTo), toLeadsTo: try one(.toLeadsTo),
      rowsUnread: try one(.rowsUnread))
    reversal = profile.reversed.flatMap { header.position(of: $0.column) }
    reversalValue = Array((profile.reversed?.value ?? "").utf8)
    facts = PartyColumns(
      fromRole: try one(.fromRole), toRole: try one(.toRole), fromName: try one(.fromName),
      toName: try one(.toName), fromInstitution: try one(.fromInstitution),
      toInstitution: try one(.toInstitution), fromCountry: try one(.fromCountry),
      toCountry: try one(.toCountry))
    var lookups: [Int: Lookup] = [:]
    for lookup in profile.lookups {
      guard let position = header.position(of: lookup.column) else { continue }
      lookups[position] = lookup
    }
    self.lookups = lookups
    settled = profile.settled.flatMap { header.position(of: $0.column) }
    if let code = profile.constants[.currency] {
      guard let known = Currency(code) else { throw Lack.badConstant(.currency, code) }
      // A row's own currency is never overruled; the constant fills empty cells.
      constantCurrency = currency == nil ? known : nil
      currencyOfBlanks = currency == nil ? nil : known
    } else {
      guard currency != nil else {
        throw Lack.missing(.currency, profile.columns[.currency] ?? [])
      }
      constantCurrency = nil
      currencyOfBlanks = nil
    }
    var constants: [Field: [UInt8]] = [:]
    for (field, value) in profile.constants where field != .currency && field != .time {
      constants[field] = Array(value.utf8)
    }
    self.constants = constants
    if let text = profile.constants[.time] {
      let bytes = Array(text.utf8)
      let cell = Cell(start: 0, end: bytes.count)
      guard let known = TimeReader.read(bytes.span, cell, style: .yearFirst) else {
        throw Lack.badConstant(.time, text)
      }
      constantTime = known
    } else {
      constantTime = nil
    }
  }
}
