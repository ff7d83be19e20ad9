internal import Synchronization

/// The profiles that headers are compared with: the user's own before those that are built in.
///
/// Built-in profiles are read when a header first needs them: files in the canonical form never do.
struct ProfileLibrary: Sendable {
  /// The user's own.
  let own: [ProfileDocument]

  init(own: [ProfileDocument] = []) { self.own = own }

  /// All profiles, the user's own first; a built-in one that has the name of an own one is left out.
  var all: [ProfileDocument] {
    let names = Set(own.map(\.name))
    return own + BuiltInProfiles.all.filter { !names.contains($0.name) }
  }

  /// The statement profile that knows a header best; nil where none knows it.
  ///
  /// Of several, the user's own wins, then the one with more of its names in the header, then the one whose name comes
  /// first in the alphabet.
  func statement(for header: HeaderNames) -> StatementPlan? {
    var best: (fit: Int, isOwn: Bool, profile: StatementProfile)?
    let ownNames = Set(own.map(\.name))
    for case .statement(let profile) in all {
      guard let fit = StatementPlan.fit(profile, header) else { continue }
      let isOwn = ownNames.contains(profile.name)
      if let known = best {
        let order = (isOwn ? 1 : 0, fit)
        let other = (known.isOwn ? 1 : 0, known.fit)
        guard order > other || order == other && profile.name < known.profile.name else { continue }
      }
      best = (fit, isOwn, profile)
    }
    return best.flatMap { found in
      StatementPlan(
        found.profile, on: header,
        reason: "profile \(found.profile.name): the header has all its \(found.fit) names")
    }
  }

  /// The ledger profile that knows a header: the one with most names, of those the first.
  func ledger(for header: HeaderNames) -> Profile? {
    var best: Profile?
    for case .ledger(let profile) in all where header.matches(profile.signature) {
      if profile.signature.count > best?.signature.count ?? 0 { best = profile }
    }
    return best
  }

  /// The lookups that a file with this header explains; none where nothing needs it.
  func lookups(for header: HeaderNames) -> [Lookup] {
    all.flatMap { document -> [Lookup] in
      guard case .ledger(let profile) = document else { return [] }
      return profile.lookups.filter { $0.knows(header) }
    }
  }

  /// Profiles of statements without a header.
  var headerless: [StatementProfile] {
    all.compactMap { document in
      guard case .statement(let profile) = document, !profile.cells.isEmpty else { return nil }
      return profile
    }
  }
}
