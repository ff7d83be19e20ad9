internal import FundTracing
internal import PaymentGraph

/// The names of accounts in texts for people; JSON and CSV have their keys.
///
/// An account that stands in for somebody of whom no record gives a number is named by the known
/// facts: `NAME (known by name only)`, `cash of ACCOUNT`, `nobody named`.
enum PartyText {
  /// Returns the key, or the known facts about a party without one.
  static func key(_ account: Account) -> String {
    guard account.isStandIn else { return account.key }
    let (owner, parts) = parts(account)
    let last = parts.last ?? ""
    if last == "CASH" { return "cash of \(owner)" }
    if last == "CASH-IN" { return "cash paid into \(owner)" }
    if last == "own" {
      return
        "\(account.displayName == account.key ? "holder" : account.displayName) of statement \(owner)"
    }
    guard account.isNamed else {
      let isOfRow = last == "payer" || last == "beneficiary"
      return isOfRow
        ? "nobody named (\(last) in line \(parts.first ?? ""))" : "nobody named (with \(owner))"
    }
    let name = account.details.name ?? last
    let besides = Namesakes.of(account).words(account, name: name, owner: owner, parts: parts)
    return "\(name) (known by name only\(besides))"
  }

  /// Returns the name beside the key; empty where there is none, or where the words for the key
  /// contain it.
  static func name(_ account: Account) -> String {
    guard !account.isStandIn else { return "" }
    let name = account.details.name ?? account.details.holder ?? ""
    return name == account.key ? "" : name
  }

  /// Returns key and name in one cell: `in:DCMB:930019302025 (Pratapgiri Traders)`.
  static func both(_ account: Account) -> String {
    let name = name(account)
    return name.isEmpty ? key(account) : "\(key(account)) (\(name))"
  }

  /// Returns the bank and the country, as far as they are known.
  static func place(_ account: Account) -> String {
    [account.details.institution, account.details.country].compactMap { $0 }
      .joined(separator: ", ")
  }

  /// Returns the key of an account that holds money, or words for its bank, its fees and money beyond the records.
  static func key(_ place: Holding.Place, in ledger: Ledger) -> String {
    let key = key(ledger.account(place.account))
    switch place {
    case .account: return key
    case .bank: return "bank of \(key), for its debt"
    case .fees: return "fees on payments of \(key)"
    case .onItsWay: return "on its way to \(key)"
    case .unseen: return "left \(key) unseen"
    }
  }

  /// Returns the name beside that key.
  static func name(_ place: Holding.Place, in ledger: Ledger) -> String {
    name(ledger.account(place.account))
  }

  /// Returns that key and name in one cell.
  static func both(_ place: Holding.Place, in ledger: Ledger) -> String {
    let name = name(place, in: ledger)
    return name.isEmpty ? key(place, in: ledger) : "\(key(place, in: ledger)) (\(name))"
  }

  /// The account or file whose rows name a party, and the parts of the key after it.
  static func parts(_ account: Account) -> (owner: String, rest: [String]) {
    let parts = account.key.dropFirst(2).split(separator: ":", omittingEmptySubsequences: false)
      .map(String.init)
    guard let last = parts.last else { return ("", []) }
    let isSingle = last == "CASH" || last == "CASH-IN" || last == "own"
    let kept = isSingle ? 1 : min(2, parts.count - 1)
    return (parts.dropLast(kept).joined(separator: ":"), Array(parts.suffix(kept)))
  }
}

/// The stand-ins of a ledger that texts would call by one name, and what tells them apart.
///
/// Two statements that name a party alike, or one that names it in two ways, have a stand-in each, because nobody can tell
/// whether they are one person's. A table that shows both says beside which account each stands, and where that is one,
/// how the rows pay it and what else they call it.
struct Namesakes: Sendable {
  /// The owners of the stand-ins of each name that several have, as often as each has one.
  private let owners: [String: [String: Int]]

  /// The namesakes of an account's ledger, which are looked for once.
  static func of(_ account: Account) -> Namesakes {
    account.remembering { ledger in
      var owners: [String: [String: Int]] = [:]
      for number in 0..<ledger.accountCount where ledger.isStandIn(number) && ledger.isNamed(number)
      {
        let other = ledger.account(AccountID(number))
        let (owner, parts) = PartyText.parts(other)
        let name = other.details.name ?? parts.last ?? ""
        owners[name, default: [:]][owner, default: 0] += 1
      }
      return Namesakes(owners: owners.filter { $0.value.values.reduce(0, +) > 1 })
    }
  }

  /// Returns the words that tell a stand-in from others of its name; empty where no other has it.
  func words(_ account: Account, name: String, owner: String, parts: [String]) -> String {
    guard let owners = owners[name] else { return "" }
    let rows = parts.filter { !$0.isEmpty && $0 != name }.joined(separator: " ")
    let isOnlyOfOwner = owners[owner, default: 0] < 2
    return ", beside \(owner)" + (isOnlyOfOwner || rows.isEmpty ? "" : ", \(rows)")
  }
}
