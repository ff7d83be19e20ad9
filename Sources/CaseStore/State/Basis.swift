public import PaymentGraph

extension CaseState {
  /// The SHA-256 of all that an answer can rest on: files, options, profiles, decisions, claims, hypotheses, stated facts.
  ///
  /// Notes, tags, names and saved pages are not part of it.
  public var basis: FileDigest { basis(companions) }

  /// Returns ``basis``, for callers who have the files that the decisions make.
  public func basis(_ companions: [CompanionFile]) -> FileDigest {
    Chain.digest(of: basisText(companions).bytes)
  }

  /// Returns the value whose digest ``basis`` is.
  func basisText(_ companions: [CompanionFile]) -> CanonicalJSON {
    .object(of: [
      (
        "companions",
        .object(of: companions.map { ($0.name, .string(Chain.digest(of: $0.bytes).hex)) })
      ),
      (
        "leftOut",
        .array(leftOut.keys.map(\.words).map(Spelling.init).sorted().map { .string($0.text) })
      ),
      ("options", .array(readingOptions.map { .string($0) })),
      ("profiles", .array(profiles.map(\.json))),
      ("secret", .string(secret?.hex ?? "")),
      (
        "sources",
        .array(sources.map { .array([.string($0.name), .string($0.digest.hex)]) })
      ),
      (
        "terms",
        .array(statedTerms.map { .array([.string($0.term.rawValue), .string($0.value)]) })
      ),
    ])
  }

  /// Everything that holds, without the numbers of events: equal for events that commute.
  public var meaning: CanonicalJSON {
    .object(of: [
      ("basis", basisText(companions)),
      ("title", .string(opening?.title ?? "")),
      (
        "remarks",
        .array(
          remarks.map { CanonicalJSON.object(of: $0.value.members) }.sorted {
            $0.bytes.lexicographicallyPrecedes($1.bytes)
          })
      ),
      (
        "questions",
        .array(questions.sorted { $0.key < $1.key }.map { .object(of: $0.value.value.members) })
      ),
      (
        "records",
        .array(records.sorted { $0.key < $1.key }.map { .object(of: $0.value.value.members) })
      ),
      (
        "views",
        .array(views.sorted { $0.key < $1.key }.map { .object(of: $0.value.value.members) })
      ),
    ])
  }
}
