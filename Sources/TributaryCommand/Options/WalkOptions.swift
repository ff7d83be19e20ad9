internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The definition of a walk.
struct WalkOptions: ParsableArguments {
  @OptionGroup var limits: WalkLimits
  @OptionGroup var pooling: PoolingOptions

  /// Returns the rules with the user's knowledge of a ledger's pooled accounts.
  func rules(in view: LedgerView) throws -> WalkRules {
    try limits.rules(pooling, in: view)
  }
}
