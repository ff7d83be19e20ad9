/// The fields that a form of narrations can have, by the names that grammars call them.
enum NarrationField: String, CaseIterable, Sendable {
  /// The other party's name.
  case name
  /// The name of the statement's own holder, where a narration repeats it.
  case holder
  /// A remark that payer or payee wrote.
  case note
  /// The town or the branch at which it happened.
  case place
  /// A text that says nothing of the party.
  case any
  /// The other party's bank: its name, its four letters, or the code of the branch.
  case bank
  /// The same, where only a bank that is known by its text will do.
  case knownBank = "known-bank"
  /// A UPI address that is whole.
  case upi
  /// The text in the place of a UPI address: whole, cut at the width of its position, or masked.
  case vpa
  /// The number of an account at the statement's own bank, or at the bank whose branch the row names.
  case account
  /// A British or Irish sort code and account number.
  case sortAccount = "sort-account"
  /// The eight digits of a British account, beside which the sort code may stand.
  case accountNumber = "account-number"
  case sortCode = "sort-code"
  case iban
  case email
  /// The last digits of an account behind a mask.
  case tail
  /// A payment card, masked, or its last four digits.
  case card
  case telephone
  /// The telephone number by which a wallet knows its user.
  case wallet
  case ifsc
  case rrn
  case utr
  /// The id of a Faster Payment.
  case fpid
  case cheque
  case mandate
  case invoice
  /// A reference that no type is sure of.
  case reference
  case date
  case time

  /// True where the field takes any text, up to what follows it.
  var isFree: Bool {
    switch self {
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa: true
    default: false
    }
  }

  /// True where the field says who the other party is.
  var namesParty: Bool {
    switch self {
    case .name, .upi, .vpa, .account, .sortAccount, .accountNumber, .iban, .email, .wallet: true
    default: false
    }
  }

  /// The type of the numbers that stand in the field; nil where it holds words.
  var numberType: NumberType? {
    switch self {
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa, .sortAccount: nil
    case .upi: .upiAddress
    case .account, .accountNumber: .account
    case .sortCode: .sortCode
    case .iban: .iban
    case .email: .email
    case .tail: .accountTail
    case .card: .card
    case .telephone, .wallet: .telephone
    case .ifsc: .ifsc
    case .rrn: .rrn
    case .utr: .utr
    case .fpid: .fasterPayment
    case .cheque: .cheque
    case .mandate: .mandate
    case .invoice: .invoice
    case .reference: .unknown
    case .date: .date
    case .time: .time
    }
  }
}
