internal import CaseStore
internal import Inquiries
internal import PaymentGraph

/// The loaded case, which is loaded again when events follow it.
actor Library {
  /// A case as it was loaded, with the answers that were asked of it.
  struct Loaded: Sendable {
    let data: ExplorerData
    /// The number of times that a case was loaded.
    let version: Int
    let answers: AnswerCache
    /// The digest of all that answers rest on: files and decisions.
    let basisDigest: String

    init(_ data: ExplorerData, version: Int) {
      self.data = data
      self.version = version
      answers = AnswerCache()
      let ledger = data.basis.ledger
      basisDigest =
        data.basisDigest?.hex
        ?? Chain.digest(
          of: Array((ledger.files + ledger.otherFiles).map(\.digest.hex).joined().utf8)
        ).hex
    }
  }

  private let desk: any CaseDesk
  private var loaded: Loaded
  private var loading: Task<Loaded, any Error>?

  init(desk: any CaseDesk, data: ExplorerData) {
    self.desk = desk
    loaded = Loaded(data, version: 1)
  }

  /// The case as it is now.
  func current() async throws -> Loaded {
    if let loading { return try await loading.value }
    guard try await desk.head() != loaded.data.head else { return loaded }
    // Another request may have begun to load it meanwhile.
    if let loading { return try await loading.value }
    return try await reload()
  }

  /// Loads the files again, although no event asks for it.
  func reload() async throws -> Loaded {
    let (desk, version) = (desk, loaded.version + 1)
    let task = Task { Loaded(try await desk.load(), version: version) }
    loading = task
    defer { loading = nil }
    loaded = try await task.value
    return loaded
  }
}
