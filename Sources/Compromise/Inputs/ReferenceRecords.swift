internal import PaymentGraph

/// The lists of which nothing is said, because the others were loaded for having paid to them.
struct SelectedReference {
  /// The lists.
  private(set) var lists: Set<Int> = []

  init(_ view: LedgerView, _ people: CasePeople, tried: TriedLists) {
    guard people.source == .payers, !people.others.isEmpty else { return }
    let columns = view.ledger.columns
    let ofList = Dictionary(
      tried.lists.enumerated().flatMap { number, list in list.accounts.map { ($0.position, number) }
      },
      uniquingKeysWith: { first, _ in first })
    // The payee of every other's first payment, and the files that hold their payments.
    var first: Set<Int> = []
    var files: Set<Int> = []
    for person in people.others {
      let payments = person.accounts.flatMap { view.ledger.outgoing[$0.position].map(Int.init) }
        .filter { view.contains($0) }.sorted()
      if let payment = payments.first { first.insert(Int(columns.beneficiary[payment])) }
      if !view.ledger.files.isEmpty {
        for payment in payments { files.insert(Int(columns.file[payment])) }
      }
    }
    if first.count == 1, let only = first.first, let list = ofList[only] { lists.insert(list) }
    guard !view.ledger.files.isEmpty else { return }
    var shown: Set<Int> = []
    for transfer in 0..<columns.count
    where view.contains(transfer) && files.contains(Int(columns.file[transfer])) {
      let payee = Int(columns.beneficiary[transfer])
      if tried.payees.contains(payee) { shown.insert(payee) }
    }
    if shown.count == 1, let only = shown.first, let list = ofList[only] { lists.insert(list) }
  }
}

/// The files that hold the payments of the others, where they hold none of the victims' and each is about several
/// payers: records of payees and processors, and no statements.
struct ReferenceFiles {
  /// The names of the files, in their order; empty where the others are known as the victims are.
  let names: [String]

  init(_ view: LedgerView, _ people: CasePeople) {
    let ledger = view.ledger
    guard !ledger.files.isEmpty, people.source == .payers,
      !people.others.allSatisfy(\.coverageIsStated)
    else {
      names = []
      return
    }
    func payers(_ people: [ComparedPerson]) -> [Int: Int] {
      var counts: [Int: Int] = [:]
      for person in people {
        let files = person.accounts.flatMap { ledger.outgoing[$0.position].map(Int.init) }
          .filter { view.contains($0) }.map { Int(ledger.columns.file[$0]) }
        for file in Set(files) { counts[file, default: 0] += 1 }
      }
      return counts
    }
    let (own, others) = (payers(people.victims), payers(people.others))
    let areForeign =
      !own.isEmpty && !others.isEmpty
      && others.allSatisfy { own[$0.key] == nil && $0.value > 1 }
    names =
      areForeign
      ? others.keys.filter { ledger.files.indices.contains($0) }.map { ledger.files[$0].name }
        .sorted() : []
  }
}
