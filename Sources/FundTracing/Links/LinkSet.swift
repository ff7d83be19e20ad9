internal import PaymentGraph

/// The links of a ledger, found from either side.
///
/// Many to many: a payout may have several links (a batch), a receipt as well (a split). A pair has
/// at most one, the strongest of those given.
struct LinkSet: Sendable {
  /// All links, by outbound and then inbound transfer.
  let links: [Link]
  /// Stated links that cannot be followed, by outbound transfer.
  let problems: [LinkProblem]
  /// Indices into ``links`` by inbound transfer.
  private let byInbound: [Int]

  static let empty = LinkSet(links: [], problems: [])

  init(links: [Link], problems: [LinkProblem]) {
    self.links = LinkSet.strongestOfPairs(links)
    self.problems = problems.enumerated().sorted {
      ($0.element.outbound, $0.offset) < ($1.element.outbound, $1.offset)
    }.map(\.element)
    let ordered = self.links
    byInbound = ordered.indices.sorted {
      (ordered[$0].inbound, ordered[$0].outbound) < (ordered[$1].inbound, ordered[$1].outbound)
    }
  }

  /// These links and more, without some that the amounts contradict; a problem is solved where the
  /// payout has a link of grade A now that it had not before.
  ///
  /// A list of ids of which one is found and another is not has a link from the start, which says
  /// nothing of the other.
  func adding(_ more: [Link], refusing refused: [Link] = []) -> LinkSet {
    let before = Set(links.map { [$0.inbound, $0.outbound] })
    let solved = Set(
      more.filter { $0.grade == .a && !before.contains([$0.inbound, $0.outbound]) }.map(\.outbound))
    let known = Set(problems.map(\.outbound))
    let pairs = Set(refused.map { [$0.inbound, $0.outbound] })
    return LinkSet(
      links: more + links.filter { !pairs.contains([$0.inbound, $0.outbound]) },
      problems: problems.filter { !solved.contains($0.outbound) }
        + refused.filter { !known.contains($0.outbound) }.map {
          LinkProblem(outbound: $0.outbound, inbound: $0.inbound, reason: .otherAmount, id: nil)
        })
  }

  /// These links without some.
  func without(_ isLeftOut: (Link) -> Bool) -> LinkSet {
    links.contains(where: isLeftOut)
      ? LinkSet(links: links.filter { !isLeftOut($0) }, problems: problems) : self
  }

  /// The links of a payout, in ledger order of the receipts; none where the records give none.
  ///
  /// - Complexity: O(log *l* + *k*) for *k* links of the payout among *l*.
  func links(out transfer: Int) -> ArraySlice<Link> {
    let first = LinkSet.lowerBound(links.count) { links[$0].outbound.position < transfer }
    var end = first
    while end < links.count, links[end].outbound.position == transfer { end += 1 }
    return links[first..<end]
  }

  /// The link between a receipt and a payout; nil for none.
  func link(from receipt: Int, to payout: Int) -> Link? {
    links(out: payout).first { $0.inbound.position == receipt }
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

  /// Why links that a payout states cannot be followed, in the order of its record.
  func problems(out transfer: Int) -> ArraySlice<LinkProblem> {
    let first = LinkSet.lowerBound(problems.count) { problems[$0].outbound.position < transfer }
    return problems[first...].prefix { $0.outbound.position == transfer }
  }

  /// The grades that links have, strongest first.
  var grades: [Grade] { Set(links.map(\.grade)).sorted() }

  /// Of each pair the strongest link, by outbound and then inbound transfer.
  private static func strongestOfPairs(_ links: [Link]) -> [Link] {
    let ordered = links.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (one.outbound, one.inbound, one.grade, left.offset)
        < (other.outbound, other.inbound, other.grade, right.offset)
    }
    var kept: [Link] = []
    for (_, link) in ordered
    where kept.last?.outbound != link.outbound || kept.last?.inbound != link.inbound {
      kept.append(link)
    }
    return kept
  }

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
