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
