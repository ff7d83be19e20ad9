internal import PaymentGraph

/// The parties of a raw case, and their numbers.
struct RawCharacters {
  private(set) var accounts: [RawAccount] = []
  /// The accounts whose statements the case holds.
  private(set) var owns: [RawBank: Int] = [:]
  /// The number inside the bank, and the sort code, as statements print them.
  private(set) var numbers: [RawBank: (number: String, sortCode: String)] = [:]
  /// The numbers of the seller's PayPal account and of PayPal itself.
  private(set) var seller = 0
  private(set) var payPal = 0
  /// The numbers of the seller's wallet at the payment service and of the service's own.
  private(set) var wallet = 0
  private(set) var house = 0
  /// The words after `PAYPAL *`.
  private(set) var sellerWord = ""
  /// The UPI addresses of the mules' accounts.
  private(set) var addresses: [RawBank: String] = [:]
  private(set) var firm = ""
  private(set) var domain = ""
  /// The e-mail with which each victim signs in at PayPal.
  private(set) var emails: [RawBank: String] = [:]

  init(seed: UInt64, numbers source: inout PaymentNumbers) {
    var chance = Chance(seed: seed, chapter: "raw cast")
    let people = chance.shuffled(Array(0..<23))
    let firms = chance.shuffled(Array(0..<11))
    var person = 0
    var firmPlace = 0
    for bank in RawBank.allCases {
      if bank.isVictims {
        let name = InventedNames.person(people[person])
        person += 1
        let sortCode = Self.sortCode(bank) + Characters.digits(chance.within(1...89), 2)
        let number = source.account(length: 8)
        let prefix = bank == .aib ? "ie" : "gb"
        numbers[bank] = (number, sortCode)
        emails[bank] = name.lowercased().replacing(" ", with: ".") + "@example.org"
        owns[bank] = add(
          RawAccount(
            "\(prefix):\(sortCode)/\(number)", name: name, institution: bank.name,
            country: bank.country, isVictim: true))
      } else {
        let name = InventedNames.indianFirm(firms[firmPlace])
        firmPlace += 1
        let number =
          switch bank {
          case .hdfc: source.account("50200", length: 14)
          case .icici: source.account("0004015", length: 12)
          default: source.account("3", length: 11)
          }
        numbers[bank] = (number, "")
        let short = name.lowercased().split(separator: " ").first.map(String.init) ?? "firm"
        addresses[bank] = "\(short).\(source.fourDigits())@\(Self.handle(bank))"
        owns[bank] = add(
          RawAccount(
            "in:\(bank.code):\(number.drop { $0 == "0" })", name: name, institution: bank.name,
            country: "IN"))
      }
    }
    let sellerName = InventedNames.indianFirm(firms[firmPlace])
    firm = sellerName
    let words = sellerName.lowercased().split(separator: " ")
    sellerWord = String(words.joined().uppercased().prefix(10))
    domain = words.joined(separator: "-") + ".example"
    seller = add(
      RawAccount(
        "email:billing@\(domain)", name: sellerName,
        institution: "PayPal"))
    payPal = add(RawAccount("processor:paypal", name: "PayPal", institution: "PayPal"))
    wallet = add(
      RawAccount(
        "MRW-\(source.account(length: 6))", name: sellerName, institution: "Mapleremit",
        country: "CA"))
    house = add(
      RawAccount("MRW-000001", name: "Mapleremit", institution: "Mapleremit", country: "CA"))
  }

  /// Adds an account and returns its number.
  mutating func add(_ account: RawAccount) -> Int {
    accounts.append(account)
    return accounts.count - 1
  }

  func own(_ bank: RawBank) -> Int { owns[bank] ?? 0 }

  func name(_ bank: RawBank) -> String { accounts[own(bank)].name }

  /// Returns the last four digits of an account's number.
  func tail(_ bank: RawBank) -> String { String((numbers[bank]?.number ?? "").suffix(4)) }

  /// Returns a branch code of a bank; the branches are made up.
  static func branch(_ bank: RawBank) -> String {
    bank.code + "0009" + Characters.digits(bank.rawValue + 10, 3)
  }

  private static func sortCode(_ bank: RawBank) -> String {
    switch bank {
    case .barclays: "2090"
    case .lloyds: "3090"
    case .nationwide: "0701"
    case .natWest: "6000"
    case .aib: "9311"
    default: "6083"
    }
  }

  private static func handle(_ bank: RawBank) -> String {
    switch bank {
    case .hdfc: "okhdfcbank"
    case .icici: "okicici"
    default: "oksbi"
    }
  }
}
