internal import PaymentGraph

/// The links of a ledger, found from either side.
struct LinkSet: Sendable {
  /// All links, by outbound transfer.
  let links: [Link]
  /// Stated links that cannot be followed, by outbound transfer.
  let problems: [LinkProblem]
  /// Indices into ``links`` by inbound transfer.
  private let byInbound: [Int]

  static let empty = LinkSet(links: [], problems: [])

  init(links: [Link], problems: [LinkProblem]) {
    self.links = links.sorted { $0.outbound < $1.outbound }
    self.problems = problems.sorted { $0.outbound < $1.outbound }
    let ordered = self.links
    byInbound = ordered.indices.sorted {
      (ordered[$0].inbound, ordered[$0].outbound) < (ordered[$1].inbound, ordered[$1].outbound)
    }
  }

  /// The link whose outbound transfer this is; nil for none.
  func link(out transfer: Int) -> Link? {
    let index = LinkSet.lowerBound(links.count) { links[$0].outbound.position < transfer }
    return index < links.count && links[index].outbound.position == transfer ? links[index] : nil
  }

  /// The links that pass an inbound transfer on, in ledger order of the payouts.
  func links(into transfer: Int) -> [Link] {
    var index = LinkSet.lowerBound(byInbound.count) {
      links[byInbound[$0]].inbound.position < transfer
    }
    var found: [Link] = []
    while index < byInbound.count, links[byInbound[index]].inbound.position == transfer {
      found.append(links[byInbound[index]])
      index += 1
    }
    return found
  }

  /// The grades that links have, strongest first.
  var grades: [Grade] { Set(links.map(\.grade)).sorted() }

  /// The first index of which a condition that holds for a prefix does not hold.
  static func lowerBound(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
