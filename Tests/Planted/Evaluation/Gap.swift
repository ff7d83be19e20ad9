package import Simulation

/// The part that is missing from records that are nevertheless said to be complete.
package enum Gap: String, Sendable, CaseIterable {
  /// Three statements of mules and three months of the services.
  case files = "6 files"
  /// One month of one service.
  case month = "1 month of a service"
  /// One row in fifty, anywhere.
  case rows = "1 row in 50"
  /// One row in five hundred, anywhere.
  case fewRows = "1 row in 500"

  /// The settings of a case with this gap.
  package func settings(seed: UInt64, regime: Regime) -> SimulationSettings {
    var settings = SimulationSettings(seed: seed, regime: regime, processorCount: 2)
    switch self {
    case .files: settings.missingFiles = 6
    case .month:
      settings.mules = 1
      settings.missingFiles = 2
    case .rows: settings.missingRowsPerMille = 20
    case .fewRows: settings.missingRowsPerMille = 2
    }
    return settings
  }
}
