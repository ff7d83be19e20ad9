internal import ArgumentParser
internal import PaymentGraph

/// A link as it is written: the ids of the receipt and of the payout, `pp-00002=pp-00004`.
struct LinkIDs: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard argument.dropFirst().dropLast().contains("=") else { return nil }
    text = argument
  }

  /// The two transfers.
  func transfers(in ledger: Ledger) throws -> (receipt: TransferID, payout: TransferID) {
    // An id may itself hold an equals sign: the one is meant that leaves two ids of the ledger.
    var found: [(receipt: TransferID, payout: TransferID)] = []
    for sign in text.indices where text[sign] == "=" {
      if let receipt = ledger.transfer(recordedAs: String(text[..<sign])),
        let payout = ledger.transfer(recordedAs: String(text[text.index(after: sign)...]))
      {
        found.append((receipt.id, payout.id))
      }
    }
    guard let pair = found.first, found.count == 1 else {
      throw CommandFailure(
        "--link takes the ids of a receipt and of a payout, each of one transfer: not \(text)")
    }
    return pair
  }
}
