/// The accounts, transfers and files that a question leaves out as a hypothesis.
public struct LeftOut: Hashable, Sendable {
  /// The accounts, in the order of their keys.
  public let accounts: [AccountID]
  /// The transfers, in the ledger's order.
  public let transfers: [TransferID]
  /// The names of files that were not loaded, in order.
  public let files: [String]

  init(accounts: [AccountID] = [], transfers: [TransferID] = [], files: [String] = []) {
    self.accounts = accounts
    self.transfers = transfers
    self.files = files
  }

  /// True where nothing is left out.
  public var isEmpty: Bool { accounts.isEmpty && transfers.isEmpty && files.isEmpty }

  /// True where the ledger has what is left out, so that an answer can be compared with one that does not leave it out.
  package var isInLedger: Bool { !accounts.isEmpty || !transfers.isEmpty }

  /// The number of all things that are left out.
  package var count: Int { accounts.count + transfers.count + files.count }

  /// Counts what is left out, for readers who must not see names: `1 account and 2 payments`; empty for nothing.
  public var counts: String {
    [(accounts.count, "account"), (transfers.count, "payment"), (files.count, "file")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
      .joined(separator: " and ")
  }

  /// Names what is left out, at most five of each kind: `account in:KRSB:1234 and payment t5`; empty for nothing.
  public func words(in ledger: Ledger) -> String {
    [wordsInLedger(ledger), LeftOut.list(files, "file")].compactMap { $0 }
      .joined(separator: " and ")
  }

  /// Names the accounts and transfers that are left out; nil where there are none.
  package func wordsInLedger(_ ledger: Ledger) -> String? {
    let words = [
      LeftOut.list(accounts.map { ledger.account($0).key }, "account"),
      LeftOut.list(transfers.map { ledger.transfer($0).name }, "payment"),
    ].compactMap { $0 }
    return words.isEmpty ? nil : words.joined(separator: " and ")
  }

  private static func list(_ names: [String], _ noun: String) -> String? {
    guard !names.isEmpty else { return nil }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return "\(noun)\(names.count == 1 ? "" : "s") \(names.prefix(5).joined(separator: ", "))\(more)"
  }
}
