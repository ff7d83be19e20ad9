internal import PaymentGraph
internal import Reports

extension Inquiry {
  /// The accounts of a drawing that have rows of their own, however long the drawing becomes.
  public struct Folding: Hashable, Sendable {
    /// The most accounts that may be pinned: more rows than that cannot be followed.
    static let most = 200

    /// The accounts that are never folded; nil for none.
    public var pinned: AccountChoice?

    /// Creates the choice of all drawings.
    public init() {}

    static let fields: [InquiryField<Folding>] = [.text("pin", \.pinned)]

    /// Returns the options of a drawing with the pinned accounts.
    ///
    /// Every account of the case may be pinned, so that a narrower question forgets none.
    func pinning(_ options: DiagramOptions, of basis: Basis) throws(InquiryError) -> DiagramOptions
    {
      guard let pinned else { return options }
      let accounts = try pinned.accounts(in: basis.ledger.whole, of: basis)
      guard accounts.count <= Folding.most else {
        throw .refused(
          "--pin takes at most \(Folding.most) accounts, and \(pinned.words) names \(accounts.count)"
        )
      }
      var options = options
      options.pinned = Set(accounts)
      return options
    }
  }
}
