internal import PaymentGraph

/// Headers that many banks write, whose meaning the file or the flags must show.
extension HeaderFinder {
  /// Finds the kind of a file whose header, or form of rows, is that of many banks; nil where it is none of these.
  ///
  /// - Throws: ``IngestError`` with all open questions, and the flags that answer them.
  func generic(
    _ bytes: Span<UInt8>, path: String, from first: Place
  ) throws(IngestError) -> Finding? {
    var lacks: [LedgerPlan.Lack] = []
    let known = try scan(bytes, path: path, from: first, lacks: &lacks) { header, _ in
      guard let profile = library.candidates(for: header, file: name).first,
        let plan = StatementPlan(profile, on: header, reason: "")
      else { return .nothing }
      return .kind(.statement(plan, preamble: []))
    }
    guard var found = known ?? genericWithoutHeader(bytes, first),
      case .statement(let plan, let preamble) = found.kind
    else { return nil }
    let rows = rows(
      bytes, from: found.bodyStart, line: found.bodyLine, dialect: found.dialect)
    let candidates =
      found.headerLine > 0
      ? library.candidates(for: plan.header, file: name) : [plan.profile]
    var shown: [(profile: StatementFormat, reason: String)] = []
    for profile in candidates {
      let search = EvidenceSearch(
        profile: profile, names: preamble, header: plan.header, rows: rows)
      if let reason = search.finding { shown.append((profile, reason)) }
    }
    let statement: StatementFormat
    let reason: String
    if shown.count == 1, isCompatible(shown[0].profile) {
      statement = shown[0].profile
      reason =
        "profile \(statement.name): many banks write this \(found.headerLine > 0 ? "header" : "form"), and \(shown[0].reason)"
    } else {
      // Columns that nobody has explained must not be ignored.
      guard
        found.headerLine == 0
          || plan.profile.headers.contains(where: { plan.header.isWhole($0, isOrdered: false) })
      else { return nil }
      statement = try neutral(
        plan, rows: rows, candidates: candidates, path: path, hasHeader: found.headerLine > 0)
      reason =
        "no profile: many banks write this \(found.headerLine > 0 ? "header" : "form"), so only the file and the options decide"
        + (statement.fields.isSignOpen ? "" : signWords(statement))
    }
    guard let decided = StatementPlan(statement, on: plan.header, reason: reason) else {
      return nil
    }
    found.kind = .statement(decided, preamble: preamble)
    return found
  }

  /// Returns true where the flags for the file do not contradict a bank that the file names.
  private func isCompatible(_ profile: StatementFormat) -> Bool {
    guard let code = mapping?.constants[.currency], let own = profile.fields.constantCurrency else {
      return true
    }
    return own.code == code.uppercased()
  }

  private func genericWithoutHeader(_ bytes: Span<UInt8>, _ first: Place) -> Finding? {
    for delimiter in first.delimiters {
      let dialect = Dialect(delimiter: delimiter)
      let rows = rows(bytes, from: first.start, line: first.line, dialect: dialect)
      for case .statement(let profile) in library.headerless
      where profile.evidence != nil && !rows.isEmpty {
        // The order of day and month is open here, so any will do.
        guard
          rows.allSatisfy({ row in
            row.count == profile.cells.count
              && zip(profile.cells, row).allSatisfy { $0.fits($1, dates: []) }
          }),
          let plan = StatementPlan(
            profile, on: HeaderNames(written: profile.cells.map { _ in "" }), reason: "")
        else { continue }
        return Finding(
          dialect: dialect, headerLine: 0, bodyStart: first.start, bodyLine: first.line,
          kind: .statement(plan, preamble: []))
      }
    }
    return nil
  }

  /// Makes a profile that takes the meaning of the columns from their names, and nothing from a bank.
  private func neutral(
    _ plan: StatementPlan, rows: [[String]], candidates: [StatementFormat], path: String,
    hasHeader: Bool
  ) throws(IngestError) -> StatementFormat {
    var open: [String] = []
    var dates: [String] = []
    var amounts: [String] = []
    var isSigned = false
    for row in rows where plan.date < row.count {
      if row[plan.date].isEmpty { continue }
      dates.append(row[plan.date])
      for column in plan.amounts + (plan.balance.map { [$0] } ?? []) where column < row.count {
        amounts.append(row[column])
      }
      if let column = plan.amounts.first, column < row.count {
        isSigned = isSigned || StatementAmount.isNegative(row[column])
      }
    }
    let signs = Set(amounts.compactMap { SureSigns.currency(in: $0)?.code })
    let currency =
      mapping?.constants[.currency].flatMap { Currency($0.uppercased()) }
      ?? (signs.count == 1 ? signs.first.flatMap { Currency($0) } : nil)
    if currency == nil { open.append("the currency (--set currency=USD or another)") }
    let habits = WrittenHabits(dates: dates, amounts: amounts)
    if (stated.dates ?? mapping?.dates) == nil, let samples = habits.openDates {
      open.append(
        "the order of day and month in dates such as \(list(samples)) (\(FileFlag.dates(path, [.dayFirst, .monthFirst])))"
      )
    }
    if (stated.decimal ?? mapping?.decimal) == nil, let samples = habits.openAmounts {
      open.append(
        "whether the mark in amounts such as \(list(samples)) is a decimal mark (\(FileFlag.decimal(path)))"
      )
    }
    let hasSides = plan.amounts.count == 2
    let known = hinted(candidates).map { profile, isHinted in
      "--profile \(name)=\(profile.name) (\(profile.title)\(isHinted ? ", as the file's name suggests" : ""))"
    }
    let make = "tributary profile make \(path)"
    guard open.isEmpty else {
      throw IngestError(
        .twoReadings, path: path,
        (hasHeader
          ? "many banks write this header (\(plan.header.written.joined(separator: ",")))"
          : "the file has no header, and rows of \(plan.profile.cells.map(\.rawValue).joined(separator: ", ")) are common to many banks")
          + "; open: \(open.joined(separator: "; ")). If the bank is known: "
          + known.joined(separator: " or ") + "; for others: \(make)")
    }
    guard hasSides || plan.balance != nil || isSigned else {
      throw IngestError(
        .twoReadings, path: path,
        "no amount has a sign and no balance shows which way money went; state it in a profile: \(make)"
      )
    }
    var profile = plan.profile
    profile.about.name = "statement"
    profile.about.title = "a statement of an unnamed bank"
    profile.country = nil
    profile.fields.constantCurrency = currency
    profile.fields.isSignOpen = !hasSides && plan.balance != nil
    profile.fields.counterName = []
    profile.about.dates = []
    profile.about.decimal = nil
    profile.kinds = []
    profile.narrations = nil
    profile.about.remark =
      "the bank is not known, and the account is not in the file; if it is known: "
      + known.joined(separator: " or ")
    profile.evidence = nil
    // Sort codes of both countries look alike; accounts in euro are Irish.
    if currency?.code == "EUR" { profile.account = profile.account.map(\.irish) }
    return profile
  }

  /// Returns the banks that may have written the file, those that its name suggests first: anybody may give a file a
  /// name, so it decides nothing.
  private func hinted(
    _ candidates: [StatementFormat]
  ) -> [(profile: StatementFormat, isHinted: Bool)] {
    let found = candidates.map { profile in
      (
        profile: profile,
        isHinted: (profile.evidence ?? []).contains {
          $0.place == .name && $0.pattern.compiled().matches(name)
        }
      )
    }
    return found.filter(\.isHinted) + found.filter { !$0.isHinted }
  }

  private func signWords(_ profile: StatementFormat) -> String {
    guard case .signed = profile.fields.amount else { return "" }
    return "; a minus is taken as money out, because no balance shows it"
  }

  private func list(_ samples: [String]) -> String {
    samples.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension StatementAmount {
  /// Returns true where a cell shows by itself that it is below zero, or a debit.
  static func isNegative(_ text: String) -> Bool {
    let text = text.trimmingPrefix { $0.isWhitespace }
    guard text.contains(where: \.isNumber) else { return false }
    let marks: Set<Unicode.Scalar> = ["-", "\u{2212}", "\u{2013}"]
    let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
    // The dash of "500.-" stands for missing decimals, and is not a sign.
    let isDash =
      scalars.count > 1 && marks.contains(scalars.last ?? "0")
      && [".", ","].contains(scalars.dropLast().last ?? "0")
    return scalars.contains(where: marks.contains) && !isDash || text.hasPrefix("(")
      || text.uppercased().hasSuffix("DR") || text.uppercased().hasSuffix("DR.")
  }

  /// Returns true where a cell is marked as a credit: `180.00 CR`.
  static func isMarkedCredit(_ text: String) -> Bool {
    guard text.contains(where: \.isNumber) else { return false }
    let text = text.uppercased().filter { !$0.isWhitespace }
    return text.hasSuffix("CR") || text.hasSuffix("CR.")
  }
}

/// A sign in a file that shows its bank, where many banks write the same header.
///
/// A pattern is tried on the lines before the header, on dates, on narrations, or on the account that each row names. The
/// file's name is only a hint, which the advice to the user repeats. The sign of a currency that one country has is evidence as well. The country in which the
/// program runs is not evidence.
struct BankEvidence: Sendable {
  /// The part of a file to examine.
  enum Place: String, CaseIterable, Sendable {
    /// The lines before the header.
    case name
    case date, narration, account
  }

  let place: Place
  let pattern: TextPattern
  /// The words beside which the pattern shows nothing; nil where there are none.
  var exception: TextPattern?
}

/// Searches a file for evidence.
struct EvidenceSearch {
  let profile: StatementFormat
  /// The lines before the file's header.
  let names: [String]
  let header: HeaderNames
  let rows: [[String]]

  /// The sign that the file is of the profile's bank, in words; nil where there is none.
  var finding: String? {
    for evidence in profile.evidence ?? [] {
      let pattern = evidence.pattern.compiled()
      switch evidence.place {
      case .name:
        let exception = evidence.exception?.compiled()
        if let found = names.first(where: { pattern.matches($0) && exception?.matches($0) != true })
        {
          return "\"\(found.prefix(60))\" names it"
        }
      case .date:
        let cells = cells([profile.fields.date])
        if !cells.isEmpty, cells.allSatisfy(pattern.matches) {
          return "dates such as \"\(cells[0])\" have its form"
        }
      case .account:
        let columns = profile.account.flatMap { rule -> [String] in
          if case .columns(let names) = rule.place { names } else { [] }
        }
        let cells = cells(columns)
        if !cells.isEmpty, cells.allSatisfy(pattern.matches) {
          return "accounts such as \"\(cells[0])\" have its form"
        }
      case .narration:
        if let found = cells(profile.fields.narration).first(where: pattern.matches) {
          return "\"\(found.prefix(60))\" has its form"
        }
      }
    }
    return mark
  }

  /// The sign of the profile's currency in an amount or a balance.
  private var mark: String? {
    guard let currency = profile.fields.constantCurrency,
      let sign = EvidenceSearch.signs[currency.code]
    else { return nil }
    let columns: [String] =
      switch profile.fields.amount {
      case .signed(let column): [column]
      case .sides(let out, let into): [out, into]
      case .marked(let amount, _, _, _): [amount]
      }
    let found = cells(columns + [profile.fields.balance]).first { $0.unicodeScalars.contains(sign) }
    return found.map { "\"\($0.prefix(40))\" bears the sign of its currency" }
  }

  /// The signs of currencies that the banks of one country have; that of the euro shows no country.
  private static let signs: [String: Unicode.Scalar] = ["GBP": "£", "INR": "₹"]

  private func cells(_ columns: [String]) -> [String] {
    let positions = columns.filter { !$0.isEmpty }.compactMap {
      StatementPlan.position(of: $0, in: header)
    }
    return rows.flatMap { row in
      positions.compactMap { $0 < row.count && !row[$0].isEmpty ? row[$0] : nil }
    }
  }
}

/// The messages on a file that is refused, or asked about, because it is written in another form than its profile
/// states.
enum ProfileHabit {
  /// Refuses a file that shows another order of day and month than its profile states.
  static func refusal(
    _ profile: String, known: [TimeForms.Order], shown: (order: TimeForms.Order, words: String),
    path: String
  ) -> String {
    "profile \(profile) says that dates have the \(known.map(\.part).joined(separator: " or the ")) first, but "
      + "\(shown.words): the file differs from those that the profile knows; if the file is right, use "
      + FileFlag.dates(path, [shown.order.stated])
  }

  /// Refuses a file that shows another decimal mark than its profile states.
  static func refusal(
    _ profile: String, known: ColumnMapping.DecimalMark, shown: (cells: Int, mark: String),
    path: String
  ) -> String {
    "profile \(profile) says that amounts have a decimal \(known.rawValue), but \(shown.cells) "
      + "\(shown.cells == 1 ? "cell shows" : "cells show") a \(shown.mark): the file differs from those that the "
      + "profile knows; choose with \(FileFlag.decimal(path))"
  }
}

/// The forms of dates and amounts in some columns, as far as the cells show them by themselves.
struct WrittenHabits {
  private var times = TimeEvidence()
  private var amounts = AmountEvidence()

  init(dates: [String], amounts cells: [String]) {
    for text in dates where !text.isEmpty {
      let bytes = Array(text.utf8)
      times.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
    for text in cells where !text.isEmpty {
      let bytes = Array(text.utf8)
      amounts.note(bytes.span, Cell(start: 0, end: bytes.count))
    }
  }

  /// The dates in which day and month can change places, where no date shows the order; nil where one does.
  var openDates: [String]? {
    if case .twoReadings(let question) = times.decide(StatedChoice()) {
      question.samples
    } else {
      nil
    }
  }

  /// The orders in which dates can be read, where the dates leave it open; empty where they do not.
  var openOrders: [TimeForms.Order] {
    if case .twoReadings(let question) = times.decide(StatedChoice()) {
      question.orders.map(\.order)
    } else {
      []
    }
  }

  /// The order that the dates show; nil where they leave it open.
  var dates: TimeReader.Style? {
    if case .forms(let forms, _) = times.decide(StatedChoice()) { forms.style } else { nil }
  }

  /// The amounts whose mark may be the decimal one or not, where none shows it; nil where one does.
  var openAmounts: [String]? {
    if case .twoReadings(let question) = amounts.decide(StatedChoice()) {
      question.samples
    } else {
      nil
    }
  }

  /// The decimal mark that the amounts show; nil where they have none or leave it open.
  var decimal: ColumnMapping.DecimalMark? {
    guard amounts.hasMarks, case .style(let style, _) = amounts.decide(StatedChoice()) else {
      return nil
    }
    return style.decimalMark == 0x2C ? .comma : .point
  }
}
