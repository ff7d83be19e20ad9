internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The choice of the victims whose money is followed.
struct VictimOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The victims: all (every account that pays), role:victim, an account key, several with \
      commas, or @file with one on each line. Default: those of the claims file, else role:victim.
      """, valueName: "accounts"))
  var victims: AccountArgument?

  /// Returns the sources of a question: the victims' claims, or all their payments.
  func sources(_ intake: Intake, _ view: LedgerView) throws -> [Source] {
    guard let sources = try knownSources(intake, view) else {
      throw CommandFailure(
        "no victim is known: name the victims with --victims, or give an accounts file "
          + "(account,role) or a claims file (claim); --victims all takes every account that pays")
    }
    return sources
  }

  /// Returns the sources of a question; nil where nobody is known as a victim.
  func knownSources(_ intake: Intake, _ view: LedgerView) throws -> [Source]? {
    if let victims {
      let accounts = try victims.accounts(in: view)
      if accounts.isEmpty, view.unnamedPayerCount > 0 {
        throw CommandFailure(
          "\(victims.text) names no account, because \(view.unnamedPayerCount) transfers have no named payer"
        )
      }
      return accounts.map { Source(account: $0) }
    }
    if let claims = intake.claims { return Source.claiming(claims, in: intake.ledger) }
    let labelled = try? AccountSelector.role(.victim).accounts(in: view)
    guard let labelled, !labelled.isEmpty else { return nil }
    return labelled.map { Source(account: $0) }
  }
}
