/// Facts about a type of number: its form, its issuer, and what it can prove.
struct NumberFacts: Sendable {
  /// The things that a number can tell apart.
  enum Identified: String, Sendable { case payment, account, institution, nothing }

  /// The form in words.
  let form: String
  /// The issuer of such numbers.
  let issuer: String
  /// The thing that a number of this type identifies.
  let identifies: Identified
  /// The name of the type in sentences.
  let name: String
  /// True where two rows that share such a number can be one payment.
  var unites = false
  /// True where the banks of payer and beneficiary print the same number, so that two different numbers are two
  /// payments.
  var separates = false
}

extension NumberType {
  /// The thing that numbers of this type identify.
  var identifies: NumberFacts.Identified { facts.identifies }

  /// The facts about this type.
  var facts: NumberFacts {
    switch self {
    case .utr:
      NumberFacts(
        form: "16 characters (N and 15 digits, or a bank's four letters and 12) or 22 "
          + "(four letters, a letter, 17 digits)",
        issuer: "the sending Indian bank", identifies: .payment, name: "UTR", unites: true,
        separates: true)
    case .rrn:
      NumberFacts(
        form: "12 digits that begin with the year's last digit and the day of the year, as a rule",
        issuer: "the Indian payments switch", identifies: .payment, name: "RRN", unites: true,
        separates: true)
    case .upiTransaction:
      NumberFacts(
        form: "three letters and 32 hexadecimal digits", issuer: "the payer's UPI app",
        identifies: .payment, name: "UPI transaction", unites: true, separates: true)
    case .fasterPayment:
      NumberFacts(
        form: "18 digits, or 17 and N", issuer: "the sending British bank",
        identifies: .payment, name: "Faster Payment", unites: true, separates: true)
    case .endToEnd:
      NumberFacts(
        form: "up to 35 characters after EREF or END-TO-END", issuer: "the payer",
        identifies: .payment, name: "end-to-end id", unites: true, separates: true)
    case .acquirerReference:
      NumberFacts(
        form: "23 digits with a check digit", issuer: "the merchant's acquirer",
        identifies: .payment, name: "acquirer's reference", unites: true, separates: true)
    case .payPal:
      // Payer and beneficiary have ids of their own for one payment, so two different ids prove nothing.
      NumberFacts(
        form: "17 letters and digits", issuer: "PayPal", identifies: .payment, name: "PayPal id",
        unites: true)
    case .stripe:
      NumberFacts(
        form: "two or three letters, an underscore, 14 or more letters and digits",
        issuer: "Stripe", identifies: .payment, name: "Stripe id", unites: true)
    case .wise:
      NumberFacts(
        form: "a word, a dash and a number", issuer: "Wise", identifies: .payment, name: "Wise id",
        unites: true)
    case .record:
      NumberFacts(
        form: "eight or more letters and digits, five of them digits, in a declared column",
        issuer: "a payment service", identifies: .payment, name: "record id", unites: true)
    case .cheque:
      // Every book of cheques starts with the same numbers.
      NumberFacts(
        form: "up to eight digits after CHQ or in a column of cheques", issuer: "the drawer's bank",
        identifies: .payment, name: "cheque")
    case .upiAddress:
      NumberFacts(
        form: "a name, @, a handle without dots", issuer: "a UPI app", identifies: .account,
        name: "UPI address")
    case .account:
      NumberFacts(
        form: "digits where the layout or the words before them say so", issuer: "a bank",
        identifies: .account, name: "account")
    case .iban:
      NumberFacts(
        form: "two letters, two check digits, a national number", issuer: "a bank",
        identifies: .account, name: "IBAN")
    case .accountTail:
      NumberFacts(
        form: "four digits behind a mask", issuer: "a bank", identifies: .account,
        name: "last digits of an account")
    case .card:
      NumberFacts(
        form: "13 to 19 digits with a check digit, or masked between six and four",
        issuer: "the card's bank", identifies: .account, name: "card")
    case .email:
      NumberFacts(
        form: "a name, @, a domain", issuer: "a provider", identifies: .account, name: "e-mail")
    case .telephone:
      NumberFacts(
        form: "10 or 11 digits, or with a country's code", issuer: "a telephone company",
        identifies: .account, name: "telephone number")
    case .ifsc:
      NumberFacts(
        form: "four letters, a zero, six characters", issuer: "the Reserve Bank of India",
        identifies: .institution, name: "IFSC")
    case .bic:
      NumberFacts(
        form: "8 or 11 characters after BIC or SWIFT", issuer: "SWIFT", identifies: .institution,
        name: "BIC")
    case .sortCode:
      NumberFacts(
        form: "six digits before an account number", issuer: "British and Irish clearing",
        identifies: .institution, name: "sort code")
    case .mandate:
      NumberFacts(
        form: "letters and digits after MANDATE", issuer: "the creditor", identifies: .nothing,
        name: "mandate")
    case .invoice:
      NumberFacts(
        form: "letters and digits after INV, INVOICE or ORDER", issuer: "a seller",
        identifies: .nothing, name: "invoice")
    case .date:
      NumberFacts(
        form: "a day without separators, or with a month's name", issuer: "nobody",
        identifies: .nothing, name: "day")
    case .time:
      NumberFacts(
        form: "a day and a time without separators", issuer: "nobody", identifies: .nothing,
        name: "time")
    case .amount:
      NumberFacts(
        form: "digits with a decimal point", issuer: "nobody", identifies: .nothing, name: "amount")
    case .unknown:
      NumberFacts(
        form: "anything else with digits", issuer: "nobody knows", identifies: .nothing,
        name: "number of no known type")
    }
  }
}
