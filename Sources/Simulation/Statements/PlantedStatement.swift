internal import PaymentGraph

/// The statement of one account in one currency, by days, as every form states it.
struct PlantedStatement {
  /// An entry of a statement.
  struct Entry {
    let day: CivilDate
    /// The amount in minor units, without a sign.
    let minorUnits: Int64
    let isOut: Bool
    /// The other party's name and account.
    let name: String
    let account: String
    /// The reference that goes with the payment; empty for none.
    let reference: String
    /// The bank's own reference.
    let id: String
    let text: String
  }

  /// The account's IBAN.
  let own: String
  let currency: Currency
  /// The balance before the first entry, in minor units.
  let opening: Int64
  var entries: [Entry] = []

  /// The balance after the last entry, in minor units.
  var closing: Int64 {
    entries.reduce(opening) { $0 + ($1.isOut ? -$1.minorUnits : $1.minorUnits) }
  }

  /// Returns the statement in a form.
  func bytes(as form: StatementForm) -> [UInt8] {
    switch form {
    case .csv: Array(EntryTableForm(self).text.utf8)
    case .camt: Array(CamtForm(self).text.utf8)
    case .mt940: Array(NetworkForm(self).text.utf8)
    case .ofx: Array(OpenExchangeForm(self).text.utf8)
    case .bai2: Array(CashForm(self).text.utf8)
    case .xlsx: WorkbookForm(self).bytes
    }
  }

  /// Returns an amount without its sign.
  func amount(_ minorUnits: Int64) -> String {
    Money(minorUnits: Int64(minorUnits.magnitude), currency: currency).decimalText
  }
}

/// International account numbers that no bank has: their bank code begins with ZQ, and their check digits fit.
enum InventedIBAN {
  /// Returns the number of the account with an index.
  static func number(_ index: Int) -> String {
    let national =
      "ZQ" + String(decoding: letters(index), as: UTF8.self) + Characters.digits(index + 1, 10)
    var remainder = 0
    for byte in (national + "NL00").utf8 {
      remainder =
        byte >= 0x41
        ? (remainder * 100 + Int(byte) - 0x41 + 10) % 97 : (remainder * 10 + Int(byte) - 0x30) % 97
    }
    return "NL" + Characters.digits(98 - remainder, 2) + national
  }

  private static func letters(_ index: Int) -> [UInt8] {
    [0x41 + UInt8(index % 26), 0x41 + UInt8(index / 26 % 26)]
  }
}
