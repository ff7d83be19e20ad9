internal import PaymentGraph

/// A format of files whose rows name both accounts.
struct LedgerFormat: DescribedFormat {
  var about: FormatDescription
  /// The header names that must all be there, as ``HeaderNames/normal(_:)`` writes them; a name listed twice must be
  /// there twice.
  let signature: [String]
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
  /// True where the profile is the user's own.
  var isOwn = false
  /// Columns of ids that other files explain.
  var lookups: [Lookup] = []
  /// Kinds by the words that the file uses.
  var kindWords: [String: TransferKind] = [:]
  /// The column that tells whether a row's payment took place, the words for that, and those for payments that did not;
  /// where the latter are empty, all other words mean that nothing took place.
  var settled: (column: String, words: [String], others: [String])?

  /// Makes a format that no profile describes.
  init(
    name: String, title: String = "", signature: [String], columns: [Field: [String]],
    constants: [Field: String] = [:], decidesColumns: Bool = false
  ) {
    about = FormatDescription(name: name, title: title)
    self.signature = signature
    self.columns = columns
    self.constants = constants
    self.decidesColumns = decidesColumns
  }

  /// True where a row below the others may be their total: in files whose columns the user named, in those of a profile
  /// of the user's own, and in the canonical form.
  var mayHaveTotalFoot: Bool {
    isMapping || isOwn || about.name == LedgerFormat.canonical.about.name
  }
  /// True where no profile describes the format: a table in the canonical form, an edge list, or columns that the user
  /// named.
  var isUndescribed: Bool {
    isMapping || [LedgerFormat.canonical.about.name, EdgeList.name].contains(about.name)
  }
  /// True where each file decides how its times are written.
  var decidesTimes: Bool { decidesColumns && !hasStatedTimes }
  /// True where each file decides how its amounts are written.
  var decidesAmounts: Bool { decidesColumns && about.decimal == nil }
  /// True where numbers in its columns of times count days, as spreadsheets keep them.
  var readsDayNumbers: Bool { about.dates.contains(.dayNumber) }
  /// True where a column is named by its number, so that the order of columns must be the same.
  private var namesPositions: Bool { columns.values.contains { $0.contains { $0.hasPrefix("#") } } }

  /// Returns true where a file with this header and this name is of the format.
  func knows(_ header: HeaderNames, file name: String) -> Bool {
    guard !signature.isEmpty, header.matches(signature),
      !about.isExact || header.isWhole(signature, isOrdered: namesPositions)
    else { return false }
    return about.file.map { $0.compiled().matches(name) } ?? true
  }
}

extension LedgerFormat {
  /// The format that needs no mapping.
  static let canonical = LedgerFormat(
    name: "canonical", signature: ["time", "from", "to", "amount", "currency"],
    columns: Dictionary(
      uniqueKeysWithValues: Field.allCases.filter { $0 != .until && $0 != .count }.map {
        ($0, [HeaderNames.normal($0.rawValue)])
      }), decidesColumns: true)
}

/// The generic edge list: any table whose header names both accounts and an amount in known words.
enum EdgeList {
  static let name = "edge-list"

  /// The names of columns of times.
  static let timeNames: Set<String> = Set(
    [HeaderNames.normal(Field.time.rawValue)] + (words[.time] ?? []))

  /// Returns the profile for a header; nil where it does not name payer, beneficiary and amount.
  ///
  /// The currency may be missing: then it must be given for the whole file.
  static func profile(for header: HeaderNames, constants: [Field: String]) -> LedgerFormat? {
    var columns: [Field: [String]] = [:]
    for field in Field.allCases {
      let names = [HeaderNames.normal(field.rawValue)] + (words[field] ?? [])
      let found = names.first { header.count(of: $0) > 0 }
      if let found { columns[field] = [found] }
    }
    preferAccounts(of: header, in: &columns)
    guard let from = columns[.from], let to = columns[.to], let amount = columns[.amount] else {
      return nil
    }
    var profile = LedgerFormat(
      name: name, title: "generic edge list", signature: from + to + amount,
      columns: columns, constants: constants,
      decidesColumns: true)
    profile.holdsTotalRows = true
    return profile
  }

  /// Takes the columns of both parties' accounts where a header has them beside those of their names: two people of one
  /// name are two accounts.
  private static func preferAccounts(of header: HeaderNames, in columns: inout [Field: [String]]) {
    func accounts(_ sides: [String]) -> [String] {
      sides.flatMap { side in
        [
          "\(side)account", "\(side)accountnumber", "\(side)accountno", "\(side)accountid",
          "\(side)iban",
        ]
      }.filter { header.count(of: $0) == 1 }
    }
    let from = accounts(["from", "payer", "sender", "source", "debtor", "originator", "remitter"])
    let to = accounts(["to", "payee", "receiver", "target", "creditor", "beneficiary", "recipient"])
    guard from.count == 1, to.count == 1 else { return }
    for (field, name, account) in [(Field.from, Field.fromName, from), (.to, .toName, to)]
    where columns[field] != account {
      if columns[name] == nil { columns[name] = columns[field] }
      columns[field] = account
    }
  }

  /// Other words for a field than its own name, the most telling first.
  private static let words: [Field: [String]] = [
    .id: ["transactionid", "txid", "transferid"],
    .time: ["date", "timestamp", "datetime", "when", "bookingdate", "transactiondate"],
    .from: ["payer", "source", "sender", "fromaccount", "sourceaccount", "debtor"],
    .to: [
      "payee", "target", "receiver", "beneficiary", "toaccount", "targetaccount", "creditor",
    ],
    .amount: ["value", "amountpaid"],
    .currency: ["ccy", "currencycode"],
    .reference: ["ref", "purpose"],
    .fromName: ["payername", "sendername"],
    .toName: ["payeename", "beneficiaryname"],
  ]
}

extension LedgerFormat {
  /// Reads a profile of rows that name both accounts.
  init(_ root: ProfileSection, about: FormatDescription) throws(ProfileError) {
    guard let fields = try root.section("fields", keys: Field.allCases.map(\.rawValue)) else {
      throw root.error("fields", "\"fields\" is missing: where from, to and amount stand")
    }
    var columns: [Field: [String]] = [:]
    for field in Field.allCases {
      let names = try fields.texts(field.rawValue)
      if !names.isEmpty { columns[field] = names.map(HeaderNames.reference) }
    }
    self.init(
      name: about.name, signature: (about.headers.first ?? []).map(HeaderNames.normal),
      columns: columns)
    self.about = about
    if let section = try root.section("constants", keys: Field.allCases.map(\.rawValue)) {
      for field in Field.allCases {
        guard let value = try section.text(field.rawValue) else { continue }
        if let reason = ColumnMapping.refusal(ofConstant: field, value) {
          throw section.error(field.rawValue, reason)
        }
        constants[field] = value
      }
    }
    for pair in try root.texts("currencies") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, Currency(parts[1]) != nil else {
        throw root.error("currencies", "\"\(pair)\" is not of the form word=code")
      }
      currencyNames[parts[0]] = parts[1]
    }
    if let clock = try root.choice("clock", of: Clock.self) {
      timeStyle = .step(clock == .days ? .day : .hour)
    } else if let style = about.dates.first {
      timeStyle = style.reader
    }
    hasStatedTimes = root.has("clock") || !about.dates.isEmpty
    isOwn = root.isChecked
    // A file may contradict an order of numbers, and the user's own files may have times without their zone.
    decidesColumns =
      !hasStatedTimes || about.decimal == nil || timeStyle.order != nil
      || root.isChecked && !root.has("clock")
    if let section = try root.section("reversed", keys: ["column", "value"]) {
      reversed = (HeaderNames.normal(try section.required("column")), try section.required("value"))
    }
    for section in try root.sections("lookups", keys: ["column", "key", "value", "name", "beside"])
    {
      lookups.append(
        Lookup(
          column: HeaderNames.normal(try section.required("column")),
          key: HeaderNames.normal(try section.required("key")),
          value: HeaderNames.normal(try section.required("value")),
          name: try section.text("name").map(HeaderNames.normal),
          signature: try section.texts("beside").map(HeaderNames.normal)))
    }
    for pair in try root.texts("kinds") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = TransferKind(name: parts[1]) else {
        throw root.error("kinds", "\"\(pair)\" is not of the form word=kind")
      }
      kindWords[parts[0].lowercased()] = kind
    }
    if let section = try root.section("settled", keys: ["column", "words", "others"]) {
      settled = (
        HeaderNames.normal(try section.required("column")),
        try section.texts("words").map { $0.lowercased() },
        try section.texts("others").map { $0.lowercased() }
      )
    }
    writesExponents = try root.flag("exponents")
    holdsTotals = try root.flag("totals")
  }

  /// The unit of a step of a synthetic clock.
  private enum Clock: String, CaseIterable { case days, hours }
}
