internal import PaymentGraph

/// The links of a ledger, searchable by receipt and by payout.
///
/// A payout may have several links (a batch), and so may a receipt (a split). A pair has at most one, the strongest of
/// those given.
struct LinkSet: Sendable {
  /// All links, by payout and then receipt.
  let links: [Link]
  /// Stated links that cannot be followed, by payout.
  let problems: [LinkProblem]
  /// Indices into ``links`` by receipt.
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

  /// Returns these links with more, without those that the amounts contradict, and without the problems that are
  /// solved: those of a payout that has a new link of grade A.
  ///
  /// A payout that names several ids, of which one is found and another is not, has a link from the start; that link
  /// does not solve the problem of the other id.
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

  /// Returns these links without some of them.
  func without(_ isLeftOut: (Link) -> Bool) -> LinkSet {
    links.contains(where: isLeftOut)
      ? LinkSet(links: links.filter { !isLeftOut($0) }, problems: problems) : self
  }

  /// Returns the links of a payout, in ledger order of the receipts; empty where there are none.
  ///
  /// - Complexity: O(log *l* + *k*) for *k* links of the payout among *l*.
  func links(out transfer: Int) -> ArraySlice<Link> {
    let first = BinarySearch.lowerBound(links.count) { links[$0].outbound.position < transfer }
    var end = first
    while end < links.count, links[end].outbound.position == transfer { end += 1 }
    return links[first..<end]
  }

  /// Returns the link between a receipt and a payout; nil where there is none.
  func link(from receipt: Int, to payout: Int) -> Link? {
    links(out: payout).first { $0.inbound.position == receipt }
  }

  /// Returns the links that pass a receipt on, in ledger order of the payouts.
  func links(into transfer: Int) -> [Link] {
    var index = BinarySearch.lowerBound(byInbound.count) {
      links[byInbound[$0]].inbound.position < transfer
    }
    var found: [Link] = []
    while index < byInbound.count, links[byInbound[index]].inbound.position == transfer {
      found.append(links[byInbound[index]])
      index += 1
    }
    return found
  }

  /// Returns the problems of the links that a payout states, in the order of its record.
  func problems(out transfer: Int) -> ArraySlice<LinkProblem> {
    let first = BinarySearch.lowerBound(problems.count) {
      problems[$0].outbound.position < transfer
    }
    return problems[first...].prefix { $0.outbound.position == transfer }
  }

  /// Returns a note for each reason why links that payouts state cannot be followed.
  ///
  /// - Parameter isConcerned: true for payouts that matter.
  func problemNotes(where isConcerned: (Int) -> Bool) -> [AnswerNote] {
    LinkProblem.Reason.allCases.compactMap { reason in
      // A payout that names several receipts counts once.
      let found = Set(
        problems.filter { $0.reason == reason && isConcerned($0.outbound.position) }
          .map(\.outbound)
      ).count
      guard found > 0 else { return nil }
      return AnswerNote(
        code: .linkProblem,
        text:
          "\(AnswerNote.count(found, "payout")) \(found == 1 ? "states a link" : "state links") that cannot be followed: "
          + reason.rawValue)
    }
  }

  /// The grades of the links, strongest first.
  var grades: [Grade] { Set(links.map(\.grade)).sorted() }

  /// Returns the strongest link of each pair, by payout and then receipt.
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
}
