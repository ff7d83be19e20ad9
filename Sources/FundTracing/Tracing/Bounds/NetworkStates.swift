internal import PaymentGraph

/// The states of accounts, receipts and payments while a network is built.
extension BalanceNetwork {
  /// An account while its payments are added.
  struct Place {
    var node: Int32 = -1
    /// The receipts since the node began to pay out.
    var arrivals: [(node: Int32, limit: Int128, transfer: Int32, factor: Fraction?)] = []
    /// True where anything at all arrived since then.
    var hasArrivals = false
    var stock: Int128 = 0
    /// The amount that the last payout left.
    var left: Int128 = 0
    var debt: Int128 = 0
    /// The last event that paid out of it; -1 for none.
    var lastPayout: Int32 = -1
    /// True while records show the balance.
    var isKnown = true

    /// The most that can lie there.
    var most: Int128 { isKnown ? stock : BalanceNetwork.unlimited }
  }

  /// A receipt that payouts name.
  struct Credit {
    let node: Int32
    var left: Int128
    let carried: Int128
    let place: Int32
    let factor: Fraction?
    /// True where the order of payouts that name it is open, so that any of them may have had all of it.
    var isOpen = false
  }

  /// A payment that is on its way.
  struct Coming {
    let node: Int32?
    let carried: Int128
    let received: Int128
    let factor: Fraction?
  }
}
