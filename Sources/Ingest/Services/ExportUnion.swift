internal import PaymentGraph

/// Finds payments that two exports of one account of a service show, by the service's own ids.
///
/// Two records are one where files of one account show one id with one sum in each currency, the fees included: exports
/// differ in whether a fee has a row of its own. The rows of the file that tells most about the other party stay, and
/// the other rows become evidence of their transfers. Where the sums differ, all rows stay, and the contradiction is
/// reported.
struct ExportUnion {
  /// The transfers that are removed, each for another one.
  private(set) var merged: [RowUnion.Merged] = []
  /// The transfers that are removed although their rows stay: money given back that a payment's row states, and that
  /// also has a row of its own.
  private(set) var besides: [(gone: UInt32, kept: UInt32)] = []
  /// The rows of one id in two files that contradict each other, by their indices among the rows.
  private(set) var conflicts: [(one: Int, other: Int)] = []

  /// The rows that one export shows without a party and another with it, by their indices.
  private(set) var named: [(nameless: Int, named: Int)] = []
  /// The amounts that arrived, where only the export whose rows are removed states them.
  private(set) var received: [(transfer: UInt32, money: Money)] = []
  /// The payments that rows of the account's books give back, by the index of the row.
  private(set) var returned: [Int: String] = [:]

  private let posted: [PostedEntry]
  /// The transfers of fees that a row states beside its payment, by the row's transfer.
  private let fees: [UInt32: [UInt32]]

  private struct Key: Hashable {
    let record: StatementEntry.ServiceRecord
    let account: UInt32
  }

  init(_ posted: [PostedEntry], in builder: LedgerBuilder) {
    self.posted = posted
    fees = ExportUnion.fees(posted, builder)
    var rows: [Key: [Int]] = [:]
    for (index, row) in posted.enumerated() {
      guard let record = row.entry.record else { continue }
      let transfer = Int(row.transfer)
      let own = row.isOut ? builder.columns.payer[transfer] : builder.columns.beneficiary[transfer]
      rows[Key(record: record, account: own), default: []].append(index)
    }
    for indices in rows.values where Set(indices.map { posted[$0].file }).count > 1 {
      unite(indices)
    }
    uniteAcrossAccounts(
      Dictionary(grouping: rows.filter { $0.key.record.hasOwnForm }) { $0.key.record })
    uniteRefunds(builder)
    merged.sort { $0.gone < $1.gone }
    conflicts.sort { ($0.one, $0.other) < ($1.one, $1.other) }
  }

  private static func fees(_ posted: [PostedEntry], _ builder: LedgerBuilder) -> [UInt32: [UInt32]]
  {
    struct Place: Hashable {
      let file: UInt16
      let offset: Int
    }
    var payments: [Place: UInt32] = [:]
    for row in posted where row.entry.record != nil && row.entry.fee != 0 {
      let index = builder.columns.evidence[Int(row.transfer)]
      payments[
        Place(file: builder.columns.file[Int(row.transfer)], offset: Int(index.byteOffset))] =
        row.transfer
    }
    guard !payments.isEmpty else { return [:] }
    var fees: [UInt32: [UInt32]] = [:]
    for transfer in builder.columns.kind.positions(where: { $0 == .fee || $0 == .feeRefund }) {
      let index = Place(
        file: builder.columns.file[transfer],
        offset: Int(builder.columns.evidence[transfer].byteOffset))
      if let payment = payments[index], payment != UInt32(transfer) {
        fees[payment, default: []].append(UInt32(transfer))
      }
    }
    return fees
  }

  private mutating func unite(_ indices: [Int]) {
    let files = Dictionary(grouping: indices) { posted[$0].file }
      .sorted {
        ($1.value.map(worth).reduce(0, +), $0.key) < ($0.value.map(worth).reduce(0, +), $1.key)
      }
    guard let kept = files.first else { return }
    for other in files.dropFirst() {
      let sums = (sums(kept.value), sums(other.value))
      if sums.0 == sums.1 {
        unite(other.value, with: kept.value)
      } else if !areSides(kept.value, other.value), !uniteParts(other.value, with: kept.value) {
        conflicts.append((kept.value[0], other.value[0]))
      }
    }
  }

  /// Counts once what both of two exports show of a record, where one of them begins or ends within it; returns false
  /// where they contradict each other.
  private mutating func uniteParts(_ others: [Int], with kept: [Int]) -> Bool {
    func isFee(_ index: Int) -> Bool {
      posted[index].entry.kind == .fee || posted[index].entry.kind == .feeRefund
    }
    var left = kept
    var rest: [Int] = []
    var pairs: [(gone: Int, kept: Int)] = []
    for index in others {
      let entry = posted[index].entry
      if let twin = left.firstIndex(where: {
        let candidate = posted[$0].entry
        return candidate.amount == entry.amount && candidate.fee == entry.fee
          && candidate.currency == entry.currency && isFee($0) == isFee(index)
      }) {
        pairs.append((index, left.remove(at: twin)))
      } else {
        rest.append(index)
      }
    }
    // A fee with a row of its own here may stand beside the payment there.
    var besides: [(gone: Int, kept: UInt32)] = []
    func takeFees(_ list: inout [Int], beside payments: [Int]) {
      list.removeAll { index in
        guard isFee(index),
          let payment = payments.first(where: {
            posted[$0].entry.fee == -posted[index].entry.amount && posted[$0].entry.fee != 0
              && posted[$0].entry.currency == posted[index].entry.currency
          }), let fee = fees[posted[payment].transfer]?.first
        else { return false }
        besides.append((index, fee))
        return true
      }
    }
    takeFees(&rest, beside: left)
    takeFees(&left, beside: rest)
    let isCut =
      left.isEmpty || rest.isEmpty
      || Set(left.map(isFee)).isDisjoint(with: rest.map(isFee))
        && Set((left + rest).map { posted[$0].profile }).count == 1
    guard isCut else { return false }
    for pair in pairs { unite([pair.gone], with: [pair.kept]) }
    for (index, fee) in besides {
      let file = posted[index].file
      add(posted[index].transfer, kept: fee, goneFile: file, keptFile: file)
    }
    return true
  }

  /// Counts once a record that files show under two names of one account.
  ///
  /// Two rows that agree on one id are of one side of the payment; the other side's row has the other sign.
  private mutating func uniteAcrossAccounts(
    _ records: [StatementEntry.ServiceRecord: [(key: Key, value: [Int])]]
  ) {
    for accounts in records.values where accounts.count > 1 {
      let ordered = accounts.sorted {
        ($1.value.map(worth).reduce(0, +), $0.value[0]) < (
          $0.value.map(worth).reduce(0, +), $1.value[0]
        )
      }
      guard let kept = ordered.first else { continue }
      for other in ordered.dropFirst()
      where posted[other.value[0]].file != posted[kept.value[0]].file
        && sums(other.value) == sums(kept.value)
      {
        let gone = Set(merged.map(\.gone))
        unite(other.value.filter { !gone.contains(posted[$0].transfer) }, with: kept.value)
      }
    }
  }

  /// Ranks a row by how much it tells about the other party and the payment.
  private func worth(_ index: Int) -> Int {
    let entry = posted[index].entry
    guard entry.kind != .fee, entry.kind != .feeRefund else { return 0 }
    return (entry.counter.account != nil ? 8 : entry.counter.name != nil ? 4 : 0)
      + (entry.conversion != nil ? 2 : 0) + (entry.fee != 0 ? 1 : 0)
  }

  /// Returns the changes that the rows of one file made to the account, by currency.
  private func sums(_ indices: [Int]) -> [Currency: Int128] {
    var sums: [Currency: Int128] = [:]
    for index in indices {
      let entry = posted[index].entry
      sums[entry.currency, default: 0] += Int128(entry.amount) - Int128(entry.fee)
    }
    return sums
  }

  /// Returns true where two files show the sides of one conversion.
  private func areSides(_ one: [Int], _ other: [Int]) -> Bool {
    let entries = (one + other).map { posted[$0].entry }
    if entries.allSatisfy({ $0.kind == .fx }) { return true }
    return Set(entries.map(\.currency)).count > 1
      && entries.allSatisfy { $0.kind == .internal && $0.counter.account == $0.own }
  }

  private mutating func unite(_ gone: [Int], with kept: [Int]) {
    var free = kept
    for index in gone {
      let row = posted[index]
      let twin =
        free.firstIndex { posted[$0].entry.amount == row.entry.amount }
        ?? free.firstIndex { posted[$0].entry.kind == row.entry.kind }
      let keeper = twin.map { free.remove(at: $0) }
      let isFee = row.entry.kind == .fee || row.entry.kind == .feeRefund
      let main = posted[keeper ?? kept[0]]
      // A fee with a row of its own here stands beside the payment there.
      if main.entry.conversion == nil, let conversion = row.entry.conversion, main.isOut,
        conversion.sent.minorUnits == -main.entry.amount
      {
        received.append((main.transfer, conversion.received))
      }
      if !isFee { named.append((index, keeper ?? kept[0])) }
      let target =
        keeper == nil && isFee ? kept.compactMap { fees[posted[$0].transfer]?.first }.first : nil
      add(row.transfer, kept: target ?? main.transfer, goneFile: row.file, keptFile: main.file)
      for fee in fees[row.transfer] ?? [] {
        let own = fees[main.transfer]?.first
        let separate = kept.first { posted[$0].entry.kind == .fee }.map { posted[$0].transfer }
        add(fee, kept: own ?? separate ?? main.transfer, goneFile: row.file, keptFile: main.file)
      }
    }
  }

  // MARK: Refunds in an export of payments

  /// Counts once the money given back that a payment's own row states and a row of the account's books shows.
  ///
  /// The books tell when, the payments tell to whom. The two are one where an account has one of each with an amount;
  /// where it has as many of the one as of the other, all count once, and none is said to belong to another.
  private mutating func uniteRefunds(_ builder: LedgerBuilder) {
    struct Sum: Hashable {
      let account: UInt32
      let amount: Int64
      let currency: Currency
    }
    // Only files that show one of the payments are compared.
    var bookFiles: [Int: Set<Int>] = [:]
    for pair in merged {
      bookFiles[pair.keptFile, default: []].insert(pair.goneFile)
      bookFiles[pair.goneFile, default: []].insert(pair.keptFile)
    }
    guard !bookFiles.isEmpty else { return }
    func sum(_ index: Int) -> Sum {
      let row = posted[index]
      return Sum(
        account: builder.columns.payer[Int(row.transfer)], amount: row.entry.amount,
        currency: row.entry.currency)
    }
    let stated = posted.indices.filter {
      posted[$0].entry.isFurther && bookFiles[posted[$0].file] != nil
    }
    var groups: [Sum: (stated: [Int], booked: [Int])] = [:]
    for index in stated { groups[sum(index), default: ([], [])].stated.append(index) }
    for index in posted.indices
    where posted[index].entry.kind == .refund && !posted[index].entry.isFurther {
      guard var group = groups[sum(index)],
        group.stated.contains(where: {
          bookFiles[posted[$0].file]?.contains(posted[index].file) == true
        })
      else { continue }
      group.booked.append(index)
      groups[sum(index)] = group
    }
    for (_, group) in groups where !group.booked.isEmpty {
      guard group.stated.count == group.booked.count else {
        conflicts.append((group.booked[0], group.stated[0]))
        continue
      }
      for (one, other) in zip(group.stated, group.booked) {
        let (stated, booked) = (posted[one], posted[other])
        if group.stated.count == 1 {
          besides.append((stated.transfer, booked.transfer))
          named.append((other, one))
          returned[other] = stated.entry.group
        } else {
          add(booked.transfer, kept: stated.transfer, goneFile: booked.file, keptFile: stated.file)
        }
      }
    }
  }

  private mutating func add(_ gone: UInt32, kept: UInt32, goneFile: Int, keptFile: Int) {
    merged.append(
      RowUnion.Merged(gone: gone, kept: kept, goneFile: goneFile, keptFile: keptFile))
  }
}
