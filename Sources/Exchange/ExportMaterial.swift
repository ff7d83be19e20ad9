public import PaymentGraph
public import Reports

/// The material of an export: transfers of a ledger, or those of an answer, and what is hidden of them.
public struct ExportMaterial: Sendable {
  /// The transfers in scope.
  public var view: LedgerView
  /// The part of them that an answer has; nil for all.
  public var selection: ExportSelection?
  /// The details that are hidden.
  public var mask = DiagramMask.none
  /// The secret from which masked identifiers are made; nil for one of the files.
  public var maskSecret: [UInt8]?
  /// The question in words; nil for a ledger.
  public var question: String?
  /// Lines that say from where it comes: the case, its head and its basis; each a name and a text.
  public var origin: [(name: String, text: String)] = []
  /// The name and version of the program.
  public var program = ""
  /// True where each pair of accounts has one edge for each currency.
  public var aggregates = false

  /// The tables of the answer, for formats that can hold them.
  public var schedules: [ExportSchedule] = []

  /// Creates the material of a view.
  public init(_ view: LedgerView) { self.view = view }

  /// The number of transfers in scope that have no time; 0 where transfers are not added up.
  var undatedCount: Int {
    guard aggregates else { return 0 }
    let columns = view.ledger.columns
    return (0..<columns.count).count { view.contains($0) && columns.precision[$0] == .unknown }
  }
}

/// The accounts and transfers of an answer with its figures.
public struct ExportSelection: Sendable {
  /// The transfers, each once, in ledger order.
  public var transfers: [TransferID]
  /// The figures of accounts; accounts that only lie on the way have none.
  public var accounts: [AccountID: AccountFigures]
  /// The figures of transfers.
  public var figures: [TransferID: TransferFigures]
  /// The notes that a reader must know beside the figures.
  public var notes: [String]

  /// Creates a selection; transfers may come in any order and more than once.
  public init(
    transfers: some Sequence<TransferID>, accounts: [AccountID: AccountFigures] = [:],
    figures: [TransferID: TransferFigures] = [:], notes: [String] = []
  ) {
    self.transfers = Set(transfers).sorted()
    self.accounts = accounts
    self.figures = figures
    self.notes = notes
  }
}
