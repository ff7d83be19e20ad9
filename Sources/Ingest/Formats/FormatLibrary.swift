/// The profiles that headers are compared with: the user's own and the built-in ones.
///
/// Built-in profiles are read when a header first needs them: files in the canonical form never do.
struct FormatLibrary: Sendable {
  /// The user's own profiles, each name once.
  let own: [Format]

  /// - Parameter own: the user's own profiles; of two with one name the first counts.
  init(own: [Format] = []) {
    var names: Set<String> = []
    self.own = own.filter { names.insert($0.name).inserted }
  }

  /// All profiles, the user's own first; a built-in one with the name of one of the user's own is left out.
  var all: [Format] { withOwn(BuiltInFormats.all) }

  /// Returns the user's own profiles, and after them the built-in ones that have other names.
  private func withOwn(_ builtIn: [Format]) -> [Format] {
    let names = Set(own.map(\.name))
    return own + builtIn.filter { !names.contains($0.name) }
  }

  /// Returns the profile of a name; nil where there is none.
  func profile(named name: String) -> Format? { all.first { $0.name == name } }

  /// Returns true where a profile is the user's own.
  func isOwn(_ name: String) -> Bool { own.contains { $0.name == name } }

  /// A profile that knows a header, and the number of names by which it does.
  struct Match {
    let document: Format
    let fit: Int
    let isOwn: Bool
    /// The user's own profiles that know the header by fewer names, and so give way.
    var passedOver: [String] = []
    /// The built-in profiles that know the header as well, though one of the user's own reads it.
    var rivals: [String] = []
    /// Other profiles of the user's own that know the header equally well, so that nothing decides.
    var equals: [String] = []
  }

  /// Returns the profile that knows a header best; nil where none knows it.
  ///
  /// More names win over fewer: a profile of the user's own gives way to a built-in one that knows more of the header,
  /// because it was made for other files. At the same number of names the user's own wins, then rows that name both
  /// accounts, then the alphabet. A profile for a header of many banks is ignored, unless it is asked for by its name.
  func match(_ header: HeaderNames, file: String, asked: Set<String> = []) -> Match? {
    var found: [Match] = []
    for document in withOwn(BuiltInFormats.possible(for: header)) {
      if document.isGeneric, !asked.contains(document.name) { continue }
      guard let fit = document.fit(header, file: file) else { continue }
      found.append(Match(document: document, fit: fit, isOwn: isOwn(document.name)))
    }
    found.sort { left, right in
      let ranks = [left, right].map { match in
        (match.fit, match.isOwn ? 1 : 0, match.document.shape == .ledger ? 1 : 0)
      }
      return ranks[0] == ranks[1]
        ? left.document.name < right.document.name : ranks[0] > ranks[1]
    }
    guard var best = found.first else { return nil }
    best.passedOver = found.filter { $0.isOwn && $0.fit < best.fit }.map(\.document.name)
    if best.isOwn {
      best.rivals = found.filter { !$0.isOwn }.map(\.document.name)
      best.equals = found.dropFirst().filter { $0.isOwn && $0.fit == best.fit }
        .map(\.document.name)
    }
    return best
  }

  /// Returns the profiles for headers of many banks that a header fits, in the order of names.
  func candidates(for header: HeaderNames, file: String) -> [StatementFormat] {
    all.compactMap { document in
      guard case .statement(let profile) = document, profile.evidence != nil,
        StatementPlan.fit(profile, header, file: file) != nil
      else { return nil }
      return profile
    }.sorted { $0.name < $1.name }
  }

  /// Returns the names of all profiles that know a header, in the order of names.
  func names(for header: HeaderNames, file: String) -> [String] {
    all.filter { $0.fit(header, file: file) != nil }.map(\.name).sorted()
  }

  /// Returns the lookups that a file with this header explains; none where nothing needs it.
  func lookups(for header: HeaderNames) -> [Lookup] {
    all.flatMap { document -> [Lookup] in
      guard case .ledger(let profile) = document else { return [] }
      return profile.lookups.filter { $0.knows(header) }
    }
  }

  /// The profiles of files without a header, the user's own first.
  var headerless: [Format] { all.filter { !$0.cells.isEmpty } }
}

extension Format {
  /// Returns the number of names of a header that the profile knows; nil where it does not know the header.
  func fit(_ header: HeaderNames, file: String) -> Int? {
    switch self {
    case .ledger(let profile): profile.knows(header, file: file) ? profile.signature.count : nil
    case .statement(let profile): StatementPlan.fit(profile, header, file: file)
    }
  }

  /// Returns the names that a given header lacks of the form that fits it best; empty where it lacks none.
  func missing(in header: HeaderNames) -> [String] {
    switch self {
    case .ledger(let profile):
      profile.signature.filter { header.position(of: $0) == nil }
    case .statement(let profile):
      profile.headers.map { names in
        names.filter { StatementPlan.position(of: $0, in: header) == nil }
      }.min { $0.count < $1.count } ?? []
    }
  }

  /// True where many banks write the header, so that something else must show the file's bank.
  var isGeneric: Bool {
    if case .statement(let profile) = self { profile.evidence != nil } else { false }
  }

  /// The kinds of the cells of files without a header; empty for files with one.
  var cells: [CellKind] { about.cells }

  /// The styles in which dates may be written; empty where the file decides.
  var dates: [TimeReader.Style] {
    switch self {
    case .ledger(let profile): profile.decidesTimes ? [] : [profile.timeStyle]
    case .statement(let profile): profile.dates.map(\.reader)
    }
  }

  /// Returns true where the cells of a row are of the kinds that rows of a file without a header have.
  func fits(_ row: [String]) -> Bool {
    guard row.count == cells.count else { return false }
    return zip(cells, row).allSatisfy { $0.fits($1, dates: dates) }
  }
}
