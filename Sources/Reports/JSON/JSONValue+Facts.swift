internal import FundTracing
internal import PaymentGraph

/// The facts of the ledger as JSON, the same in every answer.
extension JSONValue {
  static func money(_ total: MoneyTotal) -> JSONValue {
    .object([
      ("currency", .string(total.currency.code)), ("amount", .string(total.decimalText)),
    ])
  }

  static func money(_ money: Money) -> JSONValue {
    .object([
      ("currency", .string(money.currency.code)), ("amount", .string(money.decimalText)),
    ])
  }

  static func citation(_ citation: Citation) -> JSONValue {
    .object(
      [
        ("file", .string(citation.file.path)),
        ("sha256", .string(citation.file.digest.hex)),
        ("line", .integer(citation.line)),
        ("byteFirst", .integer(citation.byteRange.lowerBound)),
        (
          "byteLast",
          .integer(max(citation.byteRange.lowerBound, citation.byteRange.upperBound - 1))
        ),
      ] + part(citation.file))
  }

  static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      ("code", .string(diagnostic.code)),
      ("severity", .string(diagnostic.severity.rawValue)),
      ("file", .optional(diagnostic.citation?.file.path)),
      ("line", diagnostic.citation.map { .integer($0.line) } ?? .null),
      ("column", diagnostic.column.map(JSONValue.integer) ?? .null),
      ("message", .string(diagnostic.summary)),
      ("note", .string(diagnostic.note)),
      ("help", .string(diagnostic.remedy)),
      ("bytes", .string(String(decoding: diagnostic.excerpt, as: UTF8.self))),
    ])
  }

  /// Returns all files on which an answer rests: those with transfers first, each kind in the order
  /// of digests.
  static func files(of ledger: Ledger) -> JSONValue {
    .array((ledger.files + ledger.otherFiles).map(file))
  }

  static func file(_ file: SourceFile) -> JSONValue {
    .object(
      [
        ("file", .string(file.path)), ("sha256", .string(file.digest.hex)),
        ("bytes", .integer(file.byteCount)),
      ] + part(file))
  }

  /// Returns the members that only a text in another file has: its path there, and its own digest.
  private static func part(_ file: SourceFile) -> [(String, JSONValue)] {
    guard let part = file.part else { return [] }
    return [("part", .string(part.path)), ("partSha256", .string(part.digest.hex))]
  }

  static func totals(_ totals: MoneyTotals) -> JSONValue {
    .array(totals.lines.map(JSONValue.money))
  }

  static func time(_ time: PostingTime?) -> JSONValue {
    guard let time, time.precision != .unknown else { return .null }
    return .string(time.iso8601)
  }

  /// Returns the payments whose order the records leave open: each first and second with the rows
  /// that show them.
  static func openOrders(_ open: [OpenOrder], in ledger: Ledger) -> JSONValue {
    .array(
      open.map { one in
        .object([
          ("first", .transfer(ledger.transfer(one.first))),
          ("second", .transfer(ledger.transfer(one.second))),
          ("againstRows", .bool(one.isAgainstRows)),
        ])
      })
  }

  /// Returns the waits that may have been longer than a question allows: each first and second with the rows that show
  /// them, and the waits that their times allow.
  static func openWaits(_ open: [OpenWait], in ledger: Ledger) -> JSONValue {
    .array(
      open.map { one in
        .object([
          ("first", .transfer(ledger.transfer(one.first))),
          ("second", .transfer(ledger.transfer(one.second))),
          ("leastSeconds", .integer(Int(one.least / 1_000))),
          ("mostSeconds", one.most.map { .integer(Int($0 / 1_000)) } ?? .null),
        ])
      })
  }

  static func notes(_ notes: [AnswerNote]) -> JSONValue {
    .array(
      notes.map {
        .object([("code", .string($0.code.rawValue)), ("text", .string($0.text))])
      })
  }

  static func account(_ account: Account) -> [(name: String, value: JSONValue)] {
    let details = account.details
    return [
      ("account", .string(account.key)), ("name", .optional(details.name)),
      ("role", .string(details.role.name)), ("institution", .optional(details.institution)),
      ("country", .optional(details.country)), ("standIn", .bool(account.isStandIn)),
    ]
  }

  static func transfer(_ transfer: Transfer) -> JSONValue {
    var members = facts(of: transfer)
    if let payment = transfer.returnedPayment {
      members.append(("givesBack", .array(payment.evidence.map(JSONValue.citation))))
    }
    if !transfer.returns.isEmpty {
      members.append(
        ("givenBackBy", .array(transfer.returns.flatMap(\.evidence).map(JSONValue.citation))))
    }
    return .object(members)
  }

  private static func facts(of transfer: Transfer) -> [(name: String, value: JSONValue)] {
    [
      ("id", .optional(transfer.recordedID)), ("time", .time(transfer.time)),
      ("from", .string(transfer.payer.key)), ("to", .string(transfer.beneficiary.key)),
      ("sent", .money(transfer.sent)), ("received", .money(transfer.received)),
      ("reference", .optional(transfer.reference)),
      ("kind", .string(transfer.kind.name)),
      ("evidence", .array(transfer.evidence.map(JSONValue.citation))),
    ]
  }

  static func walk(_ walk: Walk, in ledger: Ledger) -> JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("hops", .integer(walk.hops)), ("grade", .string(walk.grade.letter)),
      ("openOrders", .openOrders(walk.openOrders, in: ledger)),
      ("transfers", .array(walk.transfers.map { .transfer(ledger.transfer($0)) })),
      (
        "links",
        .array(
          walk.links.map { link in
            .object([
              (
                "inbound", .array(ledger.transfer(link.inbound).evidence.map(JSONValue.citation))
              ),
              (
                "outbound", .array(ledger.transfer(link.outbound).evidence.map(JSONValue.citation))
              ),
              ("grade", .string(link.grade.letter)), ("basis", .string(link.basis.rawValue)),
            ])
          })
      ),
    ]
    if !walk.openWaits.isEmpty {
      members.append(("openWaits", .openWaits(walk.openWaits, in: ledger)))
    }
    return .object(members)
  }
}

/// Exact amounts as members of a JSON object.
enum ExactMembers {
  /// Returns each amount as its fraction under its name; null where only bounds are known, which
  /// are then listed under `between`, by name.
  static func of(
    _ amounts: [(name: String, amount: Fraction)], _ currency: Currency,
    between: String = "between"
  ) -> [(name: String, value: JSONValue)] {
    var members = amounts.map { name, amount in
      (
        name: name,
        value: amount.isExact ? JSONValue.string(AmountText.exact(amount, currency)) : .null
      )
    }
    let enclosed = amounts.filter { !$0.amount.isExact }
    if !enclosed.isEmpty {
      members.append(
        (
          name: between,
          value: .object(
            enclosed.map { name, amount in
              let ends = AmountText.exact(amount, currency).split(separator: "..")
              return (name: name, value: .array(ends.map { .string(String($0)) }))
            })
        ))
    }
    return members
  }
}
