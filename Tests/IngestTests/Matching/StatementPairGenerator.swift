import TestSupport

/// Pairs of rows in two statements: true ones, and pairs that an expert would try to have taken for one payment.
struct StatementPairGenerator {
  /// The facts that the two rows of a pair share.
  enum Shared: String, CaseIterable, Sendable {
    case number = "a payment's number"
    case accounts = "both accounts"
    case account = "one account"
    case reference = "reference, amount and day"
    case day = "amount and day"
  }

  /// A pair that looks like one payment and is none.
  enum NearMiss: String, CaseIterable, Sendable {
    case otherNumber = "another number"
    case branch = "shared branch code"
    case telephone = "shared telephone number"
    case reference = "equal reference"
    case mule = "a mule between"
    case equalAmounts = "equal amounts on one day"
    case otherAccount = "same name, other account"
    case stamp = "shared day and time"
    case customer = "shared customer number"
    case thirdAccount = "a number of three accounts"
    case accountOfAnother = "the account of somebody else, with one number"
    case everything = "all but the number"
  }

  enum Kind: Sendable {
    case one(Shared)
    case two(NearMiss)
  }

  /// A pair with the lines of its rows.
  struct Pair: Sendable {
    let kind: Kind
    let out: Int
    let into: Int
  }

  /// Two statements, and a third of another account.
  struct Files: Sendable {
    let payer: String
    let payee: String
    let third: String
    let payerKey: String
    let payeeKey: String
    let pairs: [Pair]
  }

  var random: SplitMix64
  private let payerBank: BankLayout
  private let payeeBank: BankLayout

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    let isIndian = Bool.random(using: &random)
    let banks = BankLayout.allCases.filter { $0.isIndian == isIndian }
    payerBank = banks.randomElement(using: &random) ?? .hdfc
    payeeBank = banks.randomElement(using: &random) ?? .hdfc
  }

  private mutating func digits(_ count: Int) -> String {
    (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
  }

  private static let names = [
    "RAVI KUMAR", "MEENA STORES", "ANITA RAO", "HELPDESK LTD", "Z STRANGER", "VERA V", "K TRADERS",
    "SUNIL MEHTA", "P OTHER", "TECH ASSIST", "J WALKER", "O BRIEN",
  ]
  private static let notes = [
    "FLAT12", "RENT MAR21", "HELP", "INV77", "PAYMENT", "MARCH RENT", "NA", "GIFT",
  ]

  private var isIndian: Bool { payerBank.isIndian }

  /// A name as one bank or another writes it: as it is, with a title, the parts the other way round, or cut off.
  private mutating func form(of name: String) -> String {
    let parts = name.split(separator: " ")
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where parts.allSatisfy { $0.count > 2 }: return parts.reversed().joined(separator: " ")
    case 1 where !name.hasSuffix("LTD") && !name.hasSuffix("STORES"): return "MR \(name)"
    case 2 where name.count > 10: return String(name.prefix(10))
    default: return name
    }
  }

  /// A number of a payment of the day, as the rail has it.
  private mutating func number(_ rail: String, _ day: Int) -> String {
    let dayOfYear = String(59 + day + 1000).suffix(3)
    switch rail {
    case "UPI", "IMPS": return "1\(dayOfYear)\(digits(8))"
    case "NEFT":
      return Bool.random(using: &random)
        ? "N\(dayOfYear)11\(digits(10))" : "SBINH11\(dayOfYear)\(digits(6))"
    default: return "1000000\(digits(11))"
    }
  }

  /// Statements with so many pairs, of which a share is true.
  mutating func files(pairs count: Int) -> Files {
    let payerNumber = isIndian ? "50100\(digits(9))" : "1\(digits(7))"
    let payeeNumber = isIndian ? "50200\(digits(9))" : "2\(digits(7))"
    var out: [(place: Int, row: String)] = []
    var into: [(place: Int, row: String)] = []
    var third: [String] = []
    var pairs: [(Kind, Int, Int)] = []
    // Banks call one customer by one name, in forms of their own.
    let payeeHolder = Self.names.randomElement(using: &random) ?? ""
    let payerHolder = Self.names.filter { $0 != payeeHolder }.randomElement(using: &random) ?? ""
    for place in 0..<count {
      let amount = "\(1_000 + place * 7).\(Int.random(in: 10...99, using: &random))"
      let day = Int.random(in: 3...27, using: &random)
      let rail =
        isIndian ? ["UPI", "IMPS", "NEFT"].randomElement(using: &random) ?? "UPI" : "FPS"
      let isTrue = place % 3 == 0
      // Near misses name the two holders too, half of the time: then only numbers tell them from true pairs.
      let isNamed = Bool.random(using: &random)
      let name =
        isTrue || isNamed ? form(of: payeeHolder) : Self.names.randomElement(using: &random) ?? ""
      let other =
        isTrue || isNamed
        ? form(of: payerHolder)
        : Self.names.filter { $0 != name }.randomElement(using: &random) ?? ""
      var paid = StatementSide(
        isOut: true, date: .init(day), amount: amount, rail: rail, number: number(rail, day),
        name: name, note: Self.notes.randomElement(using: &random) ?? "")
      paid.address = "\(name.lowercased().filter(\.isLetter))\(digits(2))@okaxis"
      paid.tail = digits(4)
      var got = paid
      got.isOut = false
      got.name = other
      got.address = "\(other.lowercased().filter(\.isLetter))\(digits(2))@paytm"
      got.note = Self.notes.filter { $0 != paid.note }.randomElement(using: &random) ?? ""
      got.branch = "KKBK0\(digits(6))"
      got.tail = digits(4)
      let kind: Kind
      if isTrue {
        var shared = Shared.allCases.randomElement(using: &random) ?? .number
        if !printsNumber, shared == .number { shared = .day }
        // An Indian bank prints the numbers of its own customers only.
        let canPrint =
          payerBank.printsAccounts && payeeBank.printsAccounts
          && (!isIndian || payerBank == payeeBank)
        if !canPrint, shared == .accounts || shared == .account { shared = .reference }
        share(shared, &paid, &got, payerNumber, payeeNumber)
        kind = .one(shared)
      } else {
        let miss = NearMiss.allCases.randomElement(using: &random) ?? .mule
        confuse(miss, &paid, &got, &third, day)
        kind = .two(miss)
      }
      out.append((place, payerBank.row(paid, account: payerNumber)))
      into.append((place, payeeBank.row(got, account: payeeNumber)))
      if case .two(.equalAmounts) = kind {
        into.append((place, payeeBank.row(got, account: payeeNumber)))
      }
      pairs.append((kind, place, place))
    }
    into.shuffle(using: &random)
    // Rows are looked for by the line on which they stand.
    var lines: [Int: Int] = [:]
    for (line, row) in into.enumerated() { lines[row.place] = line + 1 + payeeBank.linesBefore }
    return Files(
      payer: payerBank.file(out.map(\.row), account: payerNumber),
      payee: payeeBank.file(into.map(\.row), account: payeeNumber),
      third: third.isEmpty
        ? "" : (isIndian ? BankLayout.hdfc : .lloyds).file(third, account: "33333333"),
      payerKey: payerBank.key(payerNumber), payeeKey: payeeBank.key(payeeNumber),
      pairs: pairs.map { kind, place, _ in
        Pair(kind: kind, out: place + 1 + payerBank.linesBefore, into: lines[place] ?? 0)
      })
  }

  /// True where both banks print a payment's number.
  private var printsNumber: Bool {
    let without: [BankLayout] = [.barclays, .nationwide, .starling]
    return !without.contains(payerBank) && !without.contains(payeeBank)
  }

  private func share(
    _ shared: Shared, _ paid: inout StatementSide, _ got: inout StatementSide, _ payer: String,
    _ payee: String
  ) {
    if shared != .number {
      paid.number = ""
      got.number = ""
    }
    switch shared {
    case .number, .day: break
    case .reference:
      paid.note = "INV\(paid.tail)"
      got.note = paid.note
    case .accounts, .account:
      if isIndian {
        paid.rail = "TPT"
        if shared == .accounts { got.rail = "TPT" }
      }
      paid.account = written(payee, of: payeeBank)
      if shared == .accounts { got.account = written(payer, of: payerBank) }
    }
    // Rows of one payment end in the digits of one another's accounts.
    paid.tail = String(payee.suffix(4))
    got.tail = String(payer.suffix(4))
  }

  private func written(_ number: String, of bank: BankLayout) -> String {
    bank.isIndian ? number : "\(bank.key(number).dropFirst(3).prefix(6)) \(number)"
  }

  private mutating func confuse(
    _ miss: NearMiss, _ paid: inout StatementSide, _ got: inout StatementSide,
    _ third: inout [String], _ day: Int
  ) {
    let keepsNumber = Bool.random(using: &random)
    got.number = number(got.rail, day)
    if !keepsNumber { got.number = "" }
    if Bool.random(using: &random) { paid.number = "" }
    switch miss {
    case .thirdAccount where !printsNumber: fallthrough
    case .otherNumber:
      paid.number = number(paid.rail, day)
      got.number = number(got.rail, day)
    case .branch: got.branch = paid.branch
    case .telephone:
      let telephone = isIndian ? "98\(digits(8))" : "4029357733"
      paid.address = "\(telephone)@ybl"
      got.address = paid.address
      paid.note = telephone
      got.note = telephone
    case .reference: got.note = paid.note
    case .mule:
      got.name = paid.name
      got.address = paid.address
      got.branch = paid.branch
    case .equalAmounts:
      got.name = paid.name
      got.note = paid.note
    case .otherAccount:
      paid.account = isIndian ? "" : "404784 7\(digits(7))"
      got.name = "SAMPLE OWNER"
    case .stamp:
      let stamp =
        ["20110\(digits(1))01123456", "01032011", "30DEC10", "20110301"]
        .randomElement(using: &random) ?? ""
      paid.note = stamp
      got.note = stamp
    case .customer:
      let customer = "00\(digits(10))"
      paid.note = customer
      got.note = customer
      if isIndian, Bool.random(using: &random) {
        paid.number = number(paid.rail, day)
        got.number = number(got.rail, day)
      } else {
        paid.number = ""
        got.number = ""
      }
    case .thirdAccount:
      let shared = number(paid.rail, day)
      paid.number = shared
      got.number = shared
      var more = got
      more.isOut = Bool.random(using: &random)
      third.append((isIndian ? BankLayout.hdfc : .lloyds).row(more, account: "33333333"))
    case .accountOfAnother:
      // HDFC prints accounts of its own customers; the other banks are given another number.
      let shared = number(paid.rail, day)
      paid.number = isIndian && payerBank == .hdfc ? "" : shared
      got.number = isIndian && payerBank == .hdfc ? "" : number(got.rail, day)
      if isIndian && payerBank == .hdfc {
        paid.rail = "TPT"
        paid.account = "50100\(digits(9))"
      }
    case .everything:
      got.name = paid.name
      got.note = paid.note
      got.branch = paid.branch
      got.address = paid.address
      got.tail = paid.tail
      paid.number = number(paid.rail, day)
      got.number = number(got.rail, day)
    }
  }
}
