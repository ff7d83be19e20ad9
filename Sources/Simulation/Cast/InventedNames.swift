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
