/// The fields that a form of narrations can have, by their names in grammars.
enum NarrationField: String, CaseIterable, Sendable {
  /// The other party's name.
  case name
  /// The name of the statement's own holder, where a narration repeats it.
  case holder
  /// A remark that payer or beneficiary wrote.
  case note
  /// The town or the branch where the payment was made.
  case place
  /// A text that tells nothing about the party.
  case any
  /// The other party's bank: its name, its four letters, or the code of the branch.
  case bank
  /// The other party's bank, where the text must name a known bank.
  case knownBank = "known-bank"
  /// A whole UPI address.
  case upi
  /// The text where a UPI address stands: whole, cut at the width of its field, or masked.
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
  /// The last digits of an account after a mask.
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
  /// A reference of no certain type.
  case reference
  case date
  case time

  /// True where the field takes any text, up to the next element.
  var isFree: Bool {
    switch self {
    case .name, .holder, .note, .place, .any, .bank, .knownBank, .vpa: true
    default: false
    }
  }

  /// True where the field names the other party.
  var namesParty: Bool {
    switch self {
    case .name, .upi, .vpa, .account, .sortAccount, .accountNumber, .iban, .email, .wallet: true
    default: false
    }
  }

  /// The type of the numbers in the field; nil where it holds words.
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
