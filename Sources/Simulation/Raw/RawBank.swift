internal import PaymentGraph

/// The banks whose statements a raw case holds.
enum RawBank: Int, CaseIterable {
  case barclays, lloyds, nationwide, natWest, aib, starling
  case hdfc, icici, sbi

  /// The name of the statement's file.
  var file: String {
    switch self {
    case .barclays: "barclays.csv"
    case .lloyds: "lloyds.csv"
    case .nationwide: "nationwide.csv"
    case .natWest: "natwest.csv"
    case .aib: "aib.csv"
    case .starling: "starling.csv"
    case .hdfc: "hdfc.csv"
    case .icici: "icici.csv"
    case .sbi: "sbi.xls"
    }
  }

  var name: String {
    switch self {
    case .barclays: "Barclays"
    case .lloyds: "Lloyds"
    case .nationwide: "Nationwide"
    case .natWest: "NatWest"
    case .aib: "AIB"
    case .starling: "Starling"
    case .hdfc: "HDFC Bank"
    case .icici: "ICICI Bank"
    case .sbi: "State Bank of India"
    }
  }

  /// The four letters that begin an Indian bank's branch codes.
  var code: String {
    switch self {
    case .hdfc: "HDFC"
    case .icici: "ICIC"
    case .sbi: "SBIN"
    default: ""
    }
  }

  var country: String {
    switch self {
    case .aib: "IE"
    case .hdfc, .icici, .sbi: "IN"
    default: "GB"
    }
  }

  var currency: Currency {
    switch country {
    case "IE": CaseCurrency.euros
    case "IN": CaseCurrency.rupees
    default: CaseCurrency.pounds
    }
  }

  var isVictims: Bool { country != "IN" }

  /// True where the file names the account that it shows.
  var namesAccount: Bool { self != .nationwide && self != .starling }
}

/// An account of a raw case.
package struct RawAccount: Sendable, Hashable {
  /// The key that the files give the account; empty where they name it by a name only.
  package let key: String
  /// The invented name.
  package let name: String
  /// The bank or service; empty where the case names none.
  package let institution: String
  /// The two letters of the country; empty where the case names none.
  package let country: String
  /// True where the account is a victim's.
  package let isVictim: Bool

  init(
    _ key: String, name: String, institution: String = "", country: String = "",
    isVictim: Bool = false
  ) {
    self.key = key
    self.name = name
    self.institution = institution
    self.country = country
    self.isVictim = isVictim
  }
}
