internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// What counts as a walk.
struct WalkOptions: ParsableArguments {
  @OptionGroup var limits: WalkLimits
  @OptionGroup var pooling: PoolingOptions

  /// The rules with what the user knows of the hubs of a ledger.
  func rules(in view: LedgerView) throws -> WalkRules {
    try limits.rules(pooling, in: view)
  }
}
