import FundTracing
import TestSupport

extension LedgerLiteral {
  /// Accounts as sources with all their payments.
  func sources(_ keys: String...) -> [FundTracing.Source] {
    keys.map { FundTracing.Source(account: self[$0]) }
  }
}
