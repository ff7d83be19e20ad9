internal import Synchronization

/// The profiles that headers are compared with: the user's own before those that are built in.
///
/// Built-in profiles are read when a header first needs them: files in the canonical form never do.
struct ProfileLibrary: Sendable {
  /// The user's own, each name once.
  let own: [ProfileDocument]

  /// - Parameter own: the user's own; of two with one name the first counts.
  init(own: [ProfileDocument] = []) {
    var names: Set<String> = []
    self.own = own.filter { names.insert($0.name).inserted }
  }

  /// All profiles, the user's own first; a built-in one that has the name of an own one is left out.
  var all: [ProfileDocument] {
    let names = Set(own.map(\.name))
    return own + BuiltInProfiles.all.filter { !names.contains($0.name) }
  }

  /// The statement profile that knows a header best; nil where none knows it.
  ///
  /// Of several, the user's own wins, then the one with more of its names in the header, then the one whose name comes
  /// first in the alphabet.
  func statement(for header: HeaderNames, file: String) -> StatementPlan? {
    var best: (fit: Int, isOwn: Bool, profile: StatementProfile)?
    let ownNames = Set(own.map(\.name))
    for case .statement(let profile) in all {
      guard let fit = StatementPlan.fit(profile, header, file: file) else { continue }
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
        reason: "profile \(found.profile.name)\(found.isOwn ? ", which is your own" : ""): "
          + "the header has all its \(found.fit) names")
    }
  }

  /// The ledger profile that knows a header; nil where none does, or where the user's own statement
  /// profile does.
  ///
  /// Of several, the user's own wins, then the one with most names, of those the first.
  func ledger(for header: HeaderNames, file: String) -> Profile? {
    if let known = ProfileLibrary.ledger(for: header, file, among: own) { return known }
    let isOwnStatement = own.contains { document in
      guard case .statement(let profile) = document else { return false }
      return StatementPlan.fit(profile, header, file: file) != nil
    }
    return isOwnStatement ? nil : ProfileLibrary.ledger(for: header, file, among: all)
  }

  private static func ledger(
    for header: HeaderNames, _ file: String, among documents: [ProfileDocument]
  ) -> Profile? {
    var best: Profile?
    for case .ledger(let profile) in documents where profile.knows(header, file: file) {
      if profile.signature.count > best?.signature.count ?? 0 { best = profile }
    }
    return best
  }

  /// The names of all profiles that know a header, in the order of names.
  func names(for header: HeaderNames, file: String) -> [String] {
    all.filter { document in
      switch document {
      case .ledger(let profile): profile.knows(header, file: file)
      case .statement(let profile): StatementPlan.fit(profile, header, file: file) != nil
      }
    }.map(\.name).sorted()
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
