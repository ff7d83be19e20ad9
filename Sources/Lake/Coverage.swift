public import PaymentGraph

/// The needs of a question, as far as they decide whether an extract of a lake can answer it.
public struct ExtractNeed: Sendable {
  /// The part of the records on which an answer rests.
  public enum Records: Sendable, Hashable {
    /// Walks from victims.
    case walks
    /// Amounts on the accounts that walks reach.
    case amounts
    /// The books of some pooled accounts; nil for those of all.
    case books([String]?)
    /// Everything that was recorded, for what the text names: `a screening`.
    case everything(String)
    /// The loaded transfers and no others.
    case loaded
  }

  /// The accounts at which walks start, and the payments with which they do.
  public enum Start: Sendable, Hashable {
    /// Stated claims, by their number, and the accounts that paid them.
    case claims(Int, of: [String])
    /// All payments of some accounts.
    case payments(of: [String])
  }

  /// The part of the records.
  public var records: Records
  /// The start of walks; nil where the question has none.
  public var start: Start?
  /// The most transfers in a walk; nil for any number.
  public var maxHops: Int?
  /// The scope.
  public var scope: LedgerView?
  /// True where waits are limited.
  public var limitsWaits = false
  /// True where pooled accounts count as ordinary ones.
  public var poolsAreOrdinary = false
  /// True where links that no record states are searched at pooled accounts.
  public var infersLinks = false

  /// Creates the needs of a question; see the properties.
  public init(_ records: Records) { self.records = records }
}

/// The comparison of questions with what an extract covers: a question that it does not cover is never answered.
public struct Coverage: Sendable {
  private let manifest: ExtractManifest
  private var covers: ExtractManifest.Covers { manifest.covers }

  /// Creates the comparison with an extract.
  public init(of manifest: ExtractManifest) { self.manifest = manifest }

  /// Returns the reason why an extract cannot answer a question, with the option to extract again; nil where it can.
  public func refusal(of need: ExtractNeed) -> String? {
    switch need.records {
    case .loaded: return nil
    case .everything(let words):
      return
        "\(words) needs all payments of the lake, and these files are an extract of it, which holds only what walks from its claims need; "
        + "ask it of an export of the accounts in question"
    case .books(let accounts):
      guard covers.links == .books else {
        return refusal(
          "links are inferred from the whole books of pooled accounts", "--links books")
      }
      let known = Set(manifest.books)
      if let other = (accounts ?? manifest.pooled).first(where: { !known.contains($0) }) {
        return "the extract holds only a part of the book of \(other), which no walk reaches; "
          + "name the pooled accounts that walks reach with --account: "
          + (manifest.books.isEmpty
            ? "there is none" : manifest.books.prefix(5).joined(separator: ","))
      }
      return scopeRefusal(need)
    case .walks, .amounts: break
    }
    if need.records == .amounts, covers.purpose != .trace {
      return refusal("amounts need the whole records of the accounts on the way", "--for trace")
    }
    return scopeRefusal(need) ?? startRefusal(need) ?? hopRefusal(need) ?? poolRefusal(need)
  }

  /// Returns the reason why "no walk exists" cannot be said of an extract; nil where the whole lake was searched for
  /// walks of any kind.
  public var openEnd: String? {
    let words = "the extract has no such walk, and whether the lake has one "
    if covers.maxHops != nil {
      return words + "with more hops is open: extract again without --max-hops"
    }
    if covers.since != nil || covers.before != nil {
      return words + "outside the period is open: extract again without --since and --before"
    }
    if !manifest.pooled.isEmpty, covers.links != .books {
      return words
        + "through a pooled account without a recorded link is open: extract again with --links books"
    }
    return nil
  }

  private func refusal(_ reason: String, _ option: String) -> String {
    "\(reason), and this extract does not hold them: extract again with \(option)"
  }

  private func scopeRefusal(_ need: ExtractNeed) -> String? {
    guard let scope = need.scope else { return nil }
    let (from, until) = (scope.period.from?.iso8601, scope.period.until?.iso8601)
    if let first = covers.since, from.map({ $0 < first }) ?? true {
      return
        "the extract begins on \(first): ask with --since \(first) or later, or extract again with an earlier --since"
    }
    if let end = covers.before, until.map({ $0 > end }) ?? true {
      return
        "the extract ends before \(end): ask with --before \(end) or earlier, or extract again with a later --before"
    }
    return nil
  }

  private func startRefusal(_ need: ExtractNeed) -> String? {
    let known = Set(manifest.victims)
    switch need.start {
    case nil: return nil
    case .claims(let count, let victims):
      if let claims = manifest.claims, count > claims {
        return
          "\(count) payments are claimed, and the extract was taken from \(claims): extract again with all claims (--claims)"
      }
      guard let other = victims.first(where: { !known.contains($0) }) else { return nil }
      return "the claims of \(other) are not in the extract: extract again with them (--claims)"
    case .payments(let victims):
      if let other = victims.first(where: { !known.contains($0) }) {
        return
          "the extract follows no payments of \(other): extract again with --victims \(victims.count > 3 ? "and all that are meant" : victims.joined(separator: ","))"
      }
      guard manifest.claims != nil, let first = victims.first else { return nil }
      return
        "the extract follows claimed payments only, and this question all payments of \(first): "
        + "leave the victims out to ask of the claims, or extract again with --victims"
    }
  }

  private func hopRefusal(_ need: ExtractNeed) -> String? {
    guard let most = covers.maxHops else { return nil }
    guard let wanted = need.maxHops, wanted <= most else {
      return
        "the extract covers walks of at most \(most) hops: ask with --max-hops \(most) or fewer, or extract again with "
        + (need.maxHops.map { "--max-hops \($0)" } ?? "no --max-hops")
    }
    guard wanted == most, let scope = need.scope else { return nil }
    let isNarrower =
      scope.period.from?.iso8601 != covers.since || scope.period.until?.iso8601 != covers.before
      || !scope.leftOut.isEmpty || need.limitsWaits
    guard isNarrower else { return nil }
    return
      "whether walks go on beyond \(most) hops in a narrower question is not in an extract of \(most) hops: "
      + (most > 1 ? "ask with --max-hops \(most - 1), or " : "")
      + "extract again with --max-hops \(most + 1)"
  }

  private func poolRefusal(_ need: ExtractNeed) -> String? {
    guard !manifest.pooled.isEmpty, covers.links != .books else { return nil }
    if need.poolsAreOrdinary {
      return refusal("pooled accounts as ordinary ones need all their payouts", "--links books")
    }
    guard need.infersLinks, covers.links != .table else { return nil }
    return
      "links that no record states are inferred from the whole books of pooled accounts, and this extract does not "
      + "hold them: ask with --recorded-links, or extract again with --links books, or with a table of links (--links PATH)"
  }
}
