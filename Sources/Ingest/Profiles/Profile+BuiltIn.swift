internal import PaymentGraph

extension Profile {
  /// The profiles that are tried on a header, in this order.
  static let builtIn: [Profile] = [canonical, amlWorld, amlSim, amlSimEdges, paySim, finCEN]

  /// The format that needs no mapping.
  static let canonical = Profile(
    name: "canonical", signature: ["from", "to", "amount", "currency"],
    columns: Dictionary(
      uniqueKeysWithValues: Field.allCases.filter { $0 != .until && $0 != .count }.map {
        ($0, [HeaderNames.normal($0.rawValue)])
      }), decidesColumns: true)

  /// IBM AMLWorld transactions: two columns are called Account, currencies are words.
  static let amlWorld = Profile(
    name: "amlworld",
    signature: [
      "timestamp", "frombank", "account", "tobank", "account", "amountreceived",
      "receivingcurrency", "amountpaid", "paymentcurrency", "paymentformat",
    ],
    columns: [
      .time: ["timestamp"], .from: ["frombank", "account"], .to: ["tobank", "account#2"],
      .amount: ["amountpaid"], .currency: ["paymentcurrency"],
      .receivedAmount: ["amountreceived"], .receivedCurrency: ["receivingcurrency"],
    ],
    currencyNames: [
      "US Dollar": "USD", "Euro": "EUR", "Bitcoin": "BTC", "Yuan": "CNY", "Yen": "JPY",
      "Ruble": "RUB", "Rupee": "INR", "UK Pound": "GBP", "Australian Dollar": "AUD",
      "Canadian Dollar": "CAD", "Swiss Franc": "CHF", "Shekel": "ILS", "Saudi Riyal": "SAR",
      "Mexican Peso": "MXN", "Brazil Real": "BRL",
    ],
    isUnquoted: true,
    remark: "times and accounts are synthetic")

  /// AMLSim transactions as the generator writes them.
  static let amlSim = Profile(
    name: "amlsim",
    signature: [
      "txid", "senderaccountid", "receiveraccountid", "txtype", "txamount", "timestamp",
    ],
    columns: [
      .id: ["txid"], .from: ["senderaccountid"], .to: ["receiveraccountid"],
      .amount: ["txamount"], .time: ["timestamp"],
    ],
    constants: [.currency: "XXX"], timeStyle: .step(.day),
    remark:
      "times are steps of a synthetic clock, one day each from 2017-01-01; no currency is stated"
  )

  /// AMLSim transactions as its published samples are cut down.
  static let amlSimEdges = Profile(
    name: "amlsim-edges", signature: ["sourcenodeid", "targetnodeid", "value", "time"],
    columns: [
      .from: ["sourcenodeid"], .to: ["targetnodeid"], .amount: ["value"], .time: ["time"],
    ],
    constants: [.currency: "XXX"], timeStyle: .step(.day),
    remark:
      "times are steps of a synthetic clock, one day each from 2017-01-01; no currency is stated"
  )

  /// PaySim mobile money: a CASH_IN fills the account that is named first.
  static let paySim = Profile(
    name: "paysim",
    signature: [
      "step", "type", "amount", "nameorig", "oldbalanceorg", "newbalanceorig", "namedest",
    ],
    columns: [
      .time: ["step"], .amount: ["amount"], .from: ["nameorig"], .to: ["namedest"],
    ],
    constants: [.currency: "XXX"], timeStyle: .step(.hour), reversed: ("type", "CASH_IN"),
    remark:
      "times are steps of a synthetic clock, one hour each from 2017-01-01; no currency is stated"
  )

  /// FinCEN Files transactions map: each row is a total between two banks over a period.
  static let finCEN = Profile(
    name: "fincen-files",
    signature: [
      "id", "icijsarid", "begindate", "enddate", "originatorbankid", "originatorbank",
      "beneficiarybankid", "beneficiarybank", "numbertransactions", "amounttransactions",
    ],
    columns: [
      .id: ["id"], .time: ["begindate"], .until: ["enddate"], .from: ["originatorbankid"],
      .to: ["beneficiarybankid"], .fromName: ["originatorbank"], .toName: ["beneficiarybank"],
      .fromCountry: ["originatoriso"], .toCountry: ["beneficiaryiso"],
      .count: ["numbertransactions"], .amount: ["amounttransactions"],
    ],
    constants: [.currency: "USD"], timeStyle: .monthName, writesExponents: true, holdsTotals: true,
    remark:
      "each row is a total over a period; a suspicious activity report is no proof of wrongdoing"
  )
}
