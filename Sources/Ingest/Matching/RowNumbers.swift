internal import PaymentGraph

/// The numbers by which the payment of a row can be recognised in another row, and the contradictions between them.
struct RowNumbers: Sendable {
  /// The numbers of one payment, by type; of several candidates those that the layout, the words or the row's day
  /// confirm.
  private(set) var payments: [NumberType: Set<String>] = [:]
  /// The last digits of masked accounts.
  private(set) var tails: Set<String> = []
  /// Numbers of cheques.
  private(set) var cheques: Set<String> = []
  /// People's own references and numbers of no known type: reasons to look, never proof.
  private(set) var references: Set<String> = []

  /// Makes a set without numbers.
  init() {}

  init(_ entry: StatementEntry, profile: String) {
    let classifier = NumberClassifier(entry, profile: profile)
    var findings = classifier.findings(in: entry.narration, .narration)
    if let text = entry.counter.reference {
      findings += classifier.findings(in: text, .narration)
    }
    // Where the reference has no column of its own, it is the narration's.
    if let text = entry.reference, text != entry.counter.reference {
      findings += classifier.findings(in: text, .reference)
    }
    for text in [entry.id, entry.group] {
      if let text { findings += classifier.findings(in: text, .id) }
    }
    take(findings, layout: entry.counter.numbers)
    for text in [entry.counter.reference, entry.reference] {
      if let text { addReference(text) }
    }
  }

  /// - Parameters:
  ///   - findings: the numbers found by forms and words.
  ///   - layout: the numbers found by the layout of the narration; its types win over forms.
  init(_ findings: [NumberClassifier.Finding], layout: [TypedNumber] = []) {
    take(findings, layout: layout)
  }

  private mutating func take(_ findings: [NumberClassifier.Finding], layout: [TypedNumber]) {
    let placed = Dictionary(layout.map { ($0.value, $0.type) }) { first, _ in first }
    var candidates: [NumberType: [String: Bool]] = [:]
    for number in layout { add(number, isBorneOut: true, candidates: &candidates) }
    for finding in findings where placed[finding.number.value] == nil {
      add(finding.number, isBorneOut: finding.isBorneOut, candidates: &candidates)
    }
    for (type, values) in candidates {
      // A type that the layout gives is not searched for elsewhere in the row.
      let stated = layout.filter { $0.type == type }.map(\.value)
      let borneOut = values.filter(\.value).map(\.key)
      payments[type] = Set(
        !stated.isEmpty ? stated : borneOut.isEmpty ? Array(values.keys) : borneOut)
    }
  }

  private mutating func add(
    _ number: TypedNumber, isBorneOut: Bool, candidates: inout [NumberType: [String: Bool]]
  ) {
    switch number.type {
    case .accountTail: tails.insert(String(number.value.suffix(4)))
    case .cheque: cheques.insert(String(number.value.drop { $0 == "0" }))
    case .unknown, .invoice: references.insert(number.value)
    case let type where type.facts.unites:
      candidates[type, default: [:]][number.value, default: false] =
        candidates[type]?[number.value] == true || isBorneOut
    default: break
    }
  }

  /// Adds a reference as one word: another bank writes `INV 77` as INV77.
  private mutating func addReference(_ text: String) {
    let joined = String(
      decoding: text.uppercased().utf8.filter {
        IdentifierText.isDigit($0) || IdentifierText.isLetter($0)
      }, as: UTF8.self)
    let digits = joined.utf8.count(where: IdentifierText.isDigit)
    if joined.count >= 4, digits > 0, digits < joined.count { references.insert(joined) }
  }

  /// All words by which the row's payment can be told from others of its accounts.
  var allReferences: Set<String> { references.union(payments.values.joined()).union(cheques) }

  /// All numbers of payments.
  var all: [TypedNumber] {
    payments.flatMap { type, values in values.map { TypedNumber(type: type, value: $0) } }.sorted()
  }

  /// Returns two numbers of one type that cannot be one payment's; nil where nothing contradicts.
  ///
  /// Only types of which both banks print the same number count, and of Faster Payments only numbers of one form,
  /// because some banks print a number of their own beside the payment's.
  func contradiction(_ other: RowNumbers) -> (type: NumberType, left: String, right: String)? {
    for type in payments.keys.sorted(by: { $0.rawValue < $1.rawValue }) where type.facts.separates {
      guard let left = payments[type], let right = other.payments[type],
        left.isDisjoint(with: right), let one = left.min(), let two = right.min()
      else { continue }
      if type == .fasterPayment,
        Set(left.map(\.last?.isNumber)).isDisjoint(
          with: right.map(\.last?.isNumber))
      {
        continue
      }
      return (type, one, two)
    }
    return nil
  }

  /// Returns the number of one payment that both rows have; nil where they have none, or where each has other numbers
  /// of the type.
  func shared(_ other: RowNumbers) -> TypedNumber? {
    for type in payments.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      guard let left = payments[type], let right = other.payments[type],
        let value = left.intersection(right).min(),
        left.isSubset(of: right) || right.isSubset(of: left)
      else { continue }
      return TypedNumber(type: type, value: value)
    }
    return nil
  }
}

extension NumberClassifier {
  /// Makes a classifier of the numbers of one row of a statement.
  init(_ entry: StatementEntry, profile: String) {
    let own = String(entry.own.prefix(3))
    let country = String(profile.prefix(3))
    if own == "in:" || country == "in." {
      habit = .indian
    } else if ["gb:", "ie:"].contains(own) || ["gb.", "ie."].contains(country) {
      habit = .british
    } else {
      habit = .other
    }
    day = entry.time.precision == .unknown ? nil : MatchWindow.day(entry.time.start)
    switch entry.kind {
    case .reversal, .refund, .chargeback: daysBack = 33
    default: break
    }
    let channel = entry.counter.channel
    let words = Set(NumberWords(entry.narration).words.filter { $0.digits == 0 }.map(\.string))
    isInstant =
      channel == "UPI" || channel == "IMPS"
      || !words.isDisjoint(with: ["UPI", "IMPS", "MMT", "RRN"])
    isCleared =
      channel == "NEFT" || channel == "RTGS" || !words.isDisjoint(with: ["NEFT", "RTGS", "UTR"])
    isCard = channel == "CARD"
    isCheque = channel == "CHEQUE"
    isPayPal = profile.hasPrefix("paypal")
    isWise = profile.hasPrefix("wise")
  }
}
