/// A transfer that gives money back, and the payment that it gives back, where that is known.
struct ReturnMatch {
  /// The reason for taking a payment for the one that is given back.
  enum Basis {
    /// The return names the payment's id.
    case reference
    /// Both rows print one number of one payment that no other payment of the account has.
    case number
    /// It is the only payment of the same two accounts with this amount in the 30 days before.
    case pairAndAmount
    /// As ``pairAndAmount``, but one of the accounts is known by a name in one statement only.
    case nameAndAmount
    /// It is the only payment of the account with this amount in the 30 days before, to another party.
    case amount
    /// As ``pairAndAmount``, but the row does not call itself a return.
    case unnamed

    var words: String {
      switch self {
      case .reference: "the row names the payment's id"
      case .number: "both rows print the same payment number"
      case .pairAndAmount:
        "the only payment of the same two accounts with this amount in the 30 days before"
      case .nameAndAmount:
        "the only payment under the same name with this amount in the 30 days before"
      case .amount: "the only payment of the account with this amount in the 30 days before"
      case .unnamed:
        "the same amount between the same two accounts the other way within 30 days"
      }
    }

    /// True where the records state it, and not only amounts and days fit.
    var isNamed: Bool {
      switch self {
      case .reference, .number: true
      case .pairAndAmount, .nameAndAmount, .amount, .unnamed: false
      }
    }

    /// True where the two are linked without a user's decision.
    var isCertain: Bool {
      switch self {
      case .reference, .number, .pairAndAmount: true
      case .nameAndAmount, .amount, .unnamed: false
      }
    }
  }

  /// The payment that a return gives back, as far as it is known.
  enum Payment {
    case one(Int, Basis)
    /// Several payments could be it.
    case several(Int)
    /// The return lists several by their ids, and this many were loaded.
    case listed(Int)
    /// The return gives only a part of itself to the payment that it names.
    case partly
    case none
  }

  /// The index of the transfer that gives back.
  let back: Int
  let payment: Payment
}
