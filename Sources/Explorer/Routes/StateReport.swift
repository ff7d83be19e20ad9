internal import CaseStore
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// The facts that a page needs before its first question.
struct StateReport {
  /// The most accounts of which all names are given at once.
  private static let mostNames = 2_000

  let loaded: Library.Loaded
  let desk: any CaseDesk
  let settings: ExplorerSettings

  private var ledger: Ledger { loaded.data.basis.ledger }

  var json: JSONValue {
    let data = loaded.data
    let isMasked = settings.mask.hidesNames
    var roles: [AccountRole: Int] = [:]
    for account in ledger.accounts { roles[account.role, default: 0] += 1 }
    let changed = isMasked ? [] : data.changedFiles()
    return .object([
      ("program", .string(settings.program)), ("version", .integer(loaded.version)),
      ("case", isMasked ? .null : desk.casePath.map(JSONValue.string) ?? .null),
      ("caseLine", .string(isMasked ? "" : data.caseLine)),
      ("head", data.head.map { .string($0.hash.hex) } ?? .null),
      ("event", data.head.map { .integer($0.number) } ?? .null),
      ("readOnly", .bool(settings.isReadOnly || desk.casePath == nil)),
      ("mask", .string(settings.mask.rawValue)),
      ("arguments", .array(isMasked ? [] : settings.arguments.map(JSONValue.string))),
      ("transfers", .integer(data.basis.view.transferCount)),
      ("accounts", .integer(ledger.accountCount)),
      ("claims", data.basis.claims.map { .integer($0.count) } ?? .null),
      (
        "roles",
        .object(
          AccountRole.allCases.compactMap { role in
            roles[role].map { (role.name, JSONValue.integer($0)) }
          })
      ),
      ("pooled", pooled(isMasked)),
      ("names", names(isMasked)),
      ("currencies", .array(currencies.map { .string($0) })),
      ("first", day(ledger.transfers.first { $0.time.day != nil })),
      ("last", day(ledger.transfers.last { $0.time.day != nil })),
      (
        "files",
        .array(
          isMasked
            ? []
            : data.intake.files.map { reading in
              .object([
                ("file", .string(reading.file.path)), ("sha256", .string(reading.file.digest.hex)),
                ("bytes", .integer(reading.file.byteCount)), ("profile", .string(reading.profile)),
                ("read", .integer(reading.rows.read)), ("loaded", .integer(reading.rows.loaded)),
                ("memo", .integer(reading.rows.memo)), ("skipped", .integer(reading.rows.skipped)),
                ("rejected", .integer(reading.rows.rejected)),
                ("problems", .integer(reading.diagnostics.count)),
                ("changed", .bool(changed.contains(reading.file))),
              ])
            })
      ),
    ])
  }

  private func pooled(_ isMasked: Bool) -> JSONValue {
    .array(
      isMasked ? [] : ledger.accounts.filter(\.isPooled).prefix(50).map { .string($0.key) })
  }

  /// The names of the accounts, so that a page says them beside keys; of a large case they come with its answers.
  private func names(_ isMasked: Bool) -> JSONValue {
    guard !isMasked, ledger.accountCount <= StateReport.mostNames else { return .object([]) }
    return .object(
      ledger.accounts.compactMap { account in
        account.name.map { (account.key, JSONValue.string($0)) }
      })
  }

  private var currencies: [String] {
    var codes: Set<String> = []
    for transfer in ledger.transfers {
      codes.insert(transfer.sent.currency.code)
      codes.insert(transfer.received.currency.code)
    }
    return codes.sorted()
  }

  private func day(_ transfer: Transfer?) -> JSONValue {
    transfer?.time.day.map { .string($0.iso8601) } ?? .null
  }
}
