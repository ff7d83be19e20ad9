package import FundTracing
package import PaymentGraph

extension Inquiry {
  /// The choice of the victims whose money is followed.
  public struct Victims: Hashable, Sendable {
    /// The victims' accounts; nil for those of the claims file, else those with the role.
    public var accounts: AccountChoice?

    /// Creates a choice; without accounts, the claims decide, else the roles.
    public init(_ accounts: AccountChoice? = nil) { self.accounts = accounts }

    static let fields: [InquiryField<Victims>] = [.text("victims", \.accounts)]

    /// Returns the sources of a question: the victims' claims, or all their payments.
    package func sources(
      in view: LedgerView, of basis: Basis
    ) throws(InquiryError) -> [Source] {
      guard let sources = try knownSources(in: view, of: basis) else {
        throw .refused(
          "no victim is known: name the victims with --victims, or give an accounts file "
            + "(account,role) or a claims file (claim); --victims all takes every account that pays"
        )
      }
      return sources
    }

    /// Returns the sources of a question; nil where nobody is known as a victim.
    func knownSources(in view: LedgerView, of basis: Basis) throws(InquiryError) -> [Source]? {
      if let accounts {
        let chosen = try accounts.accounts(in: view, of: basis)
        if chosen.isEmpty, view.unnamedPayerCount > 0 {
          throw .refused(
            "\(accounts.words) names no account, because \(view.unnamedPayerCount) transfers have no named payer"
          )
        }
        return chosen.map { Source(account: $0) }
      }
      if let claims = basis.claims { return Source.claiming(claims, in: basis.ledger) }
      let labelled = try? AccountSelector.role(.victim).accounts(in: view)
      guard let labelled, !labelled.isEmpty else { return nil }
      return labelled.map { Source(account: $0) }
    }
  }
}
