internal import PaymentGraph
package import Simulation

extension PlantedCase {
  /// The keys of the payment services of which records are missing.
  package var incompleteServices: Set<String> {
    Set(
      records.filter(\.isMissing).flatMap { [accounts[$0.payer], accounts[$0.beneficiary]] }
        .filter { $0.role == .processor }.map(\.key))
  }
}
