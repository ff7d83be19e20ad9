internal import ArgumentParser
internal import PaymentGraph

/// A link as it is written: receipt and payout by their ids or rows, `pp-00002=pp-00004`,
/// `paypal.csv:3=paypal.csv:5`.
struct LinkIDs: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard argument.dropFirst().dropLast().contains("=") else { return nil }
    text = argument
  }

  /// Returns the two transfers.
  func transfers(in ledger: Ledger) throws -> (receipt: TransferID, payout: TransferID) {
    // An id may itself hold an equals sign: the sign that leaves two ids of the ledger divides.
    var found: [(receipt: TransferID, payout: TransferID)] = []
    for sign in text.indices where text[sign] == "=" {
      if let receipt = ledger.transfer(named: text[..<sign]),
        let payout = ledger.transfer(named: text[text.index(after: sign)...])
      {
        found.append((receipt.id, payout.id))
      }
    }
    guard let pair = found.first, found.count == 1 else {
      throw CommandFailure(
        "--link takes the ids or the FILE:LINE of a receipt and of a payout, each of one transfer: not \(text)"
      )
    }
    return pair
  }
}
