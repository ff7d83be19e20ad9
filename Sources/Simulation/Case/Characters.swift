internal import PaymentGraph

/// The accounts of a planted case, and the part that each plays.
struct Characters {
  private(set) var accounts: [PlantedAccount] = []
  private(set) var processors: [Int] = []
  private(set) var victims: [Int] = []
  private(set) var customers: [Int] = []
  private(set) var merchants: [Int] = []
  private(set) var mules: [Int] = []
  private(set) var destinations: [Int] = []
  /// The beneficiaries that everybody pays directly: an energy company and a supermarket.
  private(set) var everydayPayees: [Int] = []
  /// The accounts that a mule paid before any victim's money had come.
  private(set) var earlyPayees: [Int] = []
  /// The account of cash, and the outside world from which accounts in India have their other
  /// money.
  private(set) var cash = 0
  private(set) var outside = 0
  /// The account that pays interest.
  private(set) var bank = 0

  init(_ settings: SimulationSettings) {
    var chance = Chance(seed: settings.seed, chapter: "cast")
    for number in settings.processors.indices {
      let name = InventedNames.processorNames[number]
      processors.append(
        add(
          InventedNames.processors[number], role: .processor, name: name, institution: name,
          country: ""))
    }
    for number in 0..<settings.victims {
      let bank = number % InventedNames.victimBanks.count
      victims.append(
        add(
          "victim-\(Self.digits(number + 1, 4))", role: .victim, name: InventedNames.person(number),
          institution: InventedNames.victimBanks[bank], country: bank == 2 ? "IE" : "GB"))
    }
    for number in 0..<settings.customers {
      customers.append(
        add(
          "customer-\(Self.digits(number + 1, 6))", role: .unknown, name: "", institution: "",
          country: ""))
    }
    for number in 0..<settings.merchants {
      merchants.append(
        add(
          "merchant-\(Self.digits(number + 1, 3))", role: .merchant,
          name: InventedNames.merchant(number), institution: "",
          country: number % 4 == 3 ? "IE" : "GB"))
    }
    // The number of an account must not show what kind it is.
    let serials = chance.shuffled(Array(0..<(settings.mules * 2 + settings.destinations)))
    var next = 0
    func indian(_ role: AccountRole) -> Int {
      let serial = serials[next]
      next += 1
      let (code, bank) = InventedNames.indianBanks[serial % InventedNames.indianBanks.count]
      return add(
        "in:\(code):9120\(Self.digits(serial * 37 + 11, 8))", role: role,
        name: InventedNames.indianFirm(serial), institution: bank, country: "IN")
    }
    for _ in 0..<settings.mules { mules.append(indian(.mule)) }
    for _ in 0..<settings.destinations { destinations.append(indian(.destination)) }
    for _ in 0..<settings.mules { earlyPayees.append(indian(.unknown)) }
    everydayPayees = [
      add(
        "hollowfern-energy", role: .merchant, name: "Hollowfern Energy", institution: "",
        country: "GB"),
      add(
        "brackwater-grocers", role: .merchant, name: "Brackwater Grocers", institution: "",
        country: "GB"),
    ]
    cash = add("cash:atm", role: .unknown, name: "Cash", institution: "", country: "IN")
    outside = add("payer-in-001", role: .unknown, name: "", institution: "", country: "IN")
    bank = add("bank-interest-in", role: .unknown, name: "", institution: "", country: "IN")
  }

  private mutating func add(
    _ key: String, role: AccountRole, name: String, institution: String, country: String
  ) -> Int {
    accounts.append(
      PlantedAccount(
        key: key, role: role, name: name, institution: institution, country: country))
    return accounts.count - 1
  }

  /// Writes a number with leading zeros.
  static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

/// Names that were made up: no list of people, banks or firms was used.
///
/// The banks' codes start with `ZQ`, which no bank has, so no payment can reach an account here.
enum InventedNames {
  static let given = [
    "Ada", "Bertram", "Celia", "Desmond", "Edith", "Fergus", "Greta", "Hubert", "Imelda", "Jasper",
    "Kitty", "Leopold", "Mabel", "Ned", "Olive", "Percy", "Queenie", "Rupert", "Sybil", "Tobias",
    "Una", "Vernon", "Winifred",
  ]
  private static let heads = [
    "Thistle", "Ocken", "Penny", "Gart", "Brindle", "Marlo", "Fenni", "Tolber", "Quilla", "Wexen",
    "Hobble", "Yarrow", "Dunni", "Larken", "Crumbe", "Stover", "Apple", "Mickle", "Rushen",
  ]
  private static let tails = [
    "mere", "brow", "whin", "hollow", "coat", "wick", "marsh", "by", "dale", "ford", "mint",
    "shaw", "low", "ling", "thorn", "way", "moss",
  ]
  static let processors = ["larkpay", "quillremit", "tamarind-pay", "ostrelle", "fennbridge"]
  static let processorNames = ["Larkpay", "Quillremit", "Tamarind Pay", "Ostrelle", "Fennbridge"]
  static let victimBanks = ["Wendlemarsh Bank", "Copperthorn Society", "Liffeydale Bank"]
  /// The codes and names of banks.
  static let indianBanks = [
    ("ZQMB", "Meghadri Bank"), ("ZQKB", "Kalindari Co-operative Bank"), ("ZQTB", "Tirapura Bank"),
  ]
  private static let trades = [
    "Books", "Yarns", "Tools", "Records", "Lamps", "Seeds", "Tea", "Knits", "Games", "Parts",
    "Kettles", "Kites", "Maps",
  ]
  private static let indianHeads = [
    "Vardhi", "Pratap", "Ashva", "Rukh", "Suvarn", "Megha", "Chandra", "Hema", "Nil", "Tira",
    "Dhruva", "Kuval",
  ]
  private static let indianTails = [
    "kosh Holdings", "giri Traders", "tirtha Exports", "mandal Estates", "otsav Helpline",
    "rani Systems", "peth Online Mart", "vanta Infodesk", "kosh Webcare", "pura Softline",
    "dhara Agencies",
  ]

  /// Returns the name of the person with this number; names repeat only after thousands of numbers.
  static func person(_ number: Int) -> String {
    "\(given[number % given.count]) \(surname(number))"
  }

  /// Returns a name as a directory lists it, the surname first.
  static func listedPerson(_ number: Int) -> String {
    "\(surname(number / given.count)) \(given[number % given.count])"
  }

  static func merchant(_ number: Int) -> String {
    "\(surname(number * 7 + 3)) \(trades[number % trades.count])"
  }

  static func indianFirm(_ number: Int) -> String {
    indianHeads[number % indianHeads.count] + indianTails[number % indianTails.count]
  }

  private static func surname(_ number: Int) -> String {
    heads[number % heads.count] + tails[number / 2 % tails.count]
  }
}

/// The currencies of planted cases.
enum CaseCurrency {
  static let pounds = Currency("GBP") ?? .none
  static let euros = Currency("EUR") ?? .none
  static let rupees = Currency("INR") ?? .none
}
