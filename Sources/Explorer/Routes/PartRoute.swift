internal import Drawing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `/api/part/flow?…&figure=ACCOUNT`: the accounts behind the part of a picture in which an account stands, with the sums
/// of each in the picture, and groups of them that can be opened; `/api/related/…`: the parts that its money passes.
///
/// A part is named by an account in it, because its own name changes with the question.
struct PartRoute {
  /// The most accounts that are listed one by one; groups and sums are those of all.
  static let most = 500
  /// The number of accounts that are opened at once.
  static let step = 25

  private let request: Request

  init(_ request: Request) { self.request = request }

  func answer(_ material: Material) throws -> Response {
    let (part, diagram) = try part(after: "part", material)
    guard let part else {
      throw ExplorerFailure(
        .absent, code: "figure", message: "the picture does not show this account")
    }
    let accounts = diagram.accounts[part] ?? []
    let members = PartMembers(
      accounts, paying: CiteRoute.transfers(of: part.description, in: diagram) ?? [],
      in: material.ledger)
    return Response(members.json(of: part))
  }

  /// Names the parts that the money of a part passes; none where the picture does not show the account.
  func related(_ material: Material) throws -> Response {
    let (part, diagram) = try part(after: "related", material)
    return Response(
      .object([
        ("part", part.map { .string($0.description) } ?? .null),
        (
          "parts",
          .array(
            part.map { diagram.related[$0] ?? [] }?.map { .string($0.description) } ?? [])
        ),
      ]))
  }

  private func part(
    after route: String, _ material: Material
  ) throws -> (NodeID?, RenderedDiagram) {
    var query = QueryText(request.query)
    guard let key = try query.take("figure") else {
      throw ExplorerFailure(.wrong, code: "missing-option", message: "figure is missing")
    }
    let address = QuestionRoute.address(of: request, after: route, query: query)
    guard case .picture(let picture) = try material.answer(to: address) else {
      throw ExplorerFailure(.wrong, code: "no-picture", message: "this question has no picture")
    }
    let account = material.ledger.account(key)
    // Several parts may hold an account, such as one that pays and is paid: the first one that is drawn.
    let found = picture.diagram.accounts
      .filter { part in part.value.contains { $0 == account?.id } }
      .map(\.key).min { PartRoute.number($0) < PartRoute.number($1) }
    return (found, picture.diagram)
  }

  private static func number(_ part: NodeID) -> Int {
    Int(part.description.drop { !("0"..."9").contains($0) }) ?? .max
  }
}

/// The accounts behind one part of a picture, with the sums of their payments in it.
struct PartMembers {
  /// An account with its payments that the part stands for.
  struct Member {
    let account: Account
    var payments = 0
    var paid = MoneyTotals()
    var received = MoneyTotals()
    var first: CivilDate?
  }

  /// The accounts, those with the most money first, as rows of the picture are opened.
  let members: [Member]
  private let payments: Int

  init(_ accounts: [AccountID], paying transfers: [TransferID], in ledger: Ledger) {
    var places: [AccountID: Int] = [:]
    var found: [Member] = []
    for id in accounts where places[id] == nil {
      places[id] = found.count
      found.append(Member(account: ledger.account(id)))
    }
    for id in transfers {
      let transfer = ledger.transfer(id)
      let (payer, payee) = (places[transfer.payer.id], places[transfer.beneficiary.id])
      if let payer { found[payer].paid.add(transfer.sent) }
      if let payee { found[payee].received.add(transfer.received) }
      for place in Set([payer, payee].compactMap { $0 }) {
        found[place].payments += 1
        if let day = transfer.time.day { found[place].first = min(found[place].first ?? day, day) }
      }
    }
    payments = transfers.count
    members = PartMembers.ordered(found)
  }

  /// Puts those with the most money first: paid by those who mostly pay, received by all others.
  private static func ordered(_ members: [Member]) -> [Member] {
    var (paid, received) = (MoneyTotals(), MoneyTotals())
    for member in members {
      paid.add(member.paid)
      received.add(member.received)
    }
    let currencies = Set((paid.lines + received.lines).map(\.currency)).sorted()
    func sum(_ totals: MoneyTotals) -> [Int128] { currencies.map { -totals.minorUnits(of: $0) } }
    let isPaying = sum(paid).lexicographicallyPrecedes(sum(received))
    let keys = members.map { sum(isPaying ? $0.paid : $0.received) }
    return members.indices.sorted { one, other in
      let (left, right) = (members[one].account, members[other].account)
      if left.isStandIn != right.isStandIn { return right.isStandIn }
      if keys[one] != keys[other] { return keys[one].lexicographicallyPrecedes(keys[other]) }
      return left.key < right.key
    }.map { members[$0] }
  }

  // MARK: JSON

  func json(of part: NodeID) -> JSONValue {
    var values: [(name: String, value: JSONValue)] = [("part", .string(part.description))]
    values += PartMembers.sums(of: members)
    values.append(("inPicture", .integer(payments)))
    values.append(
      (
        "members",
        .array(
          members.prefix(PartRoute.most).map { member in
            .object(AccountFacts.members(of: member.account) + PartMembers.sums(of: [member]))
          })
      ))
    values.append(("step", .integer(PartRoute.step)))
    values.append(("groups", .array(groups)))
    return .object(values)
  }

  /// The sums of some accounts, and the first of them to open.
  private static func sums(of members: [Member]) -> [(name: String, value: JSONValue)] {
    var (paid, received) = (MoneyTotals(), MoneyTotals())
    for member in members {
      paid.add(member.paid)
      received.add(member.received)
    }
    return [
      ("accounts", .integer(members.count)),
      ("payments", .integer(members.reduce(0) { $0 + $1.payments })),
      ("paid", AccountRoute.money(paid)), ("received", AccountRoute.money(received)),
      ("next", .array(members.prefix(PartRoute.step).map { .string($0.account.key) })),
    ]
  }

  /// The accounts by role, bank, country, and month of their first payment, the largest groups first.
  private var groups: [JSONValue] {
    let ways: [(name: String, of: (Member) -> String?)] = [
      ("role", { $0.account.role == .unknown ? nil : $0.account.role.name }),
      ("bank", { $0.account.details.institution }),
      ("country", { $0.account.details.country }),
      ("month", { $0.first.map { String($0.iso8601.prefix(7)) } }),
    ]
    return ways.map { way in
      var (order, own) = ([String](), [String: [Member]]())
      for member in members {
        let name = way.of(member) ?? ""
        if own[name] == nil { order.append(name) }
        own[name, default: []].append(member)
      }
      let isByTime = way.name == "month"
      let sorted = order.sorted {
        let (one, other) = (own[$0]?.count ?? 0, own[$1]?.count ?? 0)
        return isByTime || one == other ? $0 < $1 : one > other
      }
      return .object([
        ("by", .string(way.name)), ("count", .integer(sorted.count)),
        (
          "rows",
          .array(
            sorted.prefix(100).map { name in
              let named: [(name: String, value: JSONValue)] = [("name", .string(name))]
              return .object(named + PartMembers.sums(of: own[name] ?? []))
            })
        ),
      ])
    }
  }
}
